"""What words are: ordinary, clinical, names of people and places. Packed by `training/lexicons.py`, loaded on first use.

Sources and licenses stand in docs/deid.md.
"""

import re
import zlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

CLASSES: Final = (
    # How ordinary a word is, by the size of the smallest list of English that has it.
    "word1", "word2", "word3", "word4", "foreign",
    # What lives.
    "theorist", "instrument", "modality", "diagnosis", "drug", "drug2", "clinical", "public", "country", "state", "statecode", "notprofession", "agency",
    # What may identify: first and last names, common to rare; places, large to small.
    "first1", "first2", "first3", "last1", "last2", "last3", "city1", "city2", "city3", "county", "hood",
    "employer", "school", "congregation", "profession", "holiday",
)  # fmt: skip
BIT: Final[Mapping[str, int]] = {name: 1 << place for place, name in enumerate(CLASSES)}

NAME: Final = BIT["first1"] | BIT["first2"] | BIT["first3"] | BIT["last1"] | BIT["last2"] | BIT["last3"]
COMMON_GIVEN: Final = BIT["first1"] | BIT["first2"]
PLACE: Final = BIT["city1"] | BIT["city2"] | BIT["city3"] | BIT["county"] | BIT["hood"]
ORDINARY: Final = BIT["word1"] | BIT["word2"] | BIT["word3"] | BIT["word4"]
CLINICAL: Final = BIT["instrument"] | BIT["modality"] | BIT["diagnosis"] | BIT["drug"] | BIT["drug2"] | BIT["clinical"]
LIVES: Final = (
    CLINICAL | BIT["theorist"] | BIT["public"] | BIT["country"] | BIT["state"] | BIT["statecode"] | BIT["agency"]
)


@cache
def words() -> Mapping[str, int]:
    """The classes of each word and phrase, as bits; the keys are as `tokens.phrase` makes them."""
    packed = resources.files(__package__).joinpath("words.z").read_bytes()
    found: dict[str, int] = {}
    for line in zlib.decompress(packed).decode("utf-8").split("\n"):
        bits, _, entries = line.partition("\t")
        found.update(dict.fromkeys(entries.split("|"), int(bits, 16)))
    return found


@cache
def phrases() -> Mapping[str, int]:
    """For each first word of a phrase, how many words the longest phrase that begins with it has."""
    longest: dict[str, int] = {}
    for entry in words():
        if " " in entry:
            first, count = entry[: entry.index(" ")], entry.count(" ") + 1
            if longest.get(first, 0) < count:
                longest[first] = count
    return longest


@cache
def usage() -> Mapping[str, tuple[str, str, str, str]]:
    """How a word is used: the names of its groups, from fine to coarse, and how frequent it is (0, most, to 6).

    Packed by `training/clusters.py`.
    """
    packed = resources.files(__package__).joinpath("clusters.z").read_bytes()
    middle, coarse, *lines = zlib.decompress(packed).decode("utf-8").split("\n")
    of_middle, of_coarse = middle.split(" "), coarse.split(" ")
    gap = lines.index("")
    frequent = {word: str(bucket) for bucket, line in enumerate(lines[gap + 1 :]) for word in line.split(" ")}
    found: dict[str, tuple[str, str, str, str]] = {}
    for fine, line in enumerate(lines[:gap]):
        groups = (str(fine), of_middle[fine], of_coarse[fine])
        shared = {often: (*groups, often) for often in "0123456"}  # one tuple for many words
        for word in line.split(" "):
            found[word] = shared[frequent.get(word, "6")]
    return found


def everywhere(word: str) -> bool:
    """Whether a word in small letters is among the few hundred that every text has: from, after, about."""
    return word in usage() and usage()[word][3] == "0"


SQUEEZE: Final = re.compile(r"[\W_]+")
TESTED: Final = re.compile(
    r"(?P<stem>[a-z]{2,8})-?(?P<number>\d{0,3}(?:-?(?:rf|r|ii|iii|iv|v|sf|a|c|p|y|s|m|tr|t|k))*)", re.IGNORECASE
)


@cache
def _instruments() -> frozenset[str]:
    return frozenset(SQUEEZE.sub("", entry) for entry, bits in words().items() if bits & BIT["instrument"])


def instrument(code: str) -> bool:
    """Whether a code such as `PHQ-9`, `gad7` or `MMPI-2-RF` names an instrument, however it is written."""
    squeezed = SQUEEZE.sub("", code).lower()
    letters = squeezed.rstrip("0123456789")
    return squeezed in _instruments() or (
        letters in _instruments() and len(letters) > 2 and len(squeezed) - len(letters) < 4
    )
