"""Chips."""

EXAMPLES: dict[str, dict[str, object]] = {
    "formats": {
        "label": "Format",
        "items": [
            {"title": "Open round", "url": "#1", "current": True},
            {"title": "Case advice", "url": "#2"},
            {"title": "Balint-style", "url": "#3"},
            {"title": "Reflecting team", "url": "#4"},
            {"title": "All formats", "url": "#5"},
        ],
    },
}
