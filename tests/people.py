"""The cast. Every test that needs people asks for these, so that a name tells who somebody is.

Maya, Amara, Jun, Elena and Samir are in one group; Rosa is a trusted peer of Maya's; Tomasz knows nobody here; Ines is
the organizer. All of them are invented.
"""

from dataclasses import dataclass

from soundingboard.accounts import services as accounts
from soundingboard.clinicians import queries as clinicians_queries
from soundingboard.clinicians import services as clinicians
from soundingboard.clinicians.models import Clinician

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
