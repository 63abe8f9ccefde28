"""What the server says on standard error, and what it must never say."""

import logging
from types import TracebackType


class Contentless(logging.Formatter):
    """Shows where an error came from, and not what it said.

    A database quotes the row it refuses and a parser the line it cannot read, so the message of an
    exception can hold a clinician's words. Its kind and our own lines of code are enough to find a bug.
    """

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        lines: list[str] = []
        seen: set[int] = set()
        error = ei[1]
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            lines.append(f"{type(error).__module__}.{type(error).__qualname__} at")
            frame = error.__traceback__
            while frame is not None:
                code = frame.tb_frame.f_code
                lines.append(f"  {code.co_filename}:{frame.tb_lineno} {code.co_qualname}")
                frame = frame.tb_next
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
