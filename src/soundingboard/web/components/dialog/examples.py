"""Dialogs, drawn open and in place."""

EXAMPLES: dict[str, dict[str, object]] = {
    "a choice": {
        "id": "example-leave",
        "open": True,
        "title": "Leave this group?",
        "text": "Your seats in meetings to come are given up. Your logbook keeps the past.",
        "back": "Stay",
        "confirm": "Leave",
    },
}
