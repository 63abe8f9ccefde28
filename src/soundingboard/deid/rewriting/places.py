"""What a place smaller than a state becomes."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.grammar import Change, leave_out, say, with_article
from soundingboard.deid.rewriting.kinds import HEADS, kind_of
from soundingboard.deid.rewriting.mistaken import is_author, recited
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.states import STATE_ONE, STATES
from soundingboard.deid.rewriting.words import words

PREPOSITIONS: Final = words(
    "in at on from to near outside by off around of through within into toward "
    "towards across over downtown for with "
    "en de desde a hacia cerca inside along behind beside past"
)
_LIVES: Final = words(
    "lives live living lived resides residing reside resided stays staying based practices vive vivo vivía viven"
)
_NEEDS: Final = words(
    "is was are were be been am i'm im he's she's they're we're it's that's 's born "
    "raised grew up moved moving move moves one ones "
    "went goes go going flew drove drives fled grown met meet happened died landed arrived es está nació creció"
)
_STREET: Final = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|place|pl|way|highway|hwy|"
    r"parkway|pkwy|"
    r"terrace|circle|cir|turnpike|pike|route|calle|avenida)\b\.?$",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"^\d{1,6}\s+\w|\b(?:apt|suite|unit|p\.?\s?o\.? box|floor)\b", re.IGNORECASE)
_ZIP: Final = re.compile(r"\d{5}(?:-\d{4})?")
# Names of towns that sound like one of these: Storm Lake, Bar Harbor, Oak Park, Mission.
_ONE_WORD_TOWNS: Final = frozenset(
    {
        "a care facility",
        "an apartment building",
        "a mall",
        "a church",
        "a school",
        "a high school",
        "a clinic",
        "a museum",
        "a reservation",
    }
)
_SHORES: Final = words("shore shores bank banks edge water waters surface bottom ferry")
_LIKE_TOWNS: Final = frozenset(
    {
        "a lake",
        "a river",
        "a beach",
        "a park",
        "a station",
        "an island",
        "a bar",
        "a mountain",
        "a hotel",
        "a farm",
    }
)

MINE: Final = words("my his her their our your the its a an this that mi su el la un una")


def place(spot: Spot) -> Change:
    """The change for a place smaller than a state."""
    if spot.spanish:
        return _lugar(spot)
    text = spot.text
    the = 1 if spot.before().low == "the" else 0
    before = spot.before(the + 1)
    change = _no_place(spot)
    if change is not None:
        return change
    state = _state_behind(spot)
    if _ZIP.fullmatch(text):
        return leave_out(spot, back=1 if before.low in {"zip", ","} else 0)
    if state:
        return Change(spot.before(the).start if the else spot.start, state, "")
    last = kind_of(text.split(" ")[-1], HEADS)
    if not last and re.search(r"\b(?:county|parish|borough|township)\b", text, re.IGNORECASE):
        return _there(spot, the, wording.THE_COUNTY)
    if _ADDRESS.search(text) or (
        _STREET.search(text) and not re.match(r"^(?:st\.?|mount|mt\.?)\b[^,]*$", text.lower().split(" ")[-1])
    ):
        return _street(spot, the)
    kind = last or kind_of(text, HEADS)
    on_the_water = before.low == "of" and spot.before(the + 2).low in _SHORES
    near = (
        before.low in {"at", "by", "on", "along", "behind", "beside"}
        or on_the_water
        or (bool(last) and text.count(" ") > 1)
    )
    if before.low == "in" and re.search(r"(?:city|town|village|springs|heights|falls)$", text, re.IGNORECASE):
        kind = ""
    if kind == "a bar" and before.low == "on":
        return say(spot, wording.A_PLACE, back=the)
    if (kind in _LIKE_TOWNS and not the and not near) or (kind in _ONE_WORD_TOWNS and " " not in text and not the):
        kind = ""
    if kind:
        return _somewhere(spot, the, kind)
    if the and re.search(r"\bon \w+", text):
        return _somewhere(spot, the, "a store")
    return _town(spot, the)


def _no_place(spot: Spot) -> Change | None:
    """Where the place is the rest of another, is told by a place in plain words, or is hardly one."""
    gap = spot.page.text[spot.before().end : spot.start]
    if spot.kind(spot.before()) in _PLACES and gap == " ":
        return leave_out(spot)
    if re.search(r" (?:co|inc|llc|corp)$", spot.text, re.IGNORECASE):
        return say(spot, wording.AN_EMPLOYER)
    if spot.text.lower() in {"the", "a", "an"}:
        return leave_out(spot)
    alone = spot.after().low == "," and spot.kind(spot.after(2)) == "DATE" and spot.after(3).low in {"", "\n"}
    if spot.before().low in {"", "\n"} and (alone or spot.after().low == "\n"):
        return leave_out(spot, ahead=1 if alone else 0)  # at the head of a letter
    if re.match(r"between .* and ", spot.text):
        return say(spot, wording.TWO_TOWNS)
    plain = _PLAIN_BEFORE.match(spot.text)
    if plain:
        return say(spot, plain[1])  # "the window on Delaware Avenue"
    if spot.after().low == "the" and spot.after().finding is None and spot.begins:
        return leave_out(spot)  # "gary the turtle"
    one = STATE_ONE.match(spot.page.text, spot.end)
    if one and (spot.after().finding is None and spot.after(2).finding is None and spot.after(3).finding is None):
        return Change(spot.start, one.end(), f"{wording.A_TOWN_IN} {one[1]}")
    return say(spot, wording.ONE_AUTHOR) if is_author(spot) else recited(spot)


_PLACES: Final = frozenset({"PLACE", "EMPLOYER", "SCHOOL", "CONGREGATION"})
_PLAIN_BEFORE: Final = re.compile(
    r"((?:(?:the|a|an|his|her|my|their) )?[a-z]+(?: [a-z]+)?) (?:on|at|off|of|in|near) (?:the )?(?:[A-Z]|\d)"
)


def _state_behind(spot: Spot) -> int:
    """Where a state or country begins that follows the town: "in Bowie, Maryland" keeps Maryland."""
    match = STATES.match(spot.page.text, spot.end)
    if match is None or (spot.after().finding is not None and spot.after().start < match.end()):
        return 0
    if "," not in match.group() and len(match.group(1)) > 2:
        return 0
    if spot.before().low not in PREPOSITIONS | {"the"} and not (spot.begins and "," in match.group()):
        return 0
    return match.start(1)


def _street(spot: Spot, the: int) -> Change:
    before = spot.before(the + 1).low
    if before in {"address", ":"} or (before == "is" and spot.before(2).low in {"address", "addr"}):
        return say(spot, wording.WITHHELD)
    if before in {"on", "at", "near", "off", "by", "from", "to", "in", "of", "along", "down"}:
        earlier = spot.before(the + 2).low
        if earlier in _NEEDS or before in {"from", "to"}:
            return say(spot, wording.A_STREET, back=the)
        if earlier in _LIVES and not _place_follows(spot):
            return say(spot, f"in {wording.THE_AREA}", back=the + 1)
        return leave_out(spot, back=the + 1)
    if before in {",", ""}:
        return leave_out(spot, back=the + (1 if before == "," else 0))
    if before == "(" and spot.after().low == ")":
        return leave_out(spot)
    return say(spot, wording.A_STREET, back=the)


def _place_follows(spot: Spot) -> bool:
    return spot.after().low in {"in", "near"} and spot.kind(spot.after(2)) == "PLACE"


def _there(spot: Spot, the: int, phrase: str) -> Change:
    """A phrase with its own article; a preposition before it stays."""
    before = spot.before(the + 1).low
    if before == "," and spot.after().low in {",", ".", ";", "", "\n"}:
        return leave_out(spot, back=the + 1)
    return say(spot, phrase, back=the)


def _somewhere(spot: Spot, the: int, phrase: str) -> Change:
    """A kind of place in place of its name: "a store", "a hospital"."""
    owner = spot.before().low
    noun = phrase.split(" ", 1)[1]
    if owner in MINE and owner != "the":
        back = 1 if owner in {"a", "an"} else 0
        return say(spot, phrase if back else noun, back=back)
    if spot.before(the + 1).low == "," and spot.after().low in {",", ".", ";", "", "\n"}:
        return leave_out(spot, back=the + 1)
    if phrase == "a hospital" and spot.before(the + 2).low == "hospitalized":
        return leave_out(spot, back=the + 1)
    if _attributive(spot) and the:
        return say(spot, noun)
    if spot.after().low == "'s" or (the and spot.before(2).low in {"", ".", "\n"}):
        return say(spot, f"the {noun}", back=the)
    return say(spot, phrase, back=the)


def _attributive(spot: Spot) -> bool:
    """Whether the place stands before a noun it describes: "the Czech Village fair"."""
    after = spot.after()
    if after.finding is not None or not after.low.isalpha() or not after.low.islower():
        return False
    letter = spot.page.text[after.start : after.start + 1]
    return letter.islower() and after.low in {
        *words(
            "fair festival market area school office police sheriff court hospital clinic store branch "
            "location campus native resident "
            "residents accent police shooting flood fire house apartment home neighborhood side suburb "
            "community mall group chapter "
            "parade scene therapist clinician crowd people folks family families boy girl man woman kid "
            "kids mom shelter library access depot terminal garage barn stop "
            "church pd exit bus train station line airport plant facility site unit schools tribe reservation"
        ),
    }


def _town(spot: Spot, the: int) -> Change:
    owner = spot.before().low
    before = spot.before(the + 1).low
    after = spot.after().low
    if _attributive(spot) or (
        the and spot.after().low.isalpha() and spot.after().low not in _FUNCTION and not spot.after().finding
    ):
        if owner in MINE:
            return with_article(spot)
        if before in PREPOSITIONS:
            return say(spot, "the", back=0)
        return leave_out(spot)
    if before == "," and after in {"i", "we"}:
        return say(spot, wording.ANOTHER)
    if before == "," and after != "'s":
        return leave_out(spot, back=the + 1)
    if spot.begins and after == "." and not the:
        return leave_out(spot, ahead=1)
    if the and before in PREPOSITIONS:
        return say(spot, wording.A_PLACE, back=the)
    if owner in {"a", "an"}:
        return say(spot, wording.A_TOWN, back=1)
    if owner in _NUMBERS:
        return say(spot, wording.TOWNS)
    if before in PREPOSITIONS and after in {"or", "and", "&"} and spot.kind(spot.after(2)) == "PLACE":
        return say(spot, wording.ONE_TOWN, back=the)
    if before in {"from", "to"} and _from_to(spot, before):
        return say(spot, wording.ONE_TOWN if before == "from" else wording.ANOTHER, back=the)
    if before in PREPOSITIONS and spot.before(the + 1).finding is None:
        earlier = spot.before(the + 2)
        word = "" if earlier.finding is not None else earlier.low
        if word in {
            "near",
            "out",
            "over",
            "down",
            "up",
            "back",
            "here",
            "there",
            "alone",
            "now",
            "currently",
            "still",
            "just",
            "right",
        }:
            further = spot.before(the + 3).low
            if further in _LIVES:
                if word == "back":
                    return say(spot, wording.A_TOWN, back=the)
                return say(spot, f"in {wording.THE_AREA}", back=the + 1)
            if further in _NEEDS or word == "back":
                return say(spot, wording.A_TOWN, back=the)
        if word in _LIVES:
            if spot.before(the + 3).low in {"i", "we"}:
                return say(spot, wording.A_TOWN, back=the)
            return say(spot, f"in {wording.THE_AREA}", back=the + 1)
        if before in {"to", "into", "from"} and word in {
            "moved",
            "moving",
            "move",
            "moves",
            "relocated",
            "relocating",
            "back",
        }:
            return say(spot, wording.ANOTHER_TOWN, back=the)
        if before in {"to", "into", "toward", "towards", "through", "outside", "across", "around", "over"}:
            return say(spot, wording.A_TOWN, back=the)
        if word in {"over", "out", "up", "down"}:
            return leave_out(spot, back=the + 2)
        if earlier.finding is not None and spot.kind(earlier) != "NAME":
            return leave_out(spot, back=the + 1)
        if word in _NEEDS or word in {"practice", "work", ",", "(", "", "\n", "."}:
            return say(spot, wording.A_PLACE if before == "at" else wording.A_TOWN, back=the)
        if before in {"of", "with", "for", "by"} and word not in {"sheriff", "police", "city", "town", "outskirts"}:
            return say(spot, wording.A_TOWN, back=the)
        if before == "of":
            return (
                leave_out(spot, back=the + 1) if word in {"sheriff", "police"} else say(spot, wording.A_TOWN, back=the)
            )
        return leave_out(spot, back=the + 1)
    if after == "'s" or spot.begins:
        return say(spot, wording.THE_TOWN, back=the)
    if before == "(" and after == ")":
        return leave_out(spot)
    if before in {"/", "-", "–"} and spot.kind(spot.before(2)) == "PLACE":
        return leave_out(spot, back=1)
    if before in {"and", "or", "&"} and spot.kind(spot.before(2)) == "PLACE":
        return say(spot, wording.ANOTHER)
    if before == "address" or before == ":":
        return say(spot, wording.WITHHELD)
    if before in {"it's", "its"} or (
        before in {"'s", "is", "was"} and spot.before(the + 2).low in {"it", "this", "that"}
    ):
        return say(spot, wording.KIND_OF_TOWN, back=the)
    return say(spot, wording.A_TOWN, back=the)


_NUMBERS: Final = words("two three four five six seven eight nine ten many several other few")
_FUNCTION: Final = words(
    "is was are were and or in at on with who where when to for of that has had have "
    "will would can could may might but so "
    "because from by near after before since until as if then than which while she he they i it we you not just"
)


def _from_to(spot: Spot, before: str) -> bool:
    """Whether this is one end of a move: "from Hoboken to Park Slope"."""
    if before == "from":
        return spot.after().low == "to" and spot.kind(spot.after(2)) == "PLACE"
    return spot.kind(spot.before(2)) == "PLACE"


def _lugar(spot: Spot) -> Change:
    before, earlier = spot.before().low, spot.before(2).low
    if before == ",":
        return leave_out(spot, back=1)
    if before in {"barrio", "colonia", "calle", "avenida", "pueblo", "ciudad"}:
        return leave_out(spot)
    if before == "en":
        return say(spot, wording.EN_LA_ZONA if earlier in _LIVES else wording.EN_UNA_CIUDAD, back=1)
    if before in {"de", "desde", "a", "hacia"}:
        return say(spot, wording.OTRA_CIUDAD if before in {"a", "hacia"} else wording.CIERTA_CIUDAD)
    if kind_of(spot.text, HEADS) or before in {"el", "la"}:
        return say(spot, wording.UN_LUGAR, back=1 if before in {"el", "la", "un", "una"} else 0)
    return say(spot, wording.CIERTA_CIUDAD)
