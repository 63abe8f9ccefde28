"""A case is destroyed with everything that tells of it, and whoever holds a copy opens nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from soundingboard import sealing
from soundingboard.accounts.queries import SecondStep
from soundingboard.cases import queries, services
from soundingboard.cases.models import NoConflict, Opening, SealedCase
from soundingboard.clock import services as clock
from soundingboard.keys import queries as keys
from soundingboard.keys.models import Key
from soundingboard.meetings import services as meeting_services
from soundingboard.meetings.models import Meeting, Words
from soundingboard.refusals import Refused
from soundingboard.site import doctor
from tests.cases.conftest import HEADLINE, TEXT, bring, end, hold, turn_of
from tests.tuesday import call, seat

SHOWN = SecondStep.SHOWN


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
