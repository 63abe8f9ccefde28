"""Finds what a text tells of a person: each trait, and the wider words that could stand in its place."""

from soundingboard.deid.traits.ages import ages
from soundingboard.deid.traits.family import family
from soundingboard.deid.traits.listed import listed
from soundingboard.deid.traits.trait import Trait, apart

__all__ = ["Trait", "traits"]


def traits(text: str) -> tuple[Trait, ...]:
    """Every trait told in `text`, in its order; no two overlap, and where two would the one that narrows more stays."""
    found = (*ages(text), *listed(text), *family(text))
    return tuple(apart(sorted(found, key=lambda trait: (-trait.points, trait.start))))
