"""The dial: an agenda as a ring, one color a person, equal time visible as equal arcs.

Geometry is pure: lengths are units of the drawing, whose middle is (0, 0); angles are degrees clockwise from the top.
`web/components/dial/dial.js` follows the same rules in the browser, and a test compares the two.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, NamedTuple

from soundingboard.agenda.agenda import Agenda, Person, Segment
from soundingboard.agenda.format import Speaks

OUTER: Final = 208.0  # the ring
INNER: Final = 173.0
GAP: Final = 3.0  # between two arcs, the same at both edges
SEATS: Final = 256.0  # where people sit
DISC: Final = 26.5
APART: Final = 27.0  # degrees between two people, where there is room: a disc and the name under it
HAND: Final = (157.0, 211.0)
LONGEST_NAME: Final = 10  # characters that fit under a disc
PEOPLE_BOX: Final = (-325.0, -318.0, 650.0, 640.0)  # left, top, width, height, with people around
RING_BOX: Final = (-212.0, -212.0, 424.0, 424.0)  # without

# Where somebody but the presenter, or everybody, speaks. Such arcs are filled lightly and outlined.
_OTHERS_SPEAK: Final = frozenset({Speaks.PEERS, Speaks.ONE_BY_ONE, Speaks.PAIRS, Speaks.ALL})


class Part(NamedTuple):
    """What an arc stands for: some seconds of a meeting."""

    key: str
    seconds: float
    presenter: Person | None
    light: bool


@dataclass(frozen=True)
class Arc:
    """One segment on the ring.

    start, end  degrees clockwise from the top
    light       peers respond, or everyone speaks
    path        the outline, as an SVG path
    """

    key: str
    presenter: Person | None
    light: bool
    start: float
    end: float
    path: str


@dataclass(frozen=True)
class Place:
    """Where someone sits around the ring, and where their name stands.

    name_y  from the middle of the disc: the foot of a name above it, the head of a name below it
    """

    person: Person
    angle: float
    x: float
    y: float
    name_y: float


def light(segment: Segment) -> bool:
    """Whether the time of `segment` is drawn lightly: peers respond, or everyone speaks."""
    return segment.speaks in _OTHERS_SPEAK


def arcs(agenda: Agenda) -> tuple[Arc, ...]:
    """The ring of an agenda, one arc a segment, in order."""
    return ring([Part(each.key, each.seconds, each.presenter, light(each)) for each in agenda.segments])


def ring(parts: Sequence[Part]) -> tuple[Arc, ...]:
    """Arcs as long as their seconds, from the top around; together they are the whole circle."""
    total = sum(part.seconds for part in parts) or 1
    drawn, before = [], 0.0
    for part in parts:
        start, end = 360 * before / total, 360 * (before + part.seconds) / total
        drawn.append(Arc(part.key, part.presenter, part.light, start, end, _outline(start, end)))
        before += part.seconds
    return tuple(drawn)


def places(drawn: Sequence[Arc], people: Sequence[Person]) -> tuple[Place, ...]:
    """Everyone's place: who presents sits at the middle of their own arcs, the others share the room between them.

    A turn that was begun, left and taken up again counts where it is longest. Nobody sits on anybody: where turns are
    short, neighbors move apart.
    """
    own: dict[Person | None, tuple[float, float]] = {}
    whose, start = None, 0.0
    for arc in drawn:
        if arc.presenter != whose:
            whose, start = arc.presenter, arc.start
        longest = own.get(whose, (0.0, 0.0))
        if arc.end - start > longest[1] - longest[0]:
            own[whose] = (start, arc.end)
    angles = {person: sum(own[person]) / 2 for person in people if person in own}
    angles |= _between(sorted(angles.values()), [person for person in people if person not in own])
    return tuple(_place(person, angle) for person, angle in _apart(angles, people).items())


def turn(elapsed: float, total: float) -> float:
    """The hand's angle after `elapsed` of `total` seconds."""
    return 360 * min(max(elapsed / total, 0), 1)


def shortened(name: str) -> str:
    """A name as it stands under a disc."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _outline(start: float, end: float) -> str:
    span = end - start
    outer, inner = (min(math.degrees(GAP / 2 / radius), span * 0.3) for radius in (OUTER, INNER))
    large = int(span - 2 * outer > 180)
    return (
        f"M{_point(OUTER, start + outer)}A{OUTER:g} {OUTER:g} 0 {large} 1 {_point(OUTER, end - outer)}"
        f"L{_point(INNER, end - inner)}A{INNER:g} {INNER:g} 0 {large} 0 {_point(INNER, start + inner)}Z"
    )


def _point(radius: float, angle: float) -> str:
    x, y = _at(radius, angle)
    return f"{x:.2f} {y:.2f}"


def _at(radius: float, angle: float) -> tuple[float, float]:
    turned = math.radians(angle)
    return radius * math.sin(turned), -radius * math.cos(turned)


def _between(taken: Sequence[float], others: Sequence[Person]) -> dict[Person, float]:
    """Angles for `others` in the gaps between the angles `taken`, the widest gaps first, evenly within each."""
    if not taken:
        return {person: 360 * place / len(others) for place, person in enumerate(others)}
    gaps = [((taken[(place + 1) % len(taken)] - angle) % 360 or 360.0) for place, angle in enumerate(taken)]
    guests = [0] * len(gaps)
    for _ in others:
        widest = max(range(len(gaps)), key=lambda place: (gaps[place] / (guests[place] + 1), -place))
        guests[widest] += 1
    free = [
        (taken[place] + gap * (guest + 1) / (guests[place] + 1)) % 360
        for place, gap in enumerate(gaps)
        for guest in range(guests[place])
    ]
    return dict(zip(others, free, strict=True))


def _apart(angles: Mapping[Person, float], people: Sequence[Person]) -> dict[Person, float]:
    """The same angles, in the order around the ring, with neighbors at least `APART` degrees from each other."""
    order = sorted(people, key=lambda person: angles[person])
    moved = [angles[person] for person in order]
    count = len(moved)
    least = min(APART, 360 / max(count, 1))
    for _ in range(200 if count > 1 else 0):
        for place in range(count):
            after = (place + 1) % count
            short = least - (moved[after] + (360 if after == 0 else 0) - moved[place])
            if short > 0:
                moved[place] -= short / 2
                moved[after] += short / 2
    return dict(zip(order, moved, strict=True))


def _place(person: Person, angle: float) -> Place:
    x, y = _at(SEATS, angle)
    # Names stand outside the ring: above in its upper half, below in its lower.
    return Place(person, angle, x, y, -DISC - 12 if y < 0 else DISC + 11)


# ── a drawing that stands alone: for mail and for the command line, where no stylesheet is ─────────────────────────

_SEAT_COLORS: Final = ("#1f5b54", "#a44524", "#2c638f", "#6a4b7d", "#7a5a12", "#3f6b2f", "#8c3a5b", "#4a5568")
_INK, _SOFT, _PAPER = "#1d2a2c", "#566365", "#faf7f2"


def svg(
    agenda: Agenda,
    names: Mapping[Person, str],
    *,
    title: str = "",
    elapsed: float | None = None,
    center: tuple[str, str] | None = None,
) -> str:
    """The dial of `agenda` as an SVG document, in light colors.

    names    what each person is called, in the order of their seats; who has no name here is not drawn
    title    what the picture is of, for who cannot see it
    elapsed  seconds into the meeting, for the hand; None leaves it out
    center   a numeral and a word under it; by default everyone's minutes, or the meeting's
    """
    people = list(names)
    drawn = arcs(agenda)
    numeral, words = center or _center(agenda, names)
    left, top, width, height = PEOPLE_BOX
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}" '
            f'width="{width:g}" height="{height:g}" role="img" font-family="Helvetica, Arial, sans-serif">',
            f"<title>{escape(title or _title(agenda))}</title>",
            f"<desc>{escape(_description(agenda, names))}</desc>",
            f'<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><path d="M0 0H8" stroke="{_PAPER}" stroke-width="3"/></pattern></defs>',
            f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="{_PAPER}"/>',
            *(_drawn_arc(arc, people) for arc in drawn),
            *(_drawn_person(place, people, names) for place in places(drawn, people)),
            *([_drawn_hand(turn(elapsed, agenda.total))] if elapsed is not None else []),
            _words(10, 60, numeral, _INK, "700"),
            _words(46, 21, words, _SOFT),
            "</svg>",
            "",
        ]
    )


def _words(y: float, size: int, words: str, color: str, weight: str = "400") -> str:
    return (
        f'<text y="{y:g}" text-anchor="middle" font-size="{size}" font-weight="{weight}" fill="{color}">'
        f"{escape(words)}</text>"
    )


def _drawn_arc(arc: Arc, people: Sequence[Person]) -> str:
    place = people.index(arc.presenter) if arc.presenter in people else None
    color = _SOFT if place is None else _color(place)
    strength = (0.18 if arc.light else 0.34) if place is None else (0.32 if arc.light else 1)
    hatch = place is not None and place >= len(_SEAT_COLORS)
    return f'<path d="{arc.path}" fill="{color}" fill-opacity="{strength:g}" stroke="{color}" stroke-width="1.5"/>' + (
        f'<path d="{arc.path}" fill="url(#hatch)"/>' if hatch else ""
    )


def _drawn_person(place: Place, people: Sequence[Person], names: Mapping[Person, str]) -> str:
    name, seat = names[place.person], people.index(place.person)
    color = _color(seat)
    hatch = f'<circle r="{DISC:g}" fill="url(#hatch)"/><circle r="21" fill="{color}"/>'
    foot = place.name_y + (13 if place.name_y > 0 else 0)
    return (
        f'<g transform="translate({place.x:.2f} {place.y:.2f})"><circle r="{DISC:g}" fill="{color}"/>'
        f"{hatch if seat >= len(_SEAT_COLORS) else ''}"
        f"{_words(7, 20, initials(name), '#fff', '700')}{_words(foot, 17, shortened(name), _INK)}</g>"
    )


def _drawn_hand(angle: float) -> str:
    near, far = HAND
    return (
        f'<path d="M0 {-near:g}V{-far:g}" transform="rotate({angle:.2f})" stroke="{_INK}" stroke-width="3.5" '
        f'stroke-linecap="round"/>'
    )


def initials(name: str) -> str:
    """The first letters of the first and the last word of `name`; what a hyphen joins are two words."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def _color(place: int) -> str:
    return _SEAT_COLORS[place % len(_SEAT_COLORS)]


def _center(agenda: Agenda, names: Mapping[Person, str]) -> tuple[str, str]:
    """What stands in the middle: the minutes each has, where all have the same; else the meeting's."""
    shares = agenda.shares.values()
    if len(agenda.presenters) > 1 and {*agenda.presenters} >= {*names} and max(shares) - min(shares) <= 1:
        share = max(shares)
        return str(round(share / 60)), "minutes each" if share % 60 == 0 else "minutes each, about"
    return str(round(agenda.total / 60)), "minutes"


def _title(agenda: Agenda) -> str:
    return f"An agenda of {round(agenda.total / 60)} minutes"


def _description(agenda: Agenda, names: Mapping[Person, str]) -> str:
    """The ring in words, in order: the same facts for who cannot see it."""
    return " ".join(
        f"{each.start // 60}:{each.start % 60:02} {each.title}"
        f"{f' ({names[each.presenter]})' if each.presenter is not None and each.presenter in names else ''}."
        for each in agenda.segments
    )
