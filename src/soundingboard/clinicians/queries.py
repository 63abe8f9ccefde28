"""Reading clinicians and their practice profiles."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest

from soundingboard.accounts.models import User
from soundingboard.clinicians import choices
from soundingboard.clinicians.models import Clinician, PracticeProfile


class ClinicianRequest(HttpRequest):
    """A request of somebody who is signed in, as the middleware completes it: what views behind a sign-in get."""

    user: User
    clinician: Clinician


@dataclass(frozen=True)
class Practice:
    """A practice profile as it is read: titles instead of codes. All of it as they say, none of it seen."""

    license: str
    specialties: list[str]
    modalities: list[str]
    populations: list[str]
    languages: list[str]

    @property
    def is_empty(self) -> bool:
        return not (self.license or self.specialties or self.modalities or self.populations or self.languages)


def of(user: User) -> Clinician:
    """The clinician who signs in as `user`; raises `Clinician.DoesNotExist` before they have been welcomed."""
    return Clinician.objects.get(user=user)


def members() -> QuerySet[Clinician]:
    """Everyone with an account here. A card is found by a token that nobody can guess and groups hand to their own."""
    return Clinician.objects.filter(user__is_active=True)


def profile_of(clinician: Clinician) -> PracticeProfile:
    """Their practice profile; an empty one, not stored, if they have not written any."""
    return PracticeProfile.objects.filter(clinician=clinician).first() or PracticeProfile(clinician=clinician)


def practice_of(clinician: Clinician) -> Practice:
    """Their practice profile in words."""
    return said(profile_of(clinician))


def said(profile: PracticeProfile) -> Practice:
    """A practice profile in words."""
    kind = choices.titles("license_kinds").get(profile.license_kind, "")
    state = choices.titles("states").get(profile.license_state, "")
    return Practice(
        license=", ".join(part for part in (kind, state) if part),
        specialties=choices.read("specialties", profile.specialties),
        modalities=choices.read("modalities", profile.modalities),
        populations=choices.read("populations", profile.populations),
        languages=choices.read("languages", profile.languages),
    )
