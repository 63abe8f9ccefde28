"""Notices."""

EXAMPLES: dict[str, dict[str, object]] = {
    "info": {"text": "The e-mail has times and each person’s own part; asks stay behind sign-in."},
    "settled": {
        "kind": "settled",
        "title": "Open round fits:",
        "text": "five people, mixed asks, 90 minutes.",
        "href": "#",
        "link": "Other formats for these asks",
    },
    "attention": {
        "kind": "attention",
        "title": "We are not connected.",
        "text": "The clock goes on counting; we come back by ourselves.",
        "role": "status",
    },
    "private": {"kind": "private", "text": "Only you can read this. It stays on this device."},
}
