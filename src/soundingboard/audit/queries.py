"""Reading the audit trail, and checking that it is whole."""

from dataclasses import dataclass

from soundingboard.audit.models import BEGINNING, AuditEntry, AuditHead


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found.

    entries  how many entries are there
    head     number and hash of the last entry that fits: keep it elsewhere, and nobody can rewrite what was before
    broken   number of the first entry that does not fit, or None
    why      what does not fit there, a sentence; empty if all is well
    """

    entries: int
    head: tuple[int, str]
    broken: int | None = None
    why: str = ""


def entries_about(token: str) -> list[AuditEntry]:
    """The entries of one thing, oldest first."""
    return list(AuditEntry.objects.filter(token=token))


def holds(head: str) -> bool:
    """Whether the trail still holds the entry that was its head once, given as `number:hash`."""
    number, _, hash_then = head.partition(":")
    if number == "0":
        return hash_then == BEGINNING
    return number.isdecimal() and AuditEntry.objects.filter(number=int(number), hash=hash_then).exists()


def verify() -> Verdict:
    """Walk the chain from its first entry to its head."""
    number, hash_before = 0, BEGINNING
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        why = ""
        if entry.number != number + 1:
            why = f"Entry {number + 1} is missing."
        elif entry.previous != hash_before:
            why = f"Entry {entry.number} does not follow from the one before it."
        elif entry.hash != entry.expected_hash():
            why = f"Entry {entry.number} is not what was written."
        if why:
            return Verdict(AuditEntry.objects.count(), (number, hash_before), number + 1, why)
        number, hash_before = entry.number, entry.hash
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    if (head.number, head.hash) != (number, hash_before):
        why = f"The trail ends at {number}; it went on to {head.number}."
        return Verdict(number, (number, hash_before), number + 1, why)
    return Verdict(number, (number, hash_before))
