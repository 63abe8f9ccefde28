"""The audit trail: whole, or it says where it is not."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from soundingboard.audit import queries, services
from soundingboard.audit.models import AuditEntry, AuditHead


@dataclass(frozen=True)
class Somebody:
    token: str


def by_hand(statement: str) -> None:
    """What someone with the database in their hands could do; the guard of the table is taken off first."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_entry_stays {'ON audit_auditentry' if is_postgres() else ''}")
        cursor.execute(statement)


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


@pytest.fixture
def three_acts(db: None) -> None:
    services.record("made group", "group-1", by="maya")
    services.record("joined group", "group-1", by="amara")
    services.record("left group", "group-1", by="amara")


@pytest.mark.django_db
def test_a_trail_without_entries_is_whole() -> None:
    verdict = queries.verify()

    assert verdict.broken is None
    assert verdict.entries == 0


def test_what_was_recorded_is_found_and_the_trail_is_whole(three_acts: None) -> None:
    verdict = queries.verify()

    assert (verdict.entries, verdict.broken, verdict.head[0]) == (3, None, 3)
    assert [(e.act, e.by) for e in queries.entries_about("group-1")] == [
        ("made group", "maya"),
        ("joined group", "amara"),
        ("left group", "amara"),
    ]


@pytest.mark.django_db
def test_an_act_is_recorded_by_the_tokens_of_those_in_it() -> None:
    entry = services.record("gave a seat", Somebody("meeting-1"), by=Somebody("maya"), on=Somebody("jun"))

    assert (entry.token, entry.by, entry.on) == ("meeting-1", "maya", "jun")


def test_an_act_that_did_not_happen_leaves_no_entry(three_acts: None) -> None:
    with transaction.atomic():
        services.record("left group", "group-1", by="maya")
        transaction.set_rollback(True)

    assert queries.verify().entries == 3
    assert services.record("left group", "group-1", by="maya").number == 4
    assert queries.verify().broken is None


def test_an_entry_can_be_neither_changed_nor_deleted(three_acts: None) -> None:
    entry = AuditEntry.objects.get(number=2)
    entry.by = "nobody"

    with pytest.raises(TypeError, match="only ever added to"):
        entry.save()
    with pytest.raises(TypeError, match="only ever added to"):
        entry.delete()
    with pytest.raises(TypeError, match="only ever added to"):
        AuditEntry.objects.filter(number=2).delete()
    with pytest.raises(TypeError, match="only ever added to"):
        AuditEntry.objects.update(by="nobody")

    assert queries.verify().broken is None


def test_the_database_itself_refuses_to_change_an_entry(three_acts: None) -> None:
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditentry SET act = 'something else' WHERE number = 2")

    assert AuditEntry.objects.get(number=2).act == "joined group"


@pytest.mark.parametrize(
    ("tampering", "broken", "why"),
    [
        ("UPDATE audit_auditentry SET act = 'made group' WHERE number = 2", 2, "not what was written"),
        ("UPDATE audit_auditentry SET at = '2020-01-01 00:00:00' WHERE number = 1", 1, "not what was written"),
        ("DELETE FROM audit_auditentry WHERE number = 1", 1, "Entry 1 is missing"),
        ("DELETE FROM audit_auditentry WHERE number = 2", 2, "Entry 2 is missing"),
        ("DELETE FROM audit_auditentry WHERE number = 3", 3, "it went on to 3"),
        ("DELETE FROM audit_auditentry", 1, "it went on to 3"),
        ("UPDATE audit_auditentry SET previous = 'x' WHERE number = 3", 3, "does not follow"),
    ],
)
def test_tampering_is_found_and_named(three_acts: None, tampering: str, broken: int, why: str) -> None:
    by_hand(tampering)

    verdict = queries.verify()

    assert verdict.broken == broken
    assert why in verdict.why


def test_a_trail_that_was_written_anew_no_longer_holds_the_head_someone_kept(three_acts: None) -> None:
    number, last = queries.verify().head
    kept = f"{number}:{last}"
    assert queries.holds(kept)

    by_hand("DELETE FROM audit_auditentry")
    AuditHead.objects.all().delete()
    for _ in range(3):
        services.record("nothing happened", "group-1", by="maya")

    assert queries.verify().broken is None
    assert not queries.holds(kept)
    with pytest.raises(CommandError, match="was rewritten"):
        call_command("audit_verify", head=kept)


def test_the_command_says_whether_the_trail_is_whole(three_acts: None) -> None:
    said = StringIO()
    call_command("audit_verify", stdout=said)
    number, last = queries.verify().head
    assert f"whole: 3 entries, head {number}:{last}" in said.getvalue()

    by_hand("DELETE FROM audit_auditentry WHERE number = 2")

    with pytest.raises(CommandError, match="Entry 2 is missing"):
        call_command("audit_verify")


def many_writers(writers: int, each: int) -> list[BaseException]:
    """Let `writers` threads record `each` acts at once; gives what went wrong."""
    together, wrong = threading.Barrier(writers), list[BaseException]()

    def write(who: int) -> None:
        try:
            together.wait(10)
            for _ in range(each):
                services.record("pressed", "meeting-1", by=f"writer-{who}")
        except BaseException as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(who,)) for who in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return wrong


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_make_one_chain() -> None:
    assert many_writers(4, each=5) == []

    verdict = queries.verify()
    assert (verdict.entries, verdict.broken) == (20, None)


@pytest.mark.postgres
def test_writers_at_the_same_moment_make_one_chain_on_postgresql(on_postgres: Iterator[str]) -> None:
    assert many_writers(4, each=5) == []

    verdict = queries.verify()
    assert (verdict.entries, verdict.broken) == (20, None)
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditentry SET act = 'something else' WHERE number = 2")
