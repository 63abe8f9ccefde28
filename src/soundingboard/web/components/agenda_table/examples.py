"""An agenda as a table."""

ROWS: list[dict[str, object]] = [
    {
        "at": "12:00 PM",
        "title": "Settle in",
        "line": "One slow minute; nothing to solve yet.",
        "minutes": 5,
        "state": "done",
    },
    {
        "at": "12:05 PM",
        "title": "One sentence each",
        "line": "What would you like from us today?",
        "minutes": 5,
        "state": "done",
    },
    {
        "at": "12:10 PM",
        "title": "Samir presents, peers respond",
        "line": "Emotional support · had less time this fall, so goes first",
        "minutes": 14,
        "seat": 5,
        "initials": "SB",
        "name": "Samir",
        "state": "now",
    },
    {
        "at": "12:24 PM",
        "title": "Amara presents, peers respond",
        "minutes": 14,
        "seat": 2,
        "initials": "AR",
        "name": "Amara",
    },
    {
        "at": "12:38 PM",
        "title": "You present, peers respond",
        "line": "A second look at a decision",
        "minutes": "14:20",
        "seat": 1,
        "initials": "MO",
        "name": "Maya",
        "mine": True,
    },
    {
        "at": "12:52 PM",
        "title": "Referrals and resources, then close",
        "line": "The room stays open after that.",
        "minutes": 38,
    },
]

EXAMPLES: dict[str, dict[str, object]] = {
    "under way": {"rows": ROWS, "caption": "Agenda, to the minute"},
    "long names": {
        "rows": [
            {
                "at": "12:00 PM",
                "title": "Maximiliana-Theodora Wolkenstein-Hohenberger presents, peers respond",
                "minutes": 90,
                "seat": 12,
                "initials": "MW",
                "name": "Maximiliana-Theodora",
            }
        ],
        "caption": "Agenda",
    },
}
