"""The main navigation."""

EXAMPLES: dict[str, dict[str, object]] = {
    "two places": {
        "label": "Example",
        "items": [{"title": "Today", "url": "#today"}, {"title": "Groups", "url": "#groups", "current": True}],
    },
}
