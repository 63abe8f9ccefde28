"""Groups: who is in them, what they agreed, when they meet."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from soundingboard.clock import services as clock
from soundingboard.groups import jobs, queries, services
from soundingboard.groups.models import MOST_MEMBERS, Acceptance, Group, Invitation
from soundingboard.groups.services import Rules
from soundingboard.guard.clean import Clean
from soundingboard.guard.services import clean
from soundingboard.hours.rhythm import Every, Rhythm
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import services as meeting_services
from soundingboard.meetings.models import Meeting
from soundingboard.notices.models import Notice
from soundingboard.refusals import Refused
from tests.groups.conftest import RULES, TUESDAYS_AT_NOON, begin, bring_in
from tests.people import Cast, email

pytestmark = pytest.mark.django_db

NOON = [datetime(2027, 2, 23, 17, tzinfo=UTC), datetime(2027, 3, 2, 17, tzinfo=UTC)]
WORDS: list[Clean] = [clean("We begin on time."), clean("We end on time.")]


def hours(group: Group) -> list[datetime]:
    return [meeting.starts for meeting in meetings.ahead(group.series)]


# ── beginning, joining, leaving ──


def test_who_begins_a_group_is_in_it_and_has_accepted_the_agreement_it_begins_with(people: Cast) -> None:
    group = begin(people.maya)

    assert list(queries.groups_of(people.maya)) == [group]
    assert queries.agreement(group).clauses == list(queries.template())
    assert queries.accepted_at(queries.agreement(group), people.maya) is not None


def test_the_agreement_a_group_begins_with_says_what_such_groups_agree() -> None:
    text = " ".join(queries.template())

    for promise in ("as peers", "legal advice", "informed consent", "who a client is", "thinks they know a client"):
        assert promise in text
    for promise in ("recorded", "on time", "report it", "well enough to work", "fees", "unpaid", "leave at any time"):
        assert promise in text


def test_somebody_who_is_asked_joins_by_accepting_and_has_a_seat_in_what_is_to_come(team: Group, people: Cast) -> None:
    assert not meetings.upcoming(people.rosa).exists()

    bring_in(team, people.rosa, by=people.jun)

    assert queries.membership(team, people.rosa)
    assert [meeting.starts for meeting in meetings.upcoming(people.rosa)] == NOON
    assert not Invitation.objects.filter(group=team).exists()


def test_an_invitation_is_written_to_an_address_whether_or_not_it_has_an_account(team: Group, people: Cast) -> None:
    services.invite(team, email("rosa").upper(), by=people.maya)
    services.invite(team, "stranger@example.org", by=people.maya)

    known, unknown = Notice.objects.filter(kind="invitation").order_by("pk")
    assert known.to == people.rosa.user
    assert unknown.address == "stranger@example.org"
    assert known.body == unknown.body
    assert team.name in known.subject
    assert queries.invitation(known.link.split("/")[-2]) == queries.invitations(team).get(address=email("rosa"))


def test_an_invitation_can_be_taken_once(team: Group, people: Cast) -> None:
    invitation = services.invite(team, "someone@example.org", by=people.maya)
    services.join(invitation, accepts=1, by=people.rosa)

    with pytest.raises(Refused, match="taken or withdrawn"):
        services.join(invitation, accepts=1, by=people.tomasz)

    assert not queries.groups_of(people.tomasz)


def test_a_withdrawn_a_forged_and_an_old_invitation_lead_nowhere(team: Group, people: Cast) -> None:
    withdrawn = services.invite(team, "one@example.org", by=people.maya)
    token = queries.token_of(withdrawn)
    assert queries.invitation(token)  # the set-up works
    services.withdraw(team, withdrawn, by=people.amara)
    old = services.invite(team, "two@example.org", by=people.maya)
    Invitation.objects.filter(pk=old.pk).update(expires=timezone.now() - timedelta(seconds=1))

    assert queries.invitation(token) is None
    assert queries.invitation(token[:-1] + "x") is None
    assert queries.invitation(queries.token_of(old)) is None
    with pytest.raises(Refused):
        services.join(old, accepts=1, by=people.rosa)


def test_the_address_of_somebody_who_did_not_come_is_forgotten(team: Group, people: Cast) -> None:
    kept = services.invite(team, "one@example.org", by=people.maya)
    old = services.invite(team, "two@example.org", by=people.maya)
    Invitation.objects.filter(pk=old.pk).update(expires=timezone.now())

    jobs.forget_invitations.call()

    assert list(Invitation.objects.all()) == [kept]


@pytest.mark.parametrize("address", ["", "nobody", "a b@example.org", "x@example.org\nBcc: y@example.org"])
def test_what_is_no_address_is_refused(team: Group, people: Cast, address: str) -> None:
    with pytest.raises(Refused, match="not an e-mail address"):
        services.invite(team, address, by=people.maya)


def test_a_group_is_full_at_as_many_as_can_share_a_meeting(people: Cast) -> None:
    group = begin(people.maya, rhythm=None)
    for number in range(MOST_MEMBERS - 1):
        clinician = type(people.maya).objects.create(name=f"Guest {number}")
        services.admit(group, clinician, accepts=1)

    with pytest.raises(Refused, match="12 people"):
        services.invite(group, email("rosa"), by=people.maya)


def test_an_agreement_that_changed_since_it_was_read_is_not_accepted_by_joining(team: Group, people: Cast) -> None:
    invitation = services.invite(team, email("rosa"), by=people.maya)
    services.propose(team, WORDS, by=people.maya)
    for member in people.members[1:]:
        services.accept_agreement(team, 2, by=member)

    with pytest.raises(Refused, match="since you read it"):
        services.join(invitation, accepts=1, by=people.rosa)
    services.join(invitation, accepts=2, by=people.rosa)

    assert queries.membership(team, people.rosa)


def test_who_leaves_gives_up_their_seats_to_come_and_sees_the_group_no_more(team: Group, people: Cast) -> None:
    services.leave(team, by=people.amara)

    assert not queries.groups_of(people.amara)
    assert not meetings.upcoming(people.amara)
    assert [clinician.name for clinician in queries.clinicians_in(team)] == [
        who.name for who in people.members if who != people.amara
    ]
    assert hours(team) == NOON


def test_when_the_last_one_leaves_nothing_more_is_planned(people: Cast) -> None:
    group = begin(people.maya)
    bring_in(group, people.amara, by=people.maya)
    bring_in(group, people.jun, by=people.maya)
    assert hours(group) == NOON

    for who in (people.maya, people.amara, people.jun):
        services.leave(group, by=who)
    jobs.plan_ahead.call()

    assert hours(group) == []


def test_nobody_from_outside_changes_anything(team: Group, people: Cast) -> None:
    outsider = people.tomasz
    before = Group.objects.values().get()
    invitation = services.invite(team, "one@example.org", by=people.maya)

    for act in (
        lambda: services.invite(team, "two@example.org", by=outsider),
        lambda: services.withdraw(team, invitation, by=outsider),
        lambda: services.propose(team, WORDS, by=outsider),
        lambda: services.accept_agreement(team, 1, by=outsider),
        lambda: services.withdraw_proposal(team, 1, by=outsider),
        lambda: services.describe(team, name=clean("Our circle"), about=None, by=outsider),
        lambda: services.change_rhythm(team, zone="UTC", rhythm=None, by=outsider),
        lambda: services.change_rules(team, RULES, by=outsider),
        lambda: services.add_meeting(team, day=date(2027, 3, 1), at=time(9), minutes=60, by=outsider),
        lambda: services.leave(team, by=outsider),
    ):
        with pytest.raises(Refused, match="not in this group"):
            act()

    assert Group.objects.values().get() == before
    assert list(Invitation.objects.all()) == [invitation]


# ── what was agreed ──


def test_a_new_agreement_is_in_force_once_everyone_has_accepted_it(team: Group, people: Cast) -> None:
    services.propose(team, WORDS, by=people.maya)
    for member in people.members[1:-1]:
        services.accept_agreement(team, 2, by=member)
    assert queries.agreement(team).version == 1
    assert queries.asked_to_accept(people.samir).get() == team

    services.accept_agreement(team, 2, by=people.samir)

    assert queries.agreement(team).version == 2
    assert queries.agreement(team).clauses == ["We begin on time.", "We end on time."]
    assert queries.proposal(team) is None
    assert not queries.asked_to_accept(people.samir)


def test_everyone_but_who_proposed_is_told(team: Group, people: Cast) -> None:
    services.propose(team, WORDS, by=people.maya)

    told = Notice.objects.filter(kind="agreement")
    assert {notice.to for notice in told} == {who.user for who in people.members[1:]}


def test_it_waits_no_longer_for_somebody_who_left(team: Group, people: Cast) -> None:
    services.propose(team, WORDS, by=people.maya)
    for member in people.members[1:-1]:
        services.accept_agreement(team, 2, by=member)

    services.leave(team, by=people.samir)

    assert queries.agreement(team).version == 2


def test_accepting_twice_is_accepting_once(team: Group, people: Cast) -> None:
    services.propose(team, WORDS, by=people.maya)
    services.accept_agreement(team, 2, by=people.amara)
    at = queries.accepted_at(queries.proposal(team), people.amara)  # type: ignore[arg-type]
    services.accept_agreement(team, 2, by=people.amara)

    assert Acceptance.objects.filter(agreement__version=2).count() == 2
    assert queries.accepted_at(queries.proposal(team), people.amara) == at  # type: ignore[arg-type]


def test_a_newer_proposal_takes_the_place_of_an_open_one_and_its_acceptances(team: Group, people: Cast) -> None:
    services.propose(team, WORDS, by=people.maya)
    services.accept_agreement(team, 2, by=people.amara)

    services.propose(team, WORDS[:1], by=people.jun)

    with pytest.raises(Refused, match="replaced by a newer"):
        services.accept_agreement(team, 2, by=people.elena)
    assert [who.name for who in queries.waiting_for(queries.proposal(team))] == [  # type: ignore[arg-type]
        who.name for who in people.members if who != people.jun
    ]


def test_what_is_agreed_already_nothing_and_too_much_are_refused(team: Group, people: Cast) -> None:
    for clauses, reason in (
        ([clean(clause) for clause in queries.template()], "agreed already"),
        ([], "at least one"),
        (WORDS * 21, "42 clauses"),
    ):
        with pytest.raises(Refused, match=reason):
            services.propose(team, clauses, by=people.maya)

    assert queries.proposal(team) is None


def test_a_proposal_can_be_taken_back(team: Group, people: Cast) -> None:
    services.propose(team, WORDS, by=people.maya)

    services.withdraw_proposal(team, 2, by=people.amara)

    assert queries.proposal(team) is None
    with pytest.raises(Refused, match="not open"):
        services.withdraw_proposal(team, 1, by=people.amara)
    assert queries.agreement(team).version == 1


# ── when it meets ──


def test_two_meetings_of_the_rhythm_are_always_ahead_and_none_is_planned_twice(team: Group) -> None:
    assert hours(team) == NOON
    for _ in range(3):
        jobs.plan_ahead.call()
    assert hours(team) == NOON

    clock.set(meeting=NOON[0] + timedelta(hours=2))
    jobs.plan_ahead.call()

    assert [at for at in hours(team) if at > clock.now()] == [NOON[1], NOON[1] + timedelta(days=7)]


def test_the_hour_stays_on_the_wall_when_summer_time_begins(team: Group) -> None:
    clock.set(meeting=datetime(2027, 3, 11, tzinfo=UTC))
    jobs.plan_ahead.call()

    assert datetime(2027, 3, 16, 16, tzinfo=UTC) in hours(team)  # noon in New York, one hour earlier in London


def test_a_meeting_that_was_canceled_stays_canceled(team: Group) -> None:
    meeting_services.cancel(meetings.ahead(team.series)[0])

    jobs.plan_ahead.call()

    assert hours(team) == NOON[1:]


def test_a_meeting_copies_what_the_group_chose_and_seats_everyone(team: Group, people: Cast) -> None:
    meeting = meetings.ahead(team.series)[0]

    assert (meeting.title, meeting.minutes, meeting.pace, meeting.timekeeper) == (team.name, 90, "gentle", False)
    assert (meeting.zone, meeting.retention_days, meeting.mode) == ("America/New_York", 30, "online")
    assert meeting.video_link == "https://meet.example.org/tuesday"
    assert meeting.link_back == f"/groups/{team.public_id}/"
    assert meetings.format_of(meeting) == queries.format_of(team)
    assert {seat.clinician for seat in meetings.seats(meeting)} == set(people.members)


def test_meetings_are_planned_once_there_are_enough_people_for_the_format(people: Cast) -> None:
    group = begin(people.maya)
    bring_in(group, people.amara, by=people.maya)
    assert hours(group) == []
    assert "for 3 people or more" in queries.page(group, people.maya).misfit

    bring_in(group, people.jun, by=people.maya)

    assert hours(group) == NOON
    assert queries.page(group, people.maya).misfit == ""


def test_another_rhythm_cancels_what_is_ahead_of_the_old_one_and_keeps_what_was_added(
    team: Group, people: Cast
) -> None:
    added, _ = services.add_meeting(team, day=date(2027, 2, 25), at=time(9), minutes=60, by=people.maya)
    first_thursday = Rhythm(Every.MONTH, 3, time(17), since=date(2027, 2, 22), nth=1)

    services.change_rhythm(team, zone="America/Chicago", rhythm=first_thursday, by=people.maya)

    assert hours(team) == [added.starts, datetime(2027, 3, 4, 23, tzinfo=UTC), datetime(2027, 4, 1, 22, tzinfo=UTC)]
    assert Meeting.objects.filter(series=team.series, canceled_at__isnull=False).count() == 2
    told = Notice.objects.filter(kind="rhythm")
    assert {notice.to for notice in told} == {who.user for who in people.members[1:]}
    assert "the first Thursday of each month at 5:00 PM, Central time" in told[0].body


def test_the_same_rhythm_again_changes_nothing(team: Group, people: Cast) -> None:
    before = list(meetings.ahead(team.series))

    services.change_rhythm(team, zone="America/New_York", rhythm=TUESDAYS_AT_NOON, by=people.maya)

    assert list(meetings.ahead(team.series)) == before
    assert not Notice.objects.filter(kind="rhythm").exists()


def test_a_group_can_meet_as_it_agrees_each_time(team: Group, people: Cast) -> None:
    services.change_rhythm(team, zone="America/New_York", rhythm=None, by=people.maya)
    jobs.plan_ahead.call()

    assert hours(team) == []


def test_a_meeting_is_added_by_hand_in_the_wall_time_of_the_group(team: Group, people: Cast) -> None:
    meeting, hour = services.add_meeting(team, day=date(2027, 2, 24), at=time(8, 30), minutes=60, by=people.samir)

    assert meeting.starts == datetime(2027, 2, 24, 13, 30, tzinfo=UTC)
    assert meeting.minutes == 60
    assert hour.remark == ""


@pytest.mark.parametrize(
    ("day", "at", "reason"),
    [
        (date(2027, 3, 14), time(2, 30), "does not exist"),
        (date(2027, 2, 22), time(8, 59), "has passed"),
        (date(2027, 2, 23), time(12), "meets at that hour already"),
    ],
)
def test_an_hour_that_cannot_be_is_refused_and_nothing_is_planned(
    team: Group, people: Cast, day: date, at: time, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        services.add_meeting(team, day=day, at=at, minutes=60, by=people.maya)

    assert hours(team) == NOON


def test_an_hour_that_comes_twice_is_the_first_one_and_says_so(team: Group, people: Cast) -> None:
    meeting, hour = services.add_meeting(team, day=date(2027, 11, 7), at=time(1, 30), minutes=60, by=people.maya)

    assert meeting.starts == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    assert "comes twice" in hour.remark


def test_a_new_group_keeps_words_as_long_as_is_usual_here(people: Cast, settings: Settings) -> None:
    settings.SOUNDINGBOARD = replace(settings.SOUNDINGBOARD, retention_days=7)

    group = begin(people.maya, rules=Rules(format_id="open-round"))

    assert group.retention_days == 7


def test_new_rules_hold_for_meetings_planned_after_them(team: Group, people: Cast) -> None:
    rules = Rules(format_id="support", minutes=60, pace="strict", timekeeper=True, retention_days=0, mode="phone")
    services.change_rules(team, rules, by=people.maya)
    clock.set(meeting=NOON[0] + timedelta(hours=2))
    jobs.plan_ahead.call()

    old, new = meetings.ahead(team.series).filter(starts__gt=clock.now())
    assert (old.minutes, old.pace, old.format_id, old.retention_days) == (90, "gentle", "open-round", 30)
    assert (new.minutes, new.pace, new.format_id, new.retention_days) == (60, "strict", "support", 0)
    assert (new.timekeeper, new.video_link, new.mode) == (True, "", "online")


@pytest.mark.parametrize(
    "wrong",
    [
        {"format_id": "no-such-format"},
        {"minutes": 5},
        {"minutes": 2000},
        {"mode": "by pigeon"},
        {"pace": "mad"},
        {"retention_days": 4000},
        {"video_link": "http://meet.example.org/open"},
        {"video_link": "javascript:alert(1)"},
    ],
)
def test_rules_that_cannot_be_are_refused_and_change_nothing(
    team: Group, people: Cast, wrong: dict[str, object]
) -> None:
    rules = Rules(**{"format_id": "open-round", **wrong})  # type: ignore[arg-type]

    with pytest.raises(Refused):
        services.change_rules(team, rules, by=people.maya)

    team.refresh_from_db()
    assert (team.format_id, team.minutes, team.pace, team.retention_days) == ("open-round", 90, "gentle", 30)
