"""The key that signs sessions and links, made once where a host has not given one."""

import os
import tempfile
from pathlib import Path
from secrets import token_urlsafe

NAME = "secret-key"


def kept(data: Path) -> str:
    """The key kept in the folder `data`, made there when it is missing, readable by its owner alone.

    Two processes may start at once: the key is written aside and linked into place, so that one
    of them wins whole and the other reads what it wrote.
    """
    place = data / NAME
    try:
        return place.read_text("ascii").strip()
    except FileNotFoundError:
        pass
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=data)  # mkstemp gives 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(token_urlsafe(64))
        os.link(aside, place)
    except FileExistsError:
        pass
    finally:
        os.unlink(aside)
    return place.read_text("ascii").strip()
