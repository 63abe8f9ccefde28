"""Instants."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)

EXAMPLES: dict[str, dict[str, object]] = {
    "day and hour": {"at": NOON},
    "hours": {"at": NOON, "until": NOON + timedelta(minutes=90), "shows": "time"},
    "day": {"at": NOON, "shows": "day"},
}
