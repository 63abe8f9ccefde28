"""How long it takes from one person's press until the last of the others hears of it."""

from collections.abc import Mapping, Sequence

from bench.load import Outcome, Target
from bench.rows import Row, row

RATES = (100, 200, 400)  # events a second
SECONDS = 2.0
COMPARED = {"floor": "floor", "peer, stored": "channels", "peer": "channels, nothing stored"}

Waits = dict[int, dict[str, list[Outcome]]]


async def round_of(targets: Sequence[Target], outcomes: Waits) -> list[str]:
    """Every target under every load once, in turn; what to tell somebody who watches."""
    told = []
    for rate in RATES:
        for target in targets:
            outcome = await target.under(rate, SECONDS)
            outcomes.setdefault(rate, {}).setdefault(target.name, []).append(outcome)
            told.append(f"{target.name}: {outcome}")
    return told


def rows(outcomes: Waits) -> list[Row]:
    """The medians, beside each that it is compared with."""
    found: list[Row] = []
    for rate, of in outcomes.items():
        for other, shown in COMPARED.items():
            found.append(row(f"room {rate} events/s p99", _p99(of["room"]), "ms", shown, _p99(of[other])))
        found.append(row(f"room {rate} events/s p50", _p50(of["room"]), "ms", "floor", _p50(of["floor"])))
        cpu = [outcome.server_cpu * 100 for outcome in of["room"]]
        floor = [outcome.server_cpu * 100 for outcome in of["floor"]]
        found.append(row(f"room {rate} events/s server", cpu, "% of a core", "floor", floor))
    return found


def load_rows(outcomes: Mapping[int, Mapping[str, Sequence[Outcome]]]) -> list[Row]:
    """What the load itself took, at its most."""
    of = outcomes[max(outcomes)]["room"]
    return [
        row(f"load {max(outcomes)} events/s", [outcome.load_cpu * 100 for outcome in of], "% of a core"),
    ]


def _p99(outcomes: Sequence[Outcome]) -> list[float]:
    return [outcome.p99 * 1000 for outcome in outcomes]


def _p50(outcomes: Sequence[Outcome]) -> list[float]:
    return [outcome.p50 * 1000 for outcome in outcomes]
