"""The account's menu."""

LINKS = [{"title": "My profile", "url": "#profile"}, {"title": "Sign-in and security", "url": "#security"}]

EXAMPLES: dict[str, dict[str, object]] = {
    "closed": {"name": "Maya Okafor, PhD", "initials": "MO", "links": LINKS, "sign_out": "#"},
    "open, with a long name": {
        "name": "Maximiliana-Theodora Wolkenstein-Hohenberger, PsyD, ABPP",
        "initials": "MW",
        "seat": 4,
        "links": LINKS,
        "sign_out": "#",
        "open": True,
    },
}
