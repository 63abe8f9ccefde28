"""The steps of a form."""

EXAMPLES: dict[str, dict[str, object]] = {
    "three": {
        "label": "Three steps",
        "items": [
            {"title": "What do you need?", "target": "example-need"},
            {"title": "The case", "target": "example-case"},
            {"title": "Who hears it", "target": "example-who"},
        ],
    },
}
