"""How fast the room is, beside the least it could cost and beside a peer; and what its arithmetic costs."""

import json
import shutil
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import uvloop

from bench import arithmetic, give_way, latency, rows
from bench.load import FloorLine, Line, PeerLine, RoomLine, Said, Target
from bench.rounds import rounds, said
from bench.servers import Server, finished, running

AT_MOST = 345.0  # seconds for all of it


def room_target(name: str, server: Server, ways_in: list[dict[str, object]]) -> Target:
    def line(said: Said, room: int, place: int) -> Line:
        way = ways_in[room - 1]
        cookies = way["cookies"]
        assert isinstance(cookies, list)
        return RoomLine(said, room, place, str(way["path"]), cookies[place - 1])

    return Target(name, server, line)


async def everyone_in(target: Target) -> None:
    """Connect, come in, and let the server come to rest."""
    await target.connect()
    await target.rest()


async def run(
    data: Path, ways_in: list[dict[str, object]], wanted: int, began: float, ends: ExitStack
) -> list[rows.Row]:
    room = room_target("room", ends.enter_context(running(data / "room", "bench.room")), ways_in)
    bare = room_target(
        "room, nothing stored", ends.enter_context(running(data / "bare", "bench.room", "nothing-stored")), ways_in
    )
    for target in (room, bare):
        await everyone_in(target)
    size = max(len(line.view) for line in room.lines[0] if isinstance(line, RoomLine))
    floor_server = ends.enter_context(running(data, "bench.floor", str(data / "floor.sqlite3"), "--bytes", str(size)))
    stored_server = ends.enter_context(running(data, "bench.peer", "--database", str(data / "peer.sqlite3")))
    floor = Target("floor", floor_server, FloorLine)
    peer = Target("peer", ends.enter_context(running(data, "bench.peer")), PeerLine)
    stored = Target("peer, stored", stored_server, PeerLine)
    targets = [room, floor, peer, stored]
    for target in (floor, peer, stored):
        await everyone_in(target)
    for target in (*targets, bare):  # once unmeasured: connections, caches and the code itself are warm
        await target.under(100, 1)
    waits: latency.Waits = {}
    searches = [give_way.Search(target) for target in (bare, peer, room, stored)]
    for number in rounds(wanted, began, AT_MOST):
        said(f"round {number + 1} of {wanted}: how long it takes")
        for outcome in await latency.round_of(targets, waits):
            said(f"  {outcome}")
        said(f"round {number + 1} of {wanted}: where it gives way")
        for search in searches:
            await search.once()
            said(f"  {search.target.name}: {search.found[-1]:.0f} events/s")
    for target in (*targets, bare):
        target.close()
    return [*latency.rows(waits), *give_way.rows(searches), *latency.load_rows(waits)]


def measure(wanted: int) -> list[rows.Row]:
    """The medians of `wanted` rounds, or of fewer on a machine that is slow."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soundingboard-bench-") as folder, ExitStack() as ends:
        data = Path(folder)
        said("making fifty rooms of six")
        finished(data / "room", "soundingboard", "manage", "migrate", "--verbosity", "0")
        ways_in = json.loads(finished(data / "room", "bench.seed"))
        shutil.copytree(data / "room", data / "bare")
        return [*uvloop.run(run(data, ways_in, wanted, began, ends)), *arithmetic.measure()]
