"""The pages of a case: bringing it, opening it, seeing who did, and what the site can be made to hand over."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from pytest_django import Settings

from soundingboard.accounts import services as accounts
from soundingboard.accounts.queries import LASTS, SET_UP_AT
from soundingboard.cases import queries, services
from soundingboard.cases.models import ConsentAsked, Opening, SealedCase
from soundingboard.clinicians import services as clinicians
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.keys import queries as keys
from soundingboard.keys.models import Key
from soundingboard.meetings import services as meeting_services
from soundingboard.meetings.services import presence
from soundingboard.site.environment import Database
from tests import second_step
from tests.cases.conftest import HEADLINE, TEXT, bring, end, next_part, turn_of
from tests.conftest import user_of
from tests.keys.conftest import kept_in
from tests.tuesday import call, seat

SignIn = Callable[[Clinician], Client]


def said(on, **changed):
    """What Maya sends from the page of three steps."""
    return {
        "kind": "second-look",
        "question": "Am I pushing too soon?",
        "text": TEXT,
        "meeting": on.public_id,
        "headline": HEADLINE,
        "consent": "yes",
        "knows": "no",
        **changed,
    }


def address(name, meeting, *more):
    return reverse(f"cases:{name}", args=[meeting.public_id, *more])


def cost(client: Client, at: str) -> int:
    """How many questions a page asks of the database."""
    clock.forget_cache()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(at).status_code == 200
    assert len(asked) < 25
    return len(asked)


@pytest.fixture
def jun(people, sign_in: SignIn) -> Client:
    """Jun's browser, in which the second step has been shown."""
    client = sign_in(people.jun)
    second_step.show(client, second_step.set_up(people.jun))
    return client


# Bringing it


def test_without_a_turn_ahead_there_is_nothing_to_bring(people, sign_in):
    html = sign_in(people.tomasz).get(reverse("cases:write")).content.decode()

    assert "You have no turn ahead" in html
    assert "<textarea" not in html


def test_the_page_offers_ones_turns_and_says_who_hears_it_and_until_when(people, meeting, sign_in):
    html = sign_in(people.maya).get(reverse("cases:write")).content.decode()

    assert "Tuesday team, Tuesday, March 2, 2027, 12:00 PM" in html
    assert "Amara Nwosu, Jun Watanabe, Elena Petrakis, Samir Haddad may open it." in html
    assert "30 days after the meeting" in html
    assert "Nobody here has looked at anyone&#x27;s license yet" in html or "anyone's license yet" in html


def test_a_case_is_sealed_and_ones_own_page_tells_of_it(people, meeting, sign_in):
    maya = sign_in(people.maya)

    answer = maya.post(reverse("cases:write"), said(meeting))

    assert answer["Location"] == address("mine", meeting)
    case = SealedCase.objects.get()
    assert queries.text(case) == TEXT
    html = maya.get(address("mine", meeting)).content.decode()
    assert HEADLINE in html
    assert "set to be destroyed on Thursday, April 1, 2027" in html
    assert TEXT not in html  # the second step comes first
    second_step.show(maya, second_step.set_up(people.maya))
    assert "She cancels every time" in maya.get(address("mine", meeting)).content.decode()


def test_whoever_knows_of_something_left_is_led_back_and_nothing_is_kept(people, meeting, sign_in):
    answer = sign_in(people.maya).post(reverse("cases:write"), said(meeting, knows="yes"))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "it is not ready to be sealed" in html
    assert "She cancels every time" in html  # what was written is still there
    assert not SealedCase.objects.exists()
    assert not Key.objects.exists()
    assert not ConsentAsked.objects.exists()


@pytest.mark.parametrize("missing", ["kind", "text", "meeting", "headline", "consent", "knows"])
def test_nothing_is_sealed_while_something_is_missing(missing, people, meeting, sign_in):
    answer = sign_in(people.maya).post(reverse("cases:write"), said(meeting, **{missing: ""}))

    assert answer.status_code == 422
    assert not SealedCase.objects.exists()


def test_the_consent_form_is_asked_about_once_and_the_answer_is_not_kept(people, meeting, sign_in):
    maya = sign_in(people.maya)
    call(people)
    maya.post(reverse("cases:write"), said(meeting, consent="no"))

    html = maya.get(reverse("cases:write")).content.decode()

    assert "from your consent form" not in html
    assert [set(row) for row in ConsentAsked.objects.values()] == [{"id", "clinician_id"}]


def test_a_meeting_of_others_cannot_be_chosen(people, meeting, sign_in):
    answer = sign_in(people.tomasz).post(reverse("cases:write"), said(meeting))

    assert not SealedCase.objects.exists()
    assert answer.status_code == 422


def test_who_writes_until_the_meeting_has_begun_keeps_what_they_wrote_on_the_page(people, meeting, sign_in):
    clock.move_to(meeting.starts)

    answer = sign_in(people.maya).post(reverse("cases:write"), said(meeting))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was sealed." in html
    assert "This turn takes no case any more" in html
    assert "She cancels every time" in html
    assert meeting.public_id not in html.partition("<form")[2]
    assert not SealedCase.objects.exists()


def test_a_long_case_fits_and_a_book_does_not(people, meeting, sign_in):
    maya = sign_in(people.maya)

    assert maya.post(reverse("cases:write"), said(meeting, text="word " * 6000)).status_code == 422
    assert maya.post(reverse("cases:write"), said(meeting, text="word " * 3000)).status_code == 302


def test_the_page_costs_the_same_however_many_meetings_are_ahead(people, meeting, sign_in):
    maya = sign_in(people.maya)
    one = cost(maya, reverse("cases:write"))
    for week in range(1, 5):
        call(people, starts=meeting.starts + timedelta(weeks=week))

    assert cost(maya, reverse("cases:write")) == one


# The agenda


def test_the_agenda_shows_headlines_and_takes_ones_word(people, meeting, case, jun):
    html = jun.get(address("listed", meeting)).content.decode()
    assert HEADLINE in html
    assert "I know of no conflict" in html
    assert "set to be destroyed on" in html

    html = jun.post(address("no-conflict", meeting, 1)).content.decode()

    assert "no conflict</span>" in html
    assert f"?meeting={meeting.public_id}" in html  # Jun may bring one, too


def test_ones_own_is_looked_at_not_judged(people, meeting, case, sign_in):
    html = sign_in(people.maya).get(address("listed", meeting)).content.decode()

    assert address("mine", meeting) in html
    assert "I know of no conflict" not in html


def test_the_list_costs_the_same_however_many_cases(people, meeting, case, jun):
    one = cost(jun, address("listed", meeting))
    for person in (people.amara, people.elena, people.samir):
        bring(seat(person, meeting))

    assert cost(jun, address("listed", meeting)) == one


# The room


def test_the_room_asks_for_the_case_of_whoever_presents(people, meeting, case, sign_in):
    html = sign_in(people.jun).get(f"/meetings/{meeting.public_id}/").content.decode()

    assert f'data-address="{address("panel", meeting, 0)}"' in html
    assert HEADLINE not in html


def test_a_turn_without_a_case_has_nothing_to_show(people, meeting, jun):
    assert jun.get(address("panel", meeting, 2)).status_code == 204


def test_a_peer_opens_it_in_one_press_and_the_presenter_sees_it(people, meeting, case, jun, sign_in):
    turn_of(people.maya, meeting, people)
    assert "I know of no conflict: open it" in jun.get(address("panel", meeting, 1)).content.decode()

    html = jun.post(address("open", meeting, 1)).content.decode()

    assert "She cancels every time" in html
    assert "She cancels every time" not in jun.get(address("panel", meeting, 1)).content.decode()
    maya = sign_in(people.maya)
    for page in ("mine", "kept"):
        assert "Jun Watanabe" in maya.get(address(page, meeting)).content.decode()
    assert "Jun Watanabe" in maya.get(address("panel", meeting, 1)).content.decode()
    assert "Jun Watanabe" not in sign_in(people.amara).get(address("kept", meeting)).content.decode()


def test_without_a_second_step_one_is_led_to_set_it_up(people, meeting, case, sign_in):
    turn_of(people.maya, meeting, people)
    client = sign_in(people.jun)

    html = client.get(address("panel", meeting, 1)).content.decode()
    answer = client.post(address("open", meeting, 1))

    assert f'href="{reverse("mfa_index")}"' in html
    assert "She cancels" not in answer.content.decode()
    assert not Opening.objects.exists()


def test_with_one_that_was_not_shown_lately_one_is_led_to_show_it_and_back(people, meeting, case, sign_in):
    turn_of(people.maya, meeting, people)
    client, secret = sign_in(people.jun), second_step.set_up(people.jun)

    html = client.get(address("panel", meeting, 1)).content.decode()
    [link] = re.findall(rf'href="({reverse("mfa_reauthenticate")}[^"]*)"', html)
    assert "She cancels" not in client.post(address("open", meeting, 1)).content.decode()
    back = client.post(link, {"code": second_step.code_now(secret), "next": f"/meetings/{meeting.public_id}/"})

    assert back["Location"] == f"/meetings/{meeting.public_id}/"
    assert "She cancels" in client.post(address("open", meeting, 1)).content.decode()


def test_who_has_just_set_one_up_need_not_show_it_again_and_tomorrow_must(people, meeting, case, sign_in):
    turn_of(people.maya, meeting, people)
    client = sign_in(people.jun)
    second_step.set_up(people.jun)
    session = client.session
    session[SET_UP_AT] = clock.real_now().timestamp()
    session.save()
    assert "open it" in client.get(address("panel", meeting, 1)).content.decode()

    session[SET_UP_AT] = (clock.real_now() - LASTS).timestamp()
    session.save()

    assert "open it" not in client.get(address("panel", meeting, 1)).content.decode()


def test_who_sits_out_finds_nothing_at_any_address(people, meeting, case, jun):
    turn_of(people.maya, meeting, people)
    presence.leave(seat(people.jun, meeting))

    found = [
        jun.get(address("panel", meeting, 1)),
        jun.post(address("open", meeting, 1)),
        jun.post(address("no-conflict", meeting, 1)),
    ]

    assert [answer.status_code for answer in found] == [404] * 3
    assert HEADLINE not in jun.get(address("listed", meeting)).content.decode()
    assert HEADLINE not in jun.get(address("kept", meeting)).content.decode()
    assert not Opening.objects.exists()


def test_a_case_whose_key_is_lost_is_no_case(people, meeting, case, jun, sign_in):
    turn_of(people.maya, meeting, people)
    keys.store().destroy([case.key_id])

    for client in (jun, sign_in(people.maya)):
        assert client.get(address("panel", meeting, 1)).status_code == 404
    assert jun.post(address("open", meeting, 1)).status_code == 404


def test_after_the_turn_it_is_closed(people, meeting, case, jun):
    turn_of(people.maya, meeting, people)
    next_part(meeting, people)
    while queries.is_open(case):
        next_part(meeting, people)

    html = jun.post(address("open", meeting, 1)).content.decode()

    assert "This case is closed." in html
    assert "She cancels" not in html


def test_no_page_of_a_case_is_kept_by_any_cache(people, meeting, case, jun, sign_in):
    turn_of(people.maya, meeting, people)
    maya = sign_in(people.maya)
    answers = [
        maya.get(reverse("cases:write")),
        maya.post(reverse("cases:write"), said(meeting)),
        *(maya.get(address(name, meeting)) for name in ("mine", "listed", "kept")),
        jun.get(address("panel", meeting, 1)),
        jun.post(address("open", meeting, 1)),
    ]

    assert [answer for answer in answers if "no-store" not in answer.headers.get("Cache-Control", "")] == []


# Afterward


def test_the_last_page_says_when_it_is_destroyed_and_afterward_that_it_is(people, meeting, case, sign_in):
    maya = sign_in(people.maya)
    end(meeting)

    assert "<strong>Your case is sealed</strong>" in maya.get(address("kept", meeting)).content.decode()

    clock.move_to(meeting.destroyed_from)
    services.shred_what_is_due()

    assert "has been destroyed" in maya.get(address("kept", meeting)).content.decode()
    html = maya.get(address("mine", meeting)).content.decode()
    assert "There is no case of yours here." in html
    assert HEADLINE not in html


def test_every_page_names_the_same_day_of_destruction_wherever_one_reads_it(people, meeting, case, sign_in):
    accounts.choose_time_zone(user_of(people.maya), "Asia/Tokyo")  # where that instant is a day later
    maya = sign_in(people.maya)
    end(meeting)

    for page in (
        address("kept", meeting),
        address("mine", meeting),
        reverse("meetings:after", args=[meeting.public_id]),
    ):
        assert "set to be destroyed on Thursday, April 1, 2027" in maya.get(page).content.decode()


def test_a_hold_that_may_be_told_of_is_and_another_is_not(people, meeting, case, sign_in):
    maya = sign_in(people.maya)
    services.place_hold(first=people.ines, second=people.rosa, meeting=meeting, may_tell=False)
    assert "unless the law requires it" in maya.get(address("mine", meeting)).content.decode()
    assert "legal hold" not in maya.get(address("mine", meeting)).content.decode()

    services.place_hold(first=people.ines, second=people.rosa, clinician=people.maya)

    assert "A legal hold stops" in maya.get(address("mine", meeting)).content.decode()
    assert "A legal hold stops" in maya.get(address("kept", meeting)).content.decode()


def test_a_case_is_taken_back_with_a_press(people, meeting, case, sign_in):
    maya = sign_in(people.maya)

    answer = maya.post(address("take-back", meeting), follow=True)

    assert "You have taken your case back." in answer.content.decode()
    assert not SealedCase.objects.exists()


def test_where_the_key_store_is_away_a_page_says_so_and_not_where_it_should_be(
    people, meeting, case, sign_in, tmp_path: Path
):
    other = call(people, starts=meeting.starts + timedelta(days=7))
    maya = sign_in(people.maya)

    with kept_in(tmp_path / "keys"):
        answers = [
            maya.post(address("take-back", meeting)),
            maya.post(reverse("cases:write"), said(other)),
        ]

    for answer in answers:
        assert answer.status_code in (409, 422)
        assert "The keys of what is sealed here are not in place just now." in answer.content.decode()
        assert str(tmp_path) not in answer.content.decode()
    assert queries.text(case) == TEXT
    assert SealedCase.objects.count() == 1


def test_a_case_whose_key_is_lost_can_still_be_taken_back_to_bring_another(people, meeting, case, sign_in):
    keys.store().destroy([case.key_id])
    maya = sign_in(people.maya)

    html = maya.get(address("mine", meeting)).content.decode()
    assert "It cannot be read any more." in html
    assert address("take-back", meeting) in html
    maya.post(address("take-back", meeting))

    assert maya.post(reverse("cases:write"), said(meeting))["Location"] == address("mine", meeting)


def test_a_takeaway_is_kept_and_let_go_by_its_owner(people, meeting, sign_in):
    presence.arrive(seat(people.maya, meeting))
    meeting_services.take_along(seat(people.maya, meeting), clean("Slower is faster."))
    end(meeting)
    maya, page = sign_in(people.maya), reverse("meetings:after", args=[meeting.public_id])
    keep = reverse("meetings:keep", args=[meeting.public_id])
    assert "may be asked for, by a court" in maya.get(page).content.decode()

    maya.post(keep)
    clock.move_to(meeting.destroyed_from)
    services.shred_what_is_due()

    html = maya.get(page).content.decode()
    assert "Slower is faster." in html
    assert "Let it go now" in html

    told = maya.post(keep, follow=True).content.decode()

    assert "destroyed within minutes, unless the law requires it to be kept." in told
    assert "Slower is faster." not in maya.get(page).content.decode()
    assert services.shred_what_is_due() == 1
    assert not Key.objects.exists()


# What this site can be made to hand over


def test_the_page_for_everyone_says_what_is_so_here(meeting, settings: Settings):
    settings.SOUNDINGBOARD = replace(settings.SOUNDINGBOARD, run_by="the Elm Street practice", employer=True)
    type(meeting).objects.filter(pk=meeting.pk).update(retention_days=0)

    html = Client().get(reverse("cases:handed-over")).content.decode()

    assert "run by the Elm Street practice" in html
    assert "They also employ people who consult here." in html
    assert "until 0 to 30 days after the meeting" in html
    assert "in a folder of this server" in html
    assert "it is overwritten and removed" in html
    assert "who brought a case or wrote something, of which kind, about when, and how long it is" in html
    assert "the browser and the internet address of each sign-in" in html


def test_where_keys_are_rows_nobody_is_told_that_they_are_overwritten(db, settings: Settings):
    beside = Database("postgresql", "keys")
    settings.SOUNDINGBOARD = replace(settings.SOUNDINGBOARD, keys=beside)

    html = Client().get(reverse("cases:handed-over")).content.decode()

    assert "in a second database" in html
    assert "overwritten" not in html
    assert "That database's own files and log" in html


def test_every_page_leads_there(db):
    assert f'href="{reverse("cases:handed-over")}"' in Client().get(reverse("account_login")).content.decode()


def test_the_composer_knows_what_peers_know_of_the_presenter(meeting, people, sign_in) -> None:
    clinicians.change_profile(
        people.maya, by=people.maya, license_state="NY", specialties=["bipolar"], populations=["adolescents"]
    )
    known = queries.known_of(people.maya)

    page = sign_in(people.maya).get(reverse("cases:write")).content.decode()

    assert known == {"name": people.maya.name, "state": "NY", "niche": ["Bipolar disorder", "Adolescents"]}
    assert f'data-presenter="{escape(json.dumps(known))}"' in page
    assert queries.known_of(people.jun)["niche"] == []
