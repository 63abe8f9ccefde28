"""Reads for the demo: who can be signed in as, and which meeting is next."""

from datetime import datetime

from soundingboard.accounts import queries as accounts
from soundingboard.accounts.models import User
from soundingboard.agenda.state import State
from soundingboard.clinicians import queries as clinicians
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.demo import cast
from soundingboard.groups import queries as groups
from soundingboard.groups.models import Group
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import replay
from soundingboard.meetings.models import Meeting
from soundingboard.refusals import Refused

NOBODY = "Nobody lives in this demo yet."
SETTLE = "Start it with: make demo. That brings invented clinicians, their groups and a meeting that begins soon."


def user(person: cast.Person) -> User | None:
    return accounts.user_with(person.email)


def is_settled() -> bool:
    """Whether the community lives here already: its last person was enrolled and every group has begun."""
    last_circle = list(cast.groups())[-1]
    someone = user(last_circle[1][-1])
    return someone is not None and groups.groups_of(clinicians.of(someone)).exists()


def is_visitor(someone: Clinician | None) -> bool:
    """Whether they are the member of the team who is not simulated."""
    return someone is not None and someone.user == user(cast.clinicians()[0])


def doors() -> tuple[tuple[cast.Person, str], ...]:
    """As whom a visitor can sign in with one click, and why: one of the team, and one of another group."""
    circles = list(cast.groups())
    (team, people), (other, others) = circles[0], circles[1]
    return (
        (people[0], f"in the {team.name}, which meets soon with simulated peers"),
        (others[0], f"in the {other.name}, and a stranger to the first"),
    )


def visitor() -> Clinician:
    """The member of the team who is not simulated; raises `Refused` while no community lives here."""
    found = user(cast.clinicians()[0])
    if found is None:
        raise Refused(NOBODY, fits=SETTLE)
    return clinicians.of(found)


def team() -> Group:
    """The group that the visitor joins."""
    return groups.groups_of(visitor())[0]


def next_meeting(now: datetime | None = None) -> Meeting | None:
    """The team's meeting that is next or under way; None, too, while no community lives here."""
    if user(cast.clinicians()[0]) is None:
        return None
    now = now or clock.now()
    return next((meeting for meeting in meetings.ahead(team().series) if not _is_over(meeting, now)), None)


def ahead(public_id: str) -> Meeting | None:
    """The meeting of the team with that id, if it is not over."""
    if user(cast.clinicians()[0]) is None:
        return None
    found = meetings.ahead(team().series).filter(public_id=public_id).first()
    return None if found is None or _is_over(found, clock.now()) else found


def _is_over(meeting: Meeting, now: datetime) -> bool:
    return meeting.starts <= now and replay.present_room(meeting, now).state in (State.AFTER, State.CLOSED)
