"""What a number, a web address or another code becomes: nothing, or "withheld" where a sentence needs a word."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.grammar import Change, leave_out, say
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.words import words

_PREPOSITIONS: Final = words("at on from to by via under as of in with through en al de desde con por")
_IS: Final = words("is was are were 's es era = called named llama reads read says ends it's being")
_CLOSES: Final = frozenset({"|", "", "\n", ".", ";", ",", ")", "?", "!"})
_REACHED_BY: Final = words("cell phone tel telephone mobile fax email e-mail pager")
_VERB: Final = re.compile(
    r"was|is|has|had|have|are|were|will|would|can|could|should|may|might|must|does|did|said|gave|went|came|got|took|"
    r"[a-z]{2,}ed|[a-z]{2,}[^\Ws]s"
)
_OWNED: Final = words("my his her their the a an our by via at on to from su mi and")
_LABELS: Final = words(
    "phone tel telephone cell mobile fax email e-mail mail mrn chart record records acct account id no "
    "number num # member plan claim "
    "policy group ssn license licence cert certificate dl plate tag vin serial sn s/n badge docket case "
    "file passport handle username "
    "user url site website link ip mac imei address code confirmation ext pager no. reg registration "
    "device unit model img photo "
    "expediente teléfono correo número licencia placa caso student driver's medicaid medicare subscriber "
    "insurance routing "
    "card po ref reference invoice ticket a# order"
)


_LABEL_INSIDE: Final = re.compile(r"([A-Za-z][A-Za-z.#]*)(?: (?:no|number|num|id|#)\.?)?[:\s]+(?=\S)")
_INSIDE: Final = words("auth authorization member acct case file report")
_WANTS: Final = words("wants want wanted needs need needed requires asks gave gives has have lists wrote")


def number(spot: Spot) -> Change:
    """The change for any numbered kind, with an extension behind it."""
    change = _number(spot)
    if spot.after().low in {"ext", "x", "extension"} and spot.after(2).low.isdigit():
        return Change(change.start, max(change.end, spot.after(2).end), change.new)
    return change


def _number(spot: Spot) -> Change:
    withheld = wording.NO_INDICADO if spot.spanish else wording.WITHHELD
    before, after = spot.before(), spot.after()
    inside = _LABEL_INSIDE.match(spot.text)
    if inside and inside[1].lower() in _LABELS | _INSIDE:
        if before.low == "'s" or before.low in _OWNED - {"at", "via", "by", "on", "to", "from"} or before.low in _WANTS:
            return say(spot, inside[1])  # "his SSN appears there, too"
        if before.low.isalpha() and spot.before(2).low in {"", "\n", "."} and after.low in _CLOSES:
            return say(spot, f"{inside[1]} {withheld}")
    if before.low in {"(", "["} and after.low in {")", "]"}:
        return leave_out(spot)
    if before.low in {'"', "“"} and after.low in {'"', "”"}:
        return Change(spot.start, spot.end, wording.A_NAME)
    if before.low in {"called", "named"} and spot.category == "OTHERID":
        return say(spot, wording.SOMETHING)
    if before.low in _IS and before.finding is None:
        return Change(spot.start, spot.end, withheld)
    if spot.spanish and before.low in {"el", "la"} and spot.before(2).low in {"es", ","}:
        return leave_out(spot, back=2) if spot.before(2).low == "," else Change(before.start, spot.end, withheld)
    labels = _labels(spot)
    label = spot.before(labels + 1)
    first = spot.before(labels).low if labels else ""
    if labels and label.low == "(" and after.low == ")":
        named = spot.kind(spot.before(labels + 2)) == "NAME" and spot.after(2).low == ","
        return leave_out(spot, back=labels + 1, ahead=2 if named and _VERB.fullmatch(spot.after(3).low) else 1)
    if before.low == ":" and not _VERB.fullmatch(after.low):
        short = spot.before(2).low in {"fax", "phone", "email", "cell"} and spot.before(3).low in {"by", "via", "at"}
        return leave_out(spot, back=1) if short else Change(spot.start, spot.end, withheld)
    if labels and label.low == after.low == "," and spot.after(2).low in {"i", "which", "as", "because", "so"}:
        return Change(spot.start, spot.end, withheld)
    if labels and label.low in {",", ";"} and label.finding is None and after.low in _CLOSES | {"and", "y"}:
        return leave_out(spot, back=labels + 1, ahead=_comma(spot))
    if labels and after.low in _CLOSES and (label.low in {"", "\n", ".", "!", "?", ":", ";", "("} or first == "on"):
        return Change(spot.start, spot.end, withheld)
    plain = label.finding is None and label.low.isalpha() and label.low not in _OWNED
    if labels and plain and first in _REACHED_BY and after.low in _CLOSES:
        return leave_out(spot, back=labels)
    if before.low == "no" or (before.low == "." and spot.before(2).low == "no"):
        return Change(spot.start, spot.end, withheld)
    if before.low == "ending":
        return leave_out(spot, back=1)
    if before.low in {"#", "number"} and after.low in _CLOSES:
        return Change(spot.start, spot.end, withheld)
    if before.low in {"(", "", ".", "\n"} and _VERB.fullmatch(after.low):
        return say(spot, "the number")
    if before.low == "to" and after.low == "," and spot.after(2).low in {"which", "who"}:
        return say(spot, "a number")
    if labels and label.low == "and" and after.low in _CLOSES:
        return Change(spot.start, spot.end, withheld)
    if before.low in _PREPOSITIONS and before.finding is None:
        return _behind_a_preposition(spot)
    if before.low == "," and any(spot.before(k).low == "," and spot.before(k + 1).low in _IS for k in range(2, 7)):
        return Change(spot.start, spot.end, withheld)
    if before.low == ",":
        return leave_out(spot, back=1, ahead=_comma(spot))
    if before.low in {
        "to",
        "use",
        "used",
        "dialed",
        "dial",
        "call",
        "text",
        "texted",
        "called",
        "posted",
        "sent",
        "gave",
        "me",
    }:
        return say(spot, withheld if before.low in {"gave", "me", "use", "used"} else "a number")
    if before.low in {"/", "or"} and labels == 0:
        return leave_out(spot, back=1)
    return leave_out(spot)


def _labels(spot: Spot) -> int:
    """How many tokens before the number are its label: "member ID", "s/n", "no."."""
    steps = 0
    for step in range(1, 6):
        token = spot.before(step)
        if token.finding is not None:
            break
        if token.low in _LABELS:
            steps = step
        elif token.low in {"#", ":", ".", "/", "-"} and spot.before(step + 1).low in _LABELS | {"s", "n"}:
            continue
        elif (token.low in {"s", "n"} and (spot.before(step + 1).low == "/" or spot.before(step - 1).low == "/")) or (
            token.low in {"agency", "his", "her", "old", "cell", "work", "home"} and steps == step - 1 and steps
        ):
            steps = step
        else:
            break
    return steps


def _comma(spot: Spot) -> int:
    """Whether the comma behind goes, too: "her passport, no. A19, was held"."""
    return 1 if spot.after().low == "," and _VERB.fullmatch(spot.after(2).low) else 0


def _behind_a_preposition(spot: Spot) -> Change:
    earlier = spot.before(2)
    if spot.before().low in {"in", "en"} and earlier.low in {"ending", "ends", "terminada", "terminado", "termina"}:
        return leave_out(spot, back=2)
    if earlier.low in {"was", "is", "were", "came", "goes", "placed", "sent", "forwarded", "went", "made", "reached"}:
        return say(spot, {"EMAIL": "an e-mail address", "URL": "a web address"}.get(spot.category, "a number"))
    if spot.before().low in {"as", "under", "by", "with"} and spot.category in {"OTHERID", "URL", "LICENSE"}:
        return say(spot, wording.ANOTHER_NAME)
    return leave_out(spot, back=1)
