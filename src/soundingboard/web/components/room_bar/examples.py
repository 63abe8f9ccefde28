"""The bar under the dial."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "under way": {
        "acts": [
            {"label": "Raise a hand"},
            {"label": "+1 minute", "wide": True},
            {"label": "Pause", "wide": True},
            {"label": "More"},
            {"label": "Next: Jun presents →", "kind": "primary"},
        ]
    },
    "waiting": {"acts": [{"label": "More"}, {"label": "Start now", "kind": "primary"}]},
}
