"""What may happen in a room as it stands, and why not what may not."""

from datetime import timedelta

from soundingboard.agenda import events as happened
from soundingboard.agenda.agenda import Person
from soundingboard.agenda.format import Phase, Role, Speaks, Stance
from soundingboard.agenda.plan import segment_key
from soundingboard.agenda.schedule import after, busy_until, extended, least_rest
from soundingboard.agenda.state import Presence, Room, State
from soundingboard.refusals import Refused

EARLY = timedelta(hours=1)  # how long before its hour a meeting can be started
HANDED_ON = timedelta(minutes=1)  # an absent timekeeper's right passes to all: design 4.1
UNDER_WAY = (State.OPEN, State.PAUSED, State.DANGER)
TALKING = (Speaks.PEERS, Speaks.ONE_BY_ONE, Speaks.PAIRS, Speaks.ALL)


def permit(room: Room, event: happened.Event) -> None:
    """Raise `Refused` if `event` cannot happen in `room` as it stands at `room.at`."""
    if room.state is State.CLOSED:
        raise Refused("This meeting is over.", fits="What you wrote on this page is still here.")
    match event:
        case happened.Seated(person=person):
            _require(person not in room.seats, "They already have a seat.")
        case happened.Unseated(person=person):
            _require(person in room.seats, "They have no seat here.")
        case happened.Arrived(by=by):
            _require(by in room.seats, "You have no seat in this meeting.")
            _require(by is not None and not room.is_present(by), "You are already in the room.")
        case happened.Left(by=by):
            _require(by is not None and room.is_present(by), "You are not in the room.")
        case happened.WordsAdded(by=by):
            _require(by in room.seats, "You have no seat in this meeting.")
        case happened.Passed(by=by):
            _permit_passing(room, by)
        case _:
            _require(event.by is not None and room.is_present(event.by), "You are not in the room now.")
            _permit_press(room, event)


def _require(holds: bool, otherwise: str, fits: str = "") -> None:
    if not holds:
        raise Refused(otherwise, fits=fits)


def _permit_passing(room: Room, by: Person | None) -> None:
    _require(by in room.seats, "You have no seat in this meeting.")
    _require(by not in room.passed, "That is noted already.")
    _require(room.state is not State.AFTER, "This meeting has ended.")
    had = any(over.presenter == by for over in room.past) or room.presenter == by
    _require(not had, "Your turn has begun.", fits="You can yield the rest of it.")


def _permit_press(room: Room, event: happened.Event) -> None:
    by = event.by
    match event:
        case happened.Started():
            _require(room.state is State.WAITING, "This meeting has already started.")
            _require(
                room.at >= room.starts - EARLY, "It is too early.", fits="It can start up to an hour before its time."
            )
        case happened.Resumed():
            _require(room.state in (State.PAUSED, State.DANGER), "The meeting is not paused.")
        case happened.Paused():
            _require(room.state is State.OPEN, "Only a meeting under way can pause.")
        case happened.Danger():
            _require(room.state is not State.DANGER, "The clock has already stopped.")
        case happened.Ended():
            _require(room.state in UNDER_WAY, "There is nothing to end.")
            permit_moving(room, by)
        case happened.RoleTaken(role=role):
            _require(role in room.format.roles, "This format has no such role.")
            _require(room.roles.get(role) != by, "That role is yours already.")
        case happened.Bell():
            _require(room.state is State.OPEN, "The bell rests.")
            _require(room.roles.get(Role.OBSERVER) == by, "The bell is with the observer.")
        case _:
            if room.state is not State.OPEN or room.running is None:
                raise Refused(_not_open(room))
            _permit_in_segment(room, event)


def _not_open(room: Room) -> str:
    return {
        State.WAITING: "The meeting has not started.",
        State.PAUSED: "The meeting is paused.",
        State.DANGER: "The clock is stopped.",
    }.get(room.state, "This meeting has ended.")


def _permit_in_segment(room: Room, event: happened.Event) -> None:
    running = room.running
    assert running is not None
    by = event.by
    match event:
        case happened.Advanced(leaving=key):
            _require(key == running.key, "The meeting has already moved on.")
            permit_moving(room, by)
        case happened.Extended(segment=key):
            _require(key == running.key, "The meeting has already moved on.")
            _require(by == room.presenter or may_move(room, by), "The timekeeper of the day gives more time.")
            _require(
                after(busy_until(extended(room), room.at), least_rest(room)) <= room.ends,
                "There is no minute left to give: everything that follows is at its least.",
                fits="Leave something out, or move on.",
            )
        case happened.Yielded(segment=key):
            _require(key == running.key, "The meeting has already moved on.")
            _require(room.presenter == by, "Only the presenter can yield their time.")
        case happened.Skipped(segment=key):
            phase = running.phase if key == running.key else _ahead(room, key)
            _require(phase is not None, "That part is already over.")
            _require(phase is not None and phase.skippable, "This format does not do without that part.")
            permit_moving(room, by)
        case happened.HandRaised():
            _require(by not in room.hands, "Your hand is raised.")
            _require(by != room.speaking, "You are speaking.")
            _require(running.phase.speaks in TALKING, "Nobody is called on in this part.")
            _require(not _is_silent(room, by), "The presenter listens in this part.")
        case happened.HandLowered():
            _require(by in room.hands, "Your hand is down.")
        case happened.Speaking(who=who):
            _require(running.phase.speaks in TALKING, "Nobody is called on in this part.")
            _require(who != room.speaking, "That is so already.")
            _require(who is None or room.is_present(who), "They are not in the room now.")
            _require(who is None or not _is_silent(room, who), "The presenter listens in this part.")


def _is_silent(room: Room, person: Person | None) -> bool:
    """The presenter, where the phase asks them to hear and not to speak."""
    running = room.running
    return (
        running is not None and person == room.presenter and running.phase.presenter in (Stance.LISTENS, Stance.BEHIND)
    )


def _ahead(room: Room, key: str) -> Phase | None:
    """The phase of a segment that has not begun."""
    running = room.running
    coming = [(segment_key(phase, None), phase) for phase in (*room.before, *room.after)]
    if running is not None:
        coming += [(segment_key(phase, room.presenter), phase) for phase in running.left]
    return dict(coming).get(key)


def permit_moving(room: Room, by: Person | None) -> None:
    _require(may_move(room, by), "The timekeeper of the day moves the meeting on.")


def may_move(room: Room, by: Person | None) -> bool:
    """Everyone, unless the group has chosen that the timekeeper does; an absent one's right passes to all."""
    if not room.rules.timekeeper or Role.TIMEKEEPER not in room.format.roles:
        return True
    keeper = room.roles.get(Role.TIMEKEEPER)
    if keeper is None or keeper == by or keeper not in room.seats:
        return True
    presence = room.presence.get(keeper, Presence())
    if presence.since is not None:
        return False
    gone_since = presence.stays[-1][1] if presence.stays else (room.began or room.starts)
    return room.at - gone_since >= HANDED_ON
