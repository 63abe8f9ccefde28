"""Run every measure in turn, five times; print the table and write `bench/results.json`."""

import argparse
import json
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import uvloop

from bench import arithmetic, give_way, latency, rows
from bench.load import FloorLine, Line, PeerLine, RoomLine, Said, Target
from bench.servers import Server, finished, running

ROUNDS = 5
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


async def run(data: Path, ways_in: list[dict[str, object]], rounds: int, ends: ExitStack) -> list[rows.Row]:
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
    for number in range(rounds):
        began = time.monotonic()
        said(f"round {number + 1} of {rounds}: how long it takes")
        for outcome in await latency.round_of(targets, waits):
            said(f"  {outcome}")
        said(f"round {number + 1} of {rounds}: where it gives way")
        for search in searches:
            await search.once()
            said(f"  {search.target.name}: {search.found[-1]:.0f} events/s")
        now = time.monotonic()
        if number + 1 < rounds and now - BEGAN + (now - began) > AT_MOST:
            said(f"This machine is slow or busy: the medians are of {number + 1}, not of {rounds}.")
            break
    for target in (*targets, bare):
        target.close()
    return [*latency.rows(waits), *give_way.rows(searches), *latency.load_rows(waits)]


def said(what: str) -> None:
    print(f"{time.monotonic() - BEGAN:4.0f} s  {what}", file=sys.stderr, flush=True)


BEGAN = time.monotonic()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the room beside floor and peer.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is measured ({ROUNDS})")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="soundingboard-bench-") as folder, ExitStack() as ends:
        data = Path(folder)
        said("making fifty rooms of six")
        finished(data / "room", "soundingboard", "manage", "migrate", "--verbosity", "0")
        ways_in = json.loads(finished(data / "room", "bench.seed"))
        shutil.copytree(data / "room", data / "bare")
        found = [*uvloop.run(run(data, ways_in, rounds, ends)), *arithmetic.measure()]
    rows.write(found)
    print(rows.table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
