"""Six people, ninety minutes, one room: from the first hope to the sentence about time. Nobody watches the clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from soundingboard.agenda.events import Advanced
from soundingboard.clock import services as clock
from soundingboard.groups import services as groups
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting
from soundingboard.meetings.services import presence
from tests.journeys.stage import (
    NOON,
    PATIENCE,
    address,
    alike,
    card,
    left_of,
    on_to,
    press,
    press_more,
    room_of,
    row,
    run_out,
    seen,
    shows,
    stand_still,
)
from tests.people import Cast, next_meeting, tuesday_team

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]

WEEK = timedelta(days=7)


@dataclass
class Team:
    """The pages of those who are in the room. Places: Maya 1, Amara 2, Jun 3, Elena 4, Samir 5, Rosa 6."""

    meeting: Meeting
    maya: Page
    amara: Page
    elena: Page
    samir: Page
    rosa: Page
    jun: Page | None = None

    @property
    def pages(self) -> list[Page]:
        pages = [self.maya, self.amara, self.elena, self.samir, self.rosa]
        return pages if self.jun is None else [*pages, self.jun]

    def alike(self) -> None:
        alike(self.pages, self.meeting)

    def on_to(self, key: str, *, by: Page) -> None:
        on_to(self.meeting, self.pages, key, by=by)

    def later(self, **span: float) -> None:
        stand_still(clock.now() + timedelta(**span))
        self.alike()

    @property
    def shares(self) -> dict[str, int]:
        """Seconds of everyone's whole turn, as it now stands."""
        shares: dict[str, int] = seen(self.meeting)["shares"]
        return shares

    @property
    def order(self) -> list[str]:
        """Who presents, in order."""
        return list(dict.fromkeys(one["presenter"] for one in seen(self.meeting)["schedule"] if one["presenter"]))


@pytest.fixture
def meeting(people: Cast, transactional_db: None) -> Iterator[Meeting]:
    """The Tuesday team, with Rosa in it, five minutes before its hour; a week ago it met as planned."""
    clock.forget_cache()
    stand_still(NOON - WEEK - timedelta(days=1))
    group = tuesday_team(people)
    groups.admit(group, people.rosa, accepts=1)
    met_as_planned(next_meeting(group))
    stand_still(NOON - timedelta(days=1))
    meeting = next_meeting(group)
    stand_still(meeting.starts - timedelta(minutes=5))
    yield meeting
    clock.forget_cache()


def met_as_planned(meeting: Meeting) -> None:
    """Everyone was there, and every part took the time it had."""
    stand_still(meeting.starts)
    for seat in queries.seats(meeting):
        presence.arrive(seat)
    first = queries.seats(meeting)[0]
    while (running := room_of(meeting).running) is not None:
        stand_still(running.due)
        services.record(meeting, Advanced(first.person, running.key), seat=first)
    closes = room_of(meeting).closes
    assert closes
    stand_still(closes)
    assert services.settle(meeting)


def test_six_people_meet_for_ninety_minutes(people: Cast, meeting: Meeting, visit: Visit) -> None:
    early = (people.maya, people.amara, people.elena, people.samir, people.rosa)
    team = Team(meeting, *(visit(person, address(meeting)) for person in early))

    they_arrive_with_a_hope(team)
    it_begins_by_itself_with_a_moment_to_arrive(team)
    questions_come_first_and_ideas_after_what_went_well(team)
    hands_are_called_by_who_has_spoken_least(team)
    one_more_minute_and_a_pause_leave_the_end_where_it_is(team)
    who_comes_late_presents_at_the_end(team, lambda: visit(people.jun, address(meeting)))
    what_one_yields_the_others_have(team)
    the_others_present(team)
    one_asks_and_one_tap_answers(team)
    in_the_last_minute_there_is_a_takeaway(team)
    it_ends_on_time(team)
    what_remains_is_ones_own(team)


def they_arrive_with_a_hope(team: Team) -> None:
    for page in team.pages:
        expect(page.get_by_text("In the room · 5 of 6")).to_be_visible(timeout=PATIENCE)
    team.elena.get_by_label("What I hope for").fill("To leave with one next step.")
    team.elena.get_by_role("button", name="Share it").first.click()
    for page in team.pages:
        expect(card(page, "What we hope for").get_by_text("To leave with one next step.")).to_be_visible()
    team.alike()


def it_begins_by_itself_with_a_moment_to_arrive(team: Team) -> None:
    stand_still(team.meeting.starts)
    team.alike()
    for page in team.pages:
        shows(page, state="open", segment="settle")
    exercise = card(team.samir, "A moment to arrive").locator("details").first
    exercise.locator("summary").click()
    expect(exercise.locator("p").first).to_be_visible()


def questions_come_first_and_ideas_after_what_went_well(team: Team) -> None:
    assert max(team.shares.values()) - min(team.shares.values()) <= 1
    team.on_to("present/1", by=team.maya)
    expect(team.rosa.locator(".dial-presenter")).to_have_text("Maya")
    team.on_to("clarify/1", by=team.maya)
    expect(now_open(team.rosa)).to_contain_text("Now: questions. Ideas come later.")
    team.on_to("respond/1", by=team.maya)
    expect(now_open(team.rosa)).to_contain_text("Now: ideas.")
    expect(now_open(team.rosa)).to_contain_text("Lead with validation")
    expect(now_open(team.rosa)).to_contain_text("name one thing Maya did well")
    expect(now_open(team.maya)).to_contain_text("You listen; you need not answer.")


def hands_are_called_by_who_has_spoken_least(team: Team) -> None:
    press(team.rosa, "Raise a hand")
    expect(row(team.amara, "Rosa")).to_contain_text("next")
    press(team.elena, "Raise a hand")
    expect(row(team.amara, "Elena")).to_contain_text("hand raised")
    row(team.amara, "Rosa").get_by_role("button", name="Give the floor").click()
    expect(row(team.maya, "Rosa")).to_contain_text("speaking")
    team.later(minutes=1)
    expect(row(team.maya, "Rosa")).to_contain_text("speaking · 1:00")
    press(team.rosa, "I have finished")
    press(team.rosa, "Raise a hand")
    expect(row(team.samir, "Rosa")).to_contain_text("hand raised")
    expect(row(team.samir, "Elena")).to_contain_text("next")
    expect(row(team.rosa, "You")).to_contain_text("1:00 yours")
    expect(row(team.samir, "Rosa")).not_to_contain_text("1:00")  # how long one has spoken is shown to oneself
    team.alike()


def one_more_minute_and_a_pause_leave_the_end_where_it_is(team: Team) -> None:
    team.on_to("respond/2", by=team.samir)
    number, before = seen(team.meeting)["number"], team.shares
    press(team.elena, "+1 minute")
    shows(team.elena, number=number + 1)
    team.alike()
    assert team.shares["2"] == before["2"] + 60
    assert all(team.shares[one] < before[one] for one in "456")
    press(team.rosa, "Pause")
    for page in team.pages:
        shows(page, state="paused")
    left = left_of(seen(team.meeting))
    team.later(seconds=90)
    assert left_of(seen(team.meeting)) == left
    press(team.maya, "Resume")
    for page in team.pages:
        shows(page, state="open")
    team.alike()
    assert seen(team.meeting)["behind"] == 0


def who_comes_late_presents_at_the_end(team: Team, visit: Callable[[], Page]) -> None:
    assert team.order == ["1", "2", "3", "4", "5", "6"]
    team.on_to("present/4", by=team.amara)
    assert team.order == ["1", "2", "4", "5", "6", "3"]
    team.jun = visit()
    for page in team.pages:
        expect(page.get_by_text("In the room · 6 of 6")).to_be_visible(timeout=PATIENCE)
    team.alike()


def what_one_yields_the_others_have(team: Team) -> None:
    before = team.shares
    press_more(team.elena, "Yield the rest of my turn")
    for page in team.pages:
        shows(page, segment="present/5")
    team.alike()
    assert all(team.shares[one] > before[one] for one in "563")


def the_others_present(team: Team) -> None:
    assert team.jun
    for person, page in (("5", team.samir), ("6", team.rosa), ("3", team.jun)):
        team.on_to(f"present/{person}", by=page)
        expect(page.locator(".dial-presenter")).to_have_text("you")
        team.on_to(f"takeaway/{person}", by=page)


def one_asks_and_one_tap_answers(team: Team) -> None:
    team.on_to("exchange", by=team.maya)
    team.samir.get_by_text("Ask for a referral or a resource").click()
    team.samir.get_by_label("From").select_option("Psychologist")
    team.samir.get_by_role("button", name="Ask", exact=True).click()
    team.rosa.get_by_role("button", name="I can help Samir").click()
    expect(team.samir.get_by_text("Rosa Delgado can help")).to_be_visible()


def in_the_last_minute_there_is_a_takeaway(team: Team) -> None:
    team.on_to("close", by=team.maya)
    stand_still(room_of(team.meeting).ends - timedelta(seconds=60))
    team.alike()
    maya, mine = team.maya, card(team.maya, "What I take along")
    maya.get_by_label("In one sentence").fill("Ask before I advise.")
    maya.get_by_role("button", name="Keep it").click()
    expect(mine.get_by_text("Ask before I advise.")).to_be_visible()
    maya.get_by_label("What", exact=True).fill("Call the clinic.")
    maya.get_by_label("By when").fill("2027-03-09")
    maya.get_by_role("button", name="Add it").click()
    expect(mine.get_by_text("Call the clinic.")).to_be_visible()


def it_ends_on_time(team: Team) -> None:
    run_out(team.meeting)
    shows(team.maya, left=0)
    press(team.maya, "Close the meeting")
    for page in team.pages:
        expect(page.get_by_text("The timed part is over", exact=True)).to_be_visible()
    team.alike()
    room = room_of(team.meeting)
    assert room.ended == team.meeting.starts + timedelta(minutes=90)
    assert room.closes == room.ended + timedelta(minutes=15)
    stand_still(room.closes)
    for page in team.pages:
        shows(page, state="closed")


def what_remains_is_ones_own(team: Team) -> None:
    for page in (team.maya, team.elena):
        page.get_by_role("link", name="What remains of this meeting").click()
        expect(page.get_by_role("heading", name="Ended on time.")).to_be_visible()
    expect(card(team.maya, "What you take with you")).to_contain_text("Ask before I advise.")
    expect(card(team.maya, "What you take with you")).to_contain_text("Call the clinic. by March 9")
    expect(card(team.maya, "Requests from the wrap-up")).to_contain_text("Rosa Delgado can help")
    expect(card(team.maya, "Your minutes")).to_contain_text("Peer consultation90 minutes")
    expect(card(team.maya, "Time, lately")).to_contain_text("Over the last two meetings you had as much time as the")
    expect(card(team.elena, "Time, lately")).to_contain_text("less than an equal share")
    expect(team.elena.get_by_text("Ask before I advise.")).to_have_count(0)


def now_open(page: Page) -> Locator:
    return card(page, "What is open now")
