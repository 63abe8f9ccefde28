"""`soundingboard hosts` and `hold`: who looks after this installation, and what the law makes them keep."""

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from soundingboard.refusals import Refused

if TYPE_CHECKING:  # Django is set up only when a command needs it
    from soundingboard.accounts.models import User
    from soundingboard.clinicians.models import Clinician

Ask = Callable[[str], str]


def secretly(question: str) -> str:
    """An answer that is not shown; a line of standard input where there is no terminal."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{question}: ")
    return sys.stdin.readline().rstrip("\n")


def hosts(argv: list[str]) -> int:
    """Say who looks after this installation."""
    parser = argparse.ArgumentParser(prog="soundingboard hosts", description="Who looks after this installation.")
    parser.add_argument("act", choices=("list", "add", "remove"))
    parser.add_argument("email", nargs="?", help="the address with which they sign in")
    asked = parser.parse_args(argv)
    import django

    django.setup()
    from soundingboard.accounts import queries, services

    if asked.act == "list":
        found = [user.email for user in queries.hosts()]
        print("\n".join(found) or "Nobody yet: soundingboard hosts add EMAIL")
        return 0
    services.appoint(_user(asked.email or ""), is_host=asked.act == "add")
    print(f"{asked.email} is {'now' if asked.act == 'add' else 'no longer'} one of those who look after this site.")
    return 0


def hold(argv: list[str], ask: Ask = secretly) -> int:
    """Place and lift legal holds. It takes two hosts, each with their own password and code, one after the other."""
    parser = argparse.ArgumentParser(
        prog="soundingboard hold",
        description="Stop destruction where the law requires it. Two hosts confirm, each with password and code.",
    )
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list", help="the holds that stand")
    place = acts.add_parser("place", help="stop destruction")
    what = place.add_mutually_exclusive_group(required=True)
    what.add_argument("--clinician", metavar="EMAIL", help="of all meetings in which they have or had a seat")
    what.add_argument("--meeting", metavar="ID", help="of one meeting: --meeting=ID, the word in its address")
    place.add_argument("--not-told", action="store_true", help="an order forbids to tell those whom it concerns")
    lift = acts.add_parser("lift", help="let destruction go on")
    lift.add_argument("hold", help="its word in the list")
    for each in (place, lift):
        each.add_argument("--by", nargs=2, metavar=("EMAIL", "EMAIL"), required=True, help="two different hosts")
    asked = parser.parse_args(argv)
    import django

    django.setup()
    from soundingboard.cases import queries, services

    if asked.act == "list":
        for one in queries.holds():
            on = f"meeting {one.meeting.public_id}" if one.meeting else f"{one.clinician.name if one.clinician else ''}"
            told = "told" if one.told else "not told"
            print(f"{one.token}  {one.placed_at:%Y-%m-%d}  {on}, {told}, by {one.first.name} and {one.second.name}")
        return 0
    if asked.by[0].lower() == asked.by[1].lower():
        raise Refused("It takes two people.", fits="Nothing was changed.")
    first, second = (_confirmed(email, ask) for email in asked.by)
    if asked.act == "lift":
        found = queries.hold(asked.hold)
        if found is None:
            raise Refused("No hold of that name stands.", fits="See: soundingboard hold list")
        services.lift_hold(found, first=first, second=second)
        print("Lifted. What is over its time is destroyed within minutes.")
        return 0
    from soundingboard.clinicians import queries as clinicians
    from soundingboard.meetings import queries as meetings

    clinician = clinicians.of(_user(asked.clinician)) if asked.clinician else None
    meeting = meetings.by_id(asked.meeting) if asked.meeting else None
    if asked.meeting and meeting is None:
        raise Refused("There is no such meeting.", fits="Nothing was changed.")
    made = services.place_hold(
        first=first, second=second, clinician=clinician, meeting=meeting, may_tell=not asked.not_told
    )
    told = "Those whom it concerns are not told." if asked.not_told else "Those whom it concerns are told."
    print(f"Placed: {made.token}. {told}")
    return 0


def _user(email: str) -> "User":
    from soundingboard.accounts import queries

    user = queries.user_with(email)
    if user is None:
        raise Refused("Nobody signs in with that address.", fits="Nothing was changed.")
    return user


def _confirmed(email: str, ask: Ask) -> "Clinician":
    """The host with that address, who has just shown who they are."""
    from soundingboard.accounts import queries, services
    from soundingboard.clinicians import queries as clinicians

    user = _user(email)
    if not user.is_host:
        raise Refused(f"{email} does not look after this site.", fits="See: soundingboard hosts list")
    security = queries.security_of(user)
    if security.second_step and not security.app and not security.recovery_codes:
        raise Refused(
            f"{email} has a passkey, which cannot be shown here, and no recovery codes.",
            fits="Nothing was changed. They can make some under Sign-in and security, and use one here.",
        )
    password = ask(f"Password of {email}")
    kind = "Code" if security.app else "Recovery code"
    code = ask(f"{kind} of {email}") if security.second_step else ""
    services.prove(user, password, code)
    return clinicians.of(user)
