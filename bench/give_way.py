"""The load at which a server gives way: somebody does not hear of a press, or p99 is over a quarter of a second."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.load import Target
from bench.rows import Row, row

SECONDS = 1.2  # of each step
STEP = 1.15  # from one load to the next
FIRST_STEP = 1.5  # as long as nothing is known
FIRST = 200.0  # events a second
LEAST = 10.0
MOST = 20_000.0  # above what the load can make; a room stood 5,000 and hid where it gives way


@dataclass
class Search:
    """The greatest load each round found a server to stand."""

    target: Target
    found: list[float] = field(default_factory=list)
    load_cpu: float = 0.0  # of a core, that making the load took at its most

    async def once(self) -> None:
        """From the last result upward while it stands, or downward until it does; the first time in long steps."""
        rate = self.found[-1] if self.found else await self._about()
        if await self._held(rate):
            while rate * STEP <= MOST and await self._held(rate * STEP):
                rate *= STEP
        else:
            step = STEP
            while (rate := rate / step) > LEAST and not await self._held(rate):
                step = FIRST_STEP
        self.found.append(rate)

    async def _about(self) -> float:
        rate = FIRST
        if await self._held(rate):
            while rate * FIRST_STEP <= MOST and await self._held(rate * FIRST_STEP):
                rate *= FIRST_STEP
        else:
            while (rate := rate / FIRST_STEP) > LEAST and not await self._held(rate):
                pass
        return rate

    async def _held(self, rate: float) -> bool:
        """Whether it stands `rate`; asked twice before it is said to give way, since others use the machine, too."""
        for _ in range(2):
            outcome = await self.target.under(rate, SECONDS)
            self.load_cpu = max(self.load_cpu, outcome.load_cpu)
            if outcome.held:
                return True
        return False


def rows(searches: Sequence[Search]) -> list[Row]:
    of = {search.target.name: search.found for search in searches}
    return [
        row("room gives way, nothing stored", of["room, nothing stored"], "events/s", "channels", of["peer"]),
        row("room gives way, each press stored", of["room"], "events/s", "channels", of["peer, stored"]),
        row("load where rooms give way, at most", [max(search.load_cpu for search in searches) * 100], "% of a core"),
    ]
