"""Formats as TOML: those that ship with the package, and those a group writes."""

import json
import math
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from soundingboard.agenda.format import BrokenFormat, Division, Format, Kind, Phase, Role, Scope, Size, Speaks, Stance
from soundingboard.agenda.tables import EVERY_LENGTH, LEAST_MINUTES, MOST_MINUTES, Lines, Table
from soundingboard.refusals import Refused

MOST_BYTES = 20_000
MOST_PHASES = 30
MOST_PEOPLE = 30
TITLE, SENTENCE, PROMPT, SOURCE = 60, 200, 300, 400  # characters


@cache
def shipped() -> tuple[Format, ...]:
    """Every format that comes with the package, the default first."""
    folder = files("soundingboard.agenda") / "formats"
    ids = (folder / "order.txt").read_text("utf-8").split()
    return tuple(parse((folder / f"{id}.toml").read_text("utf-8"), id) for id in ids)


def load(id: str) -> Format:
    """The shipped format of that id; raises Refused with the nearest if there is none."""
    known = {format.id: format for format in shipped()}
    if id in known:
        return known[id]
    near = get_close_matches(id.lower(), known, n=1, cutoff=0.45)
    raise Refused(
        "There is no format of that name.",
        fits=f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}.",
    )


def parse(text: str, id: str) -> Format:
    """The format written in `text`; raises BrokenFormat at the first thing that is wrong with it.

    text  TOML as in formats/open-round.toml, at most 20 kB
    id    what it will be called; the text itself does not say
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise BrokenFormat("The text is longer than 20 kB.", line=1, fits="Shorten it.")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_toml(error, text) from None
    top = Table(values, Lines(text))
    phases = [_phase(table) for table in top.tables("phases", most=MOST_PHASES)]
    lengths = top.lengths("lengths")
    format = Format(
        id=id,
        title=top.text("title", most=TITLE),
        summary=top.text("summary", most=SENTENCE),
        when=top.text("when", most=SENTENCE),
        sources=top.texts("sources", most=SOURCE),
        size=_size(top.table("size")),
        lengths=lengths,
        usual_minutes=top.whole("usual_minutes", lengths[-1], most=MOST_MINUTES),
        division=top.choice("division", Division),
        phases=tuple(phases),
        turns={length: int(turns) for length, turns in top.by_length("turns", whole=True, most=MOST_PEOPLE).items()},
        least_turn=top.number("least_turn", Format.least_turn, lowest=1),
        roles=top.choices("roles", Role),
        rules=top.texts("rules", most=SENTENCE),
        ways=top.texts("ways", most=SENTENCE),
        notice=top.text("notice", "", most=PROMPT),
    )
    top.nothing_else()
    _check(format, top)
    return format


def render(format: Format) -> str:
    """The TOML of a format; `parse` reads the same format back."""
    top = {
        "title": format.title,
        "summary": format.summary,
        "when": format.when,
        "sources": format.sources,
        "size": {"least": format.size.least, "usual": format.size.usual, "most": format.size.most},
        "lengths": format.lengths,
        "usual_minutes": format.usual_minutes,
        "division": format.division,
        "turns": format.turns or None,
        "least_turn": format.least_turn,
        "roles": format.roles or None,
        "rules": format.rules or None,
        "ways": format.ways or None,
        "notice": format.notice or None,
    }
    return "\n".join([_lines_of(top), *(f"[[phases]]\n{_lines_of(_phase_values(phase))}" for phase in format.phases)])


def _phase_values(phase: Phase) -> dict[str, object]:
    return {
        "id": phase.id,
        "kind": phase.kind,
        "title": phase.title,
        "scope": phase.scope,
        "speaks": phase.speaks,
        "presenter": phase.presenter,
        "minutes": phase.minutes or None,
        "share": phase.share,
        "least": phase.least,
        "most": phase.most,
        "prompt": phase.prompt,
        "rules": phase.rules or None,
        "skippable": phase.skippable,
    }


def _lines_of(values: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in values.items() if value is not None)


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(
                str(value), ensure_ascii=False
            )  # a TOML basic string, as texts hold no control characters
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return repr(value)
        case Mapping() if set(value) == {EVERY_LENGTH}:
            return _toml(value[EVERY_LENGTH])
        case Mapping():
            return "{ " + ", ".join(f"{key} = {_toml(entry)}" for key, entry in value.items()) + " }"
        case tuple() if sum(map(len, map(str, value))) > 80:
            return "[\n" + "".join(f"    {_toml(entry)},\n" for entry in value) + "]"
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            raise TypeError(type(value))


def _not_toml(error: Exception, text: str) -> BrokenFormat:
    said = str(error)
    at = re.search(r"\(at line (\d+), column (\d+)\)", said)
    line = int(at[1]) if at else text.count("\n") + 1
    column = f", at column {at[2]}" if at else ""
    if isinstance(error, RecursionError):
        return BrokenFormat("This is nested too deeply.", line=1, fits="A format needs two levels at most.")
    return BrokenFormat(f"This is not TOML{column}.", line=line, fits='Texts stand in "quotes", after `name =`.')


def _size(table: Table) -> Size:
    size = Size(*(table.whole(key, most=MOST_PEOPLE) for key in ("least", "usual", "most")))
    table.nothing_else()
    if not size.least <= size.usual <= size.most:
        raise table.broken("", "Sizes are out of order.", "`least` is at most `usual`, and `usual` at most `most`.")
    return size


def _phase(table: Table) -> Phase:
    phase = Phase(
        id=table.text("id", most=40),
        kind=table.choice("kind", Kind),
        title=table.text("title", most=TITLE),
        scope=table.choice("scope", Scope),
        speaks=table.choice("speaks", Speaks),
        prompt=table.text("prompt", most=PROMPT),
        presenter=table.choice_or_none("presenter", Stance),
        minutes=table.by_length("minutes", most=MOST_MINUTES),
        share=table.number_or_none("share", lowest=1, most=100),
        least=table.number("least", Phase.least, lowest=LEAST_MINUTES),
        most=table.number_or_none("most", lowest=LEAST_MINUTES),
        rules=table.texts("rules", most=SENTENCE),
        skippable=table.flag("skippable", Phase.skippable),
    )
    table.nothing_else()
    _check_phase(phase, table)
    return phase


def _check_phase(phase: Phase, table: Table) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", phase.id):
        raise table.broken("id", "An `id` has lower-case letters, digits and hyphens.", 'For example "open-questions".')
    if not phase.minutes and phase.share is None:
        raise table.broken("", "This phase has neither `minutes` nor `share`.", "Give it one of the two.")
    if phase.scope is Scope.MEETING:
        if phase.share is not None:
            raise table.broken("share", "A `share` is of a turn, and this phase is not in one.", "Give it `minutes`.")
        if phase.presenter is not None:
            raise table.broken("presenter", "Nobody presents outside a turn.", 'Leave it out, or set scope = "turn".')
        if phase.speaks in (Speaks.PRESENTER, Speaks.INTERVIEW):
            raise table.broken("speaks", "Nobody presents outside a turn.", 'Choose who speaks, or set scope = "turn".')
    taken = [minutes for minutes in phase.minutes.values() if minutes]
    if taken and phase.least > min(taken):
        raise table.broken(
            "least" if "least" in table.values else "minutes",
            f"It may shrink to {phase.least:g} minutes, but has only {min(taken):g}.",
            "Set `least` lower." if "least" in table.values else f"Set `least` to {min(taken):g} or lower.",
        )
    if phase.most is not None and phase.most < max([phase.least, *taken]):
        raise table.broken("most", "`most` is below its minutes.", f"At least {max([phase.least, *taken]):g}.")


def _check(format: Format, top: Table) -> None:
    """What no phase can know alone."""
    turn = [place for place, phase in enumerate(format.phases) if phase.scope is Scope.TURN]

    def broken(place: int, key: str, reason: str, fits: str = "") -> BrokenFormat:
        return BrokenFormat(reason, line=top.lines.of(place, *([key] if key else [])), fits=fits)

    seen: set[str] = set()
    for place, phase in enumerate(format.phases):
        if phase.id in seen:
            raise broken(place, "id", "Another phase has this `id`.")
        seen.add(phase.id)
        for speaks, role in ((Speaks.FACILITATOR, Role.FACILITATOR), (Speaks.INTERVIEW, Role.INTERVIEWER)):
            if phase.speaks is speaks and role not in format.roles:
                raise broken(place, "speaks", f'No one has this role: `roles` has no "{role}".')
    if format.usual_minutes not in format.lengths:
        raise top.broken("usual_minutes", "`usual_minutes` is not among the `lengths`.")
    if format.division is Division.NONE and turn:
        raise broken(
            turn[0], "scope", "Nobody presents in this division, so there are no turns.", 'Set scope = "meeting".'
        )
    if format.division is not Division.NONE and not turn:
        raise top.broken("division", "No phase belongs to a turn.", 'Set scope = "turn" on some, or division = "none".')
    if turn and turn != list(range(turn[0], turn[-1] + 1)):
        gap = next(place for place in range(turn[0], turn[-1]) if place not in turn)
        raise broken(gap, "scope", "The phases of a turn follow each other.", "Move this one before or after them.")
    if bool(format.turns) is not (format.division is Division.FEW):
        raise top.broken("turns", 'The division "few", and no other, has `turns`.', "For example { 60 = 1, 90 = 2 }.")
    _check_shares([format.phases[place] for place in turn], turn, broken)
    for length in format.lengths:
        _check_time(format, length, top)


def _check_shares(phases: list[Phase], places: list[int], broken: Any) -> None:
    without = [place for place, phase in zip(places, phases, strict=True) if phase.share is None]
    if without and len(without) < len(phases):
        raise broken(
            without[0], "", "Some phases of a turn have a `share` and this one has none.", "All of them, or none."
        )
    total = sum(phase.share or 0 for phase in phases)
    if phases and not without and not math.isclose(total, 100, abs_tol=0.01):
        last = places[-1]
        raise broken(last, "share", f"The shares of a turn make {total:g} percent.", "They make 100.")


def _check_time(format: Format, length: int, top: Table) -> None:
    once = sum(_at(phase.minutes, length) for phase in format.phases if phase.scope is Scope.MEETING)
    turn = [phase for phase in format.phases if phase.scope is Scope.TURN]
    if not turn:
        least = sum(phase.least for phase in format.phases if _at(phase.minutes, length))
        if not 0 < least <= length:
            raise top.broken("lengths", f"At {length} minutes the phases have {once:g}.", "Change minutes or lengths.")
        return
    used = [phase for phase in turn if phase.share is not None or _at(phase.minutes, length)]
    if not used:
        raise top.broken(
            "lengths", f"At {length} minutes no phase of a turn has any time.", "Give one of them minutes."
        )
    if (least := sum(phase.least for phase in used)) > format.least_turn:
        raise top.broken(
            "least_turn",
            f"A turn of {format.least_turn:g} minutes is shorter than the least of its phases, {least:g}.",
            "Raise `least_turn`, or lower `least`.",
        )
    # Each and by need are held to one turn: how many come is not the format's to say.
    turns = int(_at(format.turns, length)) if format.turns else 1
    if length == format.usual_minutes and format.division is Division.EACH:
        turns = format.size.usual
    if once + turns * format.least_turn > length:
        raise top.broken(
            "lengths",
            f"At {length} minutes, {once:g} are taken and {max(length - once, 0):g} left for turns.",
            f"{turns} {'turn needs' if turns == 1 else 'turns need'} {turns * format.least_turn:g}.",
        )


def _at(table: Mapping[int, float], length: int) -> float:
    """The greatest length not above counts; below the least, the smallest."""
    return table[max((minutes for minutes in table if minutes <= length), default=min(table))]
