"""What the README tells a host is what the program knows."""

import re
from pathlib import Path

from soundingboard.agenda import formats
from soundingboard.site.environment import PREFIX, VARIABLES

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def test_its_table_has_every_variable_in_the_words_of_the_program():
    told = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| (.*) \|$", README, re.MULTILINE))

    assert told == VARIABLES


def test_every_file_and_make_target_it_names_is_there():
    targets = set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE))
    links = re.findall(r"\]\(([^)#:]+)\)", README)

    assert targets <= set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert targets >= {"demo", "test", "install"}
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_it_counts_the_ways_to_consult():
    assert len(formats.shipped()) == 21
    assert "Twenty-one ways to consult" in README
