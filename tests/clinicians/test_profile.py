"""Who somebody is, and what they say of their practice."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from soundingboard.accounts import services as accounts
from soundingboard.accounts.models import User
from soundingboard.clinicians import choices, queries, services
from soundingboard.clinicians.models import FORMER_MEMBER, Clinician, PracticeProfile
from soundingboard.refusals import Refused

pytestmark = pytest.mark.django_db


def someone(name: str) -> Clinician:
    user = accounts.enroll(f"{name.split()[0].lower()}@example.org", name=name)
    return services.welcome(user, name=name)


def user_of(clinician: Clinician) -> User:
    assert isinstance(clinician.user, User)
    return clinician.user


@pytest.fixture
def maya() -> Clinician:
    return someone("Maya Chen")


@pytest.fixture
def tomasz() -> Clinician:
    return someone("Tomasz Nowak")


@pytest.fixture
def as_maya(client: Client, maya: Clinician) -> Client:
    client.force_login(user_of(maya))
    return client


@pytest.mark.django_db(transaction=True)
def test_who_signs_up_becomes_a_clinician_by_the_name_they_gave() -> None:
    user = accounts.enroll("maya@example.org", name="Maya Chen")

    assert queries.of(user).name == "Maya Chen"


def test_someone_whose_sign_up_was_cut_short_is_made_a_clinician_by_the_first_page(client: Client) -> None:
    user = User.objects.create_user("maya@example.org")
    client.force_login(user)

    page = client.get(reverse("clinicians:profile")).content.decode()

    assert "New member" in page
    assert queries.of(user).name == services.NEW_MEMBER


def test_being_welcomed_twice_makes_one_clinician(maya: Clinician) -> None:
    assert services.welcome(user_of(maya), name="Someone else") == maya

    assert Clinician.objects.get().name == "Maya Chen"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Maya Chen", "MC"),
        ("Elena", "E"),
        ("Ana María del Río Soto", "AS"),
        ("Jean-Luc Moreau", "JM"),
        ("émile zola", "ÉZ"),
        ("李 明", "李明"),
        ("“Sam” O'Neil", "O"),
    ],
)
def test_initials_are_those_of_the_first_and_the_last_word(name: str, initials: str) -> None:
    assert Clinician(name=name).initials == initials


def test_what_they_say_is_kept_in_reading_order_and_read_in_words(maya: Clinician) -> None:
    services.change_profile(
        maya,
        credentials="PhD",
        license_kind="psychologist",
        license_state="NY",
        specialties=["grief", "anxiety", "grief"],
        modalities=["emdr"],
        languages=["es", "en"],
        by=maya,
    )

    practice = queries.practice_of(maya)
    assert queries.of(user_of(maya)).signed == "Maya Chen, PhD"
    assert practice.license == "Psychologist, New York"
    assert practice.specialties == ["Anxiety and panic", "Grief and loss"]
    assert practice.modalities == ["EMDR"]
    assert practice.languages == ["English", "Spanish"]


def test_what_is_not_given_stays(maya: Clinician) -> None:
    services.change_profile(maya, specialties=["grief"], license_state="NY", by=maya)

    services.change_profile(maya, license_state="NJ", by=maya)

    practice = queries.practice_of(maya)
    assert (practice.license, practice.specialties) == ("New Jersey", ["Grief and loss"])


@pytest.mark.parametrize(
    "said",
    [
        {"specialties": ["astrology"]},
        {"license_kind": "wizard"},
        {"license_state": "ZZ"},
        {"languages": ["en", "xx"]},
        {"name": "  "},
        {"name": "M" * 81},
        {"credentials": "PSY 12345"},
        {"credentials": "<b>PhD</b>"},
    ],
)
def test_what_is_no_choice_is_refused_and_nothing_changes(maya: Clinician, said: services.Said) -> None:
    services.change_profile(maya, specialties=["grief"], by=maya)

    with_one_right: services.Said = {"license_state": "NY", **said}

    with pytest.raises(Refused, match="Nothing was changed"):
        services.change_profile(maya, **with_one_right, by=maya)

    assert queries.of(user_of(maya)).signed == "Maya Chen"
    assert maya.name == "Maya Chen"
    assert queries.practice_of(maya).specialties == ["Grief and loss"]
    assert queries.practice_of(maya).license == ""


def test_nobody_writes_another_ones_profile(maya: Clinician, tomasz: Clinician) -> None:
    with pytest.raises(Refused, match="by its owner only"):
        services.change_profile(maya, name="Somebody", by=tomasz)

    assert queries.of(user_of(maya)).name == "Maya Chen"
    assert not PracticeProfile.objects.exists()


def test_the_clinician_outlives_the_account(maya: Clinician) -> None:
    user_of(maya).delete()

    left = Clinician.objects.get(pk=maya.pk)
    assert left.user is None
    assert left not in queries.members()


def test_a_former_member_is_known_by_the_name() -> None:
    assert Clinician(name=FORMER_MEMBER).is_former
    assert not Clinician(name="Maya Chen").is_former


@pytest.mark.parametrize("kind", ["states", "license_kinds", "specialties", "modalities", "populations", "languages"])
def test_every_list_has_each_choice_once_with_words_that_differ(kind: str) -> None:
    every = [choice for _, group in choices.grouped(kind) for choice in group]

    assert len({code for code, _ in every}) == len({title for _, title in every}) == len(every) > 10
    assert max(len(code) for code, _ in every) <= 40
    assert all(title.strip() == title and title for _, title in every)


def test_there_are_fifty_states_the_district_and_five_territories() -> None:
    (states, territories) = choices.grouped("states")

    assert (len(states[1]), len(territories[1])) == (51, 5)


def test_one_fills_in_the_profile_and_reads_it_back(as_maya: Client, maya: Clinician) -> None:
    assert "Nothing more yet" in as_maya.get(reverse("clinicians:profile")).content.decode()
    typed = {
        "name": "Maya L. Chen",
        "credentials": "PhD, ABPP",
        "license_kind": "psychologist",
        "license_state": "CA",
        "specialties": ["ocd", "trauma"],
        "modalities": ["exposure"],
        "populations": ["adults"],
        "languages": ["en"],
    }

    page = as_maya.post(reverse("clinicians:edit"), typed, follow=True).content.decode()

    for words in ["Maya L. Chen, PhD, ABPP", "Psychologist, California", "as they say, not seen", "Trauma and PTSD"]:
        assert words in page
    form = as_maya.get(reverse("clinicians:edit")).context["form"]
    assert form.initial["specialties"] == ["ocd", "trauma"]


def test_a_profile_with_a_mistake_comes_back_with_what_was_typed(as_maya: Client, maya: Clinician) -> None:
    typed = {"name": "Maya", "credentials": "License 4711", "specialties": ["grief"]}

    answer = as_maya.post(reverse("clinicians:edit"), typed)

    assert answer.status_code == 422
    assert "License 4711" in answer.content.decode()
    assert "Letters and commas only" in answer.content.decode()
    assert queries.practice_of(maya).is_empty


def test_the_welcome_asks_little_keeps_the_rest_and_can_be_passed_over(as_maya: Client, maya: Clinician) -> None:
    services.change_profile(maya, specialties=["grief"], by=maya)
    page = as_maya.get(reverse("clinicians:welcome")).content.decode()
    assert 'value="Maya Chen"' in page
    assert '<a href="/">Not now</a>' in page

    as_maya.post(reverse("clinicians:welcome"), {"name": "Maya Chen", "license_state": "NY"})

    practice = queries.practice_of(maya)
    assert (practice.license, practice.specialties) == ("New York", ["Grief and loss"])


def test_a_peer_who_has_the_token_sees_the_card(
    as_maya: Client, tomasz: Clinician, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    services.change_profile(tomasz, modalities=["play"], by=tomasz)

    with django_assert_max_num_queries(5):
        page = as_maya.get(reverse("clinicians:card", args=[tomasz.token])).content.decode()

    assert "Tomasz Nowak" in page
    assert "Play therapy" in page
    assert "tomasz@example.org" not in page


def test_nobody_is_found_without_a_token_and_no_stranger_sees_a_card(as_maya: Client, tomasz: Clinician) -> None:
    card = reverse("clinicians:card", args=[tomasz.token])

    assert as_maya.get(reverse("clinicians:card", args=["made-up-token"])).status_code == 404
    assert Client().get(card).status_code == 302
    user_of(tomasz).delete()
    assert as_maya.get(card).status_code == 404


def test_tokens_say_nothing_and_are_never_the_same(maya: Clinician, tomasz: Clinician) -> None:
    assert maya.token != tomasz.token
    assert len(maya.token) == 16
    assert str(maya) == maya.token
