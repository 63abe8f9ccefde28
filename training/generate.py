"""Makes many texts out of each hand-written one: other names and places in its slots, other traps in theirs, and noise.

A slot keeps its shape: a given name is followed by another given name, a street by a street; the same name is the same
name throughout a text. Nothing is random that a seed does not fix.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from soundingboard.deid import lexicons
from soundingboard.deid.lexicons import BIT
from soundingboard.deid.tokens import folded
from training.markup import Piece

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

# Names that are ordinary words: they must be learned from what stands around them.
WORDS_AS_NAMES = (
    "Hope Will Grace Faith Joy Summer Autumn Winter April May June August Rose Lily Daisy Violet Ivy Iris Olive Pearl Ruby Jade Amber "
    "Crystal Dawn Eve Star Sky Skye River Brook Lake Ocean Rain Stormy Misty Sunny Sandy Rusty Woody Rocky Cliff Forest Heath Glen Dale "
    "Chase Hunter Fisher Tanner Mason Carter Cooper Taylor Tyler Porter Parker Baker Miller Bishop Dean Major Sterling Rich Frank Art "
    "Drew Pat Sue Bill Mark Jack Skip Chip Buck Bud Buddy Gene Guy Chance Christian Angel Heaven Nevaeh Miracle Blessing Precious Mercy "
    "Charity Patience Prudence Constance Felicity Verity Justice Liberty Harmony Melody Carol Robin Wren Jay Birdie Kitty Bunny Cricket "
    "Penny Cash Royal Reign Prince King Duke Earl Baron Noble Trinity Genesis Journey Destiny Serenity Essence Diamond Cherry Candy "
    "Ginger Basil Sage Rosemary Clementine Apple Peaches Honey Sugar Cookie Pepper Junior Sunday Wednesday Friday January Early Young "
    "Long Short Little Small Strong Bright Sharp Wise Good Best Love Darling Valentine Noel Holiday Gay Merry Lucky Happy Jazz Reed Dash"
).split()


@dataclass(frozen=True)
class Text:
    """A made text: its letters, and which of them are gold, as (start, end, category)."""

    text: str
    gold: tuple[tuple[int, int, str], ...]
    hidden: frozenset[str]  # words whose being in a list of names or places the model shall not see


@cache
def pool(*names: str) -> tuple[str, ...]:
    """All single words, or phrases, of the lexicons' classes."""
    bits = 0
    for name in names:
        bits |= BIT[name]
    return tuple(
        sorted(entry for entry, has in lexicons.words().items() if has & bits and len(entry) > 1 and entry[0].isalpha())
    )


@cache
def single(*names: str) -> tuple[str, ...]:
    return tuple(entry for entry in pool(*names) if " " not in entry and entry.isalpha())


@cache
def theorists() -> frozenset[str]:
    return frozenset(single("theorist"))


def titled(entry: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in entry.split(" "))


# Those among them that are met most often as words.
MOST_CONFUSED = (
    "Will Hope Grace Mark May Joy Faith Bill Rose Summer Jack Frank Art Dawn Chase Drew Pat Sue April June August Angel Rob Nick Sandy "
    "Mo Kai Bo Ty Jo Al Guy Gene Rich Dean Miles Grant Lance Wade Ray Rusty Jan Kit Lane Max Van Ally Bea Dot Fern Gay Ivy Joy Penny"
).split()


def first_name(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.07:
        return chance.choice(MOST_CONFUSED)
    if kind < 0.16:
        return chance.choice(WORDS_AS_NAMES)
    if kind < 0.35:
        return titled(chance.choice(single("first1")))
    if kind < 0.6:
        return titled(chance.choice(single("first2")))
    if kind < 0.87:
        return titled(chance.choice(single("first3")))
    return invented(chance)


def last_name(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.25:
        return titled(chance.choice(single("last1")))
    if kind < 0.5:
        return titled(chance.choice(single("last2")))
    if kind < 0.9:
        return titled(chance.choice(single("last3")))
    if kind < 0.93:
        return titled(chance.choice(single("theorist")))
    return invented(chance)


SYLLABLES = (
    "a ba be bo chi da de dra e fa fi ga go ha hi i ja ka ke ki ko la le li lo lu ma me mi mo na ne ni no nya o pa pe qua ra re ri ro sa "
    "se sha shi so ta te thi ti to u va vi wa we xi ya ye yo za ze zi zo mbe nko tsu kwa ngo dhi bhu"
).split()


def invented(chance: random.Random) -> str:
    """A name that is in no list."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3, 3, 4)))).capitalize()


HEADS = frozenset(
    "street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl way highway hwy parkway terrace circle square plaza alley "
    "trail park county village heights hills hill valley lake beach island river creek bridge mall center centre hospital clinic manor house "
    "apartments towers library station airport harbor bay point falls springs grove ridge city town gardens estates township parish borough "
    "high elementary middle academy school college university prep institute seminary church temple mosque synagogue cathedral chapel parish "
    "department dept inc llc co company corp bank group clinic medical health hospital police fire lutheran baptist methodist presbyterian "
    "catholic mosque islamic center fellowship ministries assembly tabernacle gurdwara mandir shul infantry battalion regiment squadron team "
    "squad unit group program ward cohort club band choir state tech community of the and on at in de del la los las el al saint st. st our lady".split()
)


def place(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.35:
        return titled(chance.choice(pool("city3")))
    if kind < 0.6:
        return titled(chance.choice(pool("city2")))
    if kind < 0.7:
        return titled(chance.choice(pool("city1")))
    if kind < 0.9 and pool("hood"):
        return titled(chance.choice(pool("hood")))
    return titled(chance.choice(pool("county", "last2")))


class Casting:
    """Who and what stands in the slots of one text."""

    def __init__(self, chance: random.Random, change: float) -> None:
        self.chance, self.change = chance, change
        self.cast: dict[str, str] = {}

    def name(self, text: str, before: str) -> str:
        words = WORD.findall(text)
        titled_before = bool(
            re.search(r"\b(?:mr|mrs|ms|dr|miss|prof\w*|officer|judge|coach)\.?\s*$", before, re.IGNORECASE)
        )
        place_in = iter(range(len(words)))

        def swap(match: re.Match[str]) -> str:
            at = next(place_in)
            word = match[0]
            if len(word) == 1 or folded(word) in (
                "de",
                "del",
                "la",
                "van",
                "von",
                "der",
                "bin",
                "al",
                "el",
                "da",
                "dos",
                "di",
                "mc",
                "st",
                "the",
                "and",
                "jr",
                "sr",
            ):
                if len(word) == 1:
                    return self.keep(word, lambda: self.chance.choice("ABCDEFGHJKLMNOPRSTUVWYZ"))
                return word
            last = (
                titled_before
                or (at > 0 and at == len(words) - 1)
                or (len(words) == 1 and word.endswith("s") and before.rstrip().lower().endswith(" the"))
            )
            if folded(word) in theorists():
                # It may stand for an author elsewhere in the text, and authors go by their last names.
                return self.keep(word, lambda: titled(self.chance.choice(single("theorist"))))
            return self.keep(word, lambda: last_name(self.chance) if last else first_name(self.chance))

        return WORD.sub(swap, text)

    def keep(self, word: str, make: object) -> str:
        """The same stand-in for the same word, written as the word was."""
        key = folded(word)
        if key not in self.cast:
            self.cast[key] = make()  # type: ignore[operator]
        made = self.cast[key]
        if word.islower():
            return made.lower()
        if word.isupper() and len(word) > 1:
            return made.upper()
        return made

    def other(self, text: str, category: str) -> str:
        """A place, an employer, a school and the like: its proper words changed, its kind kept."""
        words = text.split(" ")
        heads = [word for word in words if folded(word.strip(".,'")) in HEADS]
        key = folded(text)
        if key in self.cast:
            made = self.cast[key]
        elif any(c.isdigit() for c in text) or len(words) > 5:
            made = text
        elif heads and len(heads) < len(words):
            made = " ".join(
                word
                if folded(word.strip(".,'")) in HEADS or not word[:1].isalpha()
                else self.keep(word, lambda: self.chance.choice((place, last_name))(self.chance))
                for word in words
            )
        elif heads:
            made = text
        elif category == "PLACE":
            made = place(self.chance)
        else:
            listed = pool(
                {"EMPLOYER": "employer", "SCHOOL": "school", "CONGREGATION": "congregation"}.get(category, "city2")
            )
            made = titled(self.chance.choice(listed)) if listed and category != "UNIT" else text
        self.cast[key] = made
        return made.lower() if text.islower() else made

    def trap(self, text: str, kind: str) -> str:
        """Another theorist, drug, instrument or country in the place of one."""
        listed: Sequence[str] = ()
        if kind == "theorist" and WORD.fullmatch(text):
            listed = single("theorist")
        elif kind == "drug" and WORD.fullmatch(text):
            listed = single("drug") or single("drug2")
        elif kind == "country" and WORD.fullmatch(text):
            listed = single("country")
        elif kind == "state" and len(text) > 3 and WORD.fullmatch(text):
            listed = tuple(entry for entry in single("state") if len(entry) > 3)
        elif kind == "instrument" and len(text) > 12:
            listed = tuple(entry for entry in pool("instrument") if len(entry) > 12)
        if not listed:
            return text
        made = self.keep(text, lambda: titled(self.chance.choice(listed)))
        return made if kind != "drug" or text[0].isupper() else made.lower()

    def piece(self, piece: Piece, before: str) -> Piece:
        if piece.gold == "NAME" and self.chance.random() < self.change:
            return replace(piece, text=self.name(piece.text, before))
        if (
            piece.gold in ("PLACE", "EMPLOYER", "SCHOOL", "CONGREGATION", "UNIT")
            and self.chance.random() < self.change * 0.9
        ):
            return replace(piece, text=self.other(piece.text, piece.gold))
        if piece.gold == "PROFESSION" and self.chance.random() < self.change * 0.5 and pool("profession"):
            made = self.chance.choice(pool("profession"))
            return replace(piece, text=made if piece.text.islower() else titled(made))
        if piece.trap and self.chance.random() < self.change * 0.7:
            return replace(piece, text=self.trap(piece.text, piece.trap))
        return piece


def made(pieces: Sequence[Piece], seed: str) -> Text:
    """One text out of the pieces of a hand-written one; seed "0" leaves it as it is."""
    chance = random.Random(seed)
    if not seed.endswith(" 0"):
        casting = Casting(chance, 0.93)
        # What stands in a slot stands there throughout: names first, by their words.
        done: list[Piece] = []
        for piece in pieces:
            done.append(casting.piece(piece, done[-1].text if done else ""))
        pieces = noisy(done, chance)
    return laid_out(pieces, hidden(pieces, chance))


def noisy(pieces: Sequence[Piece], chance: random.Random) -> list[Piece]:
    """The same with the habits of someone who types: no capitals, all capitals in names, slips, no full stops."""
    kind = chance.random()
    if kind < 0.22:
        return [replace(piece, text=piece.text.lower()) for piece in pieces]
    if kind < 0.26:
        return [replace(piece, text=piece.text.upper()) if piece.gold == "NAME" else piece for piece in pieces]
    if kind < 0.29:
        return [
            piece if piece.gold or piece.trap else replace(piece, text=piece.text.replace(".", "").replace(",", ""))
            for piece in pieces
        ]
    if kind < 0.35:
        return [
            replace(piece, text=slipped(piece.text, chance))
            if piece.gold in ("NAME", "PLACE") and chance.random() < 0.3
            else piece
            for piece in pieces
        ]
    if kind < 0.38:
        return [
            piece if piece.gold or piece.trap else replace(piece, text=piece.text.replace("'", "")) for piece in pieces
        ]
    return list(pieces)


def slipped(word: str, chance: random.Random) -> str:
    if len(word) < 5:
        return word
    at = chance.randrange(1, len(word) - 2)
    if not word[at : at + 2].isalpha():
        return word
    return chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        )
    )


def hidden(pieces: Sequence[Piece], chance: random.Random) -> frozenset[str]:
    """Words to be met as if no list had them, as half of the world's names are, and many an author."""
    words: set[str] = set()
    if chance.random() < 0.55:
        share = chance.choice((0.2, 0.5, 0.9))
        kinds = ("NAME", "PLACE", "EMPLOYER", "SCHOOL", "CONGREGATION")
        named = {folded(word) for piece in pieces if piece.gold in kinds for word in WORD.findall(piece.text)}
        words |= {word for word in sorted(named) if chance.random() < share}
    if chance.random() < 0.3:
        quoted = {
            folded(word)
            for piece in pieces
            if piece.trap in ("theorist", "public")
            for word in WORD.findall(piece.text)
        }
        words |= {word for word in sorted(quoted) if chance.random() < 0.4}
    return frozenset(words)


def laid_out(pieces: Sequence[Piece], unseen: frozenset[str]) -> Text:
    text, gold = "", []
    for piece in pieces:
        if piece.gold:
            gold.append((len(text), len(text) + len(piece.text), piece.gold))
        text += piece.text
    return Text(text, tuple(gold), unseen)
