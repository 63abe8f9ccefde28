"""Cards."""

EXAMPLES: dict[str, dict[str, object]] = {
    "plain": {
        "title": "Time, this fall",
        "text": "Over six meetings you had as much time as the others. Samir is due a little more.",
    },
    "with a badge": {
        "title": "For your eyes only",
        "badge": "this device only",
        "badge_kind": "private",
        "text": "Notes stay in this page and are gone when you close it.",
    },
    "someone asks": {
        "edge": "attention",
        "eyebrow": "Amara asks for",
        "title": "Advice on a treatment plan",
        "text": "“Do I address the avoidance now, or build skills first?”",
    },
    "guidance": {
        "tint": "pine",
        "eyebrow": "Now: ideas. A question about safety is always welcome.",
        "title": "Lead with validation",
        "text": "Thank Amara for trusting you with this and name one thing Amara did well.",
    },
    "with a link": {
        "title": "How it meets",
        "text": "Every Tuesday at noon, ninety minutes, by the group’s own video link.",
        "small": "Since March; looks back each March.",
        "href": "#all",
        "link": "See all meetings",
    },
    "a long name": {
        "title": "Wednesday-evening-consultation-for-people-who-work-in-rural-emergency-departments",
        "badge": "In the room · 12 of 12",
    },
}
