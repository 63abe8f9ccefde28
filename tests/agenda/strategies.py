"""Lawful formats of every division, to feed the laws of plan, room and text."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from soundingboard.agenda.format import Division, Format, Kind, Phase, Role, Scope, Size, Speaks, Stance

QUARTERS = 0.25  # minutes are drawn in steps of a quarter, so that sums are exact
OUTSIDE = [Speaks.FACILITATOR, Speaks.PEERS, Speaks.ONE_BY_ONE, Speaks.PAIRS, Speaks.ALL, Speaks.NOBODY]

sentences = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40
).filter(lambda text: text.strip() == text and text)


def minutes(least: float, most: float) -> st.SearchStrategy[float]:
    """Minutes in steps of a quarter."""
    return st.integers(round(least / QUARTERS), round(most / QUARTERS)).map(lambda quarters: quarters * QUARTERS)


@st.composite
def formats(draw: st.DrawFn, divisions: tuple[Division, ...] = tuple(Division)) -> Format:
    """A format that `parse` accepts, of one of `divisions`, some of whose phases are left out at some lengths."""
    division = draw(st.sampled_from(divisions))
    lengths = tuple(sorted(draw(st.sets(st.integers(60, 180), min_size=1, max_size=3))))
    least, usual, most = sorted(draw(st.lists(st.integers(2, 12), min_size=3, max_size=3)))
    usual_minutes = draw(st.sampled_from(lengths))
    before, after = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    if division is Division.NONE:
        before = max(before, 1)
    within = 0 if division is Division.NONE else draw(st.integers(1, 5))
    # Where nobody presents, the first phase has time at every length.
    outside = [
        _outside(draw, f"m{place}", lengths, always=division is Division.NONE and place == 0)
        for place in range(before + after)
    ]
    shared = draw(st.booleans()) or division is Division.BY_NEED
    turn = _turn(draw, within, lengths, shared) if within else []
    turns: Mapping[int, int] = {}
    if division is Division.FEW:
        turns = {length: draw(st.integers(1, 3)) for length in draw(st.sets(st.sampled_from(lengths), min_size=1))}
    least_turn = 3.0
    if turn:
        # The least of the phases fit in a turn, and the turns in every length: 60 minutes less 6 phases of 4.
        least_turn = draw(minutes(sum(phase.least for phase in turn), 5)) if within < 5 else 2.5
        least_turn = max(least_turn, 1.0)
        if division is Division.EACH:
            usual = min(usual, int((usual_minutes - 24) // least_turn))
            least, usual = min(least, usual), usual
    return Format(
        id="drawn",
        title=draw(sentences),
        summary=draw(sentences),
        when=draw(sentences),
        sources=tuple(draw(st.lists(sentences, max_size=2))),
        size=Size(least, usual, most),
        lengths=lengths,
        usual_minutes=usual_minutes,
        division=division,
        phases=(*outside[:before], *turn, *outside[before:]),
        turns=turns,
        least_turn=least_turn,
        roles=(Role.FACILITATOR, Role.INTERVIEWER, *draw(st.sampled_from([(), (Role.TIMEKEEPER,), (Role.OBSERVER,)]))),
        rules=tuple(draw(st.lists(sentences, max_size=3))),
        ways=tuple(draw(st.lists(sentences, max_size=2))),
        notice=draw(st.just("") | sentences),
    )


def _table(draw: st.DrawFn, lengths: tuple[int, ...], entries: st.SearchStrategy[float]) -> Mapping[int, float]:
    if draw(st.booleans()):
        return {1: draw(entries)}
    return {length: draw(entries) for length in draw(st.sets(st.sampled_from(lengths), min_size=1))}


def _phase(draw: st.DrawFn, id: str, **values: Any) -> Phase:
    least = values.pop("least")
    longest = max([least, *values.get("minutes", {}).values()])
    return Phase(
        id=id,
        kind=draw(st.sampled_from(Kind)),
        title=draw(sentences),
        prompt=draw(sentences),
        least=least,
        most=draw(st.none() | minutes(longest, longest + 10)),
        rules=tuple(draw(st.lists(sentences, max_size=2))),
        skippable=draw(st.booleans()),
        **values,
    )


def _outside(draw: st.DrawFn, id: str, lengths: tuple[int, ...], *, always: bool) -> Phase:
    entries = minutes(1, 4) if always else st.just(0.0) | minutes(1, 4)
    return _phase(
        draw,
        id,
        scope=Scope.MEETING,
        speaks=draw(st.sampled_from(OUTSIDE)),
        minutes=_table(draw, lengths, entries),
        least=draw(minutes(0.25, 1)),
    )


def _turn(draw: st.DrawFn, count: int, lengths: tuple[int, ...], shared: bool) -> list[Phase]:
    """The phases of a turn: by shares that make 100, or by minutes of which the first are never 0."""
    cuts = sorted(draw(st.sets(st.integers(1, 99), min_size=count - 1, max_size=count - 1))) if shared else []
    shares = [float(high - low) for low, high in zip([0, *cuts], [*cuts, 100], strict=True)] if shared else []
    phases = []
    for place in range(count):
        entries = minutes(1, 10) if place == 0 else st.just(0.0) | minutes(1, 10)
        time: dict[str, Any] = {"share": shares[place]} if shared else {"minutes": _table(draw, lengths, entries)}
        phases.append(
            _phase(
                draw,
                f"t{place}",
                scope=Scope.TURN,
                speaks=draw(st.sampled_from(Speaks)),
                presenter=draw(st.none() | st.sampled_from(Stance)),
                least=draw(minutes(0.25, 0.5)),
                **time,
            )
        )
    return phases
