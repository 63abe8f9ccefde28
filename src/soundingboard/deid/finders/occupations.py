"""What somebody works as, where a text says so in as many words: "works as a glass harp player", "Occupation: baker"."""

import re
from collections.abc import Iterator
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.span import LEFTOVER, Span
from soundingboard.deid.tokens import phrase

WORKS_AS: Final = re.compile(
    r"\b(?:(?:works?|worked|working|employed|employment|hired|moonlights?|moonlighting|laid off|job|jobs|career|income) as"
    r"|(?:trabaja|trabajaba|trabajó|trabajo|empleada|empleado) (?:de|como)"
    r"|(?:occupation|profession|ocupación|job title|line of work) ?[:=-])"
    r" (?:an? |the |un |una |el |la )?",
    re.IGNORECASE,
)
# A noun with what stands before it, up to a stop or to a word that goes on with something else.
TRADE: Final = re.compile(
    r"(?!(?:part of|if|though|well|hard|much|long|soon|fast|usual|intended|it|he|she|they|we|i|his|her|their|my|our|one)\b)"
    r"[^\W\d_](?:[\w'&]|-(?=\w))*"
    r"(?: (?!(?:and|or|but|so|at|in|on|for|by|to|from|with|who|that|which|since|because|when|while|where|until|after|before|"
    r"now|nights?|days|full|part|here|there|the|her|his|their|my|near|outside|is|was|has|had|had|y|en|de los|desde|para|con|"
    r"que|pero|o|por|[A-Z][a-z]+|this|last|these|those|again|twice|weekends?|mostly|then|through|via|as|under|if|she|he|they)\b)"
    r"[^\W\d_](?:[\w'&]|-(?=\w))*){0,3}"
)
# How the word for somebody who does something ends, English and Spanish; "as a mirror" is met by what is no trade.
DOES: Final = re.compile(
    r"(?:er|or|ist|ian|man|men|woman|hand|wright|smith|eer|keeper|clerk|tech|aide|cook|chef|nurse|guard|medic|pilot|guide|agent|"
    r"guy|nun|rep|model|star|host|boss|chief|lead|operator|assistant|associate|officer|"
    r"ero|era|dor|dora|ista|ñil|nte|oga|ogo|ante|llaves|sor|sora|tor|tora|s?tre|pianos|taxi)$",
    re.IGNORECASE,
)
NO_TRADE: Final = frozenset(
    "mirror stabilizer trigger buffer barrier partner partners mother father sister brother daughter mediator computer number "
    "answer anchor together other another container reminder teacher counter power matter letter therapist supervisor "
    "counselor prescriber consultant caseworker psychiatrist psychologist pediatrician professional".split()
)


def occupations(text: str) -> Iterator[Span]:
    """What people are said to work as in the clean copy `text`."""
    words = lexicons.words()
    for said in WORKS_AS.finditer(text):
        trade = TRADE.match(text, said.end())
        if trade is None:
            continue
        last = re.split(r"[ -]", trade[0])[-1]
        bits = words.get(phrase(trade[0]), 0) | words.get(phrase(last), 0)
        living = bits & lexicons.BIT["notprofession"] or last.lower() in NO_TRADE
        if not living and (bits & lexicons.BIT["profession"] or DOES.search(last)):
            yield Span(trade.start(), trade.end(), "PROFESSION", 0.6, LEFTOVER)
