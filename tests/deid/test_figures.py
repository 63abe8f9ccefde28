"""How well it is done on texts that nobody learned from; below this nothing is released. Figures: docs/deid.md."""

import pytest

from soundingboard.deid import find, rewrite
from tests.deid.scoring import SAFE_HARBOR, score
from tests.deid.test_rewrite import outside, stands
from tests.deid.texts import DEVELOPMENT, HERE, Case, parse

OWN = [case for file in sorted(HERE.glob("own-*.txt")) for case in parse(file)]
SETS = {"development": parse(DEVELOPMENT), "own": OWN}


@pytest.mark.slow
@pytest.mark.parametrize("cases", SETS.values(), ids=SETS)
def test_little_leaks_and_little_is_lost(cases: list[Case]) -> None:
    found = score((case, find(case.text)) for case in cases)

    assert found.recall(SAFE_HARBOR).percent >= 97
    assert found.traps.percent >= 98
    assert found.quiet.percent >= 90
    assert found.precision.percent >= 85


@pytest.mark.slow
@pytest.mark.parametrize("case", [case for cases in SETS.values() for case in cases], ids=lambda case: case.id)
def test_what_is_found_is_gone_and_a_second_look_finds_nothing(case: Case) -> None:
    covered = {place for one in find(case.text) for place in range(one.start, one.end)}
    missed = {one.text for one in case.spans if not covered.issuperset(range(one.start, one.end))}
    written = rewrite(case.text)

    assert [
        one.text
        for one in case.spans
        if one.text not in missed and stands(one.text, written) > stands(one.text, outside(case))
    ] == []
    assert find(written) == ()
    assert rewrite(written) == written
