"""Toasts."""

EXAMPLES: dict[str, dict[str, object]] = {
    "said": {"text": "Sent to Amara, Jun, Elena and Samir."},
    "with a way back": {"text": "Jun now presents before Elena.", "undo": "Undo"},
}
