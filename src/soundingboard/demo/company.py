"""The other members of the demo's meetings: a child process of simulated peers over real sockets.

python -m soundingboard.demo.company HOST < invitations.json

HOST is the process that sends them: when it is gone, they go too.
"""

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from random import Random

from websockets.exceptions import WebSocketException

from soundingboard.demo.guests import Guest, Invitation, WireClosed

COMES_BACK = 2.0  # real seconds after a lost connection
LOOKS_UP = 0.5  # real seconds between a late peer's looks at the clock
ASKS_AGAIN = 5.0  # real seconds between questions for the time, which may have been told to run faster
STAYS = (20.0, 240.0)  # seconds on the meeting clock that a peer stays after the end


async def attend(guest: Guest, hosts: Sequence[Guest]) -> None:
    """Be at one meeting from one's arrival to one's leaving; come back after a lost connection.

    hosts  peers who are there before, by whose view a late one knows the hour
    """
    if guest.invitation.late > 0:
        await _wait_for_ones_hour(guest.invitation, hosts)
    while not (guest.dismissed or _is_over(guest)):
        with suppress(OSError, WebSocketException, TimeoutError, WireClosed):
            await guest.enter()
            await _take_part(guest)
        if not _is_over(guest):
            await asyncio.sleep(COMES_BACK)
    await guest.leave()


def _is_over(guest: Guest) -> bool:
    return guest.view is not None and guest.view["state"] in ("after", "closed")


async def _wait_for_ones_hour(invitation: Invitation, hosts: Sequence[Guest]) -> None:
    while not any(_is_time(invitation, host) for host in hosts):
        await asyncio.sleep(LOOKS_UP)


def _is_time(invitation: Invitation, host: Guest) -> bool:
    view = host.view
    if view is None or view["state"] == "waiting":
        return False
    return bool(view["now"] / 1000 + host.seconds_since_told() >= view["starts"] / 1000 + invitation.late)


async def _take_part(guest: Guest) -> None:
    """Press what one would press, when one would, until the meeting is over and one has had one's chat."""
    chat = Random(f"{guest.invitation.seed} {guest.invitation.me}").uniform(*STAYS)
    while guest.view is not None and guest.view["state"] != "closed":
        act = None if _is_over(guest) else guest.wish()
        ready = chat if _is_over(guest) else act.after if act is not None else float("inf")
        wait = max(0.0, ready - guest.seconds_since_told()) / max(guest.rate, 0.001)
        if await guest.hears_within(min(wait, ASKS_AGAIN)):
            continue
        if guest.seconds_since_told() < ready:
            await guest.ask_the_time()
        elif act is None:
            return
        else:
            await guest.press(act.message)


async def keep_company(invitations: Sequence[Invitation]) -> None:
    """Attend with everyone who is invited, until all have left."""
    guests = [Guest(one) for one in invitations]
    async with asyncio.TaskGroup() as group:
        for guest in guests:
            meeting = guest.invitation.meeting
            hosts = [one for one in guests if one.invitation.meeting == meeting and one.invitation.late <= 0]
            group.create_task(attend(guest, hosts))


async def stay(invitations: Sequence[Invitation], host: int) -> None:
    """Keep company until all have left, or until the process `host`, which sent us, is gone."""
    company = asyncio.create_task(keep_company(invitations))
    while os.getppid() == host and not company.done():
        await asyncio.wait([company], timeout=LOOKS_UP)
    if company.done():
        company.result()
    else:
        company.cancel()


def main() -> None:
    """Read invitations from standard input and keep company until the meetings are over."""
    invitations = [Invitation(**one) for one in json.load(sys.stdin)]
    try:
        asyncio.run(stay(invitations, int(sys.argv[1])))
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
