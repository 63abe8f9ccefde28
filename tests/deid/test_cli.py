"""The command line: a clean text, its findings and what is left, without Django or a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from soundingboard.deid import find, rewrite, risk
from soundingboard.deid.cli import main

LETTER = "She wrote to me from maya.o@example.org and feels a little better. What would you do next?\n"
QUIET = "The client feels a little better. What would you do next?\n"


@pytest.fixture
def run(capsys):
    """Runs one command; gives its status, what it printed and what it refused."""

    def run(*argv: str) -> tuple[int, str, str]:
        status = main(("deid", *argv))
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path):
    """Writes a file; gives its name."""

    def file(content: str | bytes) -> str:
        path = tmp_path / "given"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return file


def process(*argv: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """A command of its own, spoken to over pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "soundingboard.deid.cli", *argv],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=env,
    )


def lines(*records: object) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


def test_the_clean_text_is_printed_and_nothing_else(run, file):
    status, out, err = run(file(LETTER))

    assert (status, err) == (0, "")
    assert out == rewrite(LETTER)
    assert "maya.o" not in out


def test_a_text_without_an_end_of_line_gets_one_and_others_stay(run, file):
    assert run(file("She feels better."))[1] == "She feels better.\n"
    assert run(file("She feels better.\n\n"))[1] == "She feels better.\n\n"
    assert run(file(""))[1] == "\n"


def test_explained_each_finding_has_its_place_its_letter_and_its_reason(run, file):
    status, out, _ = run(file(LETTER), "--explain")

    (finding,) = find(LETTER)
    assert status == 0
    assert out.startswith(rewrite(LETTER))
    (row,) = (line for line in out.splitlines() if "maya.o@example.org" in line)
    assert row.split()[:4] == [str(finding.start), "maya.o@example.org", "EMAIL", "(F)"]
    assert finding.reason in row
    assert out.splitlines()[-1] == risk(LETTER).question


def test_explained_for_a_forum_it_tells_what_is_left_and_asks(run, file):
    text = file("A 20-year-old female student with OCD, ADHD and a past diagnosis of BPD.\n")

    meeting, forum = (run(text, "--explain", "--audience", audience)[1] for audience in ("meeting", "forum"))

    assert "Nothing was found. We do not find everything." in forum
    assert "the clinical question rather than the client" in forum
    assert "the clinical question rather than the client" not in meeting
    assert "Instead: A female student in her twenties." in forum
    assert forum.rstrip().endswith("?")


def test_what_a_terminal_would_obey_is_not_printed_in_the_table(run, file):
    out = run(file("Write to a\x1b[2J@example.org or b@example.org\x07."), "--explain")[1]

    assert "\x1b" not in out.partition("\n\n")[2]


def test_a_check_tells_by_its_status(run, file):
    assert run(file(QUIET), "--check") == (0, "Nothing was found. We do not find everything.\n", "")
    assert run(file(LETTER), "--check") == (1, "1 found: EMAIL 1.\n", "")


def test_each_line_is_answered_with_findings_and_risk(run, file):
    presenter = {"name": "Amara Obi", "town": "Ely", "state": "MN", "niche": ["deaf clients"]}
    deaf = "She is deaf and 44."

    status, out, err = run(
        file(lines({"id": "a1", "text": LETTER, "more": 1}, {"id": 2, "text": deaf, "presenter": presenter})), "--jsonl"
    )
    first, second = map(json.loads, out.splitlines())

    assert (status, err) == (0, "")
    assert list(first) == ["id", "text", "clean", "findings", "risk"]
    assert (first["id"], second["id"]) == ("a1", 2)
    assert first["text"] == LETTER
    assert first["clean"] == rewrite(LETTER)
    (finding,) = first["findings"]
    assert list(finding) == ["start", "end", "category", "letter", "reason", "suggestion", "confidence"]
    assert LETTER[finding["start"] : finding["end"]] == "maya.o@example.org"
    assert (finding["category"], finding["letter"]) == ("EMAIL", "F")
    (concern,) = (concern for concern in second["risk"] if concern["kind"] == "presenter")
    assert list(concern) == ["kind", "spans", "sentence", "blur", "weight"]
    assert [second["clean"][start:end] for start, end in concern["spans"]] == ["deaf"]


def test_the_audience_of_lines_can_be_a_forum(run, file):
    given = file(lines({"id": 1, "text": "She is 44 and from Ohio."}))

    meeting, forum = (json.loads(run(given, "--jsonl", "--audience", name)[1])["risk"] for name in ("meeting", "forum"))

    assert len(forum) > len(meeting)


def test_lines_are_checked_too(run, file):
    status, out, _ = run(file(lines({"id": 1, "text": QUIET}, {"id": 2, "text": LETTER})), "--jsonl", "--check")

    assert status == 1
    assert [len(json.loads(line)["findings"]) for line in out.splitlines()] == [0, 1]
    assert run(file(lines({"id": 1, "text": QUIET})), "--jsonl", "--check")[0] == 0


def test_offsets_count_characters_of_any_kind(run, file):
    text = "𝔐 🙂 e\u0301 \r\n\u202eשלום\u202c maya.o@example.org"

    findings = json.loads(run(file(lines({"id": 1, "text": text})), "--jsonl")[1])["findings"]
    (finding,) = (finding for finding in findings if finding["category"] == "EMAIL")

    assert text[finding["start"] : finding["end"]] == "maya.o@example.org"


def test_half_a_letter_comes_through(run, file):
    status, out, err = run(file('{"id": "\\udfff", "text": "So \\ud800 it is: a@example.org"}\n'), "--jsonl")

    answer = json.loads(out)
    assert (status, err) == (0, "")
    assert (answer["id"], answer["text"]) == ("\udfff", "So \ud800 it is: a@example.org")
    assert answer["findings"]


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_text_is_utf8_whatever_the_locale(locale):
    environment = {**os.environ, "LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    with process("-", env=environment) as command:
        out, err = command.communicate("Ella está “mejor” 🙂.\n".encode())

    assert (command.returncode, err) == (0, b"")
    assert out.decode() == "Ella está “mejor” 🙂.\n"


def test_a_line_is_answered_before_the_next_is_read():
    with process("-", "--jsonl") as command:
        assert command.stdin
        assert command.stdout
        for number in range(3):
            command.stdin.write(lines({"id": number, "text": LETTER}).encode())
            command.stdin.flush()
            assert json.loads(command.stdout.readline())["id"] == number
        command.stdin.close()

        assert command.wait() == 0


BAD_LINES = {
    "no JSON": ('{"id": 1,}', "is not JSON: column"),
    "a list": ("[1]", "is not an object"),
    "no text": ('{"id": 1}', "has no text"),
    "a number for text": ('{"id": 1, "text": 5}', "has no text"),
    "no id": ('{"text": "a"}', "has no id"),
    "true for an id": ('{"id": true, "text": "a"}', "has no id"),
    "no number": ('{"id": 1, "text": "a", "more": NaN}', "is not JSON"),
    "a number without end": ('{"id": 1' + "0" * 5000 + ', "text": "a"}', "is not JSON"),
    "nested without end": ("[" * 100_000, "is not JSON"),
    "no UTF-8": (b'{"id": 1, "text": "\xff"}', "is not UTF-8: byte 20"),
    "more than a megabyte": (b'{"id": 1, "text": "' + b"a" * 1_000_000 + b'"}', "larger than a megabyte"),
    "a presenter that is a name": ('{"id": 1, "text": "a", "presenter": "Maya"}', "has a presenter that is not"),
    "a presenter with more": ('{"id": 1, "text": "a", "presenter": {"age": 5}}', "has a presenter that is not"),
    "a niche that is a word": ('{"id": 1, "text": "a", "presenter": {"niche": "x"}}', "niche is a list"),
}


@pytest.mark.parametrize(("line", "reason"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_is_refused_with_its_number_and_what_was_printed_is_whole(line, reason, run, file):
    bad = line if isinstance(line, bytes) else line.encode()
    given = lines({"id": 0, "text": QUIET}).encode() + b"\n" + bad + b"\n" + lines({"id": 9, "text": QUIET}).encode()

    status, out, err = run(file(given), "--jsonl")

    assert status == 2
    assert [json.loads(answer)["id"] for answer in out.splitlines()] == [0]
    assert err.startswith("Line 3 ")
    assert reason in err
    assert len(err) < 200


REFUSED = {
    "a file that is not there": (["nowhere.txt"], "cannot be read: no such file"),
    "a folder": (["."], "cannot be read"),
    "no name of a file": (["a\0b"], "that is no name of a file"),
    "two files": (["-", "-"], "unrecognized"),
    "an unknown audience": (["-", "--audience", "everyone"], "forum"),
    "an unknown option": (["-", "--colour"], "--colour"),
    "lines that are explained": (["-", "--jsonl", "--explain"], "--explain is for one text"),
    "a check that explains": (["-", "--check", "--explain"], "Leave one of them out"),
}


@pytest.mark.parametrize(("argv", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_on_standard_error_with_2(argv, reason, run):
    status, out, err = run(*argv)

    assert (status, out) == (2, "")
    assert reason in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("content", "reason"), [(b"caf\xe9", "not UTF-8: byte 4"), (b"a" * 1_000_001, "larger than a megabyte")]
)
def test_a_text_that_cannot_be_read_is_refused(content, reason, run, file):
    status, out, err = run(file(content))

    assert (status, out) == (2, "")
    assert reason in err


def test_a_mark_of_byte_order_is_none_of_the_text(run, file):
    assert run(file(b"\xef\xbb\xbfShe feels better."))[1] == "She feels better.\n"
    assert json.loads(run(file(b"\xef\xbb\xbf" + lines({"id": 1, "text": "x"}).encode()), "--jsonl")[1])["text"] == "x"


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path):
    given = tmp_path / "many.jsonl"
    given.write_text(lines(*({"id": number, "text": LETTER} for number in range(2000))), "utf-8")
    with process(str(given), "--jsonl") as command:
        assert command.stdout
        assert command.stderr
        assert command.stdout.readline()
        command.stdout.close()

        assert (command.wait(), command.stderr.read()) == (0, b"")


def test_the_command_line_loads_no_django_and_opens_no_socket():
    program = (
        "import sys; from soundingboard.site.cli import main; "
        "status = main(['deid', '-', '--explain']); unwanted = {'django', 'sqlite3', 'socket', 'logging'}; "
        "sys.exit(status or any(name.split('.')[0] in unwanted for name in sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", program], input=LETTER.encode(), capture_output=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().startswith(rewrite(LETTER))


def test_without_a_file_standard_input_is_read():
    with process("--jsonl") as command:
        out, err = command.communicate(lines({"id": 7, "text": QUIET}).encode())

    assert (command.returncode, err) == (0, b"")
    assert json.loads(out)["id"] == 7


def test_nothing_of_a_text_is_written_to_the_disk(tmp_path):
    """In a folder of its own, with one for scratch files: both are empty afterwards."""
    environment = {**os.environ, "TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    with process("-", "--explain", cwd=tmp_path, env=environment) as command:
        command.communicate(LETTER.encode())

    assert command.returncode == 0
    assert list(Path(tmp_path).iterdir()) == []
