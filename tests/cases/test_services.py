"""A case is sealed, and opened in its turn by those who said that they may."""

from datetime import timedelta

import pytest

from soundingboard import sealing
from soundingboard.accounts.queries import SecondStep
from soundingboard.agenda import events as happened
from soundingboard.audit import queries as audit
from soundingboard.audit.models import AuditEntry
from soundingboard.cases import queries, services
from soundingboard.cases.models import NoConflict, Opening, SealedCase
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.keys import queries as keys
from soundingboard.keys.models import Key
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import replay
from soundingboard.meetings import services as meeting_services
from soundingboard.meetings.models import MeetingEvent
from soundingboard.meetings.services import presence
from soundingboard.refusals import Refused
from tests.cases.conftest import HEADLINE, TEXT, bring, end, next_part, turn_of
from tests.rows import every_row
from tests.tuesday import arrive, call, seat

SHOWN = SecondStep.SHOWN

WITHOUT_TURNS = "call"


def test_a_case_is_sealed_and_legible_nowhere(case):
    copy = repr(every_row())

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
    before = every_row()
    assert queries.headline(case, samir)

    presence.leave(samir)
    presence.leave(elena)

    changed = {table: rows for table, rows in every_row().items() if rows != before[table]}
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
