"""A legal hold stops destruction, and nothing else."""

from datetime import timedelta

import pytest

from soundingboard.audit import queries as audit
from soundingboard.cases import queries, services
from soundingboard.cases.models import LegalHold, SealedCase
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.keys import queries as keys
from soundingboard.keys.models import Key
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import replay
from soundingboard.meetings import services as meeting_services
from soundingboard.meetings.models import Words
from soundingboard.meetings.services import presence
from soundingboard.notices.models import Notice
from soundingboard.refusals import Refused
from tests.cases.conftest import TEXT, bring, end, hold
from tests.tuesday import call, seat


def due(meeting):
    end(meeting)
    clock.move_to(meeting.ends + timedelta(days=31))


def test_a_hold_on_a_meeting_stops_its_destruction_until_it_is_lifted(people, meeting, case):
    held = hold(people, meeting=meeting)
    due(meeting)

    assert services.shred_what_is_due() == 0
    assert queries.text(case) == TEXT

    services.lift_hold(held, first=people.rosa, second=people.tomasz)

    assert services.shred_what_is_due() == 1
    assert not Key.objects.exists()


def test_a_hold_on_a_clinician_stops_whatever_they_have_or_had_a_seat_in_and_nothing_else(people, meeting, case):
    three = [people.maya, people.amara, people.elena]
    without_jun = meeting_services.schedule(
        title="Three", starts=meeting.starts, zone="UTC", minutes=60, clinicians=three, format_id="open-round"
    )
    elsewhere = bring(seat(people.maya, without_jun))
    meeting_services.unseat(people.jun, meeting=meeting)
    hold(people, clinician=people.jun)
    due(meeting)

    assert services.shred_what_is_due() == 1
    assert queries.text(case) == TEXT
    with pytest.raises(keys.Destroyed):
        queries.text(elsewhere)


def test_it_takes_two_different_people_and_one_thing(people, meeting):
    for given in (
        {"first": people.ines, "second": people.ines, "meeting": meeting},
        {"first": people.ines, "second": people.rosa},
        {"first": people.ines, "second": people.rosa, "meeting": meeting, "clinician": people.jun},
    ):
        with pytest.raises(Refused):
            services.place_hold(**given)
    held = hold(people, meeting=meeting)
    with pytest.raises(Refused, match="two people"):
        services.lift_hold(held, first=people.ines, second=people.ines)

    assert LegalHold.objects.get().lifted_at is None


def test_those_whom_it_concerns_are_told_unless_that_is_forbidden(people, meeting):
    hold(people, clinician=people.maya)
    assert [notice.to for notice in Notice.objects.all()] == [people.maya.user]
    assert queries.is_told_of_hold(meeting)

    Notice.objects.all().delete()
    LegalHold.objects.all().delete()
    held = hold(people, meeting=meeting, may_tell=False)
    services.lift_hold(held, first=people.ines, second=people.rosa)

    assert not Notice.objects.exists()
    assert not queries.is_told_of_hold(meeting)


def test_a_hold_and_its_lifting_are_in_the_audit_trail_with_both_people(people, meeting):
    held = hold(people, meeting=meeting)
    services.lift_hold(held, first=people.ines, second=people.rosa)

    acts = [(entry.act, entry.by, entry.on) for entry in audit.entries_about(held.token)]

    assert acts == [
        (act, person.token, meeting.public_id)
        for act in ("placed legal hold", "lifted legal hold")
        for person in (people.ines, people.rosa)
    ]


def test_a_takeaway_that_is_let_go_under_a_hold_is_shown_to_nobody_and_kept(people, meeting):
    maya = seat(people.maya, meeting)
    presence.arrive(maya)
    words = meeting_services.take_along(maya, clean("Slower is faster."))
    meeting_services.keep_takeaway(words, by=maya)
    held = hold(people, clinician=people.maya)

    meeting_services.let_go(meetings.takeaway(maya), by=maya)

    assert services.shred_what_is_due() == 0
    assert meetings.takeaway(maya) is None
    services.lift_hold(held, first=people.ines, second=people.rosa)
    assert services.shred_what_is_due() == 1
    assert not Words.objects.exists()


def test_what_is_taken_back_under_a_hold_is_shown_to_nobody_and_kept(people, meeting, case):
    hold(people, meeting=meeting, may_tell=False)
    maya = seat(people.maya, meeting)

    services.take_back(case, by=maya)

    assert queries.own(maya) is None
    assert queries.cases_for(seat(people.jun, meeting)) == []
    assert queries.text(SealedCase.objects.get()) == TEXT
    bring(maya)  # and nothing hinders another


def test_what_was_taken_back_under_a_hold_goes_when_that_is_lifted(people, meeting, case):
    held = hold(people, meeting=meeting)
    services.take_back(case, by=seat(people.maya, meeting))
    assert services.shred_what_is_due() == 0

    services.lift_hold(held, first=people.ines, second=people.rosa)

    assert services.shred_what_is_due() == 1
    assert not SealedCase.objects.exists()
    with pytest.raises(keys.Destroyed):
        queries.text(case)


def test_a_case_without_a_seat_is_kept_under_a_hold(people, meeting, case):
    held = hold(people, clinician=people.maya)
    meeting_services.unseat(people.maya, meeting=meeting)

    assert services.shred_what_is_due() == 0
    assert queries.text(SealedCase.objects.get()) == TEXT
    services.lift_hold(held, first=people.ines, second=people.rosa)
    assert services.shred_what_is_due() == 1


def test_a_question_that_is_replaced_under_a_hold_is_shown_to_nobody_and_kept(people, meeting):
    maya, jun = seat(people.maya, meeting), seat(people.jun, meeting)
    first = meeting_services.state_ask(maya, words=clean("Am I too slow?")).words
    held = hold(people, meeting=meeting)

    second = meeting_services.state_ask(maya, words=clean("Am I too fast?")).words

    assert services.shred_what_is_due() == 0
    assert Words.objects.get(pk=first.pk).text == "Am I too slow?"
    assert replay.words(jun, first.public_id) is None
    assert replay.words(maya, first.public_id) is None
    services.lift_hold(held, first=people.ines, second=people.rosa)
    assert services.shred_what_is_due() == 1
    assert [words.text for words in Words.objects.all()] == ["Am I too fast?"]
    assert replay.words(jun, second.public_id).text == "Am I too fast?"


def test_a_hold_waits_for_whatever_destroys_a_kept_takeaway_though_its_meeting_is_folded(people, meeting):
    maya, other = seat(people.maya, meeting), call(people)
    presence.arrive(maya)
    meeting_services.keep_takeaway(meeting_services.take_along(maya, clean("Slower is faster.")), by=maya)
    meeting_services.take_along(seat(people.maya, other), clean("Faster is slower."))
    due(meeting)
    end(other)
    services.shred_what_is_due()

    assert list(meetings.ever_of(people.maya)) == [meeting]
