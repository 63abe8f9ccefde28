"""What a rare public event becomes: its kind, with as much of the sentence around it as tells nothing."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.fields import field_of
from soundingboard.deid.rewriting.grammar import Change, leave_out, say
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.words import words

# The kind of an event by the words in it; the first that fits counts.
_KINDS: Final = tuple(
    (re.compile(rf"\b(?:{listed})", re.IGNORECASE), kind)
    for kind, listed in (
        (
            "an act of violence",
            r"shoot|shot\b(?! heard)|gunm[ae]n|massacre|stabb|attack|hostage|murder|homicide|lynch|riot|kidnap|abduct|hijack|"
            r"bombing|assault|robbery|heist|arson|slaying",
        ),
        ("an explosion", r"explo|blast|blew up|boiler|detonat"),
        ("a fire", r"(?:wild)?fires?\b|blaze|burn(?:ed|ing|s)?\b"),
        ("a flood", r"flood|inundat|levee|dam (?:break|burst)"),
        ("a storm", r"(?:hurricane|tornado|cyclone|twister|storm|blizzard)\w*(?! (?:siren|coverage|warning))"),
        ("a natural disaster", r"earthquake|quake|tsunami|avalanche|(?:land|mud|rock)?slide\b|eruption|volcan"),
        ("a collapse", r"collaps|cave-?in|caved in|gave way|came down"),
        (
            "an accident on the water",
            r"(?:ship)?wreck of|sinking|sank|sunk|aground|capsiz|swamp|pitchpol|drown|jet ski|(?:cross-)?dive\b|"
            r"(?:ferry|boat|canoe|barge|tanker|vessel|ship|trawler|tender|raft)\b|wave\b",
        ),
        ("a toxic leak", r"leak|spill|carbon monoxide|poison|contaminat|ammonia|got sprayed|drift\b"),
        ("a crash", r"crash|wreck|derail|collision|rollover|pile-?up|hit\b|plowed into"),
        ("an outbreak", r"outbreak|epidemic"),
        ("a standoff", r"stand-?off|siege|raid\b"),
        ("a rescue", r"rescue"),
        ("a legal matter", r"scandal|verdict|trial\b|lawsuit|settlement|impeach|indict|theft|certificates"),
        ("a protest", r"protest|walkout|strike\b|picket"),
        ("a live broadcast", r"coverage|broadcast|telecast|on (?:live )?(?:tv|television)|halftime"),
        ("a death", r"died|death|killed|funeral"),
        (
            "an accident",
            r"accident|maul|electrocut|buried|burial|stampede|meltdown|plunge|entrap|trapped|flip\b|breaking off|(?:bus|van|train|plane|truck|car|cable car)\b",
        ),
    )
)
_BEFORE_IT: Final = words(
    "in during at after from of by on through since until survived saw caused escaped later about over before witnessed"
)
_DETERMINERS: Final = words("the a an that those this his her their")
_BEHIND_IT: Final = re.compile(r"\s(?:as an? (?:[a-z]+ )?[a-z]+|notwithstanding)$")
_MOST: Final = 9  # words of a sentence that are kept before the event
_HAD: Final = {
    "ran": "had",
    "drove": "had",
    "put": "had",
    "steered": "had",
    "rolled": "had",
    "wrecked": "had",
    "flipped": "had",
}
_IN_THE_NEWS: Final = words(
    "news tv paper papers newspaper headlines viral television segment documentary coverage famous"
)
_ONE_OF: Final = re.compile(r"^(?:the )?(?:one|first|only|youngest|oldest|last|sole|longest)\b", re.IGNORECASE)
_PERSON_OF_AGE: Final = re.compile(r"^(?:an? )?\d{1,2}[- ]year[- ]old\b", re.IGNORECASE)
_CLAUSE: Final = re.compile(
    r"^(?:he|she|they|we|it|i|somebody|someone|his|her)\s+\w+(?:ed|t|d|e|w|n)?\b\s+\w", re.IGNORECASE
)
_MADE_OF_NAMES: Final = re.compile(r"(?:the |a )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")
# What makes plain words tell: superlatives, numbers, days, names, and what follows on "who" or "where".
_FOLLOWING: Final = re.compile(
    r"(?<! in)(?<! of)(?<! at)(?<! on)(?<! to)(?<! by)(?<!with)(?<!from)(?<! for)(?<=\w)\s+(?:who|which|where|that|whose)\s.*$",
    re.DOTALL,
)
_TELLING: Final = re.compile(
    r"\b(?:only|first|ever|sole|youngest|oldest|last|famous) "
    r"|\s(?:(?:from|on|in|at|of|near|off|for|by) )?(?:the )?"
    r"(?:(?:january|february|march|april|june|july|august|september|october|november|december)\b|(?!I\b)[A-Z]|\d)[\w'’./:-]*"
    r"(?: (?:[A-Z]|\d)[\w'’./:-]*)*"
)
# What speaks of somebody in the text, or does not begin as an event does, was hardly in the news.
_OF_THE_CASE: Final = re.compile(
    r"\b(?:he|she|i|me|my|him|her|his|we|us|our|they|you|it)\b|\band [a-z]+ed\b|^(?!(?:the|a|an|that|those) )",
    re.IGNORECASE,
)
_BE: Final = words("is was be been being were he's she's 's once")


def event(spot: Spot) -> Change:
    """The change for a rare public event."""
    before = spot.before().low
    if spot.spanish:
        return say(spot, wording.UN_INCIDENTE, back=1 if before in {"el", "la"} else 0)
    if before in _BE | {"a", "an"}:
        somebody = _somebody(spot)
        if somebody:
            return somebody
    kind, at = _kind(spot.text)
    if not kind:
        return _without_a_kind(spot)
    kept, behind = _kept_before(spot.text, at), _BEHIND_IT.search(spot.text)
    phrase = f"{kept}{kind}{behind.group() if behind else ''}"
    if phrase.lower() == spot.text.lower():
        return _shorter(spot)
    if kept:
        return say(spot, phrase)
    return _slot(spot, phrase)


def _kind(text: str) -> tuple[str, int]:
    """What kind of event it is, and where in the text that is said; "" where nothing tells."""
    for pattern, kind in _KINDS:
        match = pattern.search(text)
        if match:
            return kind, match.start()
    return "", 0


def _kept_before(text: str, at: int) -> str:
    """What stands in `text` before the phrase for the event itself: "home from " of "home from the bridge collapse"."""
    row = text[:at].split()
    firsts = (place for place in range(len(row) - 1, 0, -1) if row[place].lower() in _DETERMINERS)
    kept = row[: next((first for first in firsts if row[first - 1].lower() in _BEFORE_IT), 0)]
    if not kept or len(kept) > _MOST:
        return ""
    plain = all(
        word.replace("'", "").replace("’", "").isalpha() and word[1:].islower() | (len(word) < 2) for word in kept
    )
    return (
        " ".join(kept) + " " if plain and all(word.islower() or place == 0 for place, word in enumerate(kept)) else ""
    )


def _slot(spot: Spot, phrase: str) -> Change:
    """`phrase`, which begins with an article, as what stands before it wants it."""
    before, noun = spot.before().low, phrase.split(" ", 1)[1]
    if before in _HAD and phrase.split()[1] in {"accident", "crash"}:
        return say(spot, f"{_HAD[before]} {phrase}", back=1)
    if before in {"the", "a", "an"}:
        return say(spot, phrase, back=1)
    if before in {"that", "this", "his", "her", "their", "my", "same", "those"}:
        return say(spot, noun)
    if before in {"on", "aboard"} and phrase != "a live broadcast":
        return say(spot, f"in {phrase}", back=1)
    if before in {"when", "while", "because", "how"}:
        return say(spot, f"there was {phrase}")
    return say(spot, phrase)


def _somebody(spot: Spot) -> Change | None:
    """Somebody and no event: "is a 23-year-old champion who was the only woman on the team"."""
    aged = _PERSON_OF_AGE.match(spot.text)
    article = 1 if spot.before().low in {"a", "an"} else 0
    field = field_of(" ".join(re.split(r" (?:who|that|with|at|of|from|in|on)\b", spot.text)[0].split()[:6]))
    if not aged and article == 0 and not re.match(r"(?:an?|the) ", spot.text, re.IGNORECASE):
        return say(spot, wording.KNOWN) if _ONE_OF.match(spot.text) else None
    if aged:
        return say(spot, f"{aged.group()} {f'in {field}' if field else wording.PERSON} {wording.KNOWN}")
    if field:
        return say(spot, f"in {field}", back=article)
    return say(spot, wording.KNOWN, back=article) if _ONE_OF.match(spot.text) else None


def _without_a_kind(spot: Spot) -> Change:
    """Where nothing tells what happened: the words without what makes them tell, or that something did."""
    text = spot.text
    if _MADE_OF_NAMES.fullmatch(text):
        return say(spot, wording.A_PLACE)
    near = {spot.before(step).low for step in range(1, 12)} | {spot.after(step).low for step in range(1, 12)}
    known = (
        not _OF_THE_CASE.search(text)
        or near & _IN_THE_NEWS
        or any(word in _IN_THE_NEWS for word in text.lower().split())
    )
    plain = _TELLING.sub(
        lambda told: " " if told.group().startswith(" ") and not told.group().endswith(" ") else "", text
    )
    plain = re.sub(r"\s+", " ", _FOLLOWING.sub("", plain)).strip()
    if plain != text and len(plain.split()) > 1 and not known:
        return say(spot, plain)
    if spot.before().low == "," and spot.after().low in {".", ",", ";", "", "\n"}:
        return leave_out(spot, back=1)
    if not known and _LAST_PART.match(text):
        return _shorter(spot)
    if _CLAUSE.match(text) or spot.before().low in {"when", "while", "because", "how"}:
        return say(spot, wording.SOMETHING_HAPPENED)
    return _slot(spot, wording.A_PUBLIC_EVENT)


def _shorter(spot: Spot) -> Change:
    """What was said in plain words, without its last part: a look at it again may find nothing more."""
    cut = _LAST_PART.match(spot.text)
    return say(spot, cut[1]) if cut else _slot(spot, wording.A_PUBLIC_EVENT)


_LAST_PART: Final = re.compile(r"(\w+ \w+ \w.*\w)\s(?:in|on|at|of|to|from|by|for|with|during|and)\b.*$", re.DOTALL)
