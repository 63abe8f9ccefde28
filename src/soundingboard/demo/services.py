"""Makes the demo community live: its past, its next meeting, the other members of it, and the speed of the clock."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, time, timedelta
from itertools import cycle, takewhile
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from soundingboard.accounts import services as accounts
from soundingboard.accounts.models import User
from soundingboard.agenda import events as happened
from soundingboard.agenda.agenda import AskKind, Person
from soundingboard.agenda.state import Room
from soundingboard.cases import services as cases
from soundingboard.clinicians import choices
from soundingboard.clinicians import queries as clinicians
from soundingboard.clinicians import services as practice
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.demo import cast, queries
from soundingboard.demo.guests import Invitation
from soundingboard.demo.peers import next_move
from soundingboard.demo.play import play
from soundingboard.groups import queries as groups
from soundingboard.groups import services as circles
from soundingboard.groups.models import Group
from soundingboard.guard.services import clean
from soundingboard.hours.local import Hour
from soundingboard.hours.rhythm import Every, Rhythm, occurrences
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import services as meeting_services
from soundingboard.meetings import wire
from soundingboard.meetings.models import Meeting, Seat
from soundingboard.meetings.services.past import enter
from soundingboard.refusals import Refused

PAST = timedelta(days=182)
SOON = timedelta(minutes=5)
LATE = 240.0  # seconds after the hour at which the late peer comes
SPEEDS = (1, 5, 10, 20)


# ── the community ──


def settle() -> Iterator[str]:
    """Enroll everyone, begin the groups and play their past, once; says what it does as it goes."""
    if queries.is_settled():
        return
    everyone = cast.clinicians()
    yield f"Enrolling {len(everyone)} invented clinicians ..."
    for person in everyone:
        enroll(person)
    for circle, people in cast.groups():
        yield f"Playing six months of {circle.name} ..."
        begin(circle, [clinicians.of(found) for person in people if (found := queries.user(person))])


def enroll(person: cast.Person) -> None:
    """One clinician with a practice profile; safe to run again."""
    if queries.user(person) is not None:
        return
    user = accounts.enroll(person.email, name=person.name)
    clinician = practice.welcome(user, name=person.name)
    chance = Random(f"practice {person.place}")
    practice.change_profile(
        clinician,
        by=clinician,
        credentials=person.credentials,
        license_state=person.state,
        specialties=_some(chance, "specialties", 3),
        modalities=_some(chance, "modalities", 2),
        populations=_some(chance, "populations", 2),
        languages=_some(chance, "languages", 1),
    )


def _some(chance: Random, kind: str, most: int) -> list[str]:
    known = list(choices.titles(kind))
    return chance.sample(known, chance.randint(1, most))


def begin(circle: cast.Circle, people: list[Clinician]) -> Group:
    """A group with its members, its agreement accepted, and six months of meetings behind it."""
    now = clock.now()
    since = now - PAST
    rhythm = Rhythm(
        every={1: Every.WEEK, 2: Every.TWO_WEEKS}.get(circle.every, Every.MONTH),
        weekday=circle.weekday,
        at=time(circle.hour),
        since=since.date(),
    )
    rules = circles.Rules(format_id=circle.format, minutes=circle.minutes, pace=circle.pace)
    group = next((one for one in groups.groups_of(people[0]) if one.name == circle.name), None)
    if group is None:
        group = circles.create(
            name=clean(circle.name, form="group"),
            about=clean(circle.about, form="group"),
            zone=circle.zone,
            rhythm=None,
            rules=rules,
            by=people[0],
            at=since,
        )
        for member in people[1:]:
            circles.admit(group, member, accepts=1, at=since)
    hours = list(takewhile(lambda hour: hour.at < now - timedelta(hours=4), occurrences(rhythm, circle.zone, since)))
    held = {meeting.starts for meeting in meetings.of_series(group.series)}
    for nth, hour in enumerate(hours):
        if hour.at not in held:
            with suppress(Refused):  # a size or an hour that does not suit the format: they did not meet
                hold(circles.schedule(group, hour, circle.minutes), seed=nth)
    circles.change_rhythm(group, zone=circle.zone, rhythm=rhythm, by=people[0])
    return group


@transaction.atomic
def hold(meeting: Meeting, *, seed: int) -> None:
    """Play one past meeting from beginning to end, with words of those who wrote some; fold it if it is old enough."""
    chance = Random(f"{meeting.title} {seed}")
    seats = list(meetings.seats(meeting))
    arrivals = {seat.person: meeting.starts - timedelta(seconds=chance.randint(10, 240)) for seat in seats}
    if len(arrivals) > 3 and chance.random() < 0.3:
        arrivals.pop(chance.choice(list(arrivals)))  # somebody was away
    if chance.random() < 0.4:
        arrivals[chance.choice(list(arrivals))] = meeting.starts + timedelta(minutes=chance.randint(2, 9))

    def story(room: Room) -> Iterable[tuple[happened.Event, datetime]]:
        return play(room, seed, decode, arrivals, next_move)

    now = clock.now()
    enter(meeting, story, until=now)
    if meeting.ends + timedelta(days=meeting.retention_days) <= now:
        meeting_services.fold(meeting)
    else:
        remember(meeting, chance)


def decode(message: Mapping[str, Any], by: Person) -> happened.Event:
    """The event that a peer's message would have been."""
    press = wire.decode({**message, "id": "past"})
    assert isinstance(press, wire.Press)
    return wire.event(press, by)


def remember(meeting: Meeting, chance: Random) -> None:
    """What some of them took along, and will do."""
    sentences = cast.words()
    for seat in meetings.seats(meeting):
        if chance.random() < 0.7:
            meeting_services.take_along(seat, clean(chance.choice(sentences["takeaway"])))
        if chance.random() < 0.3:
            day = (meeting.ends + timedelta(days=chance.randint(3, 14))).date()
            meeting_services.follow(seat, clean(chance.choice(sentences["follow-up"])), by_when=day)


# ── the next meeting ──


def meet_soon() -> Meeting:
    """The team's next meeting; one that starts in a few minutes is added if none is ahead within the hour."""
    now = clock.now()
    coming = queries.next_meeting(now)
    if coming is not None and coming.starts < now + timedelta(hours=1):
        return coming
    return another_meeting()


def another_meeting() -> Meeting:
    """One more meeting of the team, on the next whole minute a few minutes from now, with everyone's ask.

    raises  Refused, where no community lives yet
    """
    group = queries.team()
    starts = (clock.now() + SOON).replace(second=0, microsecond=0)
    meeting = circles.schedule(group, Hour(starts), group.minutes)
    sentences, chance = cast.words()["question"], Random(meeting.public_id)
    for seat, kind in zip(meetings.seats(meeting), cycle(AskKind), strict=False):
        if seat.clinician != queries.visitor():
            meeting_services.state_ask(seat, kind=kind.value, words=clean(chance.choice(sentences)))
    bring_case(next(seat for seat in meetings.seats(meeting) if seat.clinician != queries.visitor()))
    return meeting


def bring_case(seat: Seat) -> None:
    """A case, sealed, for the turn of `seat`, in place of what they asked before."""
    said = cast.case()
    cases.bring(
        seat,
        kind=said["kind"],
        minutes=None,
        question=clean(said["question"]),
        headline=clean(said["headline"]),
        text=clean(said["text"], most=len(said["text"])),
        knows_of_nothing=True,
    )


def keep_company(meeting: Meeting, address: str) -> "subprocess.Popen[str]":
    """Send the other members to `meeting` as a child process of simulated peers over real signed-in sockets."""
    invitations = [
        Invitation(
            address=address,
            meeting=meeting.public_id,
            cookie=f"{settings.SESSION_COOKIE_NAME}={signed_in(seat.clinician.user)}",
            me=seat.person,
            seed=seat.place,
            late=LATE if seat == late_one(meeting) else -60.0,
        )
        for seat in meetings.seats(meeting)
        if seat.clinician.user is not None and seat.clinician != queries.visitor()
    ]
    command = [sys.executable, "-m", "soundingboard.demo.company", str(os.getpid())]
    company = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
    assert company.stdin is not None
    json.dump([asdict(invitation) for invitation in invitations], company.stdin)
    company.stdin.close()
    return company


def late_one(meeting: Meeting) -> Seat | None:
    """The last of those who are simulated."""
    return next((seat for seat in reversed(meetings.seats(meeting)) if seat.clinician != queries.visitor()), None)


def signed_in(user: User) -> str:
    """The key of a new session of `user`, as signing in would make it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    assert session.session_key is not None
    return session.session_key


# ── the clock ──


def run_at(speed: int) -> None:
    """Let the meeting clock run `speed` times as fast; raises Refused for a speed that is not offered."""
    if speed not in SPEEDS:
        raise Refused(
            "The demo's clock does not run at that speed.", fits=f"It runs {SPEEDS[0]} to {SPEEDS[-1]} times."
        )
    clock.set(rate=speed)


def start_now(public_id: str = "") -> Meeting:
    """Put the meeting clock just before a meeting of the team, so that it starts by itself in a few seconds.

    public_id  which, if it is ahead; else the next. One that is under way is the next: the clock stays where it is
    raises     Refused, where no community lives yet
    """
    meeting = queries.ahead(public_id) or meet_soon()
    clock.move_to(meeting.starts - timedelta(seconds=5 * clock.current().rate))
    return meeting
