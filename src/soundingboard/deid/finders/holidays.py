"""Holidays and feasts that fix a day, of many calendars, from the lexicon."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.features import LONGEST_PHRASE, Token
from soundingboard.deid.lexicons import BIT
from soundingboard.deid.span import GRAMMAR, LEARNED, Span, begun

# A feast or a day with a name of its own, in no list: the feast of St. Nicholas, World Whale Day.
# No feast: what a sentence begins with, and what days are counted with.
_NOT: Final = r"(?!(?:The|A|An|My|Her|His|Our|Your|Their|One|This|That|Every|Each|Another|Last|Next|First|Second|Good|Bad|Same|Some|Any|Most|Ms|Mr|Mrs|Dr|On|In|By|Since|Until|For|From|And|But|So|To|At|It|No|Not|Until|Till|Before|After|Present|Late|Early|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)"
_SAINT: Final = r"(?:[Ss]t\.? |Saint |San |Santa |Santo |Virgen |Our Lady )"
NAMED: Final = re.compile(
    rf"\b(?:[Ff]east|[Ff]iesta|[Ff]estival|[Ee]ve|[Dd][íi]a) (?:[Dd]ay )?(?:of|de|del) (?:the |la |los |las |el )?(?P<feast>{_SAINT}?(?:del? (?:la |los )?)?(?:[A-Z][\w'-]+ ?){{1,3}}(?<! )|(?:st\.? |san |santa )[a-z]+)"
    r"|\bthe (?P<fourth>Fourth)\b(?! (?:Amendment|Estate|Edition|Street|Ave|Wall|Circuit))"
    rf"|\b(?P<day>(?:{_SAINT})?(?:{_NOT}[A-Z][\w']+ (?:of (?:the )?)?){{1,3}}Day)\b(?! (?:Treatment|Program|School|Hospital|Care|One|Two|Center|Camp|Spa)|[-'])"
    rf"|\b(?:[Oo]n|[Uu]pon|[Ss]ince|[Uu]ntil|[Tt]ill?|[Bb]y|[Bb]efore) (?P<saint>{_SAINT}[A-Za-z]+(?:'s|s'|s)(?: (?:[Dd]ay|[Ee]ve|altar))?)(?! (?:hospital|church|school|college|home|hall|parish|unit|floor|campus|medical|academy))"
    rf"|(?<=[a-z,;] )(?P<weekday>(?:{_NOT}[A-Z][a-z]+ ){{1,2}}(?:Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Eve|Night|Epiphany|Easter|Christmas))\b(?! (?:Live|Lights|School|Group|Team|Club|Meeting|Market))"
)


COMMON: Final = lexicons.ORDINARY & ~BIT["word4"]


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
                if count > 1 or row[i].text[0].isupper() or not bits & (COMMON | lexicons.LIVES):
                    ordinary = count == 1 and bits & (lexicons.ORDINARY | lexicons.LIVES | lexicons.NAME)
                    yield Span(
                        begun(text, row[i].start, COUNTED_FROM, 24),
                        row[i + count - 1].end,
                        "DATE",
                        0.7 if ordinary else 0.92,
                        LEARNED if ordinary else GRAMMAR,
                    )
                step = count
                break
        i += step


# A day that is told by its weekday and a feast: the Monday after Easter.
COUNTED_FROM: Final = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:before|after) (?:the )?$", re.IGNORECASE
)
