"""Words whose letters stand apart, as one spells a name aloud or hides it: S a r a h, m i l l e r."""

from collections.abc import Iterator, Sequence

from soundingboard.deid import lexicons
from soundingboard.deid.features import Token
from soundingboard.deid.normalize import Copy
from soundingboard.deid.span import LEARNED, Span


def apart(original: str, copy: Copy, row: Sequence[Token]) -> Iterator[Span]:
    """The words of `row`, the tokens of the clean `copy` of `original`, that were spelled letter by letter.

    What is ordinary or clinical is no name, unless it is written like one or follows one; letters in capitals may be those
    of a test that no list has, and are the model's to judge, unless a list has them as a name.
    """
    if copy.starts is None:
        return  # the copy is the original: nothing was put together
    follows = False
    for token in row:
        start, end = copy.original(token.start, token.end)
        letters = len(token.text)
        if letters < 3 or end - start < 2 * letters - 1 or not token.text.isalpha() or " " not in original[start:end]:
            follows = False
            continue
        bits = lexicons.words().get(token.folded, 0)
        listed = bool(bits & lexicons.NAME)
        living = bits & (lexicons.ORDINARY | lexicons.CLINICAL | lexicons.BIT["agency"])
        follows = (
            listed and (follows or token.text.istitle()) if living else listed or follows or not token.text.isupper()
        )
        if follows:
            yield Span(token.start, token.end, "NAME", 0.7, LEARNED)
