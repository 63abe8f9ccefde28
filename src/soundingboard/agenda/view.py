"""What a room shows at an instant, JSON-ready: `view` is the same for every seat, `mine` is for one alone.

Instants are whole milliseconds since the epoch on the meeting clock. Nothing here holds a text that somebody wrote.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from soundingboard.agenda import events as happened
from soundingboard.agenda.agenda import Person
from soundingboard.agenda.format import Kind, Phase, Role, Speaks
from soundingboard.agenda.permits import permit
from soundingboard.agenda.plan import speaker_of
from soundingboard.agenda.room import next_due
from soundingboard.agenda.schedule import Planned, schedule, seconds_between
from soundingboard.agenda.state import Past, Room, State
from soundingboard.refusals import Refused

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
VALIDATE_FIRST = (Kind.RESPOND,)  # design 4.1: validation first; to reflect is to imagine, not to answer
UNDER_WAY = (State.OPEN, State.PAUSED, State.DANGER)
MOVES = frozenset({"advance", "end"})  # the acts that move a meeting on


def milliseconds(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(milliseconds=1)


Answers = dict[tuple[bool, ...], list[str]]  # by likeness


@dataclass(frozen=True)
class Layout:
    """What a room shows that a raised hand or a word does not change: most of it, and most of the work.

    shown    that part of a view
    answers  what those who are alike may do; found when it is asked
    """

    room: Room
    shown: dict[str, Any] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)


def lay_out(room: Room, now: datetime) -> Layout:
    """What `room` shows at `now` and, as long as it is `still_laid_out`, later."""
    planned = schedule(room, now) if room.state in (State.WAITING, *UNDER_WAY) else ()
    segments = [_past(room, over) for over in room.past] + [
        _planned(room, item, place) for place, item in enumerate(planned)
    ]
    current = next((segment for segment in segments if segment["state"] == "now"), None)
    if current is not None and room.stopped is not None:
        current["left"] = seconds_between(now, room.running.due + (now - room.stopped)) if room.running else 0
    late = max(0, -seconds_between(_end_of(planned, now), room.ends)) if planned and room.state in UNDER_WAY else 0
    layout = Layout(room)
    layout.shown.update(
        {
            "state": room.state.value,
            "starts": milliseconds(room.began or room.starts),
            "ends": milliseconds(room.ended or room.ends),
            "closes": milliseconds(room.closes) if room.closes else None,
            "behind": late,
            "pace": room.rules.pace.value,
            "format": room.format.title,
            "current": current,
            "next": next((segment for segment in segments if segment["state"] == "ahead"), None),
            "schedule": segments,
            "present": list(room.present),
            "seats": list(room.seats),
            "roles": {role.value: person for role, person in room.roles.items()},
            "passed": sorted(room.passed),
            "shares": _shares(segments),
            "each": _each(room, planned),
            "may_move": [person for person in room.present if not MOVES.isdisjoint(acts(room, person, layout))],
        }
    )
    return layout


# What a layout is made from.
LAID_OUT_FROM = (
    *("format", "rules", "starts", "ends", "before", "turns", "after", "rank", "state", "began", "running", "past"),
    *("ended", "closes", "stopped", "stops", "roles", "seats", "presence", "passed"),
)


def still_laid_out(layout: Layout, room: Room, now: datetime) -> bool:
    """Whether `layout` holds for `room` at `now`: nothing it was made from is another, and time alone changes nothing.

    It does where a segment runs over, and where a timekeeper is absent, whose right then passes to all.
    """
    if room.state is not State.OPEN or room.running is None or now >= room.running.due:
        return False
    if room.rules.timekeeper and not room.is_present(room.roles.get(Role.TIMEKEEPER, "")):
        return False
    return all(getattr(layout.room, name) is getattr(room, name) for name in LAID_OUT_FROM)


def view(room: Room, now: datetime) -> dict[str, Any]:
    """The room as everybody in it sees it at `now`, which is not before `room.at`."""
    return moving(room, now) | lay_out(room, now).shown


def moving(room: Room, now: datetime) -> dict[str, Any]:
    """What of a view any press changes; the rest is in a layout."""
    return {
        "number": room.number,
        "now": milliseconds(now),
        "hands": queue(room),
        "speaking": {"who": room.speaking, "since": milliseconds(room.speaking_since)}
        if room.speaking is not None and room.speaking_since is not None
        else None,
        "words": [
            {"id": note.words, "by": note.by, "kind": note.kind} for note in room.notes if note.audience == "all"
        ],
        "danger": {"by": room.last.by if room.last else None, "presenter": room.danger}
        if room.state is State.DANGER
        else None,
        "last": {"number": room.last.number, "kind": room.last.kind, "by": room.last.by} if room.last else None,
    }


def queue(room: Room) -> list[Person]:
    """Raised hands in the order in which people are called: who has spoken least first, then who raised first."""
    return sorted(room.hands, key=lambda one: room.spoken.get(one, timedelta()))


def wakes(room: Room, now: datetime) -> datetime | None:
    """The next instant at which the view changes though nobody does anything; None when it does not any more.

    A transition that is due, the moment a segment runs out, and each whole minute it runs over or is paused.
    """
    instants = [] if (due := next_due(room)) is None else [due]
    if room.state in UNDER_WAY and room.running is not None:
        since = room.stopped or room.running.due
        if since > now:
            instants.append(since)
        else:
            minutes = (now - since) // timedelta(minutes=1) + 1
            instants.append(since + timedelta(minutes=minutes))
    return min(instants, default=None)


def _end_of(planned: tuple[Planned, ...], now: datetime) -> datetime:
    last = planned[-1]
    return max(now, last.starts + timedelta(seconds=last.seconds))


def _segment(room: Room, key: str, phase: Phase, presenter: Person | None) -> dict[str, Any]:
    """What the list of a meeting shows of a segment, without its instants."""
    return {
        "key": key,
        "phase": phase.id,
        "kind": phase.kind.value,
        "title": phase.title,
        "speaks": phase.speaks.value,
        "presenter": presenter,
        "speaker": speaker_of(phase, presenter, room.roles),
        "skippable": phase.skippable,
    }


def _guidance(phase: Phase, presenter: Person | None) -> dict[str, Any]:
    """What people are asked to do in a segment; sent for the one under way and the next."""
    return {
        "prompt": phase.prompt,
        "rules": list(phase.rules),
        "stance": phase.presenter.value if phase.presenter else None,
        "opens": phase.opens,
        "validate": phase.kind in VALIDATE_FIRST and presenter is not None,
    }


def _past(room: Room, over: Past) -> dict[str, Any]:
    return _segment(room, over.key, over.phase, over.presenter) | {
        "starts": milliseconds(over.starts),
        "due": milliseconds(over.ends),
        "seconds": round((over.ends - over.starts).total_seconds()),
        "state": "done",
    }


def _planned(room: Room, item: Planned, place: int) -> dict[str, Any]:
    """A segment under way or ahead; the first of the schedule is under way once the meeting runs."""
    starts = milliseconds(item.starts)
    running = room.running if place == 0 else None
    segment = _segment(room, item.key, item.phase, item.presenter) | {
        "starts": starts,
        # not moved by a pause: "left" says what remains
        "due": milliseconds(running.due) if running else starts + item.seconds * 1000,
        "seconds": item.seconds,
        "state": "now" if running else "ahead",
    }
    return segment | _guidance(item.phase, item.presenter) if place < 2 else segment


def _shares(segments: list[dict[str, Any]]) -> dict[Person, int]:
    shares: dict[Person, int] = {}
    for segment in segments:
        if segment["presenter"] is not None:
            shares[segment["presenter"]] = shares.get(segment["presenter"], 0) + segment["seconds"]
    return shares


def _each(room: Room, planned: tuple[Planned, ...]) -> int | None:
    """Seconds about each, where several speak one after another."""
    if room.running is None or room.running.phase.speaks not in (Speaks.PEERS, Speaks.ONE_BY_ONE) or not planned:
        return None
    speaking = [one for one in room.present if one != room.presenter]
    return planned[0].seconds // len(speaking) if speaking else None


def _allowed(room: Room, event: happened.Event) -> bool:
    try:
        permit(room, event)
    except Refused:
        return False
    return True


def acts(room: Room, person: Person, layout: Layout | None = None) -> list[str]:
    """The acts `person` can do now, by the very rules that `apply` asks.

    Those rules tell people apart only by what is in `likeness`, so people alike share one answer: with six in a room,
    asking fourteen rules for each after every event was half the work of a press. As long as a layout holds, only
    likeness changes, and its answers hold.
    """
    answers: Answers = room.__dict__.setdefault("_acts", {}) if layout is None else layout.answers
    alike = likeness(room, person)
    if alike not in answers:
        answers[alike] = _acts(room, person)
    return answers[alike]


def likeness(room: Room, person: Person) -> tuple[bool, ...]:
    """All by which the rules of a room tell people apart."""
    return (
        person in room.seats,
        room.is_present(person),
        person == room.presenter,
        person in room.hands,
        person == room.speaking,
        person in room.passed,
        any(over.presenter == person for over in room.past),
        room.roles.get(Role.TIMEKEEPER) == person,
        room.roles.get(Role.OBSERVER) == person,
    )


def _acts(room: Room, person: Person) -> list[str]:
    key = room.running.key if room.running else ""
    events: dict[str, happened.Event] = {
        "start": happened.Started(person),
        "advance": happened.Advanced(person, key),
        "extend": happened.Extended(person, key),
        "yield": happened.Yielded(person, key),
        "pass": happened.Passed(person),
        "skip": happened.Skipped(person, key),
        "pause": happened.Paused(person),
        "resume": happened.Resumed(person),
        "hand": happened.HandRaised(person),
        "lower": happened.HandLowered(person),
        "speak": happened.Speaking(person, None if room.speaking == person else person),
        "bell": happened.Bell(person),
        "danger": happened.Danger(person),
        "end": happened.Ended(person),
    }
    allowed = [act for act, event in events.items() if _allowed(room, event)]
    return allowed if room.state is State.CLOSED or not room.format.roles else [*allowed, "role"]


def mine(room: Room, person: Person, now: datetime, layout: Layout | None = None) -> dict[str, Any]:
    """The part of a view for one seat alone: what they may do, how long they spoke, their own words.

    layout  one that is `still_laid_out`
    """
    spoken = room.spoken.get(person, timedelta())
    if room.speaking == person and room.speaking_since is not None:
        spoken += now - room.speaking_since
    return {
        "me": person,
        "present": room.is_present(person),
        "may": acts(room, person, layout),
        "spoken": spoken // timedelta(seconds=1),
        "words": [{"id": note.words, "kind": note.kind} for note in room.notes if note.by == person],
        "roles": [role.value for role, holder in room.roles.items() if holder == person],
    }
