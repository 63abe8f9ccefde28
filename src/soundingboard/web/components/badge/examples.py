"""Badges: what was seen, what is so, never a rank."""

EXAMPLES: dict[str, dict[str, object]] = {
    "plain": {"label": "by Friday"},
    "settled": {"label": "In the room · 5 of 5", "kind": "settled"},
    "attention": {"label": "Starts in 12 minutes", "kind": "attention"},
    "private": {"label": "this device only", "kind": "private"},
    "info": {"label": "speaking · 0:41", "kind": "info"},
    "plum": {"label": "observer", "kind": "plum"},
}
