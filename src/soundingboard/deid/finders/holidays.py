"""Holidays and feasts that fix a day, of many calendars, from the lexicon."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.features import LONGEST_PHRASE, Token
from soundingboard.deid.lexicons import BIT
from soundingboard.deid.span import GRAMMAR, LEARNED, Span

# A feast or a day with a name of its own, in no list: the feast of St. Nicholas, World Whale Day.
NAMED: Final = re.compile(
    r"\b(?:[Ff]east|[Ff]iesta|[Ff]estival|[Ee]ve) (?:[Dd]ay )?(?:of|de) (?:the |la |los |las )?(?P<feast>(?:San |Santa |Santo |St\.? |Saint )?(?:[A-Z][\w'-]+ ?){1,3}(?<! ))"
    r"|\b(?P<day>(?:(?!(?:The|A|My|Her|His|Our|One|This|That|Every|Each|Another|Last|Next|First|Good|Bad|Same|Some|Any|Ms|Mr|Mrs|Dr)\b)[A-Z][\w']+ (?:of )?){1,3}Day)\b(?! (?:Treatment|Program|School|Hospital|Care|One|Two|Center|Camp|Spa)|[-'])"
)


def holidays(text: str, row: Sequence[Token]) -> Iterator[Span]:
    """Every holiday in `row`, the tokens of the clean copy `text`."""
    for match in NAMED.finditer(text):
        group = str(match.lastgroup)
        yield Span(match.start(group), match.end(group), "DATE", 0.8, LEARNED)
    words, longest = lexicons.words(), lexicons.phrases()
    i = 0
    while i < len(row):
        step = 1
        for count in range(min(max(longest.get(row[i].folded, 0), 1), LONGEST_PHRASE, len(row) - i), 0, -1):
            bits = words.get(row[i].folded if count == 1 else " ".join(token.folded for token in row[i : i + count]), 0)
            if bits & BIT["holiday"]:
                # "eid" in small letters is one, "fast" or "carnival" would not be.
                if count > 1 or row[i].text[0].isupper() or not bits & (lexicons.ORDINARY | lexicons.LIVES):
                    ordinary = count == 1 and bits & (lexicons.ORDINARY | lexicons.LIVES | lexicons.NAME)
                    yield Span(
                        row[i].start,
                        row[i + count - 1].end,
                        "DATE",
                        0.7 if ordinary else 0.92,
                        LEARNED if ordinary else GRAMMAR,
                    )
                step = count
                break
        i += step
