"""Countdowns from an hour that stands still, so that pictures of them agree."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)

# Its clock does not move: a styleguide is looked at, not waited for.
STILL = {"now": NOON, "rate": "0"}

EXAMPLES: dict[str, dict[str, object]] = {
    "five minutes": {"ends": NOON + timedelta(minutes=5, seconds=18), "size": "large", **STILL},
    "last minute": {"ends": NOON + timedelta(seconds=42), "size": "large", **STILL},
    "in words": {"ends": NOON + timedelta(minutes=12), "words": True, "before": "Starts", **STILL},
    "over": {"ends": NOON - timedelta(minutes=1), "words": True, "before": "Starts", "over": "Has begun", **STILL},
}
