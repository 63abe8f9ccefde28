"""A group's own formats: copied, changed in boxes or as text, refused with line and reason, used."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from soundingboard.agenda import formats
from soundingboard.agenda.formats import render
from soundingboard.agenda.plan import at_length
from soundingboard.groups import queries, services
from soundingboard.groups.forms.formats import FormatForm
from soundingboard.meetings import queries as meetings
from tests.people import next_meeting, tuesday_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(people):
    return tuesday_team(people)


@pytest.fixture
def maya(people, sign_in):
    return sign_in(people.maya)


def address(group, rest=""):
    return f"/groups/{group.public_id}/formats/{rest}"


def boxes(response, **changed):
    """What the page's boxes hold, as a browser would send them."""
    return held(response.content.decode()) | {"do": "save"} | changed


def held(html):
    html = html.partition('id="format-editor"')[2].partition("</form>")[0]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", html):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said.get("type") != "checkbox" or " checked" in tag:
            default = "on" if said.get("type") == "checkbox" else ""
            sent.setdefault(said["name"], []).append(unescape(said.get("value", default)))
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.S):
        sent[name] = [unescape(text)]
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        sent[name] = re.findall(r'value="([^"]*)" selected', inside)
    sent.pop("csrfmiddlewaretoken", None)
    return sent


@pytest.mark.parametrize("format", formats.shipped(), ids=lambda format: format.id)
def test_every_format_comes_out_of_the_boxes_as_it_went_in(format):
    html = render_to_string("groups/format_boxes.html", {"form": FormatForm(format), "editor": None})
    sent = QueryDict(mutable=True)
    for name, values in held(html).items():
        sent.setlist(name, values)

    read = FormatForm(format, sent).read()

    assert read is not None
    assert replace(read, phases=()) == replace(format, phases=())
    for phase, before in zip(read.phases, format.phases, strict=True):
        assert replace(phase, minutes={}) == replace(before, minutes={})
        if before.share is None:
            assert {length: at_length(phase.minutes, length) for length in format.lengths} == {
                length: at_length(before.minutes, length) for length in format.lengths
            }


def test_phases_change_in_the_boxes(group, maya):
    page = maya.get(address(group, "copy/open-round/"))
    changed = boxes(
        page, **{"title": "Our hour", "p0-title": "Arrive", "p0-minutes_90": "10", "p3-share": "12", "p4-share": "45"}
    )

    maya.post(address(group, "copy/open-round/"), changed)

    (own,) = meetings.own_formats_of(group.series)
    assert (own.id, own.title) == ("our-hour", "Our hour")
    assert (own.phases[0].title, own.phases[0].minutes[90], own.phases[0].minutes[60]) == ("Arrive", 10, 5)
    assert [phase.share for phase in own.phases if phase.share] == [35, 12, 45, 8]


def test_phases_are_moved_added_and_removed_without_javascript_and_nothing_typed_is_lost(group, maya):
    where = address(group, "copy/open-round/")
    page = maya.get(where)

    page = maya.post(where, boxes(page, **{"p0-title": "Arrive", "do": "down 0"}))
    assert titles(page)[:2] == ["What we ask for", "Arrive"]
    page = maya.post(where, boxes(page, do="remove 6"))
    assert "Exchange" not in titles(page)
    page = maya.post(where, boxes(page, do="add 0"))
    assert titles(page)[2] is None
    new = page.context["editor"].boxes.phases[2].place
    written = {
        f"p{new}-title": "A song",
        f"p{new}-prompt": "Sing.",
        f"p{new}-minutes_60": "2",
        f"p{new}-minutes_90": "2",
    }
    saved = maya.post(where, boxes(page, **written))

    assert saved.status_code == 302
    (own,) = meetings.own_formats_of(group.series)
    assert [phase.title for phase in own.phases][:3] == ["What we ask for", "Arrive", "A song"]
    assert own.phases[2].id == "a-song"


def titles(page):
    return [phase["title"].value() for phase in page.context["editor"].boxes.phases]


def test_a_broken_format_is_refused_with_line_and_reason_and_keeps_what_was_typed(group, maya):
    where = address(group, "copy/open-round/")
    page = maya.get(where)

    refused = maya.post(where, boxes(page, **{"p3-share": "30", "title": "Too much"}))

    assert refused.status_code == 422
    html = unescape(refused.content.decode())
    assert "The shares of a turn make 113 percent." in html
    assert re.search(r"line \d+ of the text", html)
    assert ">\nToo much</textarea>" in html
    assert not meetings.own_formats(group.series).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"p0-title": ""}, {"p0-minutes_90": "many"}, {"p0-kind": "dance"}, {"title": ""}, {"p2-prompt": "x" * 500}],
)
def test_what_cannot_be_read_is_said_beside_its_box(group, maya, wrong):
    where = address(group, "copy/open-round/")

    refused = maya.post(where, boxes(maya.get(where), **wrong))

    assert refused.status_code == 422
    assert b"field-error" in refused.content
    assert not meetings.own_formats(group.series).exists()


def test_a_change_is_tried_without_being_kept(group, maya):
    where = address(group, "copy/open-round/")
    page = maya.get(where)

    tried = maya.post(where, boxes(page, **{"p0-minutes_90": "20", "do": ""}))

    assert tried.status_code == 200
    assert tried.context["dial"]["segments"][0]["seconds"] == 1200
    assert not meetings.own_formats(group.series).exists()


def test_as_text_the_refusal_names_the_line(group, maya):
    where = address(group, "copy/open-round/")
    text = render(formats.load("open-round")).replace('kind = "settle"', 'kind = "settel"')
    line = text.split("\n").index('kind = "settel"') + 1

    refused = maya.post(where, {"text": text, "do": "save"})

    assert refused.status_code == 422
    html = unescape(refused.content.decode())
    assert f"Line {line}: `kind` has a value that is not known here." in html
    assert 'Did you mean "settle"?' in html
    assert 'kind = "settel"' in html


def test_what_is_typed_goes_from_the_boxes_to_the_text_and_back(group, maya):
    where = address(group, "copy/open-round/")
    as_text = maya.post(where, boxes(maya.get(where), **{"p0-title": "Arrive", "do": "text"}))
    text = as_text.context["editor"].as_text["text"].value()
    assert 'title = "Arrive"' in text

    in_boxes = maya.post(where, {"text": text.replace("lengths = [60, 90]", "lengths = [60, 75, 90]"), "do": "boxes"})

    assert titles(in_boxes)[0] == "Arrive"
    assert "minutes_75" in in_boxes.content.decode()
    assert not meetings.own_formats(group.series).exists()


def test_remarks_in_a_text_are_kept(group, maya):
    text = "# Ours since the spring\n" + render(formats.load("support")).replace("Support round", "Our hour")

    maya.post(address(group, "copy/support/"), {"text": text, "do": "save"})

    assert meetings.own_formats(group.series).get().toml.startswith("# Ours since the spring")
    page = maya.post(address(group, "our-hour/"), boxes(maya.get(address(group, "our-hour/")), do="text"))
    assert "Our hour" in page.content.decode()


@pytest.mark.parametrize(
    "titled", ['"title" = "Ask Sarah Miller"', "'title' = 'Ask Sarah Miller'", 'title = "Ask S\\u0061rah Mi\\u006cler"']
)
def test_no_way_to_write_a_text_gets_a_name_past_the_door(group, maya, titled):
    text = render(formats.load("support"))
    name = re.search(r'(?<=\n)kind = "[a-z]+"\n(title = "[^"]*")\n', text)
    assert name
    text = text.replace(name[1], titled, 1)
    assert "Ask Sarah Miller" in [phase.title for phase in formats.parse(text, "support").phases]

    refused = maya.post(address(group, "copy/support/"), {"text": text, "do": "save"})

    assert refused.status_code == 422
    assert not meetings.own_formats(group.series).exists()


def test_ones_own_format_is_offered_for_meetings_and_planned_with(people, group, maya):
    text = render(formats.load("support")).replace('title = "Support round"', 'title = "Our hour"')
    maya.post(address(group, "copy/support/"), {"text": text, "do": "save"})
    rules = services.Rules(format_id="our-hour", minutes=60)

    services.change_rules(group, rules, by=people.jun)
    meeting = next_meeting(group, minutes=60)

    assert meetings.format_of(meeting).title == "Our hour"
    assert next(format.title for format in queries.formats_of(group.series)) == "Our hour"


def test_meetings_planned_with_it_go_by_a_change(people, group, maya):
    text = render(formats.load("support")).replace('title = "Support round"', 'title = "Our hour"')
    maya.post(address(group, "copy/support/"), {"text": text, "do": "save"})
    services.change_rules(group, services.Rules(format_id="our-hour", minutes=60), by=people.jun)
    meeting = next_meeting(group, minutes=60)

    told = maya.post(
        address(group, "our-hour/"), {"text": text.replace("Our hour", "Hours"), "do": "save"}, follow=True
    )

    meeting.refresh_from_db()
    assert meetings.format_of(meeting).title == "Hours"
    assert "1 meeting planned with it will go by it" in told.content.decode()


def test_a_removed_format_leaves_meetings_their_copy_and_the_group_the_default(people, group, maya):
    text = render(formats.load("support")).replace('title = "Support round"', 'title = "Our hour"')
    maya.post(address(group, "copy/support/"), {"text": text, "do": "save"})
    services.change_rules(group, services.Rules(format_id="our-hour", minutes=60), by=people.jun)
    meeting = next_meeting(group, minutes=60)

    maya.post(address(group, "our-hour/remove/"))

    meeting.refresh_from_db()
    group.refresh_from_db()
    assert meetings.format_of(meeting).title == "Our hour"
    assert queries.format_of(group).id == "open-round"
    assert maya.get(address(group, "our-hour/")).status_code == 404


def test_two_of_the_same_title_have_names_of_their_own(group, maya):
    text = render(formats.load("support"))

    for _ in range(2):
        maya.post(address(group, "copy/support/"), {"text": text, "do": "save"})

    assert [row.slug for row in meetings.own_formats(group.series)] == ["support-round", "support-round-2"]


def test_more_formats_than_a_group_needs_are_refused(group, maya):
    text = render(formats.load("support"))
    for _ in range(services.MOST_FORMATS):
        maya.post(address(group, "copy/support/"), {"text": text, "do": "save"})

    refused = maya.post(address(group, "copy/support/"), {"text": text, "do": "save"})

    assert refused.status_code == 422
    assert meetings.own_formats(group.series).count() == services.MOST_FORMATS


def test_who_is_not_in_the_group_finds_nothing(people, group, sign_in, maya):
    maya.post(address(group, "copy/support/"), {"text": render(formats.load("support")), "do": "save"})
    tomasz = sign_in(people.tomasz)

    for rest in ("", "copy/open-round/", "support-round/"):
        assert tomasz.get(address(group, rest)).status_code == 404
    assert tomasz.post(address(group, "support-round/remove/")).status_code == 404
    assert meetings.own_formats(group.series).count() == 1


def test_the_list_asks_the_database_little(group, maya, django_assert_max_num_queries):
    maya.get(address(group))
    with django_assert_max_num_queries(8):
        maya.get(address(group))
