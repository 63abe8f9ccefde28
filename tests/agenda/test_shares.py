"""Time divided among people and phases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soundingboard.agenda.format import Role
from soundingboard.agenda.shares import (
    CannotPlan,
    Tally,
    apportion,
    carried_over,
    equal_shares,
    ledger,
    needed_shares,
    rotate,
    wished_shares,
)

wishes = st.lists(st.none() | st.integers(60, 5_400), min_size=1, max_size=12)


@given(total=st.integers(60, 14_400), presenters=st.integers(1, 12))
def test_shares_are_whole_equal_to_a_second_and_use_all_the_time(total, presenters):
    try:
        shares = equal_shares(total, presenters, least=60)
    except CannotPlan:
        assert total < 60 * presenters
    else:
        assert sum(shares) == total
        assert max(shares) - min(shares) <= 1


def test_a_refusal_says_what_was_left_what_is_needed_and_what_would_fit():
    with pytest.raises(CannotPlan) as refusal:
        equal_shares(900, 12, least=360)

    assert str(refusal.value) == "12 turns in 15:00 leave 1:15 each; this format needs 6:00. 2 fit."


@given(total=st.integers(0, 14_400), wishes=wishes, least=st.integers(1, 600))
def test_a_wish_is_kept_while_the_others_keep_the_least(total, wishes, least):
    if total < least * len(wishes):
        with pytest.raises(CannotPlan):
            wished_shares(total, wishes, least=least)
        return

    shares = wished_shares(total, wishes, least=least)

    silent = [share for share, wish in zip(shares, wishes, strict=True) if wish is None]
    assert all(share >= least for share in shares)
    assert sum(shares) == total or (not silent and sum(shares) < total)
    assert not silent or max(silent) - min(silent) <= 1
    for share, wish in zip(shares, wishes, strict=True):
        if wish is not None:
            assert share == max(least, wish) or (share < wish and all(one == least for one in silent))


def test_who_asks_for_less_leaves_it_to_the_others():
    assert wished_shares(3600, [600, None, None], least=360) == (600, 1500, 1500)


@given(total=st.integers(0, 14_400), wishes=wishes, least=st.integers(1, 300))
def test_by_need_cuts_from_the_least_urgent_upward(total, wishes, least):
    if total < least * len(wishes):
        return

    shares = needed_shares(total, wishes, least=least)

    assert sum(shares) <= total
    assert all(share >= least for share in shares)
    cut = [
        place for place, (got, wish) in enumerate(zip(shares, wishes, strict=True)) if wish and got < max(least, wish)
    ]
    if cut:
        assert sum(shares) == total
        for place in range(cut[0] + 1, len(wishes)):
            assert shares[place] == least


@given(
    parts=st.lists(st.tuples(st.integers(1, 100), st.integers(1, 120), st.integers(0, 600)), min_size=1, max_size=12),
    total=st.integers(12, 7_200),
)
def test_phases_get_their_proportion_within_bounds_and_no_second_is_lost(parts, total):
    weights = [weight for weight, _, _ in parts]
    least = [low for _, low, _ in parts]
    most = [low + extra for _, low, extra in parts]

    shares = apportion(total, weights, least, most)

    assert sum(shares) == total
    assert all(share >= 1 for share in shares)
    if sum(least) <= total <= sum(most):
        assert all(low <= share <= high for share, low, high in zip(shares, least, most, strict=True))


def test_the_ledger_is_the_deviation_from_the_equal_share_of_those_who_were_there():
    last_week = {"Maya": Tally(900, 0, 3600), "Jun": Tally(600, 0, 3600), "Amara": Tally(0, 0, 0)}

    assert ledger([last_week]) == {"Maya": -150, "Jun": 150}


def test_nothing_to_present_owes_nothing_and_is_owed_nothing():
    last_week = {"Maya": Tally(900, 0, 3600), "Jun": Tally(0, 900, 3600, passed=True)}

    assert ledger([last_week]) == {"Maya": 0}


def test_the_ledger_looks_back_over_twelve_meetings():
    uneven = {"Maya": Tally(900, 0, 3600), "Jun": Tally(0, 900, 3600)}
    even = {"Maya": Tally(600, 0, 3600), "Jun": Tally(600, 0, 3600)}

    assert ledger([uneven, *[even] * 11])["Jun"] == 450
    assert ledger([uneven, *[even] * 12])["Jun"] == 0


@given(
    st.lists(st.dictionaries(st.sampled_from("123"), st.sampled_from(["waits", "heard", "passes", "comes", "away"])))
)
def test_an_item_waits_until_it_is_heard_or_withdrawn(meetings):
    tallies = {
        "waits": Tally(0, 900, 3600, carried=True),
        "heard": Tally(300, 600, 3600),
        "passes": Tally(0, 900, 3600, passed=True),
        "comes": Tally(0, 900, 3600),
        "away": Tally(0, 0, 0),
    }
    waiting = carried_over([{person: tallies[what] for person, what in meeting.items()} for meeting in meetings])

    for person in "123":
        told = [meeting[person] for meeting in meetings[-12:] if meeting.get(person) in ("waits", "heard", "passes")]
        assert (person in waiting) == (told[-1:] == ["waits"])


def test_roles_move_on_by_one_seat_with_every_meeting():
    roles = (Role.FACILITATOR, Role.TIMEKEEPER)
    people = ("Maya", "Amara", "Jun")

    days = [rotate(roles, people, day) for day in range(3)]

    assert [day[Role.FACILITATOR] for day in days] == ["Maya", "Amara", "Jun"]
    assert all(day[Role.FACILITATOR] != day[Role.TIMEKEEPER] for day in days)
