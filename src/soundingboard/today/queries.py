"""What the front page gathers from everyone below. It owns no rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.utils import timezone

from soundingboard.agenda import formats
from soundingboard.agenda.agenda import ASK_TITLES, Agenda, Ask, AskKind, Person
from soundingboard.agenda.plan import plan
from soundingboard.agenda.shares import CannotPlan
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.groups import queries as groups
from soundingboard.meetings import queries as meetings
from soundingboard.meetings.models import FollowUp, Meeting, Seat
from soundingboard.web.components.dial import dial

DOORS_OPEN = timedelta(minutes=30)  # before the hour, from when on one enters rather than prepares
FOLLOW_UPS = 5
GROUPS = 6


@dataclass(frozen=True)
class Next:
    """The next meeting, as one who has a seat sees it.

    others  the names of the others, in a sentence
    part    one's own part in it, in a sentence
    """

    meeting: Meeting
    dial: dial.Model | None
    others: str
    part: str
    under_way: bool
    open: bool


@dataclass(frozen=True)
class Today:
    """What somebody finds when they come."""

    greeting: str
    next: Next | None
    groups: Sequence[groups.Card]
    more_groups: int
    follow_ups: Sequence[FollowUp]
    now: datetime
    rate: float

    @property
    def asks(self) -> str:
        """How many groups wait for one's word, in words; empty where none does."""
        waiting = sum(card.waits for card in self.groups)
        return f"{waiting} of your groups have" if waiting > 1 else "one of your groups has" if waiting else ""


def today(clinician: Clinician) -> Today:
    now = clock.now()
    cards = groups.cards(clinician)
    follow_ups = list(meetings.follow_ups_due(clinician)[:FOLLOW_UPS])
    meetings.unseal(one.words for one in follow_ups)
    return Today(
        greeting=greeting(timezone.localtime(now).hour, clinician.name),
        next=next_of(clinician, now),
        groups=cards[:GROUPS],
        more_groups=max(0, len(cards) - GROUPS),
        follow_ups=follow_ups,
        now=now,
        rate=clock.current().rate,
    )


@cache
def example() -> dial.Model:
    """The ring of a usual meeting, for those who have not seen one: five turns, equal to the second."""
    format = formats.shipped()[0]
    people = [str(place) for place in range(1, 6)]
    agenda = plan(format, people, format.usual_minutes * 60)
    share = round(agenda.shares["1"] / 60)
    return dial.model(
        agenda,
        [dial.someone(person, f"Person {person}", int(person)) for person in people],
        around=False,
        center={"numeral": str(share), "then": "minutes each"},
        title=f"{format.title}, five people, {format.usual_minutes} minutes",
    )


def greeting(hour: int, name: str) -> str:
    """
    >>> greeting(9, "Maya Lindqvist-Okafor")
    'Good morning, Maya.'
    """
    part = "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
    first = name.split(" ")[0] if name else ""
    return f"Good {part}, {first}." if first else f"Good {part}."


def next_of(clinician: Clinician, now: datetime) -> Next | None:
    """The meeting of `clinician` that is under way or comes first; None without one."""
    meeting = next((one for one in meetings.upcoming(clinician) if one.ends > now), None)
    if meeting is None:
        return None
    seats = list(meetings.seats(meeting))
    mine = next(seat for seat in seats if seat.clinician_id == clinician.pk)
    try:
        agenda = meetings.agenda(meeting)
    except CannotPlan:
        agenda = None
    return Next(
        meeting=meeting,
        dial=drawn(meeting, agenda, seats) if agenda else None,
        others=listed([seat.clinician.name.split(" ")[0] for seat in seats if seat is not mine]),
        part=part(agenda, mine.person, meetings.asks(meeting).get(mine.person)) if agenda else "",
        under_way=meeting.starts <= now,
        open=meeting.starts - DOORS_OPEN <= now,
    )


def drawn(meeting: Meeting, agenda: Agenda, seats: Sequence[Seat]) -> dial.Model:
    people = [dial.someone(seat.person, seat.clinician.name, seat.place) for seat in seats]
    center: dial.Center = {"numeral": str(meeting.minutes), "then": "minutes"}
    return dial.model(agenda, people, around=False, center=center, title=f"Agenda of {meeting.title}")


def part(agenda: Agenda, me: Person, ask: Ask | None) -> str:
    """One's own part in a meeting: when one presents, for how long, and what one asked for."""
    if me in agenda.carried:
        return "Your item does not fit today; it comes first next time, unless a life is at risk."
    if me not in agenda.presenters:
        return "You do not present today; your time goes to the others."
    when = order(agenda.presenters.index(me), len(agenda.presenters))
    sentence = f"You present {when}, about {round(agenda.shares[me] / 60)} minutes in all."
    if ask is not None and ask.kind is not AskKind.OTHER:
        title = ASK_TITLES[ask.kind]
        sentence += f" You asked for {title[0].lower()}{title[1:]}."
    return sentence


def order(place: int, presenters: int) -> str:
    """
    >>> [order(place, 3) for place in range(3)], order(0, 1)
    (['first', 'second', 'last'], 'today')
    """
    if presenters == 1:
        return "today"
    if place == presenters - 1:
        return "last"
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
    return words[place]


def listed(names: Sequence[str]) -> str:
    """
    >>> listed(["Amara", "Jun", "Elena"]), listed(["Amara"])
    ('Amara, Jun and Elena', 'Amara')
    """
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
