"""The agenda builder: what is proposed, kept, refused and sent."""

from datetime import timedelta

import pytest
from django.core import mail

from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting, Tally, Words
from soundingboard.meetings.services import preparing
from tests.tuesday import NOON, arrive, call, seat

pytestmark = pytest.mark.django_db

QUESTION = "How do I bring up the end of our work?"


def said(meeting, **changed):
    """What the page of an open round of five sends when nothing was changed but this."""
    fresh = Meeting.objects.get(pk=meeting.pk)
    return {
        "seen": queries.fingerprint(fresh),
        "format": "open-round",
        "minutes": "90",
        "day": "2027-03-02",
        "at": "12:00",
        "pace": "gentle",
        "order": ["1", "2", "3", "4", "5"],
        "presenting": ["1", "2", "3", "4", "5"],
        "in_order": "fair",
        "kind": "other",
        "shown": "open-round",
        "do": "save",
        **changed,
    }


@pytest.fixture
def builder(people, meeting, sign_in):
    """Maya's page: `builder()` gets it, `builder(minutes="60")` sends it, `builder.look(...)` asks for the preview."""

    class Page:
        address = f"/meetings/{meeting.public_id}/agenda/"
        client = sign_in(people.maya)

        def __call__(self, **changed):
            if not changed:
                return self.client.get(self.address)
            return self.client.post(self.address, said(meeting, **changed))

        def look(self, **changed):
            return self.client.post(f"{self.address}preview/", said(meeting, **changed))

    return Page()


def owes(meeting, people, first):
    """Two earlier meetings of the series in which `first` had nothing and everybody else a quarter of an hour."""
    for weeks in (1, 2):
        earlier = call(people, starts=NOON - timedelta(weeks=weeks))
        Meeting.objects.filter(pk=earlier.pk).update(settled_at=clock.now())
        Tally.objects.bulk_create(
            Tally(
                meeting=earlier,
                clinician=person,
                own=0 if person == first else 900,
                responding=0,
                present=5400,
                presented=person != first,
                passed=False,
            )
            for person in people.members
        )


# What it shows


def test_the_agenda_stands_to_the_minute_with_everyones_own_part_marked(builder):
    html = builder().content.decode()

    assert "12:00" in html
    assert "Maya&#x27;s turn" in html
    assert html.count("your part") == 1
    assert "14:24" in html
    assert "Open round fits: five people" in html


def test_what_people_ask_is_on_the_page_and_only_ones_own_can_be_written(people, meeting, builder):
    services.state_ask(seat(people.amara, meeting), kind="support", words=clean(QUESTION))

    html = builder().content.decode()

    assert f"Emotional support: “{QUESTION}”" in html
    assert 'name="question"' in html
    assert html.count(QUESTION) == 1  # not in a box of Maya's


def test_the_ledgers_remark_stands_in_the_row_it_concerns(people, meeting, builder):
    owes(meeting, people, people.samir)

    rows = builder().context["rows"]

    assert next(row["name"] for row in rows if "name" in row) == "Samir"
    assert [row["line"] for row in rows if row.get("name") == "Samir"] == ["had less time lately, so goes first"]
    assert not any("less time" in row["line"] for row in rows if row.get("name") != "Samir")


def test_whoever_keeps_an_order_is_not_told_that_the_ledger_decides(people, meeting, builder):
    owes(meeting, people, people.samir)

    rows = builder.look(in_order="listed").context["rows"]

    assert next(row["name"] for row in rows if "name" in row) == "Maya"
    assert [row["line"] for row in rows if row.get("name") == "Samir"] == ["had less time lately"]


def test_where_few_present_each_phase_has_its_row_and_the_next_in_line_are_named(builder):
    context = builder.look(format="dilemma", minutes="60").context

    assert [row["title"] for row in context["rows"]][0:2] != []
    assert len(context["rows"]) == len(context["drawn"].agenda.segments)
    assert context["notes"] == ["If a presenter cannot: Amara, Jun, Elena or Samir."]


# What changes as one goes


def test_a_preview_shows_the_change_and_keeps_nothing(meeting, builder):
    before = queries.fingerprint(meeting)

    response = builder.look(minutes="60", presenting=["1", "3"])

    assert response.context["drawn"].agenda.total == 3600
    assert response.context["drawn"].agenda.presenters == ("1", "3")
    assert "Nothing to present today: Amara, Elena and Samir." in response.content.decode()
    meeting.refresh_from_db()
    assert queries.fingerprint(meeting) == before


def test_what_does_not_fit_is_said_calmly_with_what_would(builder):
    response = builder.look(minutes="30")

    html = response.content.decode()
    assert response.status_code == 200
    assert response.context["refused"].fits in html
    assert "Nothing was changed" in html


def test_by_need_the_most_urgent_go_first_and_cuts_and_carries_are_said_now(people, meeting, builder):
    for person, level, minutes in ((people.amara, 1, 40), (people.jun, 5, 30), (people.elena, 2, 20)):
        services.state_ask(seat(person, meeting), kind="advice", minutes=minutes, level=level)

    response = builder.look(format="dbt-team", presenting=["1", "2", "3", "4"], level="3", own_minutes="10")

    context = response.context
    assert context["drawn"].agenda.presenters == ("2", "4", "1", "3")
    assert any(note.startswith("Jun asked for 30 minutes and has ") for note in context["notes"])
    assert 'id="agenda-need" hx-swap-oob="true">' in response.content.decode()


def test_an_item_that_does_not_fit_is_carried_to_the_next_agenda(people, meeting, builder):
    for person, level in ((people.amara, 1), (people.jun, 5), (people.elena, 2), (people.samir, 3)):
        services.state_ask(seat(person, meeting), kind="advice", level=level)

    notes = builder.look(format="dbt-team", minutes="34").context["notes"]

    assert any(note.startswith("Not today: ") and "Jun" in note for note in notes)


def test_what_did_not_fit_last_time_is_on_top_and_says_so(people, meeting, builder):
    owes(meeting, people, people.maya)
    Tally.objects.filter(clinician=people.samir, meeting__starts=NOON - timedelta(weeks=1)).update(own=0, carried=True)
    services.state_ask(seat(people.amara, meeting), kind="advice", level=1)
    services.state_ask(seat(people.jun, meeting), kind="advice", level=2)

    rows = builder.look(format="dbt-team", kind="support", level="4").context["rows"]

    turns = [(row["name"], row["line"]) for row in rows if "name" in row]
    assert [name for name, _ in turns] == ["Amara", "Samir", "Jun", "Maya", "Elena"]
    assert dict(turns)["Samir"] == "carried over from last time"
    assert dict(turns)["Maya"].endswith("has had less time lately")
    html = builder.look(format="open-round").content.decode()
    assert "carried over" not in html


def test_other_asks_bring_other_formats(people, meeting, builder):
    for person in people.members[1:]:
        services.state_ask(seat(person, meeting), kind="support")

    response = builder.look(kind="support", minutes="60")

    assert response.context["why"].startswith("Support round fits: five people, emotional support, 60 minutes")


def test_the_two_buttons_move_people_without_javascript_and_keep_what_was_typed(builder):
    response = builder(do="up 3", question=QUESTION)

    html = response.content.decode()
    assert response.status_code == 200
    assert [one["id"] for one in response.context["people"]] == ["1", "3", "2", "4", "5"]
    assert QUESTION in html
    assert not Words.objects.exists()


# What is kept


def test_everything_is_kept_at_once(people, meeting, builder):
    response = builder(
        format="support",
        minutes="75",
        day="2027-03-03",
        at="13:30",
        pace="strict",
        order=["3", "1", "2", "4", "5"],
        presenting=["1", "3", "4"],
        in_order="listed",
        kind="support",
        own_minutes="12",
        question=QUESTION,
    )

    assert response.status_code == 302
    meeting.refresh_from_db()
    assert (meeting.format_id, meeting.minutes, meeting.pace, meeting.ordered) == ("support", 75, "strict", True)
    assert meeting.starts == NOON + timedelta(days=1, hours=1, minutes=30)
    assert queries.agenda(meeting).presenters == ("3", "1", "4")
    own = queries.said(meeting)["1"]
    assert (own.ask.kind, own.ask.minutes, own.question) == ("support", 12, QUESTION)


def test_a_form_sent_twice_is_kept_once(builder, meeting):
    form = said(meeting, question=QUESTION)

    first = builder.client.post(builder.address, form)
    again = builder.client.post(builder.address, form)

    assert (first.status_code, again.status_code) == (302, 302)
    assert Words.objects.count() == 1


def test_nobody_can_write_anothers_ask(people, meeting, builder):
    services.state_ask(seat(people.amara, meeting), kind="support", words=clean(QUESTION))

    builder(kind="advice", question="Mine.", presenting=["1"], seat="2", place="2")

    asked = queries.said(meeting)
    assert (asked["2"].ask.kind, asked["2"].question) == ("support", QUESTION)
    assert asked["1"].question == "Mine."


def test_a_question_can_be_taken_away(people, meeting, builder):
    services.state_ask(seat(people.maya, meeting), kind="advice", words=clean(QUESTION))

    builder(kind="advice", question="")

    assert queries.said(meeting)["1"].question == ""
    assert not queries.own_words(seat(people.maya, meeting)).exists()


def test_a_refusal_keeps_all_that_was_typed_and_changes_nothing(meeting, builder):
    response = builder(minutes="20", question=QUESTION, pace="strict", order=["5", "1", "2", "3", "4"])

    assert response.status_code == 422
    html = response.content.decode()
    assert QUESTION in html
    assert next(one["id"] for one in response.context["people"]) == "5"
    assert str(response.context["unsaved"].fits) in html
    meeting.refresh_from_db()
    assert (meeting.minutes, meeting.pace) == (90, "gentle")
    assert not Words.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": ""},
        {"minutes": "a while"},
        {"minutes": "100000"},
        {"format": "no-such-format"},
        {"day": "2027-02-30"},
        {"presenting": ["9"]},
        {"level": "7", "format": "dbt-team"},
        {"own_minutes": "-3"},
        {"question": "x" * 400},
        {"pace": "hurried"},
    ],
)
def test_what_cannot_be_read_is_shown_beside_its_box(meeting, builder, wrong):
    response = builder(**wrong)

    assert response.status_code == 422
    assert b'class="notice' in response.content
    meeting.refresh_from_db()
    assert (meeting.format_id, meeting.minutes) == ("open-round", 90)
    assert builder.look(**wrong).status_code == 200


def test_an_hour_that_does_not_exist_on_the_night_clocks_change_is_refused(meeting, builder):
    response = builder(day="2027-03-14", at="02:30")

    assert response.status_code == 422
    assert "does not exist" in response.content.decode()
    meeting.refresh_from_db()
    assert meeting.starts == NOON


def test_who_saves_over_a_change_of_somebody_else_is_told_first(people, meeting, builder):
    mine = said(meeting, pace="strict")
    services.set_agenda(meeting, by=people.jun, minutes=60)

    refused = builder.client.post(builder.address, mine)

    assert refused.status_code == 422
    assert "Somebody changed this agenda" in refused.content.decode()
    assert (
        builder.client.post(builder.address, {**mine, "seen": refused.context["form"]["seen"].value()}).status_code
        == 302
    )
    meeting.refresh_from_db()
    assert (meeting.minutes, meeting.pace) == (90, "strict")


def test_saying_what_one_asks_is_no_change_of_the_plan(people, meeting, builder):
    services.set_agenda(meeting, by=people.maya, presenting=["1", "2", "3", "4", "5"])
    mine = said(meeting, pace="strict")
    services.state_ask(seat(people.jun, meeting), kind="support", words=clean(QUESTION))

    assert builder.client.post(builder.address, mine).status_code == 302


# What is sent


def test_the_agenda_is_sent_with_times_and_ones_own_part_and_nothing_that_anyone_asks(
    people, meeting, builder, django_capture_on_commit_callbacks
):
    services.state_ask(seat(people.amara, meeting), kind="support", words=clean("About my own tiredness."))

    with django_capture_on_commit_callbacks(execute=True):
        response = builder(do="send", question=QUESTION, kind="advice")

    assert response.status_code == 302
    meeting.refresh_from_db()
    assert meeting.agenda_sent_at is not None
    everything = " ".join(f"{message.subject} {message.body}" for message in mail.outbox).lower()
    assert not any(asked in everything for asked in ("tired", "support", "advice", QUESTION.lower()))


# Who may


def test_who_has_no_seat_finds_nothing(people, meeting, sign_in):
    for path in ("agenda/", "agenda/preview/"):
        address = f"/meetings/{meeting.public_id}/{path}"
        assert sign_in(people.tomasz).post(address, said(meeting)).status_code == 404
        assert sign_in(people.tomasz).get(address).status_code in (404, 405)


def test_once_the_meeting_has_begun_the_page_sends_people_to_the_room(people, meeting, builder):
    arrive(meeting, people.maya)
    clock.move_to(NOON)

    response = builder(minutes="60")

    assert response.status_code == 409
    assert f"/meetings/{meeting.public_id}/" in response.content.decode()
    meeting.refresh_from_db()
    assert meeting.minutes == 90


def test_a_canceled_meeting_has_no_agenda(meeting, builder):
    services.cancel(meeting)

    assert builder().status_code == 409


def test_the_page_costs_the_same_whether_two_come_or_five(people, meeting, builder, django_assert_max_num_queries):
    builder()
    with django_assert_max_num_queries(22):
        builder()


# A series' own formats


def test_a_series_own_format_can_be_chosen(people, meeting, builder):
    from soundingboard.agenda import formats

    text = formats.render(formats.load("support")).replace('title = "Support round"', 'title = "Our hour"')
    preparing.adopt_format("tuesday", "our-hour", text, by=people.maya)

    assert "Our hour" in builder().content.decode()
    assert builder(format="our-hour", minutes="60").status_code == 302
    meeting.refresh_from_db()
    assert queries.format_of(meeting).title == "Our hour"
    assert queries.agenda(meeting).total == 3600


def test_meetings_that_are_planned_with_a_format_go_by_its_new_version(people, meeting, builder):
    from soundingboard.agenda import formats

    text = formats.render(formats.load("support")).replace('title = "Support round"', 'title = "Our hour"')
    preparing.adopt_format("tuesday", "our-hour", text, by=people.maya)
    builder(format="our-hour", minutes="60")

    renewed = preparing.adopt_format("tuesday", "our-hour", text.replace("Our hour", "Hour of ours"), by=people.maya)

    assert renewed == 1
    assert queries.format_of(Meeting.objects.get(pk=meeting.pk)).title == "Hour of ours"
