"""An agenda as pages show it: rows of a table, a dial, and what the ledger has to say."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from soundingboard.agenda.agenda import ASK_TITLES, Agenda, Ask, Person, Segment
from soundingboard.agenda.format import Division, Format
from soundingboard.hours.local import spoken
from soundingboard.meetings.queries import Said
from soundingboard.web.components.dial.dial import Center, Model, Someone, minutes, model

WORTH_SAYING = 60  # seconds owed below which nobody was short of time
NEXT = 4  # people named who would present next
FOLDED = 2  # presenters above which a turn is one row


@dataclass(frozen=True)
class Drawn:
    """What a plan is drawn from, beside the agenda itself.

    seats         everyone with a seat, in the order of places
    asks          what they ask for
    ledger        seconds each is owed
    carried_over  whose item did not fit last time, where the format goes by need
    ordered       whether people set the order themselves
    me            who reads
    """

    format: Format
    agenda: Agenda
    starts: datetime
    zone: str
    seats: Sequence[Someone]
    asks: Mapping[Person, Ask]
    ledger: Mapping[Person, int]
    carried_over: Collection[Person]
    ordered: bool
    me: Person

    @property
    def names(self) -> dict[Person, str]:
        return {one["id"]: one["name"] for one in self.seats}


def dial_of(drawn: Drawn) -> Model:
    return model(drawn.agenda, drawn.seats, center=center_of(drawn.agenda), title="Agenda, clockwise")


def center_of(agenda: Agenda) -> Center:
    """What stands in the middle: the minutes each has, where they have the same; else the meeting's."""
    shares = list(agenda.shares.values())
    if len(shares) > 1 and max(shares) - min(shares) <= 1:
        share = max(shares)
        return {"numeral": str(round(share / 60)), "then": "minutes each" if share % 60 == 0 else "minutes each, about"}
    return {"numeral": str(round(agenda.total / 60)), "then": "minutes"}


def rows_of(drawn: Drawn) -> list[dict[str, Any]]:
    """The table: each segment on a row of its own, but whole turns where many present."""
    folded = len(drawn.agenda.presenters) > FOLDED
    rows = []
    for presenter, segments in groupby(drawn.agenda.segments, key=lambda segment: segment.presenter):
        parts = list(segments)
        if presenter is not None and folded:
            rows.append(_turn(drawn, presenter, parts))
        else:
            rows += [_segment(drawn, segment, first=segment is parts[0]) for segment in parts]
    return rows


def _turn(drawn: Drawn, presenter: Person, parts: Sequence[Segment]) -> dict[str, Any]:
    return {
        **_row(drawn, parts[0], sum(part.seconds for part in parts)),
        "title": f"{drawn.names[presenter]}'s turn",
        "line": " · ".join(about(drawn, presenter)),
    }


def inside_of(drawn: Drawn) -> str:
    """What a turn is made of, where it is one row of the table: "Each turn: present 5:02, clarify 2:27." """
    agenda = drawn.agenda
    if len(agenda.presenters) <= FOLDED:
        return ""
    equal = len(set(agenda.shares.values())) == 1
    parts = [segment for segment in agenda.segments if segment.presenter == agenda.presenters[0]]
    said = [f"{part.title.lower()} {minutes(part.seconds)}" if equal else part.title.lower() for part in parts]
    return f"Each turn: {', '.join(said)}."


def _segment(drawn: Drawn, segment: Segment, *, first: bool) -> dict[str, Any]:
    presenter = segment.presenter
    said = [segment.prompt]
    if presenter is not None:
        said = [
            *([drawn.names[presenter]] if first else []),
            *(about(drawn, presenter) if first else []),
            segment.prompt,
        ]
    return {**_row(drawn, segment, segment.seconds), "title": segment.title, "line": " · ".join(said)}


def _row(drawn: Drawn, first: Segment, seconds: int) -> dict[str, Any]:
    at = (drawn.starts + timedelta(seconds=first.start)).astimezone(ZoneInfo(drawn.zone))
    someone = next((one for one in drawn.seats if one["id"] == first.presenter), None)
    who = {"seat": someone["seat"], "initials": someone["initials"], "name": someone["name"]} if someone else {}
    return {
        "at": spoken(at.time()),
        "minutes": minutes(seconds),
        "mine": first.presenter == drawn.me,
        **who,
    }


def about(drawn: Drawn, presenter: Person) -> Iterator[str]:
    """What a presenter asks for, and what the ledger says of them."""
    ask = drawn.asks.get(presenter)
    if ask is not None and has_said(ask):
        yield ASK_TITLES[ask.kind]
        if drawn.format.division is Division.BY_NEED and ask.level:
            yield f"level {ask.level}"
    if remark := remark_on(drawn, presenter):
        yield remark


def remark_on(drawn: Drawn, person: Person) -> str:
    """What earlier meetings have to say of somebody's turn; empty where nobody was short of time."""
    if person in drawn.carried_over:
        return "carried over from last time"
    if drawn.ledger.get(person, 0) < WORTH_SAYING:
        return ""
    decides = not drawn.ordered
    match drawn.format.division:
        case Division.BY_NEED:
            return "has had less time lately"
        case Division.ONE | Division.FEW if decides:
            return "had less time lately, so has the turn"
        case Division.EACH if decides and drawn.agenda.presenters[:1] == (person,):
            return "had less time lately, so goes first"
        case _:
            return "had less time lately"


def notes_of(drawn: Drawn) -> list[str]:
    """What people should hear now: who is carried over, whose minutes are cut, who would be next, who passes."""
    agenda, names = drawn.agenda, drawn.names
    presenting = {*agenda.presenters, *agenda.carried, *agenda.waiting}
    notes = []
    if agenda.carried:
        waiting = listed([names[one] for one in agenda.carried])
        notes.append(f"Not today: {waiting}. Next time this comes first, unless a life is at risk.")
    for person, asked in (agenda.cut or {}).items():
        got = agenda.shares[person]
        notes.append(f"{names[person]} asked for {minutes(asked)} minutes and has {minutes(got)}.")
    if agenda.waiting:
        notes.append(f"If a presenter cannot: {listed([names[one] for one in agenda.waiting[:NEXT]], 'or')}.")
    if agenda.presenters and (passing := [one["name"] for one in drawn.seats if one["id"] not in presenting]):
        notes.append(f"Nothing to present today: {listed(passing)}.")
    return notes


def listed(names: Sequence[str], word: str = "and") -> str:
    """Names in a sentence.

    >>> listed(["Jun", "Elena", "Samir"])
    'Jun, Elena and Samir'
    """
    return f" {word} ".join([part for part in (", ".join(names[:-1]), names[-1] if names else "") if part])


def ask_line(said: Said) -> str:
    """What somebody asks for, in a line of the list of who presents."""
    if not has_said(said.ask) and not said.question:
        return "has not said yet"
    return f"{ASK_TITLES[said.ask.kind]}: “{said.question}”" if said.question else ASK_TITLES[said.ask.kind]


def has_said(ask: Ask | None) -> bool:
    """Whether an ask says anything; who was only put on the list has one that does not."""
    return ask is not None and ask != Ask()
