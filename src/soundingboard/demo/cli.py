"""`soundingboard demo`: a community to look at. The command line serves it when this is done."""

import argparse
import contextlib
import subprocess
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from soundingboard.hours.local import spoken


@contextlib.contextmanager
def community(address: str) -> Iterator[None]:
    """Let the community live here, add a meeting if none is ahead, and send its peers; they leave when the block ends.

    address  where the site answers, as in http://localhost:8000
    """
    import django

    django.setup()
    from soundingboard.demo import queries, services

    for line in services.settle():
        print(line, flush=True)
    meeting = services.meet_soon()
    company = services.keep_company(meeting, address)
    hour = meeting.starts.astimezone(ZoneInfo(meeting.zone))
    print(f"\n{meeting.title} meets at {spoken(hour.time())} ({meeting.zone}).")
    print(f"Open {address}/demo/ and sign in with one click:")
    for person, why in queries.doors():
        print(f"  as {person.name}, {why}")
    print("Stop with Ctrl-C; `make demo` goes on where it stopped.\n", flush=True)
    try:
        yield
    finally:
        company.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            company.wait(5)


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="soundingboard demo", description="A community to look at.")
    parser.add_argument("--port", type=int, default=8000, help="where it answers (8000)")
    return parser.parse_args(argv)
