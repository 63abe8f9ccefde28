import sys


def main() -> None:
    """The command `soundingboard`."""
    sys.exit(2)
