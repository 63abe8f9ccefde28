"""Whether two names can be one person's."""

import re
import unicodedata

from soundingboard.deid.rewriting.roles import SHORT


def key(name: str) -> tuple[str, ...]:
    """The words of a name, without accents and marks, in lower case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return tuple(re.findall(r"[^\W_]+", plain.replace("-", "")))


def alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names can be one person's."""
    if a == b:
        return True
    if not a or not b:
        return False
    few, many = sorted((a, b), key=len)
    if all(len(word) == 1 for word in few):
        initials = [word[0] for word in many]
        if len(few) > 1 and all(len(word) == 1 for word in many) and len(few) == len(many):
            return False
        return list(few) == initials[: len(few)] and (len(few) > 1 or len(many) == 1 or len(few) == len(many))
    if set(few) <= set(many):
        return True
    first, other = few[0], many[0]
    related = (first, other) in SHORT or (other, first) in SHORT
    related = related or (min(len(first), len(other)) >= 3 and (other.startswith(first) or first.startswith(other)))
    if len(few) == 1:
        return related
    same_last = few[-1] == many[-1] or few[-1] == many[-1][:1] or many[-1] == few[-1][:1]
    return same_last and (related or first[:1] == other or first == other[:1])
