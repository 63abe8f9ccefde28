"""Nothing here yet."""

EXAMPLES: dict[str, dict[str, object]] = {
    "with a first step": {
        "title": "No group yet.",
        "text": "A group begins with two people who agree on an hour. It need not be urgent.",
        "href": "#",
        "link": "Begin one",
        "kind": "primary",
    },
    "nothing to do": {"title": "Nothing to follow up."},
}
