"""A group's pages."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from soundingboard.clinicians.models import Clinician
from soundingboard.groups import queries, services
from soundingboard.groups.models import Group, Invitation
from soundingboard.guard.services import clean
from soundingboard.meetings import queries as meetings
from soundingboard.notices.models import Notice
from tests.groups.conftest import begin
from tests.people import Cast, email

pytestmark = pytest.mark.django_db
SignIn = Callable[[Clinician], Client]

NEW = {
    "name": "Tuesday consultation team",
    "about": "Anxiety and trauma",
    "every": "week",
    "weekday": "1",
    "nth": "1",
    "at": "12:00",
    "zone": "America/New_York",
    "minutes": "90",
    "mode": "online",
    "video_link": "https://meet.example.org/tuesday",
    "format_id": "open-round",
    "pace": "gentle",
    "retention_days": "30",
    "accepts": "on",
}
RHYTHM = ("every", "weekday", "nth", "at", "zone")
RULES = ("format_id", "minutes", "mode", "video_link", "pace", "retention_days")


def of(names: Sequence[str], **changed: str) -> dict[str, str]:
    return {name: NEW[name] for name in names} | changed


def text(response: Any) -> str:
    return str(response.content.decode())


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# ── beginning ──


def test_somebody_begins_a_group_and_is_led_to_ask_people_in(people: Cast, sign_in: SignIn) -> None:
    maya = sign_in(people.maya)
    assert "The agreement we begin with" in text(maya.get("/groups/new/"))

    answer = maya.post("/groups/new/", NEW)

    group = queries.groups_of(people.maya).get()
    assert answer["Location"] == f"/groups/{group.public_id}/members/"
    assert str(group.rhythm) == "every Tuesday at 12:00 PM"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"name": ""}, "There is nothing in it yet."),
        ({"accepts": ""}, "This field is required."),
        ({"at": ""}, "Say at which hour you meet"),
        ({"at": "25:00"}, "Enter a valid time."),
        ({"zone": "Mars/Olympus"}, "Select a valid choice."),
        ({"minutes": "3"}, "greater than or equal to 10"),
        ({"video_link": "http://meet.example.org"}, "begins with https://"),
        ({"format_id": "no-such"}, "Select a valid choice."),
        ({"name": "x" * 81}, "too long"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_saved(
    people: Cast, sign_in: SignIn, wrong: dict[str, str], reason: str
) -> None:
    answer = sign_in(people.maya).post("/groups/new/", NEW | wrong)

    assert answer.status_code == 422
    assert reason in text(answer)
    assert not Group.objects.exists()


# ── what a member sees ──


def test_a_member_sees_who_is_here_what_was_agreed_and_when_it_meets(
    team: Group, people: Cast, sign_in: SignIn
) -> None:
    page = text(sign_in(people.samir).get(f"/groups/{team.public_id}/"))

    for member in people.members:
        assert member.signed in page
    assert queries.template()[0].replace("'", "&#x27;") in page
    assert "accepted by everyone here" in page
    assert "every Tuesday at 12:00 PM Eastern, 90 minutes" in page
    assert "Tuesday, February 23" in page
    assert "9:00 AM to 10:30 AM" in page  # in Los Angeles, where Samir is
    assert meetings.ahead(team.series)[0].public_id in page


def test_the_list_shows_ones_own_groups_and_which_asks_for_ones_word(
    team: Group, people: Cast, sign_in: SignIn
) -> None:
    begin(people.tomasz)
    services.propose(team, [clean("We begin on time.")], by=people.maya)

    his, hers = text(sign_in(people.jun).get("/groups/")), text(sign_in(people.rosa).get("/groups/"))

    assert his.count("<h2>") == 1
    assert "asks for your word" in his
    assert "You are in no group yet" in hers


def test_the_pages_ask_the_database_as_often_for_few_as_for_many(
    people: Cast, sign_in: SignIn, settings: Settings, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    settings.MEETING_CLOCK_MOVES = False
    groups = [begin(people.maya, rhythm=None) for _ in range(4)]
    for who in people.members[1:]:
        services.admit(groups[0], who, accepts=1)
    maya = sign_in(people.maya)

    with django_assert_max_num_queries(8):
        maya.get("/groups/")
    with django_assert_max_num_queries(18):
        maya.get(f"/groups/{groups[0].public_id}/")


# ── who is no member ──

PAGES = ["", "settings/", "agreement/", "agreement/propose/", "members/", "meetings/", "meetings/new/"]
ACTS = ["agreement/accept/", "agreement/withdraw/", "members/withdraw/", "leave/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_sign_in_and_an_outsider_finds_nothing(
    team: Group, people: Cast, sign_in: SignIn, client: Client, page: str
) -> None:
    address = f"/groups/{team.public_id}/{page}"

    assert sign_in(people.maya).get(address).status_code == 200  # the set-up works
    assert client.get(address)["Location"].startswith("/account/login/")
    assert sign_in(people.tomasz).get(address).status_code == 404
    assert sign_in(people.tomasz).post(address, NEW).status_code in (404, 405)


@pytest.mark.parametrize("act", ACTS)
def test_an_outsider_changes_nothing(team: Group, people: Cast, sign_in: SignIn, act: str) -> None:
    address = f"/groups/{team.public_id}/{act}"

    assert sign_in(people.tomasz).post(address, {"which": "1", "version": "1", "accepts": "on"}).status_code == 404
    assert sign_in(people.maya).get(address).status_code == 405
    assert len(queries.clinicians_in(team)) == 5


# ── asking in, joining, leaving ──


def test_from_an_invitation_to_a_seat(team: Group, people: Cast, sign_in: SignIn) -> None:
    maya, rosa = sign_in(people.maya), sign_in(people.rosa)
    maya.post(f"/groups/{team.public_id}/members/", {"address": email("rosa")})
    link = Notice.objects.get(to=people.rosa.user).link

    page = text(rosa.get(link))
    assert team.name in page
    assert "What they agreed" in page
    assert people.jun.name not in page  # who is in it, one sees inside
    assert rosa.post(link, {"version": "1"}).status_code == 422
    assert not queries.membership(team, people.rosa)

    answer = rosa.post(link, {"version": "1", "accepts": "on"})

    assert answer["Location"] == f"/groups/{team.public_id}/"
    assert queries.membership(team, people.rosa)
    assert rosa.get(link).status_code == 404
    assert sign_in(people.tomasz).get(link).status_code == 404


def test_a_link_that_was_made_up_leads_nowhere(people: Cast, sign_in: SignIn) -> None:
    answer = sign_in(people.rosa).get("/groups/join/made-up/")

    assert answer.status_code == 404
    assert "cannot be taken any more" in text(answer)


def test_an_invitation_can_be_withdrawn_but_only_of_ones_own_group(team: Group, people: Cast, sign_in: SignIn) -> None:
    other = begin(people.tomasz, rhythm=None)
    services.invite(other, "one@example.org", by=people.tomasz)
    services.invite(team, "two@example.org", by=people.maya)
    theirs, ours = Invitation.objects.order_by("pk")
    maya = sign_in(people.maya)

    assert maya.post(f"/groups/{team.public_id}/members/withdraw/", {"which": theirs.pk}).status_code == 404
    assert maya.post(f"/groups/{team.public_id}/members/withdraw/", {"which": ours.pk}).status_code == 302
    assert list(Invitation.objects.all()) == [theirs]


def test_leaving_is_one_press(team: Group, people: Cast, sign_in: SignIn) -> None:
    amara = sign_in(people.amara)

    assert amara.post(f"/groups/{team.public_id}/leave/")["Location"] == "/groups/"
    assert amara.get(f"/groups/{team.public_id}/").status_code == 404


# ── what was agreed ──


def test_a_proposal_is_read_accepted_and_then_in_force(team: Group, people: Cast, sign_in: SignIn) -> None:
    address = f"/groups/{team.public_id}/agreement/"
    for who in people.members[2:]:
        services.leave(team, by=who)
    maya, amara = sign_in(people.maya), sign_in(people.amara)
    assert maya.post(f"{address}propose/", {"clauses": "We begin on time.\n\nWe end on time."})["Location"] == address
    assert "It waits for Amara" in text(maya.get(address))

    assert amara.post(f"{address}accept/", {"version": "2"}).status_code == 422
    assert queries.agreement(team).version == 1
    amara.post(f"{address}accept/", {"version": "2", "accepts": "on"})

    assert queries.agreement(team).clauses == ["We begin on time.", "We end on time."]
    assert "version 2" in text(amara.get(address))


def test_a_proposal_can_be_taken_back_and_twice_says_so(team: Group, people: Cast, sign_in: SignIn) -> None:
    address = f"/groups/{team.public_id}/agreement/withdraw/"
    services.propose(team, [clean("We begin on time.")], by=people.maya)
    maya = sign_in(people.maya)

    maya.post(address, {"which": "2"})
    again = maya.post(address, {"which": "2"})

    assert queries.proposal(team) is None
    assert "not open any more" in said(again)


# ── when and how ──


def test_each_part_of_the_settings_is_saved_by_itself(team: Group, people: Cast, sign_in: SignIn) -> None:
    maya, address = sign_in(people.maya), f"/groups/{team.public_id}/settings/"
    assert 'value="12:00"' in text(maya.get(address))

    assert maya.post(address, of(RHYTHM, change="rhythm", weekday="3", at="17:30")).status_code == 302
    assert maya.post(address, of(RULES, change="rules", minutes="60", timekeeper="on")).status_code == 302
    assert maya.post(address, {"change": "about", "name": "Thursday team", "about": ""}).status_code == 302

    team.refresh_from_db()
    assert str(team.rhythm) == "every Thursday at 5:30 PM"
    assert (team.minutes, team.timekeeper, team.name, team.about) == (60, True, "Thursday team", "")


def test_wrong_settings_are_said_and_the_rest_of_the_page_stands(team: Group, people: Cast, sign_in: SignIn) -> None:
    answer = sign_in(people.maya).post(
        f"/groups/{team.public_id}/settings/", of(RULES, change="rules", retention_days="-1")
    )

    assert answer.status_code == 422
    assert "greater than or equal to 0" in text(answer)
    assert text(answer).count("Nothing was saved yet.") == 1


def test_a_meeting_is_added_by_hand_and_an_hour_that_does_not_exist_is_not(
    team: Group, people: Cast, sign_in: SignIn
) -> None:
    maya, address = sign_in(people.maya), f"/groups/{team.public_id}/meetings/new/"

    night = maya.post(address, {"day": "2027-03-14", "at": "02:30", "minutes": "60"})
    assert night.status_code == 422
    assert "does not exist on Sunday, March 14, 2027" in text(night)
    assert "3:30 AM" in text(night)
    day = maya.post(address, {"day": "2027-02-24", "at": "08:30", "minutes": "60"})
    assert said(day) == "The meeting is planned."

    assert "Wednesday, February 24, 2027, 8:30 AM" in text(maya.get(day["Location"]))
    assert meetings.ahead(team.series).count() == 3
