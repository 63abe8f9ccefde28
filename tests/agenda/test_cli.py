"""The command line: agendas and formats without Django or a database."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from soundingboard.agenda.cli import main
from soundingboard.agenda.formats import shipped

SHIPPED = [pytest.param(format, id=format.id) for format in shipped()]


@pytest.fixture
def run(capsys):
    """Runs one command; gives its status, what it printed and what it refused."""

    def run(*argv: str) -> tuple[int, str, str]:
        status = main(argv)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path):
    """Writes a file; gives its name."""

    def file(content: object) -> str:
        path = tmp_path / "given.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return str(path)

    return file


def test_an_agenda_is_a_table_to_the_minute(run):
    status, out, err = run("agenda", "--format", "open-round", "--names", "Maya,Amara,Jun", "--minutes", "60")

    assert (status, err) == (0, "")
    assert out.splitlines()[:8] == [
        "Open round, 3 people, 60:00",
        "",
        "   at  minutes  who                   what",
        "─────  ───────  ────────────────────  ───────────────",
        " 0:00     5:00  Maya                  Settle",
        " 5:00     3:00  one by one            What we ask for",
        " 8:00     5:08  Maya                  Present",
        "13:08     2:30  the others, to Maya   Clarify",
    ]
    assert out.splitlines()[-1] == "Turns: Maya 14:40, Amara 14:40, Jun 14:40"


def test_json_has_whole_seconds_that_sum_exactly_and_equal_shares(run):
    status, out, _ = run("agenda", "--format", "open-round", "--people", "5", "--minutes", "90", "--json")
    agenda = json.loads(out)

    assert status == 0
    assert set(agenda) == {"format", "total_seconds", "segments", "shares"}
    assert (agenda["format"], agenda["total_seconds"]) == ("open-round", 5400)
    assert agenda["shares"] == dict.fromkeys("12345", 864)
    assert agenda["segments"][2] == {
        "start": 600,
        "seconds": 302,
        "kind": "present",
        "speaker": "1",
        "presenter": "1",
        "title": "Present",
        "prompt": "Tell us what we need to help you, and no more. What is your question?",
    }
    respond = agenda["segments"][4]
    assert (respond["kind"], respond["speaker"], respond["presenter"]) == ("respond", None, "1")


@pytest.mark.parametrize("format", SHIPPED)
def test_every_format_is_planned_and_drawn_at_every_size_and_length_it_names(format, run, tmp_path):
    for people in (format.size.least, format.size.usual, format.size.most):
        for minutes in (*format.lengths, format.lengths[-1] + 13):
            dial = tmp_path / "dial.svg"
            status, out, err = run(
                *f"agenda --format {format.id} --people {people} --minutes {minutes} --json --svg {dial}".split()
            )
            if minutes < format.usual_minutes and status == 2:  # too many for the short length: it says what fits
                assert "plan" in err.lower()
                continue

            agenda = json.loads(out)
            segments = agenda["segments"]
            assert (status, err) == (0, "")
            assert sum(segment["seconds"] for segment in segments) == minutes * 60
            assert all(isinstance(segment["seconds"], int) and segment["seconds"] >= 1 for segment in segments)
            assert [segment["start"] for segment in segments] == [
                sum(earlier["seconds"] for earlier in segments[:place]) for place in range(len(segments))
            ]
            for person, share in agenda["shares"].items():
                assert share == sum(segment["seconds"] for segment in segments if segment["presenter"] == person)
            assert ET.parse(dial).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_what_is_not_said_is_as_usual(run):
    agenda = json.loads(run("agenda", "--format", "wise-crowd", "--json")[1])

    assert (agenda["total_seconds"], list(agenda["shares"])) == (75 * 60, ["1", "2", "3", "4", "5"])


def test_only_those_who_present_have_a_turn(run):
    out = run("agenda", "--names", "Maya, Amara, Jun, Elena", "--presenting", "Jun, Maya", "--minutes", "60", "--json")[
        1
    ]

    assert list(json.loads(out)["shares"]) == ["Jun", "Maya"]


def test_whoever_is_owed_time_comes_first(run, file):
    owed = file({"Jun": 300, "Maya": -120.4})

    out = run("agenda", "--names", "Maya,Amara,Jun", "--minutes", "61", "--ledger", owed, "--json")[1]

    assert list(json.loads(out)["shares"]) == ["Jun", "Amara", "Maya"]


def test_one_who_asks_for_less_has_less(run, file):
    asks = file({"Jun": {"kind": "Emotional Support", "minutes": 7.5}, "Maya": {"kind": "SECOND-LOOK"}, "Amara": {}})

    out = run("agenda", "--names", "Maya,Amara,Jun", "--minutes", "60", "--asks", asks, "--json")[1]

    assert json.loads(out)["shares"] == {"Maya": 1095, "Amara": 1095, "Jun": 450}


def test_by_need_the_most_urgent_comes_first_and_the_table_says_what_was_cut(run, file):
    asks = file({"3": {"level": 1, "minutes": 20}, "1": {"level": 5, "minutes": 20}, "2": {"level": 3, "minutes": 10}})

    status, out, _ = run("agenda", "--format", "dbt-team", "--people", "3", "--minutes", "60", "--asks", asks)

    assert status == 0
    assert "Turns: 3 20:00, 2 10:00, 1 10:00" in out
    assert "Less than asked: 1 10:00 of 20:00" in out
    assert "Not a substitute for DBT training." in out


def test_the_formats_are_listed_for_people_and_for_programs(run):
    status, out, _ = run("formats")
    listed = json.loads(run("formats", "--json")[1])

    assert status == 0
    assert [line.split()[0] for line in out.splitlines()[2:]] == [format.id for format in shipped()]
    assert [entry["id"] for entry in listed] == [format.id for format in shipped()]
    assert listed[0]["title"] == "Open round"
    assert (listed[0]["division"], listed[0]["minutes"]) == ("each", [60, 90])
    assert listed[0]["size"] == {"least": 3, "usual": 6, "most": 8}


REFUSED = {
    "an unknown format": ("--format open-rond", "Did you mean open-round?"),
    "no minutes": ("--minutes 0", "above 0"),
    "negative minutes": ("--minutes=-5", "above 0"),
    "minutes that are none": ("--minutes soon", "above 0"),
    "endless minutes": ("--minutes inf", "above 0"),
    "nobody": ("--people 0", "1 or more"),
    "half a person": ("--people 2.5", "whole number"),
    "too many people": ("--people 12 --minutes 15", "3 to 8 people"),
    "too many turns": ("--people 8 --minutes 30", "2 turns fit, or plan 64 minutes"),
    "two counts": ("--people 4 --names Maya,Amara,Jun", "--people says 4 and --names has 3"),
    "a name twice": ("--names Maya,Jun,Maya", "Maya is named twice"),
    "an empty name": ("--names Maya,,Jun", "empty"),
    "a name that rings": ("--names Maya,Jun,\a", "printed"),
    "a stranger who presents": ("--names Maya,Amara,Jun --presenting Amira", "Did you mean Amara?"),
    "a presenter twice": ("--people 4 --presenting 1,1", "1 is named twice"),
    "a presenter where nobody presents": ("--format journal --presenting 1", "Nobody presents"),
    "a file that is not there": ("--ledger nowhere.json", "cannot be read: no such file"),
    "a folder": ("--asks .", "cannot be read"),
    "a picture in no folder": ("--svg no/such/folder.svg", "cannot be written"),
    "an unknown option": ("--colour", "--colour"),
}


@pytest.mark.parametrize(("argv", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_on_standard_error_with_2(argv, reason, run):
    status, out, err = run("agenda", *argv.split(" "))

    assert (status, out) == (2, "")
    assert reason in err
    assert "Traceback" not in err


BAD_FILES = {
    "no JSON": ("ledger", '{"Maya": 1,}', "not JSON: line 1"),
    "not an object": ("ledger", "[1]", "not an object"),
    "a name twice": ("ledger", '{"Maya": 1, "Maya": 2}', "twice"),
    "a stranger": ("ledger", '{"Tomasz": 1}', "not among the people"),
    "a word for seconds": ("ledger", '{"Maya": "much"}', "number of seconds"),
    "true for seconds": ("ledger", '{"Maya": true}', "number of seconds"),
    "no number": ("ledger", '{"Maya": NaN}', "number of seconds"),
    "a huge number": ("ledger", '{"Maya": 1' + "0" * 400 + "}", "number of seconds"),
    "a number without end": ("ledger", '{"Maya": 1' + "0" * 5000 + "}", "not JSON"),
    "nested without end": ("ledger", "[" * 100_000, "not JSON"),
    "an ask that is none": ("asks", '{"Maya": "advice"}', "kind, minutes and level"),
    "an ask with more": ("asks", '{"Maya": {"king": "advice"}}', "kind, minutes and level"),
    "an unknown kind": ("asks", '{"Maya": {"kind": "advise"}}', "Did you mean advice?"),
    "a kind that is none": ("asks", '{"Maya": {"kind": 3}}', "It is one of advice, "),
    "minutes below 0": ("asks", '{"Maya": {"minutes": -1}}', "above 0"),
    "a sixth level": ("asks", '{"Maya": {"level": 6}}', "1 (risk to life) to 5"),
    "a level that is none": ("asks", '{"Maya": {"level": true}}', "1 (risk to life) to 5"),
}


@pytest.mark.parametrize(("option", "content", "reason"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_without_repeating_it(option, content, reason, run, file):
    status, out, err = run("agenda", "--names", "Maya,Amara,Jun", f"--{option}", file(content))

    assert (status, out) == (2, "")
    assert reason in err
    assert len(err) < 200


def test_the_command_line_loads_no_django():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from soundingboard.agenda.cli import main; main(['formats']); "
            "sys.exit(any(name.split('.')[0] in {'django', 'sqlite3'} for name in sys.modules))",
        ],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_a_reader_who_has_seen_enough_is_no_error():
    process = subprocess.Popen(
        [sys.executable, "-m", "soundingboard.agenda.cli", "formats", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr

    process.stdout.close()

    assert (process.wait(), process.stderr.read()) == (0, b"")
    process.stderr.close()


def test_what_did_not_fit_last_time_comes_first(run, file):
    asks = file({"Ana": {"level": 2, "minutes": 35}, "Ben": {"level": 5}})
    dbt = ("agenda", "--format", "dbt-team", "--names", "Ana,Ben,Cem", "--minutes", "60", "--asks", asks)

    assert run(*dbt)[1].splitlines()[-2] == "First next time: Ben"
    assert run(*dbt, "--carried", "Ben")[1].splitlines()[-2] == "First next time: Cem"
    assert run(*dbt, "--carried", "Dan")[0] == 2
