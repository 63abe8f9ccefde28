"""A case is sealed, opened in its turn by those who said they may, and destroyed with everything that tells of it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from soundingboard import sealing
from soundingboard.accounts.queries import SecondStep
from soundingboard.agenda import events as happened
from soundingboard.audit import queries as audit
from soundingboard.audit.models import AuditEntry
from soundingboard.cases import queries, services
from soundingboard.cases.models import LegalHold, NoConflict, Opening, SealedCase
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.keys import queries as keys
from soundingboard.keys.models import Key
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import replay
from soundingboard.meetings import services as meeting_services
from soundingboard.meetings.models import Meeting, MeetingEvent, Words
from soundingboard.meetings.services import presence
from soundingboard.notices.models import Notice
from soundingboard.refusals import Refused
from soundingboard.site import doctor
from tests.cases.conftest import HEADLINE, TEXT, bring, end, next_part, turn_of
from tests.tuesday import arrive, call, seat

SHOWN = SecondStep.SHOWN
WITHOUT_TURNS = "call"


def everything() -> dict[str, list[tuple[object, ...]]]:
    """A full copy of the database."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        copy = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            copy[table] = cursor.fetchall()
        return copy


def test_a_case_is_sealed_and_legible_nowhere(case):
    copy = repr(everything())

    assert "exposure" not in copy
    assert "Am I pushing" not in copy
    assert queries.text(case) == TEXT


def test_the_ask_says_what_the_presenter_needs(case, meeting):
    ask = meetings.asked(meeting).get()

    assert (ask.kind, ask.presenting, ask.words.text) == ("second-look", True, "Am I pushing too soon?")


def test_who_knows_of_something_left_seals_nothing(people, meeting):
    with pytest.raises(Refused, match="could point to this person"):
        services.bring(
            seat(people.maya, meeting),
            kind="advice",
            minutes=None,
            question=None,
            headline=clean(HEADLINE),
            text=clean(TEXT),
            knows_of_nothing=False,
        )

    assert not SealedCase.objects.exists()
    assert keys.store().get(Key.objects.values_list("pk", flat=True)) == {}


def test_one_case_a_turn_and_none_once_it_has_begun(people, meeting, case):
    with pytest.raises(Refused, match="brought a case"):
        bring(seat(people.maya, meeting))

    turn_of(people.maya, meeting, people)

    with pytest.raises(Refused, match="has begun"):
        bring(seat(people.jun, meeting))
    assert SealedCase.objects.count() == 1


def test_the_people_of_the_meeting_see_the_headline_before_it(people, meeting, case):
    seen = queries.cases_for(seat(people.jun, meeting))

    assert [(one.headline, one.presenter.person, one.said_no_conflict) for one in seen] == [(HEADLINE, "1", False)]


def test_headlines_of_a_meeting_cost_the_same_however_many(people, meeting, django_assert_num_queries):
    bring(seat(people.maya, meeting))
    jun = seat(people.jun, meeting)
    with django_assert_num_queries(10):  # most of them read the room anew: a test's own rows may yet be rolled back
        assert len(queries.cases_for(jun)) == 1
    for person in (people.amara, people.elena, people.samir):
        bring(seat(person, meeting))
    with django_assert_num_queries(10):
        assert len(queries.cases_for(jun)) == 4


def test_a_peer_opens_it_in_the_presenters_turn_after_their_word(people, meeting, case):
    jun = seat(people.jun, meeting)
    services.say_no_conflict(case, by=jun)
    services.say_no_conflict(case, by=jun)
    turn_of(people.maya, meeting, people)

    assert services.open_case(case, by=jun, step=SHOWN) == TEXT
    assert [one.name for one in queries.openings(case)] == ["Jun Watanabe"]
    assert queries.openings(case)[0].at == clock.now()


@pytest.mark.parametrize("step", [SecondStep.MISSING, SecondStep.ASK])
def test_without_a_second_step_nothing_is_opened(step, people, meeting, case):
    jun = seat(people.jun, meeting)
    services.say_no_conflict(case, by=jun)
    turn_of(people.maya, meeting, people)

    with pytest.raises(Refused, match="second step"):
        services.open_case(case, by=jun, step=step)
    assert not Opening.objects.exists()


def test_without_their_word_nothing_is_opened(people, meeting, case):
    services.say_no_conflict(case, by=seat(people.amara, meeting))
    turn_of(people.maya, meeting, people)

    with pytest.raises(Refused, match="no conflict"):
        services.open_case(case, by=seat(people.jun, meeting), step=SHOWN)


def test_it_is_closed_before_the_turn_and_after_it_and_when_the_meeting_is_over(people, meeting, case):
    jun = seat(people.jun, meeting)
    services.say_no_conflict(case, by=jun)

    def refused():
        with pytest.raises(Refused, match="closed"):
            services.open_case(case, by=jun, step=SHOWN)

    refused()
    turn_of(people.maya, meeting, people)
    services.open_case(case, by=jun, step=SHOWN)
    while replay.present_room(meeting).presenter == "1":
        next_part(meeting, people)
    refused()
    end(meeting)
    refused()


def test_where_nobody_takes_a_turn_nothing_opens_and_in_a_format_without_turns_it_does(people, meeting, case):
    jun, maya = seat(people.jun, meeting), seat(people.maya, meeting)
    services.say_no_conflict(case, by=jun)
    arrive(meeting, *people.members)
    for person in people.members:
        held = seat(person, meeting)
        meeting_services.record(meeting, happened.Passed(held.person), seat=held)
    meeting_services.record(meeting, happened.Started("1"), seat=maya)
    with pytest.raises(Refused, match="closed"):
        services.open_case(case, by=jun, step=SHOWN)

    call_of_two = meeting_services.schedule(
        title="A call",
        starts=clock.now() + timedelta(minutes=5),
        zone="UTC",
        minutes=15,
        clinicians=[people.maya, people.jun],
        format_id=WITHOUT_TURNS,
    )
    brought, peer = bring(seat(people.maya, call_of_two)), seat(people.jun, call_of_two)
    services.say_no_conflict(brought, by=peer)
    arrive(call_of_two, people.maya, people.jun)
    clock.move_to(call_of_two.starts)

    assert services.open_case(brought, by=peer, step=SHOWN) == TEXT


def test_another_meetings_seat_opens_nothing(people, meeting, case):
    other = call(people)
    turn_of(people.maya, meeting, people)

    with pytest.raises(Refused):
        services.say_no_conflict(case, by=seat(people.jun, other))
    with pytest.raises(Refused, match="closed"):
        services.open_case(case, by=seat(people.jun, other), step=SHOWN)
    assert queries.case_at(seat(people.jun, other), 1) is None


def test_who_sits_out_or_may_know_the_person_finds_no_case(people, meeting, case):
    jun = seat(people.jun, meeting)
    services.say_no_conflict(case, by=jun)
    turn_of(people.maya, meeting, people)

    presence.leave(jun)

    assert queries.case_at(jun, 1) is None
    assert queries.cases_for(jun) == []
    with pytest.raises(Refused, match="closed"):
        services.open_case(case, by=jun, step=SHOWN)


def test_sitting_out_leaves_nothing_that_a_lost_connection_would_not(people, meeting, case):
    """Samir reads the headline and sits out; Elena's line is lost. Nothing anywhere tells the two apart."""
    turn_of(people.maya, meeting, people)
    samir, elena = seat(people.samir, meeting), seat(people.elena, meeting)
    before = everything()
    assert queries.headline(case, samir)

    presence.leave(samir)
    presence.leave(elena)

    changed = {table: rows for table, rows in everything().items() if rows != before[table]}
    assert set(changed) == {"meetings_meetingevent"}
    left = [(event.kind, event.payload, event.client_id) for event in MeetingEvent.objects.order_by("-number")[:2]]
    assert left == [("left", {}, None)] * 2


def test_who_said_no_conflict_and_who_opened_it_is_sealed_with_the_case(people, meeting, case):
    jun = seat(people.jun, meeting)
    services.say_no_conflict(case, by=jun)
    turn_of(people.maya, meeting, people)
    services.open_case(case, by=jun, step=SHOWN)

    rows = repr([*NoConflict.objects.values(), *Opening.objects.values(), *AuditEntry.objects.values()])

    assert people.jun.token not in rows
    assert people.jun.name not in rows


def test_the_audit_trail_tells_who_opened_it_only_as_long_as_its_key_lives(people, meeting, case):
    jun = seat(people.jun, meeting)
    services.say_no_conflict(case, by=jun)
    turn_of(people.maya, meeting, people)
    services.open_case(case, by=jun, step=SHOWN)
    key = keys.key(case.key_id)

    acts = audit.entries_about(sealing.token(key, "case"))

    assert [entry.act for entry in acts] == ["sealed case", "opened case"]
    assert [entry.by for entry in acts] == [
        sealing.token(key, f"clinician {person.token}") for person in (people.maya, people.jun)
    ]
    assert audit.verify().broken is None


# Shredding


def every_key_there_is() -> set[bytes]:
    store = keys.store()
    return {*keys.keys(name for name, _ in store.names()).values(), *store.site_keys()}


def test_a_shredded_case_opens_with_no_copy_of_the_database_and_no_key_that_exists(people, meeting, case):
    jun = seat(people.jun, meeting)
    services.say_no_conflict(case, by=jun)
    turn_of(people.maya, meeting, people)
    services.open_case(case, by=jun, step=SHOWN)
    other = bring(seat(people.jun, call(people, starts=meeting.starts + timedelta(days=90))))
    copy = [
        (bytes(sealed), name)
        for one in SealedCase.objects.all()
        for sealed, name in ((one.sealed_text, one.text_name), (one.sealed_headline, one.headline_name))
    ] + [(bytes(one.sealed), one.seal_name) for one in Opening.objects.all()]
    assert len(can_be_opened(copy)) == 5  # the copy is good: two cases, and who opened one

    end(meeting)
    clock.move_to(meeting.ends + timedelta(days=29))
    assert services.shred_what_is_due() == 0
    clock.move_to(meeting.ends + timedelta(days=30))
    assert services.shred_what_is_due() == 1
    assert services.shred_what_is_due() == 0

    assert sorted(can_be_opened(copy)) == sorted([HEADLINE, TEXT])  # the other, whose time has not come
    assert list(SealedCase.objects.all()) == [other]
    assert not NoConflict.objects.exists()
    assert not Opening.objects.exists()
    assert not Words.objects.filter(meeting=meeting).exists()


def can_be_opened(copy):
    found = []
    for sealed, name in copy:
        for key in every_key_there_is():
            try:
                found.append(sealing.open_sealed(sealed, key, name))
            except sealing.Broken:
                continue
    return found


def test_kept_for_no_days_it_goes_with_the_end_of_the_meeting(people):
    meeting = call(people, retention_days=0)
    bring(seat(people.maya, meeting))

    end(meeting)

    assert services.shred_what_is_due() == 1
    assert not Key.objects.exists()


def test_a_case_for_a_canceled_meeting_goes_too(people, meeting, case):
    meeting_services.cancel(meeting)
    clock.move_to(meeting.ends + timedelta(days=30))

    assert services.shred_what_is_due() == 1
    assert not Key.objects.exists()


def test_a_meeting_that_cannot_be_shredded_keeps_no_other_from_it(people, meeting, case):
    later = call(people, starts=meeting.starts + timedelta(hours=3))
    bring(seat(people.jun, later))
    stuck = Path(keys.store().place) / "held" / case.key_id
    stuck.unlink()
    stuck.mkdir()  # the file system has no file there to overwrite
    for one in (meeting, later):
        end(one)
    clock.move_to(later.ends + timedelta(days=30))

    with pytest.raises(IsADirectoryError):
        services.shred_what_is_due()

    assert list(SealedCase.objects.all()) == [case]
    stuck.rmdir()
    assert services.shred_what_is_due() == 1
    assert not Key.objects.exists()


def test_the_doctor_notices_what_is_kept_beyond_its_time(people, meeting, case, settings):
    def told():
        return [found.what for found in doctor.retention(settings.SOUNDINGBOARD)]

    Meeting.objects.filter(pk=meeting.pk).update(format_toml="what no later version can read")
    clock.move_to(meeting.destroyed_from + timedelta(hours=23))
    assert told() == ["What is over its time is gone."]

    clock.move_to(meeting.destroyed_from + timedelta(hours=25))
    assert told() == ["What was written in 1 meetings is over its time and still there."]

    hold(people, meeting=meeting)
    assert told() == ["What is over its time is gone."]


def test_the_presenter_can_take_it_back_at_once_and_bring_another(people, meeting, case):
    maya = seat(people.maya, meeting)
    with pytest.raises(Refused):
        services.take_back(case, by=seat(people.jun, meeting))

    services.take_back(case, by=maya)

    with pytest.raises(keys.Destroyed):
        queries.text(case)
    assert queries.own(maya) is None
    bring(maya, text="Another one entirely.")
    assert queries.text(queries.own(maya)) == "Another one entirely."


def test_whoever_gives_up_their_seat_leaves_no_case_behind(people, meeting, case):
    meeting_services.unseat(people.maya, meeting=meeting)
    assert queries.cases_for(seat(people.jun, meeting)) == []

    assert services.shred_what_is_due() == 1

    with pytest.raises(keys.Destroyed):
        queries.text(case)


def test_who_has_their_seat_again_before_that_has_their_case(people, meeting, case):
    meeting_services.unseat(people.maya, meeting=meeting)
    meeting_services.seat(people.maya, meeting=meeting)

    assert services.shred_what_is_due() == 0
    assert queries.text(queries.own(seat(people.maya, meeting))) == TEXT


# Legal holds


def hold(people, **on):
    return services.place_hold(first=people.ines, second=people.rosa, **on)


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
