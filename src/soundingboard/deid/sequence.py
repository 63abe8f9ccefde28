"""A sequence of events: what happened then, told by years, by ages or by order."""

import re
from dataclasses import dataclass

from soundingboard.deid.traits.ages import NUMBER
from soundingboard.deid.traits.trait import Wording
from soundingboard.deid.traits.words import begins_sentence

OWN = r"(?:her|his|their|a|the)"
HAPPENED = re.compile(
    r"\b(?:moved\s+(?:to|from|out|in|back|here|away|after|again|across)|emigrated|immigrated|fled|came\s+(?:here|to\s+the|from)|"
    r"married|remarried|divorced|separated|widowed|got\s+engaged|broke\s+up|died|killed|murdered|passed\s+away|was\s+born|"
    rf"left\s+(?:{OWN}\s+(?:husband|wife|job|family|home|country|church|partner|parents|faith|marriage|army|company)|town|home)|"
    rf"lost\s+(?:custody|{OWN}\s+(?:job|mother|father|husband|wife|son|daughter|brother|sister|baby|child|house|home|"
    r"license|pregnancy|partner|parents?|twin))|gave\s+birth|was\s+adopted|miscarr(?:ied|iage)|stillbirth|stillborn|"
    r"diagnosed|hospitali[sz]ed|admitted\s+to|discharged|attempted\s+suicide|overdosed|relapsed|got\s+sober|arrested|jailed|"
    r"incarcerated|imprisoned|released|convicted|sued|fired|laid\s+off|quit|retired|promoted|graduated|dropped\s+out|"
    r"expelled|was\s+suspended|enlisted|deployed|assaulted|raped|abused|molested|attacked|robbed|evicted|foreclosed|"
    r"crashed|injured|paraly[sz]ed|came\s+out|transitioned|ran\s+away|kicked\s+out|placed\s+in|reunited|"
    r"had\s+(?:an?\s+)?(?:affair|stroke|miscarriage|breakdown|heart\s+attack|surgery|baby|psychotic\s+break)|"
    r"went\s+(?:to\s+(?:prison|jail|rehab)|missing|bankrupt|viral)|inherited|declared\s+bankruptcy|burned\s+down)\b",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"\b(?:(?P<in>in|since|from|until|by|around|during)\s+(?:early\s+|late\s+|mid-?\s*|the\s+(?:spring|summer|fall|winter)\s+of\s+)?"
    r"(?P<year>(?:19|20)\d\d)"
    rf"|(?P<ago>(?:{NUMBER}|a|an|a\s+few|several|a\s+couple\s+of)\s+(?:weeks?|months?|years?|decades?)\s+ago)"
    rf"|(?P<later>(?:{NUMBER}|a|the)\s+(?:days?|weeks?|months?|years?|day|week|month|year)\s+(?:later|after|before|afterwards?))"
    rf"|(?:(?:at|by)\s+(?:the\s+)?age(?:\s+of)?|when\s+(?:she|he|they)\s+(?:was|were|turned))\s+(?P<age>{NUMBER})"
    r"|(?P<then>then|afterwards?|after\s+that|subsequently|the\s+(?:next|following)\s+(?:day|week|month|year|spring|summer|fall|winter)|"
    r"soon\s+after|shortly\s+after|meanwhile|within\s+(?:a\s+)?(?:days|weeks|months|year|month|week)|last\s+(?:year|month|spring|summer|fall|winter)))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sequence:
    """What happened, and when: `events` and `anchors` as spans; `wording` for the first anchor."""

    events: tuple[tuple[int, int], ...]
    anchors: tuple[tuple[int, int], ...]
    wording: Wording | None


def sequence(text: str) -> Sequence:
    """The events of a life told in `text`, and the words that put them in order."""
    anchors = tuple(m for m in WHEN.finditer(text) if m["year"] is None or 1900 <= int(m["year"]) < 2100)
    return Sequence(
        tuple(m.span() for m in HAPPENED.finditer(text)),
        tuple(m.span() for m in anchors),
        _vague(text, anchors[0]) if anchors else None,
    )


def years(text: str) -> tuple[Wording, ...]:
    """Vaguer wording for each calendar year that dates an event."""
    found = (_vague(text, m) for m in WHEN.finditer(text) if m["year"])
    return tuple(wording for wording in found if wording)


def _vague(text: str, m: re.Match[str]) -> Wording | None:
    """ "in 2016" becomes "some time ago": no interval is made up where none is known."""
    if m["year"]:
        lead = m["in"].lower()
        words = {"since": "for some time", "from": "from an earlier time", "until": "until some time ago"}.get(
            lead, "some time ago"
        )
    elif m["ago"]:
        words = "some time ago"
    elif m["later"]:
        words = {"l": "later", "b": "some time before"}.get(_last(m.group())[0], "later")
        if _last(m.group()) == "after":
            return None  # "two years after the divorce": a preposition, not an order
    else:
        return None
    return Wording(m.start(), m.end(), words[0].upper() + words[1:] if begins_sentence(text, m.start()) else words)


def _last(said: str) -> str:
    return said.split()[-1].lower()
