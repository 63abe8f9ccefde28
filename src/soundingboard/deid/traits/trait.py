"""What a trait is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Put `words` in place of `text[start:end]`; reaches as far as grammar asks (an article, a space, the noun)."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing told of a person.

    kind     a key of `risk.NAMES`
    points   1 (many share it) to 4 (known to a town): steps of a ranking, not frequencies
    key      two mentions with the same kind and key tell one thing
    wording  wider words for it; None where only the writer can say it differently
    """

    kind: str
    start: int
    end: int
    points: int
    key: str
    wording: Wording | None
