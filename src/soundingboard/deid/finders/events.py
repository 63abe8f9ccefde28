"""Rare public events: what was in the news can be searched for, and so can whoever it happened to.

An event counts only with something that tells it from others: a name, a year, whom it took, or that it was in the news.
"""

import re
from collections.abc import Iterator
from typing import Final

from soundingboard.deid.span import LEFTOVER, Span, begun

EVENT: Final = (
    r"fires?|wildfires?|house fire|shootings?|shoot-?out|crash(?:es)?|wreck|collapse|explosion|blast|floods?|tornado(?:es)?|hurricane|cyclone|earthquake|"
    r"tsunami|derailment|rollover|sinking|capsizing|stampede|massacre|bombings?|hijacking|kidnapping|abduction|murders?|homicide|stabbings?|standoff|siege|"
    r"riots?|raid|avalanche|landslide|mudslide|rockslide|spill|meltdown|leak|scandal|verdict|heist|robbery|pile-?up|plane crash|bus crash|cave-?in|"
    r"drownings?|electrocution|poisonings?|outbreak|lynching|hostage[- ]taking|mauling|recall election|impeachment|walkout|lawsuit|settlement|arson|bridge collapse"
)
NEWS: Final = (
    r"(?:(?:all )?over|on|in|made) (?:the )?(?:(?:local|national|evening|morning|six o'clock|nightly|channel \w+|state|regional) )?"
    r"(?:news(?:papers?)?|papers?|headlines?|tv|television|front page|cnn)|went viral|viral (?:video|clip|post)|on live (?:tv|television)|live on (?:tv|air)|"
    r"documentary|national (?:coverage|attention|news)|press conference|front page|amber alert|(?:local|national) headlines"
)
OF_ITS_OWN: Final = re.compile(
    r"(?:19|20)\d\d|\b[A-Z][a-z]+|\bthat (?:killed|took|left|injured|destroyed|burned|closed|shut|made)\b|\bkilled\b|\bwhere\b.*\b(?:died|killed)\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:people|kids|children|boys|girls|men|women|students|workers|miners|soldiers)\b"
)
# The words that go on with the phrase, up to a stop or to what begins another thought.
REST: Final = r"(?: (?!(?:and|but|so|because|since|she|he|they|we|it|i|who's|which)\b)[^\s,.;:!?()\"]+){1,14}"
HAPPENED: Final = re.compile(rf"\b(?:{EVENT})\b", re.IGNORECASE)
OF_IT: Final = re.compile(
    rf" (?:at|in|on|of|near|outside|during|by|from|off|under|inside|that|which|where|when|after|along|aboard|involving|over|with|through|en|de|del|durante)\b{REST}",
    re.IGNORECASE,
)
SUPERLATIVE: Final = re.compile(
    r"\b(?P<event>the (?:first|only|youngest|oldest|last|sole|longest|highest) (?:(?!(?:he|she|they|i|we|you|it|has|had|have)\b)[\w-]+ ){0,4}?(?:ever|to (?:have )?(?:survive|win|won|be elected|play|serve|swim|climb|cross|graduate|hold|lead)|"
    rf"survivor|(?:woman|man|girl|boy|person) on|in (?:the )?(?:[\w'-]+ )?history)\b(?:{REST})?)",
    re.IGNORECASE,
)
# Somebody or something to whom one thing happened: the bride who jumped off the drawbridge.
SOMEBODY: Final = re.compile(
    rf"\b(?P<event>the (?:[\w'-]+ ){{0,3}}?[\w'-]+ (?:who|that|which|where|when) (?!(?:i|we|she|he|they|you|is|are|was|were|has|have|had|can|could|would|will|may|might|should|does|did|do|feels?|needs?|wants?|helps?|comes?|makes?|works?)\b)[^\s,.;:!?()\"]+{REST})",
    re.IGNORECASE,
)
IN_THE_NEWS: Final = re.compile(rf"\b(?:{NEWS})\b", re.IGNORECASE)


BEGINNING: Final = re.compile(
    r"\b(?:the|a|an|that|those|el|la|los|las)(?: (?!(?:and|but|or|that|which|who|is|was|were|has|had|in|on|at|to|of|her|his|their|my)\b)[\w'-]+){0,6} $",
    re.IGNORECASE,
)


def phrase_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole phrase, from its article to a stop, around a part of it that is known to tell of an event."""
    rest = re.match(REST, text[end:], re.IGNORECASE)
    return begun(text, start, BEGINNING, 60), end + (len(rest[0]) if rest else 0)


def events(text: str) -> Iterator[Span]:
    """Every event in the clean copy `text` that could be looked up."""
    for match in HAPPENED.finditer(text):
        before = BEGINNING.search(text[max(0, match.start() - 60) : match.start()])
        if before is None:
            continue
        of_it = OF_IT.match(text, match.end())
        start, end = match.start() - len(before[0]), of_it.end() if of_it else match.end()
        article = text.index(" ", start)
        if OF_ITS_OWN.search(text[article:end]) or IN_THE_NEWS.search(text[start : end + 60].split(".")[0]):
            yield Span(start, end, "RAREEVENT", 0.6, LEFTOVER)
    if IN_THE_NEWS.search(text):
        for match in SOMEBODY.finditer(text):
            if IN_THE_NEWS.search(text[max(0, match.start() - 80) : match.end() + 80]):
                yield Span(match.start(), match.end(), "RAREEVENT", 0.5, LEFTOVER)
    for match in SUPERLATIVE.finditer(text):
        yield Span(match.start("event"), match.end("event"), "RAREEVENT", 0.5, LEFTOVER)
