"""Measuring in turn, several times; and telling somebody who watches."""

import sys
import time
from collections.abc import Iterator

BEGAN = time.monotonic()
ROUNDS = 5


def said(what: str) -> None:
    print(f"{time.monotonic() - BEGAN:4.0f} s  {what}", file=sys.stderr, flush=True)


def rounds(wanted: int, began: float, at_most: float) -> Iterator[int]:
    """The numbers of `wanted` rounds from 0, or of fewer where a next one might end too late.

    began    monotonic instant from which time counts
    at_most  seconds for all of them
    """
    for number in range(wanted):
        this = time.monotonic()
        yield number
        now = time.monotonic()
        if number + 1 < wanted and now - began + (now - this) > at_most:
            said(f"This machine is slow or busy: the medians are of {number + 1}, not of {wanted}.")
            return
