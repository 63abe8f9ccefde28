"""The benchmark measures what it says: what it reports, what counts as heard, and that the floor is a floor."""

import asyncio
import json

import pytest

from bench import arithmetic, give_way, latency, rows
from bench.load import FOREVER, FloorLine, Outcome, PeerLine, Press, RoomLine, Said, Target
from bench.servers import running


def outcome(p99: float, *, lost: int = 0) -> Outcome:
    return Outcome(400, 1000, p99 / 2, p99, lost, 0, late=0.0, load_cpu=0.1, server_cpu=0.2)


def frame(text: str) -> bytes:
    body = text.encode()
    return b"\x81\x7e" + len(body).to_bytes(2, "big") + body


def heard(line_type, packets, *arguments):
    """A line of that type in room 1 at place 2, connected, that has received `packets`."""

    async def connected():
        line = line_type(Said(), 1, 2, *arguments)
        line.ready.set_result(None)
        for packet in packets:
            line.data_received(packet)
        return line

    return asyncio.run(connected())


def test_a_row_is_the_median_of_what_was_measured_beside_the_median_of_the_other():
    made = rows.row("room", [9.0, 1.0, 3.0], "ms", "floor", [2.0, 1.0, 80.0])

    assert (made.value, made.against_value, made.ratio) == (3.0, 2.0, 1.5)


def test_results_are_a_list_of_six_fields_that_any_program_can_read(tmp_path):
    rows.write([rows.row("plan", [1.0], "µs")], tmp_path / "results.json")

    read = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))

    assert read == [{"name": "plan", "value": 1.0, "unit": "µs", "against": None, "against_value": None, "ratio": None}]


def test_each_rate_is_compared_with_the_floor_and_with_channels():
    names = ("room", "floor", "peer", "peer, stored")
    found = latency.rows({rate: {name: [outcome(0.02)] for name in names} for rate in latency.RATES})

    compared = {(row.name, row.against) for row in found}

    for rate in (100, 200, 400):
        assert {(f"room {rate} events/s p99", "floor"), (f"room {rate} events/s p99", "channels")} <= compared


@pytest.mark.parametrize(
    ("seen", "held"),
    [(outcome(0.25), True), (outcome(0.26), False), (outcome(0.02, lost=1), False)],
)
def test_a_server_gives_way_where_somebody_waits_too_long_or_never_hears(seen, held):
    assert seen.held is held


def test_a_search_finds_the_greatest_load_that_is_stood():
    class Stands(Target):
        """Stands 500 presses a second and no more."""

        def __init__(self):
            pass

        async def under(self, rate, seconds):
            return outcome(0.02 if rate <= 500 else 1.0)

    search = give_way.Search(Stands())
    asyncio.run(search.once())
    asyncio.run(search.once())

    for found in search.found:
        assert 500 / give_way.STEP < found <= 500


def test_a_later_picture_tells_of_an_earlier_press():
    pictures = [frame(f'{{"mine":{{}},"view":{{"number":{number},"now":1}}}}') for number in (3, 6)]
    line = heard(RoomLine, pictures, "/", "")

    assert line.numbers == [3, 6]
    assert line.heard_at("a", Press(0.0, 1, 1, number=4)) == line.times[1]
    assert line.heard_at("b", Press(0.0, 1, 1, number=7)) is None


def test_what_comes_in_pieces_is_heard_once_it_is_whole():
    echo = frame("press one") + frame("press two")
    line = heard(PeerLine, [echo[:1], echo[1:6], echo[6:-1]])

    assert line.heard_at("press one", Press(0.0, 1, 1)) is not None
    assert line.heard_at("press two", Press(0.0, 1, 1)) is None


def test_everyone_hears_of_every_press_at_the_floor(tmp_path):
    async def measured(server):
        target = Target("floor", server, FloorLine)
        await target.connect()
        found = await target.under(100, 0.3)
        target.close()
        return found

    with running(tmp_path, "bench.floor", str(tmp_path / "floor.sqlite3"), "--bytes", "500") as server:
        found = asyncio.run(measured(server))

    assert found.presses > 10
    assert found.lost == 0
    assert found.p50 <= found.p99 < FOREVER


def test_the_room_whose_cost_is_measured_is_in_its_questions():
    room = arithmetic.under_way()

    assert room.running is not None
    assert (room.running.phase.id, room.present) == ("clarify", arithmetic.PEOPLE)
