"""What any socket says and hears, whatever it is about. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from soundingboard.refusals import Refused

LONGEST = 4096  # characters of one message


def read(text: str) -> dict[str, Any]:
    """One message as an object; raises Refused for anything else."""
    if len(text) > LONGEST:
        raise Refused("That message is too long.", fits="Nothing was changed. Please reload the page.")
    try:
        said = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Refused("That could not be understood.", fits="Nothing was changed. Please reload the page.")
    return said


def _no_number(_: str) -> None:
    raise ValueError


_encode = json.JSONEncoder(separators=(",", ":")).encode


def write(message: Mapping[str, Any]) -> str:
    return _encode(message)


def join(one: str, other: str) -> str:
    """Two encoded objects as one; neither is empty."""
    return f"{one[:-1]},{other[1:]}"


def frame(shared: str, part: str, rate: float) -> str:
    """What everybody sees and what is for one seat alone, both encoded before, and how fast the meeting clock runs."""
    return f'{{"mine":{part},"view":{shared},"rate":{rate:g}}}'


def pong(t: object, now: int, rate: float) -> str:
    """The answer to a ping: its `t`, the meeting clock in milliseconds, and how fast that runs."""
    return write({"pong": t if isinstance(t, int | float) else None, "now": now, "rate": rate})


def answer(id: str, number: int) -> str:
    return write({"answer": id, "number": number})


def refusal(id: str | None, refused: Refused) -> str:
    return write({"answer": id, "refused": refused.what, "fits": refused.fits})
