"""People, each with a seat's color."""

EXAMPLES: dict[str, dict[str, object]] = {
    "in a list": {"name": "Elena", "initials": "EL", "seat": 4},
    "with a line": {
        "name": "Amara Reyes, LCSW",
        "initials": "AR",
        "seat": 2,
        "line": "Trauma, DBT skills · NJ",
        "size": "large",
    },
    "the ninth": {"name": "Rosa", "initials": "RN", "seat": 9},
    "without a seat": {"name": "Tomasz Bielak, LMFT", "initials": "TB"},
    "a long name": {
        "name": "Maximiliana-Theodora Wolkenstein-Hohenberger, PsyD, ABPP",
        "initials": "MW",
        "seat": 7,
        "size": "large",
        "line": "Health psychology, pain",
    },
}
