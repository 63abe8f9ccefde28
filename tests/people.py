"""The cast. Every test that needs people asks for these, so that a name tells who somebody is.

Maya, Amara, Jun, Elena and Samir are in one group; Rosa is a trusted peer of Maya's; Tomasz knows nobody here; Ines is
the organizer. All of them are invented.
"""

from dataclasses import dataclass
from datetime import time, timedelta

from soundingboard.accounts import services as accounts
from soundingboard.clinicians import queries as clinicians_queries
from soundingboard.clinicians import services as clinicians
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.groups import queries as group_queries
from soundingboard.groups import services as groups
from soundingboard.groups.models import Group
from soundingboard.guard.services import clean
from soundingboard.hours import local
from soundingboard.meetings.models import Meeting

PASSWORD = "correct horse battery staple"

NAMES = {
    "maya": ("Maya Lindqvist-Okafor", "PhD", "America/New_York"),
    "amara": ("Amara Nwosu", "LCSW", "America/New_York"),
    "jun": ("Jun Watanabe", "PsyD", "America/Chicago"),
    "elena": ("Elena Petrakis", "LMFT", "America/New_York"),
    "samir": ("Samir Haddad", "LPC", "America/Los_Angeles"),
    "rosa": ("Rosa Delgado", "PhD", "America/Denver"),
    "tomasz": ("Tomasz Zielinski", "LMHC", "America/New_York"),
    "ines": ("Ines Carvalho", "PhD", "America/New_York"),
}
MEMBERS = ("maya", "amara", "jun", "elena", "samir")


@dataclass(frozen=True)
class Cast:
    """Everyone, with an account and a confirmed address."""

    maya: Clinician
    amara: Clinician
    jun: Clinician
    elena: Clinician
    samir: Clinician
    rosa: Clinician
    tomasz: Clinician
    ines: Clinician

    @property
    def members(self) -> list[Clinician]:
        """The five of one group, Maya first."""
        return [getattr(self, name) for name in MEMBERS]


def clinician(name: str) -> Clinician:
    """One of the cast, made by the services that a real person would pass through."""
    full_name, credentials, zone = NAMES[name]
    user = accounts.enroll(email(name), name=full_name, password=PASSWORD, time_zone=zone)
    person = clinicians.welcome(user, name=full_name)
    clinicians.change_profile(person, by=person, credentials=credentials)
    return clinicians_queries.of(user)


def email(name: str) -> str:
    return f"{name}@example.org"


def cast() -> Cast:
    return Cast(**{name: clinician(name) for name in NAMES})


def tuesday_team(people: Cast) -> Group:
    """The group of Maya, Amara, Jun, Elena and Samir; everyone has accepted its agreement, nothing is planned."""
    rules = groups.Rules(format_id="open-round", minutes=90, video_link="https://video.example.org/tuesday")
    group = groups.create(
        name=clean("Tuesday team", form="group"),
        about=None,
        zone="America/New_York",
        rhythm=None,
        rules=rules,
        by=people.maya,
    )
    for person in people.members[1:]:
        groups.admit(group, person, accepts=1)
    return group


def next_meeting(group: Group, *, minutes: int = 90) -> Meeting:
    """A meeting of `group` tomorrow at noon, on the meeting clock and in the group's zone, planned by Maya."""
    tomorrow = clock.now().astimezone(local.zone(group.zone)).date() + timedelta(days=1)
    by = group_queries.clinicians_in(group)[0]
    return groups.add_meeting(group, day=tomorrow, at=time(12), minutes=minutes, by=by)[0]
