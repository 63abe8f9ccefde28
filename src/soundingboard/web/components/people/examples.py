"""Lists of people."""

SPEAKING = [
    {"name": "Elena", "initials": "EL", "seat": 4, "state": "speaking · 0:41", "state_kind": "info"},
    {"name": "Jun", "initials": "JT", "seat": 3, "state": "hand raised"},
    {"name": "Samir", "initials": "SB", "seat": 5},
    {"name": "You", "initials": "MO", "seat": 1, "state": "1:44 yours"},
]
MEMBERS = [
    {"name": "Amara Reyes, LCSW", "initials": "AR", "seat": 2, "line": "Trauma, DBT skills · NJ"},
    {"name": "Jun Tanaka, PsyD", "initials": "JT", "seat": 3, "line": "Health psychology, pain · NY"},
    {
        "name": "Elena Lindqvist, LMFT",
        "initials": "EL",
        "seat": 4,
        "line": "Families, adolescents · CT",
        "href": "#",
        "link": "Ask Elena",
    },
]

EXAMPLES: dict[str, dict[str, object]] = {
    "who speaks": {"people": SPEAKING, "label": "Who speaks"},
    "members": {"people": MEMBERS, "size": "large", "label": "Members"},
    "twelve with long names": {
        "people": [
            {
                "name": f"Bartholomew-Ezekiel Featherstonehaugh the {n}th",
                "initials": "BF",
                "seat": n,
                "state": "hand raised",
            }
            for n in range(1, 13)
        ]
    },
}
