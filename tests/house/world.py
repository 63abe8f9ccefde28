"""A group and a meeting in which every address of the site leads to something, and people of each kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from soundingboard.agenda.formats import MOST_BYTES, load, render
from soundingboard.cases import services as cases
from soundingboard.clinicians.models import Clinician
from soundingboard.groups import queries as group_queries
from soundingboard.groups import services as groups
from soundingboard.groups.forms.formats import known
from soundingboard.groups.models import Group
from soundingboard.guard.services import clean
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting
from tests.people import Cast, next_meeting, tuesday_team

NOWHERE = "nosuchthing"


def routes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name and the arguments of every address there is."""

    def below(resolver: URLResolver, spaces: str, given: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for entry in resolver.url_patterns:
            regex = entry.pattern.regex
            assert isinstance(regex, re.Pattern)
            names = (*given, *regex.groupindex)
            if isinstance(entry, URLResolver):
                yield from below(entry, f"{spaces}{entry.namespace}:" if entry.namespace else spaces, names)
            elif isinstance(entry, URLPattern):
                yield f"{spaces}{entry.name}", names

    yield from below(get_resolver(), "", ())


EVERY_ROUTE = dict(routes())


@dataclass(frozen=True)
class World:
    """What addresses can point at, and who might follow them.

    stranger  has not signed in
    outsider  is in other groups and meetings
    former    has left the group
    unseated  is in the group, and their seat in this meeting was taken away
    seated    is in the group and has a seat
    """

    group: Group
    meeting: Meeting
    arguments: dict[str, dict[str, str]]
    stranger: None
    outsider: Clinician
    former: Clinician
    unseated: Clinician
    seated: Clinician

    def address(self, route: str, *, real: bool = True) -> str:
        """The address of `route` in this group and meeting; or in ones that do not exist."""
        space = route.partition(":")[0]
        given = {**self.arguments["any"], **self.arguments.get(space, {})}
        if not real:
            given = {**given, "public_id": NOWHERE}
        return reverse(route, kwargs={name: given[name] for name in EVERY_ROUTE[route]})


def world(people: Cast) -> World:
    """Maya is seated, Samir has left, Elena lost her seat, Tomasz is an outsider with a group of his own."""
    group = tuesday_team(people)
    meeting = next_meeting(group)
    seat = queries.seat_of(people.maya, meeting)
    assert seat is not None
    case = cases.bring(
        seat,
        kind="advice",
        minutes=None,
        question=clean("How to go on when a client often comes late?"),
        headline=clean("Someone who often comes late"),
        text=clean("Late again, and sorry for it."),
        knows_of_nothing=True,
    )
    request = services.request(seat, "resource", text=clean("A good book on endings."))
    follow_up = services.follow(seat, clean("Read it."), by_when=None)
    invitation = groups.invite(group, "rosa@example.org", by=people.maya)
    groups.leave(group, by=people.samir)
    services.unseat(people.elena, meeting=meeting)
    # The outsider is no stranger to groups and meetings, only to these.
    own = groups.create(
        name=clean("Others"),
        about=None,
        zone=group.zone,
        rhythm=None,
        rules=groups.Rules("open-round"),
        by=people.tomasz,
    )
    for person in (people.rosa, people.ines):
        groups.admit(own, person, accepts=1)
    next_meeting(own)
    ask = queries.asked(meeting).get(seat=case.seat)
    assert ask.words is not None
    text = render(replace(load("open-round"), title="Our own round"))
    ours = clean(text, most=MOST_BYTES, form="toml", known=known())
    own_format, _ = groups.keep_format(group, "", ours, by=people.maya)
    return World(
        group=group,
        meeting=meeting,
        arguments={
            "any": {"pk": "1", "place": "1", "uidb36": "1", "key": "set-password", "kind": "hope"},
            "groups": {
                "public_id": group.public_id,
                "token": group_queries.token_of(invitation),
                "format_id": "open-round",
                "slug": own_format,
            },
            "clinicians": {"token": people.maya.token},
            "cases": {"public_id": meeting.public_id},
            "meetings": {
                "public_id": meeting.public_id,
                "words_id": ask.words.public_id,
                "request_id": request.public_id,
                "follow_up_id": follow_up.public_id,
            },
        },
        stranger=None,
        outsider=people.tomasz,
        former=people.samir,
        unseated=people.elena,
        seated=people.maya,
    )
