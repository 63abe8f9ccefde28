"""What a finding is, and the kinds there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# The Safe Harbor letter of each kind, 45 CFR 164.514(b)(2)(i); None for our own kinds.
LETTERS: Final[Mapping[str, str | None]] = {
    "NAME": "A",
    "PLACE": "B",
    "DATE": "C",
    "AGE90": "C",
    "PHONE": "D",
    "FAX": "E",
    "EMAIL": "F",
    "SSN": "G",
    "RECORD": "H",
    "PLAN": "I",
    "ACCOUNT": "J",
    "LICENSE": "K",
    "VEHICLE": "L",
    "DEVICE": "M",
    "URL": "N",
    "IP": "O",
    "OTHERID": "R",  # or P (biometric) or Q (a photograph), which the finding itself says
    "EMPLOYER": None,
    "SCHOOL": None,
    "CONGREGATION": None,
    "UNIT": None,
    "PROFESSION": None,
    "RAREEVENT": None,
}

# Details that may not be needed: offered to be left out, kept by choice. All other kinds identify.
DETAILS: Final = frozenset({"PROFESSION", "RAREEVENT"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in a text that could identify a person, or is not needed.

    start, end  offsets in characters of the text as it was given
    category    a key of `LETTERS`
    letter      the Safe Harbor letter, or None for our own kinds
    reason      one sentence for the writer
    suggestion  the wording to use instead; empty where it is best left out
    confidence  0 to 1
    """

    start: int
    end: int
    category: str
    letter: str | None
    reason: str
    suggestion: str
    confidence: float

    @property
    def identifies(self) -> bool:
        """Whether the text may not be sent while this stands: any lettered kind, an employer, school, congregation
        or unit. A profession or a rare event is the writer's choice, unless something in it identifies.
        """
        return self.category not in DETAILS or self.letter is not None
