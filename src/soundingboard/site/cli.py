"""The command `soundingboard`.

The engines' commands never load Django; everything else loads it only when it is asked for.
Refusals go to standard error and exit with 2.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from soundingboard.refusals import Refused
from soundingboard.site import environment

ENGINES = {
    "agenda": "plan a meeting to the minute, and draw it",
    "formats": "list the ways to consult that are shipped",
    "deid": "say a text without what could point to a client",
}
HOUSE = {
    "serve": "answer browsers",
    "worker": "do the jobs, where the servers do not",
    "migrate": "bring the tables and the served files up to date",
    "demo": "a community to look at",
    "keys": "exchange the site key while the site runs",
    "hosts": "say who looks after this installation",
    "hold": "keep what the law requires to be kept",
    "doctor": "say whether this installation is well",
    "manage": "any command of Django's",
}


def run() -> None:
    """The entry point."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    match list(argv):
        case [name, *_] if name in ENGINES:
            return engine(name, list(argv))
        case [name, *rest] if name in HOUSE:
            try:
                return house(name, rest)
            except Refused as refused:
                print(refused, file=sys.stderr)
                return 2
            except KeyboardInterrupt:
                return 0  # whoever asked it to stop is not told that it failed
        case [] | ["-h" | "--help" | "help"]:
            print(usage())
            return 0
        case [name, *_]:
            print(f"There is no command `{name}`.\n\n{usage()}", file=sys.stderr)
            return 2
    raise AssertionError(argv)


def usage() -> str:
    lines = [f"  {name:<9} {what}" for name, what in {**ENGINES, **HOUSE}.items()]
    return "\n".join(["usage: soundingboard COMMAND ...", "", *lines, "", "soundingboard COMMAND --help says more."])


def engine(name: str, argv: list[str]) -> int:
    """A command that needs nothing but itself; `argv` begins with its name."""
    match name:
        case "deid":
            from soundingboard.deid import cli as deid

            return deid.main(argv)
        case _:
            from soundingboard.agenda import cli as agenda

            return agenda.main(argv)


def house(name: str, rest: list[str]) -> int:
    """A command that needs the installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soundingboard.site.settings")
    match name:
        case "serve":
            from soundingboard.site import serving

            return serving.main(rest)
        case "worker":
            return worker(rest)
        case "migrate":
            return migrate(rest)
        case "demo":
            return demo(rest)
        case "hosts" | "hold":
            from soundingboard.site import holds

            return holds.hosts(rest) if name == "hosts" else holds.hold(rest)
        case "keys":
            from soundingboard.site import keys

            return keys.main(rest)
        case "doctor":
            from soundingboard.site import doctor

            return doctor.main(rest)
        case _:
            from django.core.management import execute_from_command_line

            execute_from_command_line(["soundingboard manage", *rest])
            return 0


def migrate(argv: list[str]) -> int:
    """Tables, the shared cache, and the files that are served. Safe to run again."""
    argparse.ArgumentParser(prog="soundingboard migrate", description=HOUSE["migrate"]).parse_args(argv)
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.SOUNDINGBOARD.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    django.setup()
    from soundingboard.site import keys

    call_command("migrate", verbosity=0, interactive=False)
    keys.ready()
    call_command("createcachetable", verbosity=0)
    if "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"]:
        call_command("collectstatic", verbosity=0, interactive=False)
    print("The tables and the served files are up to date.")
    return 0


def demo(argv: list[str]) -> int:
    """The tables, a community in them, and a server; a folder and a clock of their own.

    The port and the database are taken first: where a demo runs already, nobody is sent to its meeting twice.
    """
    from soundingboard.demo import cli as demo_cli

    asked = demo_cli.arguments(argv)
    address = f"http://localhost:{asked.port}"
    for name, value in {"DEMO": "1", "DATA": "var/demo", "ORIGIN": address}.items():
        os.environ.setdefault(environment.PREFIX + name, value)
    migrate([])
    from soundingboard.site import serving

    return serving.serve("127.0.0.1", asked.port, beside=demo_cli.community(address))


def worker(argv: list[str]) -> int:
    """Do jobs until told to stop."""
    argparse.ArgumentParser(prog="soundingboard worker", description=HOUSE["worker"]).parse_args(argv)
    import django

    django.setup()
    from soundingboard.jobs.worker import run as work
    from soundingboard.site import keys

    keys.ready()

    work()
    return 0
