"""Changes to a text that leave it grammatical: capital letters, spaces, and marks that would stand alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from soundingboard.deid.rewriting.page import Page, Spot, begins

_SPACES: Final = " \t\u00a0"
_STOPS: Final = frozenset(".;:!?)]")
_ENDINGS: Final = frozenset({"", "\n"})
_COMMAS: Final = frozenset(",;")
_NO_COMMA_BEHIND: Final = frozenset({"", "\n", "(", ".", "!", "?", ",", ":", ";", "“"})
_LOOSE: Final = frozenset(",;–—")
_CLOSERS: Final = frozenset(",.;:!?)]”’")
_OPENERS: Final = frozenset("([“")
_PAIRS: Final = frozenset({"()", "[]", '""', "“”"})
_BEGINNINGS: Final = frozenset({"", "\n", ".", "!", "?"})


@dataclass(frozen=True, slots=True)
class Change:
    """Put `new` in place of `text[start:end]`; empty leaves it out."""

    start: int
    end: int
    new: str


def say(spot: Spot, phrase: str, *, back: int = 0, ahead: int = 0) -> Change:
    """`phrase` for the finding and the tokens `back` before and `ahead` after it, with a capital where "
    "one belongs."""
    start = spot.before(back).start if back else spot.start
    end = spot.after(ahead).end if ahead else spot.end
    return Change(start, end, capital(spot.page, start, spot.place - back, phrase))


def capital(page: Page, start: int, place: int, phrase: str) -> str:
    """`phrase` as it is written at the token `place`: with a capital at the beginning of a sentence."""
    first = page.text[start : start + 1]
    if begins(page, place) and not (page.lower and not first.isupper()):
        return phrase[:1].upper() + phrase[1:]
    return phrase


def leave_out(spot: Spot, *, back: int = 0, ahead: int = 0) -> Change:
    """Nothing for the finding and the tokens around it."""
    return Change(spot.before(back).start if back else spot.start, spot.after(ahead).end if ahead else spot.end, "")


def up_to(change: Change, end: int) -> Change:
    """`change`, reaching at least to `end`."""
    return Change(change.start, max(change.end, end), change.new)


_OWNING: Final = frozenset({"'s", "’s"})


def mend(page: Page, changes: Sequence[Change]) -> list[Change]:
    """The changes, in order and without overlaps, each reaching far enough that no space or mark stands alone."""
    mended: list[Change] = []
    last = ""  # the end of what has been written so far
    at = 0
    spans = [page.spot(number).token for number in range(len(page.findings))]
    for number, change in enumerate(changes):
        start = min(max(change.start, at), spans[number].start)
        limit = spans[number + 1].start if number + 1 < len(spans) else len(page.text)
        end = max(min(change.end, limit), spans[number].end)
        change = _seam(page, last, at, Change(start, end, change.new), limit, number + 1 < len(spans))
        _take_back_a_comma(page, mended, change, at)
        change = _take_back_a_bracket(page, mended, change, at, limit)
        mended.append(change)
        last = (last + page.text[at : change.start] + change.new)[-40:]
        at = change.end
    return mended


def _take_back_a_comma(page: Page, mended: list[Change], change: Change, at: int) -> None:
    """Where two neighbors leave nothing but a comma before a stop, the first takes the comma, too."""
    text = page.text
    if (
        not mended
        or change.new
        or change.start > at
        or mended[-1].new
        or text[change.end : change.end + 1] not in _STOPS
    ):
        return
    first = mended[-1]
    floor = mended[-2].end if len(mended) > 1 else 0
    if first.start > floor and text[first.start - 1] in _LOOSE:
        mended[-1] = Change(first.start - 1, first.end, "")


def _take_back_a_bracket(page: Page, mended: list[Change], change: Change, at: int, limit: int) -> Change:
    """Where neighbors leave nothing between brackets, the brackets go, too."""
    text = page.text
    if not mended or change.new or mended[-1].new or text[at : change.start].strip() or change.end >= limit:
        return change
    first = mended[-1]
    floor = mended[-2].end if len(mended) > 1 else 0
    if first.start <= floor or text[first.start - 1] + text[change.end] not in _PAIRS:
        return change
    start = first.start - 1
    while start > floor and text[start - 1] in _SPACES:
        start -= 1
    mended[-1] = Change(start, first.end, "")
    return Change(change.start, change.end + 1, "")


def _seam(page: Page, last: str, at: int, change: Change, limit: int, more: bool) -> Change:
    """`change` with the spaces and marks that it would leave alone."""
    if change.new:
        return change
    text = page.text
    start, end = change.start, change.end
    while True:
        while start > at and text[start - 1] in _SPACES:
            start -= 1
        while end < limit and text[end] in _SPACES:
            end += 1
        left = text[start - 1] if start > at else last.rstrip(_SPACES)[-1:]
        right = text[end] if end < limit else "w" if more else ""
        if left and left + right in _PAIRS and start > at and end < limit:
            start, end = start - 1, end + 1
        elif (right in _COMMAS and left in _NO_COMMA_BEHIND and end < limit) or (left == right == "." and end < limit):
            end += 1
        elif (left in _LOOSE and (right in _STOPS or right in _ENDINGS) and start > at) or (
            left == ":" and right in _CLOSERS and start > at
        ):
            start -= 1
        else:
            break
    capital = text[end : end + 1] if _begins_anew(page, change, left) and end < limit and right.islower() else ""
    if capital:
        return Change(start, end + 1, ("" if left in _ENDINGS or left in '([“"' else " ") + capital.upper())
    if right in _ENDINGS or right in _CLOSERS or left in _ENDINGS or left in _OPENERS:
        return Change(start, end, "")
    if left.isalnum() and text[end : end + 2].lower() in _OWNING:
        return Change(start, end, "")  # "his friend Koa's dog"
    # One space stays: the one behind where there is one, so that the next change can take it away.
    if end > change.end and text[end - 1] in _SPACES:
        return Change(start, end - 1, "")
    if start < change.start and text[start] in _SPACES:
        return Change(start + 1, end, "")
    spaced = text[change.start : change.start + 1] in _SPACES or text[change.end - 1 : change.end] in _SPACES
    return Change(start, end, " " if spaced and (last[-1:] if start == at else left) not in _SPACES else "")


def _begins_anew(page: Page, change: Change, left: str) -> bool:
    """Whether what is left out began a sentence with a capital letter, so that what follows now does."""
    said = page.text[change.start : change.end].lstrip("\"“'(")
    return left in _BEGINNINGS and (said[:1].isupper() or (change.start == 0 and not page.lower))


def with_article(spot: Spot) -> Change:
    """Nothing, with "a" or "an" as the next word wants it."""
    owner = spot.before().low
    if owner in {"a", "an"}:
        return say(spot, "an" if spot.after().low[:1] in "aeiou" else "a", back=1)
    return leave_out(spot)
