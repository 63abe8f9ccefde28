"""Time zones to choose from."""

from functools import cache
from zoneinfo import available_timezones

# Where most who use this live, by the names people know them by; all others follow by region.
NEAR = (
    ("America/New_York", "Eastern (New York)"),
    ("America/Chicago", "Central (Chicago)"),
    ("America/Denver", "Mountain (Denver)"),
    ("America/Phoenix", "Mountain without summer time (Phoenix)"),
    ("America/Los_Angeles", "Pacific (Los Angeles)"),
    ("America/Anchorage", "Alaska (Anchorage)"),
    ("Pacific/Honolulu", "Hawaii (Honolulu)"),
    ("America/Puerto_Rico", "Atlantic without summer time (Puerto Rico)"),
)

REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """IANA names and what they read as, under headings, in reading order."""
    near = {name for name, _ in NEAR}
    others = sorted(name for name in available_timezones() if name.partition("/")[0] in REGIONS and name not in near)
    by_region = [(region, [(n, city(n)) for n in others if n.startswith(f"{region}/")]) for region in REGIONS]
    return [("United States", list(NEAR)), *by_region, ("No place", [("UTC", "UTC")])]


def title(name: str) -> str:
    """What a zone reads as.

    >>> title("America/New_York"), title("Europe/Lisbon")
    ('Eastern', 'Lisbon')
    """
    return dict(NEAR).get(name, city(name)).partition(" (")[0]


def city(name: str) -> str:
    return (name.partition("/")[2] or name).replace("_", " ").replace("/", ", ")
