"""Dates that are hardly dates: a birthday, a middle name, "every 12th of May", the rest of another date."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.grammar import Change, leave_out, say
from soundingboard.deid.rewriting.kinds import HEADS, kind_of
from soundingboard.deid.rewriting.page import Spot

DAY: Final = re.compile(r"\d|(?:fir|second|thir|four|fif|six|seven|eigh|nin|ten|eleven|twel|twent)\w*", re.IGNORECASE)


def of_its_own(spot: Spot) -> Change | None:
    """A birthday or anniversary stays one; "every 12th of May" is every year; "the day" is hardly a date."""
    low, before = spot.text.lower(), spot.before().low
    if spot.kind(spot.after()) == "NAME" and not DAY.search(low) and spot.after().start - spot.end == 1:
        return leave_out(spot)  # a middle name: "Obadiah Sunday Etim"
    if spot.kind(spot.before()) == "DATE" and spot.start - spot.before().end == 1:
        return leave_out(spot)
    hospital = kind_of(spot.text, HEADS) if re.search(r"[A-Z][a-z]+ [A-Z]", spot.text) else ""
    if hospital in {"a hospital", "a clinic"}:
        return say(spot, hospital)  # "Newport Hospital on Aug 28", found as one
    if _CELEBRATED.fullmatch(low) and not spot.spanish:
        return say(spot, wording.A_BIRTHDAY if "birthday" in low else wording.AN_ANNIVERSARY)
    if low in {"the day", "the night", "the morning", "the week"}:
        return say(spot, low.replace("the ", "a "))
    if before in {"every", "each"} and DAY.search(low):
        return say(spot, wording.YEAR)
    if before == "as" and spot.before().finding is None:
        return say(spot, wording.A_CERTAIN_DAY)
    if before == "of" and spot.before(2).low == "as":
        return leave_out(spot, back=2)
    dates = spot.kind(spot.before(2)) == "DATE" or spot.kind(spot.after(2)) == "DATE"
    if dates and before in {"through", "to", "-", "–"} and spot.before(3).low == ",":
        return leave_out(spot, back=1)
    if dates and before == "," and spot.after().low in {"through", "to", "-", "–"}:
        return leave_out(spot, back=1)
    return None


_CELEBRATED: Final = re.compile(r"(?:his|her|their|my|the|a)?\s*\w*\s*(?:birthday|anniversary)")
