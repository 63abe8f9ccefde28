"""What an age over 89 becomes."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.grammar import Change, say, up_to
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.words import words

_NUMBER: Final = re.compile(r"[-\s]?(?:years?|yrs?)[-\s]old\b|[-\s]?y/?o\b|[-\s]?year[-\s]old\b", re.IGNORECASE)


def age_over_89(spot: Spot) -> Change:
    """ "aged 93" is "aged 90 or older"; "a 93-year-old man" is "a man aged 90 or older"."""
    text = spot.page.text
    if spot.after().low in {"años", "año"} or "año" in spot.text:
        end = spot.after().end if "año" not in spot.text else spot.end
        return Change(spot.start, end, wording.O_MAS)
    if spot.before().low in _TURNS:
        return say(spot, f"{_TURNS[spot.before().low]} {wording.AT_90}", back=1)
    unit = _NUMBER.match(text, spot.end) if not _NUMBER.search(spot.text) else _NUMBER.search(spot.text)
    if unit is None:
        behind = text[spot.end : spot.end + 2]
        if behind[:1].lower() in {"f", "m"} and not behind[1:].isalnum():
            return Change(spot.start, spot.end + 1, f"{wording.OLDER}, {behind[0]}")
        return Change(spot.start, spot.end, wording.OLDER)
    end = max(spot.end, spot.end if _NUMBER.search(spot.text) else unit.end())
    noun = re.match(r"[\s-]+([^\W\d_]+)", text[end:])
    limit = spot.after().end if spot.after().finding is not None else len(text)
    article = 1 if spot.before().low in {"a", "an", "the"} else 0
    who = noun.group(1) if noun and end + noun.end() <= limit and noun.group(1).lower() in _PEOPLE else ""
    which = spot.before().low if article and spot.before().low == "the" else "a"
    if who:
        end += noun.end() if noun else 0
        phrase = f"{which} {who} {wording.AGED}" if article else f"{who} {wording.AGED}"
        return up_to(say(spot, phrase, back=article), end)
    if article:
        return up_to(say(spot, f"{which} {wording.PERSON} {wording.AGED}", back=article), end)
    return up_to(say(spot, wording.OLDER), end)


_TURNS: Final = {"turned": "had", "turns": "has", "turning": "having", "turn": "have"}
_PEOPLE: Final = words(
    "man woman client patient widow widower lady gentleman mother father grandmother grandfather aunt "
    "uncle veteran person "
    "resident female male survivor"
)
