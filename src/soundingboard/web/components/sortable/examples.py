"""An order one can change."""

EXAMPLES: dict[str, dict[str, object]] = {
    "who presents": {
        "label": "Who presents, in order",
        "items": [
            {"key": "5", "title": "Samir", "line": "Emotional support", "seat": 5, "initials": "SB"},
            {"key": "2", "title": "Amara", "line": "Advice on a treatment plan", "seat": 2, "initials": "AR"},
            {"key": "3", "title": "Jun", "line": "Resources", "seat": 3, "initials": "JT"},
        ],
    },
    "a long name": {
        "label": "One",
        "items": [{"key": "1", "title": "Maximiliana-Theodora Wolkenstein-Hohenberger", "seat": 10, "initials": "MW"}],
    },
}
