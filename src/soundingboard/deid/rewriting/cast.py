"""Who is who in a text: which names are one person, and what that person is to the client."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.introductions import Introduction
from soundingboard.deid.rewriting.page import Page, Spot
from soundingboard.deid.rewriting.roles import (
    CLIENTS,
    RELATIVES,
)

Kind = Literal["client", "writer", "relation", "one", "someone"]


@dataclass(slots=True)
class Person:
    """One person and every mention of them.

    noun, owner  the relation as said in the text, and whose
    of           the number of a name that owns
    order        "A", "the older", "one", ... where several are the same to the client
    """

    mentions: list[int]
    kind: Kind = "someone"
    noun: str = ""
    owner: str = ""
    of: int | None = None
    order: str = ""
    title: str = ""
    age: int | None = None
    sex: str = ""


@dataclass(frozen=True)
class Cast:
    """Everyone whom a page names."""

    page: Page
    names: Sequence[int]
    introductions: dict[int, Introduction] = field(default_factory=dict)
    lists: dict[int, int] = field(default_factory=dict)  # each name of a list, and the first name of it
    people: list[Person] = field(default_factory=list)

    @cached_property
    def _by_mention(self) -> dict[int, Person]:
        return {number: person for person in self.people for number in person.mentions}

    def person(self, number: int) -> Person:
        return self._by_mention[number]

    @cached_property
    def client_word(self) -> str:
        """ "client", unless the writer says "patient" throughout."""
        words = {token.low for token in self.page.tokens}
        patient = words & {"patient", "patients", "inpatient"} and not words & {"client", "clients", "ct", "clienta"}
        return "patient" if patient else "client"

    @cached_property
    def first_client_word(self) -> int:
        """Where the text first speaks of a client without a name, or its end."""
        for token in self.page.tokens:
            if token.finding is None and token.low in CLIENTS:
                return token.start
        return len(self.page.text)

    @cached_property
    def first_person(self) -> bool:
        """Whether the writer says "I" or "my"."""
        tokens = self.page.tokens
        if any(token.finding is not None and token.low == "my" for token in tokens):
            return False  # somebody here is called My
        return any(token.low in {"i", "i'm", "i've", "my", "we", "im", "ive"} for token in tokens)

    def phrase(self, number: int, spot: Spot) -> str:
        """What to call the person of name `number` at `spot`, in lower case."""
        person = self.person(number)
        first = person.mentions[0] == number
        match person.kind:
            case "client":
                return self._client(person, first, spot)
            case "writer":
                return wording.ME
            case "one":
                return self._one(person)
            case "relation":
                if spot.spanish and person.noun == "doctor" and person.owner == "the":
                    return wording.EL_MEDICO
                return self._relation(person)
        if spot.spanish:
            return wording.ALGUIEN if first else wording.ESA_PERSONA
        if person.order:
            return f"{wording.ANOTHER_PERSON} ({person.order})" if first else f"{wording.PERSON} {person.order}"
        if person.title:
            return f"the {person.title}"
        return wording.SOMEONE if first else wording.THAT_PERSON

    def _client(self, person: Person, first: bool, spot: Spot) -> str:
        if person.order:
            return f"client {person.order}"
        new = first and spot.start <= self.first_client_word
        if spot.spanish:
            woman = person.sex == "f" or person.noun == "clienta"
            if new:
                return wording.MI_CLIENTA if woman else wording.MI_CLIENTE
            return wording.LA_CLIENTA if woman else wording.EL_CLIENTE
        word = "patient" if person.noun in {"patient", "inpatient"} else self.client_word
        if new:
            if not self.first_person:
                return f"the {word}"
            before = spot.before().low
            return (
                f"a {word}"
                if before in {"seeing", "see", "saw", "with", "treating", "present", "about"}
                else f"my {word}"
            )
        return f"the {word}"

    def _one(self, person: Person) -> str:
        if person.noun in {"partner", "member", "client"}:
            return f"{person.noun} {person.order}"
        if person.order in wording.LETTERS:
            return f"{person.noun} {person.order}"
        return f"{person.order} {person.noun}"

    def _relation(self, person: Person, depth: int = 0) -> str:
        noun = person.noun
        if person.of is not None and person.of in self._by_mention and depth == 0:
            other = self.person(person.of)
            if other is not person:
                owner = self._owner(other)
                return self._ordered(f"{owner}'s {noun}" if owner else f"the {noun}", person)
        owner = person.owner
        if owner in {"", "whose"}:
            owner = f"the {self.client_word}'s" if noun.split()[-1] in RELATIVES else "the"
        return self._ordered(f"{owner} {noun}", person)

    def _owner(self, other: Person) -> str:
        """Who `other` is, where somebody is told by them: "the client" in "the client's mom"."""
        match other.kind:
            case "client":
                return f"the {self.client_word}"
            case "relation":
                return self._relation(other, 1)
            case "one":
                return self._one(other)
        return ""

    def _ordered(self, phrase: str, person: Person) -> str:
        if not person.order:
            return phrase
        return f"{re.sub('^(?:an?|the) ', '', phrase)} {person.order}"  # "colleague A", and "her sister A"
