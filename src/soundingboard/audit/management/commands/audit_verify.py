"""`soundingboard manage audit_verify`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from soundingboard.audit import queries


class Command(BaseCommand):
    help = "Walk the audit trail and say whether it is whole; exit with 1 if it is not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", metavar="NUMBER:HASH", help="a head printed earlier, which must still be there")

    def handle(self, *args: Any, head: str | None = None, **options: Any) -> None:
        if head and not queries.holds(head):
            raise CommandError(f"The trail was rewritten: it no longer holds the head {head}.")
        verdict = queries.verify()
        if verdict.broken is not None:
            raise CommandError(f"{verdict.why} What comes before it is whole.")
        number, last = verdict.head
        self.stdout.write(f"The audit trail is whole: {verdict.entries} entries, head {number}:{last}")
