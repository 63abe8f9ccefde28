"""Dials: an open round before and during, one presenter, twelve people, the ring alone."""

from soundingboard.web.components.dial.dial import Model, Segment, Someone, someone

MAYA, AMARA, JUN, ELENA, SAMIR = TEAM = [
    someone("1", "Maya", 1, initials="MO"),
    someone("2", "Amara", 2, initials="AR"),
    someone("3", "Jun", 3, initials="JT"),
    someone("4", "Elena", 4, initials="EL"),
    someone("5", "Samir", 5, initials="SB"),
]
CROWD = [someone(str(seat), f"Bartholomew-{seat}", seat) for seat in range(1, 13)]


def round_of(presenting: list[Someone], elapsed: float | None = None) -> list[Segment]:
    """An open round of ninety minutes, by its shape."""
    turn = (90 - 5 - 5 - 3 - 7) * 60 / len(presenting)
    parts: list[tuple[str, str, float, str | None, bool]] = [
        ("settle", "Settle in", 300, None, False),
        ("asks", "One sentence each", 300, None, True),
    ]
    for one in presenting:
        parts.append((f"present/{one['id']}", f"{one['name']} presents", turn * 0.4, one["id"], False))
        parts.append((f"respond/{one['id']}", f"Peers respond to {one['name']}", turn * 0.6, one["id"], True))
    parts += [("exchange", "Referrals and resources", 180, None, True), ("close", "Close", 420, None, False)]
    segments: list[Segment] = []
    start = 0.0
    for key, title, seconds, presenter, light in parts:
        before, after = elapsed is None or elapsed < start, elapsed is not None and elapsed >= start + seconds
        segments.append(
            {
                "key": key,
                "title": title,
                "seconds": seconds,
                "presenter": presenter,
                "light": light,
                "state": "ahead" if before else "done" if after else "now",
                "at": f"12:{start // 60:02.0f} PM" if start < 3600 else f"1:{start // 60 - 60:02.0f} PM",
            }
        )
        start += seconds
    return segments


ROOM: Model = {
    "segments": round_of([SAMIR, AMARA, JUN, ELENA, MAYA], 1815),
    "people": [MAYA, AMARA, {**JUN, "hand": True}, {**ELENA, "speaking": True}, {**SAMIR, "present": False}],
    "elapsed": 1815,
    "center": {
        "label": "Peers respond to",
        "name": "Amara",
        "seat": 2,
        "numeral": "5:18",
        "then": "then Jun presents · 6:00",
    },
    "title": "Tuesday consultation team, agenda",
}
PLAN: Model = {
    "segments": round_of([SAMIR, AMARA, JUN, ELENA, MAYA]),
    "people": TEAM,
    "center": {"numeral": "14", "then": "minutes each"},
    "title": "Agenda",
}
ALONE: Model = {
    "segments": round_of([SAMIR, AMARA, JUN, ELENA, MAYA]),
    "people": TEAM,
    "around": False,
    "center": {"numeral": "90", "then": "minutes"},
    "title": "The ring alone",
}
ONE: Model = {
    "segments": round_of([JUN]),
    "people": TEAM,
    "center": {"label": "Today presents", "name": "Jun", "seat": 3},
    "title": "One presenter",
}
TWELVE: Model = {
    "segments": round_of(CROWD, 700),
    "people": CROWD,
    "elapsed": 700,
    "center": {
        "label": "Now presents",
        "name": "Bartholomew-Ezekiel",
        "seat": 1,
        "numeral": "1:22",
        "then": "then Bartholomew-2",
    },
    "title": "Twelve people",
}

CALL: Model = {
    "segments": [{"key": "talk", "title": "Talk", "seconds": 900, "light": True}],
    "center": {"numeral": "15", "then": "minutes"},
    "title": "A call",
}

EXAMPLES: dict[str, dict[str, object]] = {
    "in the room": {"model": ROOM, "id": "dial-room"},
    "planned": {"model": PLAN, "id": "dial-plan"},
    "the ring alone": {"model": ALONE, "id": "dial-alone", "size": "small"},
    "one presenter": {"model": ONE, "id": "dial-one"},
    "twelve with long names": {"model": TWELVE, "id": "dial-twelve"},
    "one open segment": {"model": CALL, "id": "dial-call", "size": "medium"},
}
