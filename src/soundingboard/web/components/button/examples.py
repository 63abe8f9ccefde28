"""Buttons, in every kind."""

EXAMPLES: dict[str, dict[str, object]] = {
    "the one thing to do": {"label": "Send to everyone", "kind": "primary"},
    "something else": {"label": "Print"},
    "small": {"label": "I know someone", "size": "small"},
    "quiet": {"label": "Sit this one out", "kind": "quiet", "type": "button"},
    "asks for care": {"label": "Leave this group", "kind": "attention"},
    "a link": {"label": "Enter the room", "kind": "primary", "href": "#room"},
    "not now": {"label": "Next: Jun presents", "disabled": True},
    "a long label": {"label": "Tell the team what their advice on the treatment plan did for you and for your client"},
}
