"""Writing clinicians and their practice profiles."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from soundingboard.accounts.models import User
from soundingboard.clinicians import choices, queries
from soundingboard.clinicians.models import Clinician, PracticeProfile
from soundingboard.refusals import Refused

NEW_MEMBER = "New member"  # until they say what they want to be called


class Said(TypedDict, total=False):
    """What clinicians say of themselves; choices by their codes in data/*.toml."""

    name: str
    credentials: str
    license_kind: str
    license_state: str
    specialties: Sequence[str]
    modalities: Sequence[str]
    populations: Sequence[str]
    languages: Sequence[str]


def welcome(user: User, *, name: str = "") -> Clinician:
    """The clinician who signs in as `user`, made if there is none yet; twice at once makes one."""
    return Clinician.objects.get_or_create(user=user, defaults={"name": name or NEW_MEMBER})[0]


@transaction.atomic
def change_profile(clinician: Clinician, *, by: Clinician, **said: Unpack[Said]) -> PracticeProfile:
    """Write down what `clinician` says of themselves; what is not given stays.

    raises  Refused, and changes nothing, if a name or a choice is none, or somebody else asks
    """
    if clinician.pk != by.pk:
        raise Refused("A practice profile is changed by its owner only.", fits="Nothing was changed.")
    profile = queries.profile_of(clinician)
    now = Clinician(
        pk=clinician.pk,
        token=clinician.token,
        user_id=clinician.user_id,
        name=said.get("name", clinician.name).strip(),
        credentials=said.get("credentials", clinician.credentials).strip(),
    )
    try:
        now.clean_fields()
    except ValidationError as error:
        raise Refused(" ".join(error.messages), fits="Nothing was changed.") from error
    profile.license_kind = _one("license_kinds", said.get("license_kind", profile.license_kind))
    profile.license_state = _one("states", said.get("license_state", profile.license_state))
    profile.specialties = _some("specialties", said.get("specialties", profile.specialties))
    profile.modalities = _some("modalities", said.get("modalities", profile.modalities))
    profile.populations = _some("populations", said.get("populations", profile.populations))
    profile.languages = _some("languages", said.get("languages", profile.languages))
    profile.save()
    now.save(update_fields=["name", "credentials"])
    clinician.name, clinician.credentials = now.name, now.credentials
    return profile


def _one(kind: str, code: str) -> str:
    """`code`, if it is empty or one of `kind`."""
    return _some(kind, [code])[0] if code else ""


def _some(kind: str, codes: Sequence[str]) -> list[str]:
    """`codes` once each, in the order in which they are read."""
    known = choices.titles(kind)
    if not set(codes) <= known.keys():
        raise Refused("That choice is not in the list.", fits="Nothing was changed; please choose again.")
    return [code for code in known if code in set(codes)]
