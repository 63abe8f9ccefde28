"""The keys of what is sealed: nothing starts without them, and `soundingboard keys` exchanges them."""

import argparse

from soundingboard.refusals import Refused


def ready() -> None:
    """Raise `Refused` unless what is sealed here can be opened: nothing may start without its keys."""
    from django.db import DatabaseError

    from soundingboard.keys import services

    try:
        services.ready()
    except DatabaseError as error:
        raise Refused(
            f"The tables or the key store do not answer ({type(error).__name__}).",
            fits="Not started. Run `soundingboard migrate`, then `soundingboard doctor`.",
        ) from None
    except OSError as error:
        raise Refused(
            f"The key store cannot be written: {error.strerror}.", fits="Not started. Is SOUNDINGBOARD_KEYS right?"
        ) from None


def main(argv: list[str]) -> int:
    """Exchange the site key, or give up what a lost key store had sealed."""
    parser = argparse.ArgumentParser(prog="soundingboard keys", description="The keys of what is sealed.")
    parser.add_argument(
        "act",
        choices=("rotate", "abandon"),
        help="rotate: make a new site key, wrap every key with it, destroy the old one; the site may run. "
        "abandon: the key store is lost: go on with a new one, and without all that the old one had sealed",
    )
    asked = parser.parse_args(argv)
    import django

    django.setup()
    from soundingboard.keys import services

    if asked.act == "rotate":
        ready()
        print(f"The site key is exchanged: {services.rotate()} keys were wrapped anew, the old site key is destroyed.")
    else:
        print(f"There is a new site key. What {services.abandon()} keys had sealed cannot be read any more.")
    return 0
