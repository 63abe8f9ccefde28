"""How a group changes a format of its own: in boxes, or as text."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import slugify

from soundingboard.agenda.format import BrokenFormat, Format, Kind, Phase, Scope, Speaks, Stance
from soundingboard.agenda.formats import (
    MOST_BYTES,
    MOST_PHASES,
    PROMPT,
    SENTENCE,
    TITLE,
    parse,
    render,
    shipped,
)
from soundingboard.agenda.plan import at_length
from soundingboard.agenda.tables import MOST_MINUTES
from soundingboard.clinicians.models import Clinician
from soundingboard.groups import services
from soundingboard.groups.models import Group
from soundingboard.guard import services as guard
from soundingboard.guard.clean import Clean
from soundingboard.guard.forms import GuardedField, GuardedLine, GuardedText
from soundingboard.meetings.models import OwnFormat
from soundingboard.refusals import Refused
from soundingboard.web.marks import sentences

KINDS = {
    Kind.SETTLE: "settle in",
    Kind.AGREE: "the agreement",
    Kind.FOLLOWUP: "follow up",
    Kind.ASKS: "what we ask for",
    Kind.CHOOSE: "choose",
    Kind.PRESENT: "present",
    Kind.CLARIFY: "clarify (questions)",
    Kind.DEEPEN: "deepen (questions)",
    Kind.THINK: "think in silence",
    Kind.REFLECT: "reflect (ideas)",
    Kind.RESPOND: "respond (ideas)",
    Kind.DECIDE: "decide",
    Kind.TAKEAWAY: "takeaway",
    Kind.EXCHANGE: "referrals and resources",
    Kind.DEBRIEF: "debrief",
    Kind.TALK: "talk",
    Kind.CLOSE: "close",
}
SPEAKS = {
    Speaks.FACILITATOR: "the facilitator",
    Speaks.PRESENTER: "the presenter",
    Speaks.PEERS: "peers, as they raise a hand",
    Speaks.ONE_BY_ONE: "one by one",
    Speaks.PAIRS: "in pairs",
    Speaks.INTERVIEW: "the interviewer and the presenter",
    Speaks.ALL: "everyone",
    Speaks.NOBODY: "nobody",
}
STANCES = {
    Stance.SPEAKS: "speaks",
    Stance.ANSWERS: "answers",
    Stance.LISTENS: "listens, seen",
    Stance.BEHIND: "listens, out of sight",
    Stance.DECIDES: "decides",
}
SCOPES = {Scope.MEETING: "once", Scope.TURN: "in each turn"}
SHARES, MINUTES = "share", "minutes"
NEW_PHASE: Mapping[str, Any] = {"kind": "talk", "scope": "meeting", "speaks": "all", "least": 1, "skippable": True}


def one_line(text: str) -> str:
    """A format's texts are one line each, however the box broke them."""
    return " ".join(text.split())


@cache
def known() -> frozenset[str]:
    """The sentences of the formats that ship with us, sources included, as they read and as TOML writes them: they are
    about nobody's client.
    """
    written = [sentence for format in shipped() for sentence in sentences(render(format))]
    return frozenset([*written, *(json.loads(f'"{sentence}"') for sentence in written)])


def knowing(form: forms.BaseForm) -> None:
    """Tell each guarded box of `form` what in it shipped with us, and no more, since the page is told, too."""
    for name, field in form.fields.items():
        if isinstance(field.widget, GuardedText):
            text = str(form[name].value() or "")
            field.widget.known = known() & {*sentences(text), *(line.strip() for line in text.split("\n"))}


def guarded(text: str, form: forms.BaseForm) -> Clean:
    """The text of a whole format, with what the writer of `form` and of its phases has declared."""
    declared = [
        one
        for part in (form, *getattr(form, "phases", ()))
        for name, field in part.fields.items()
        if isinstance(field, GuardedField)
        for one in field.declared(part[name].value())
    ]
    return guard.clean(text, declared=declared, most=MOST_BYTES, form="toml", known=known())


def plain(number: float | None) -> float | None:
    """A number as people write it: 6, not 6.0."""
    return int(number) if number is not None and number == int(number) else number


def choices_of(titles: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(choice.value, title) for choice, title in titles.items()]


class PhaseForm(forms.Form):
    """One phase of a format. Which of `share` and the minutes counts is the whole format's to say."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    title = GuardedField(most=TITLE, widget=GuardedLine)
    kind = forms.ChoiceField(label="What it is for", choices=choices_of(KINDS))
    scope = forms.ChoiceField(label="How often", choices=choices_of(SCOPES))
    speaks = forms.ChoiceField(label="Who speaks", choices=choices_of(SPEAKS))
    presenter = forms.ChoiceField(
        label="The presenter", required=False, choices=[("", "as the others"), *choices_of(STANCES)]
    )
    prompt = GuardedField(label="What the page says", most=PROMPT, widget=GuardedText(attrs={"rows": 2}))
    share = forms.FloatField(label="Percent of the turn", required=False, min_value=0, max_value=100)
    least = forms.FloatField(
        label="Shrinks to, in minutes", required=False, min_value=0, help_text="When a meeting runs late."
    )
    most = forms.FloatField(label="Grows to, in minutes", required=False, min_value=0)
    rules = GuardedField(label="Rules, one a line", required=False, most=3000, widget=GuardedText(attrs={"rows": 2}))
    skippable = forms.BooleanField(label="May be skipped", required=False)

    def __init__(self, *args: Any, lengths: Sequence[int], place: int, by_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lengths, self.place = lengths, place
        for length in lengths:
            self.fields[f"minutes_{length}"] = forms.FloatField(
                label="Minutes" if len(lengths) == 1 else f"Minutes of {length}",
                required=False,
                min_value=0,
                max_value=MOST_MINUTES,
            )
        knowing(self)
        in_turn = (self["scope"].value() or Scope.MEETING) == Scope.TURN
        self.has_share = in_turn and by_share

    @classmethod
    def initial_of(cls, phase: Phase, lengths: Sequence[int]) -> dict[str, Any]:
        minutes = {f"minutes_{length}": plain(at_length(phase.minutes, length)) for length in lengths if phase.minutes}
        return {
            "id": phase.id,
            "title": phase.title,
            "kind": phase.kind.value,
            "scope": phase.scope.value,
            "speaks": phase.speaks.value,
            "presenter": phase.presenter.value if phase.presenter else "",
            "prompt": phase.prompt,
            "share": plain(phase.share),
            "least": plain(phase.least),
            "most": plain(phase.most),
            "rules": "\n".join(phase.rules),
            "skippable": phase.skippable,
            **minutes,
        }

    @property
    def times(self) -> list[forms.BoundField]:
        """The boxes for its time."""
        return [self["share"]] if self.has_share else [self[f"minutes_{length}"] for length in self.lengths]

    @property
    def line(self) -> str:
        """Its time and whose voice it is, for when its boxes are closed."""
        times = list(dict.fromkeys(str(box.value()) for box in self.times if box.value() not in (None, "")))
        length = f"{' or '.join(times)} {'%' if self.has_share else 'min'}" if times else ""
        return " · ".join(part for part in (length, SPEAKS.get(self["speaks"].value(), "")) if part)

    @property
    def details(self) -> list[forms.BoundField]:
        """What one rarely changes."""
        return [self[name] for name in ("least", "most", "rules", "skippable")]

    def phase(self, taken: Collection[str]) -> Phase:
        """The phase that was written; its id, if it has none yet, is none of `taken`."""
        values = self.cleaned_data
        minutes = {length: values[f"minutes_{length}"] for length in self.lengths}
        written = {length: given for length, given in minutes.items() if given is not None}
        return Phase(
            id=values["id"] or new_id(values["title"].text, taken),
            kind=Kind(values["kind"]),
            title=one_line(values["title"].text),
            scope=Scope(values["scope"]),
            speaks=Speaks(values["speaks"]),
            prompt=one_line(values["prompt"].text),
            presenter=Stance(values["presenter"]) if values["presenter"] else None,
            minutes={} if self.has_share else written,
            share=values["share"] if self.has_share else None,
            least=Phase.least if values["least"] is None else values["least"],
            most=values["most"],
            rules=tuple(one_line(line) for line in written_lines(values["rules"])),
            skippable=values["skippable"],
        )


def written_lines(text: Clean | None) -> list[str]:
    """The lines that say something."""
    return [line for line in text.text.splitlines() if line.strip()] if text else []


def new_id(title: str, taken: Collection[str]) -> str:
    """An id for a phase called `title`.

    >>> new_id("One word each!", {"one-word-each"})
    'one-word-each-2'
    """
    stem = slugify(title)[:30].strip("-_").replace("_", "-") or "phase"
    return next(name for n in count(1) if (name := stem if n == 1 else f"{stem}-{n}") not in taken)


class FormatForm(forms.Form):
    """A format as a group changes it in the page: its name, its phases in order, their time.

    What has no box here (sizes, lengths, roles) stays as it is in `base`; the text view changes that too.
    """

    title = GuardedField(label="What you call it", most=TITLE, widget=GuardedLine)
    when = GuardedField(label="When to use it", most=SENTENCE, widget=GuardedLine)
    least_turn = forms.FloatField(
        label="Shortest turn worth having, in minutes", min_value=0.5, max_value=MOST_MINUTES, required=False
    )
    by = forms.ChoiceField(
        label="Inside a turn, time is given in",
        choices=[(SHARES, "percent of the turn"), (MINUTES, "minutes")],
    )

    def __init__(self, base: Format, data: QueryDict | None = None) -> None:
        by = SHARES if any(phase.share is not None for phase in base.phases) else MINUTES
        super().__init__(
            data,
            initial={"title": base.title, "when": base.when, "least_turn": plain(base.least_turn), "by": by},
        )
        self.base = base
        knowing(self)
        by_share = self["by"].value() == SHARES
        written: Iterable[tuple[int, Mapping[str, Any]]]
        if data is None:
            written = ((n, PhaseForm.initial_of(phase, base.lengths)) for n, phase in enumerate(base.phases))
        else:
            written = ((place, NEW_PHASE) for place in order_of(data))
        self.phases = [
            PhaseForm(
                data if data is not None and f"p{n}-title" in data else None,
                prefix=f"p{n}",
                place=n,
                lengths=base.lengths,
                by_share=by_share,
                initial=dict(initial),
            )
            for n, initial in written
        ]

    @property
    def is_well(self) -> bool:
        """Whether every box can be read."""
        return all([self.is_valid(), *(phase.is_valid() for phase in self.phases)])

    def read(self) -> Format | None:
        """The format that was written; None where it is broken, and then the boxes say why."""
        if not self.is_well:
            return None
        text = self.text()
        try:
            return parse(text, self.base.id)
        except BrokenFormat as broken:
            place = "\n".join(text.split("\n")[: broken.line]).count("[[phases]]")
            reason = f"{broken.reason} {broken.fits}".strip()
            if 0 < place <= len(self.phases):
                self.phases[place - 1].add_error(None, f"{reason} (line {broken.line} of the text)")
                self.add_error(None, f"Phase {place}, {self.phases[place - 1].cleaned_data['title'].text}: {reason}")
            else:
                self.add_error(None, str(broken))
            return None

    def text(self) -> str:
        """What was written, as TOML, broken or not."""
        phases: list[Phase] = []
        for form in self.phases:
            phases.append(form.phase([phase.id for phase in phases]))
        said = self.cleaned_data
        least_turn = self.base.least_turn if said["least_turn"] is None else said["least_turn"]
        title, when = one_line(said["title"].text), one_line(said["when"].text)
        return render(replace(self.base, title=title, when=when, least_turn=least_turn, phases=tuple(phases)))


class FormatTextForm(forms.Form):
    """A format as text."""

    text = GuardedField(
        label="The format as text",
        most=MOST_BYTES,
        help_text="TOML. What stands after a # is a remark.",
        widget=GuardedText(attrs={"rows": 30}, form="toml"),
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        knowing(self)

    def read(self, id: str) -> Format | None:
        """The format that was written; None where it is broken, with line and reason beside the box."""
        if not self.is_valid():
            return None
        text = self.cleaned_data["text"].text
        try:
            return parse(text, id)
        except BrokenFormat as broken:
            line = text.split("\n")[broken.line - 1] if broken.line <= text.count("\n") + 1 else ""
            self.add_error("text", f"{broken} There it says: {line.strip()[:120]}" if line.strip() else str(broken))
            return None


def order_of(data: QueryDict) -> list[int]:
    """The places of phases in the order of the page, after a press of "up 3", "down 3", "remove 3" or "add 3"."""
    known = [int(place) for place in data.getlist("order") if place.isdigit() and len(place) < 4]
    order = list(dict.fromkeys(known))[:MOST_PHASES]
    what, _, which = data.get("do", "").partition(" ")
    if not which.isdigit() or int(which) not in order:
        return order
    place = int(which)
    at = order.index(place)
    if what in ("up", "down"):
        order.remove(place)
        order.insert(max(at + (-1 if what == "up" else 1), 0), place)
    elif what == "remove" and len(order) > 1:
        order.remove(place)
    elif what == "add":
        order.insert(at + 1, max(order) + 1)
    return order


class FormatEditor:
    """The two ways to change a format, one at a time: boxes, and the text. What is typed goes from one to the other.

    boxes, as_text  the form that is shown, the other is None
    format          what is written now; None while it is broken
    """

    def __init__(self, base: Format, data: QueryDict | None, text: str = "") -> None:
        self.base = base
        self.do = data.get("do", "") if data else ""
        self.boxes: FormatForm | None = None
        self.as_text: FormatTextForm | None = None
        self.format: Format | None = base
        if data is None or "text" not in data:
            self.boxes = FormatForm(base, data)
            if data is not None:
                self.format = None if self.is_moving and not self.boxes.is_well else self.boxes.read()
            if self.do == "text" and self.boxes.is_well:
                self.as_text, self.boxes = FormatTextForm(initial={"text": text or self.boxes.text()}), None
        else:
            self.as_text = FormatTextForm(data)
            self.format = self.as_text.read(base.id)
            if self.do == "boxes" and self.format:
                self.as_text, self.boxes = None, FormatForm(self.format)

    @classmethod
    def of(cls, own: OwnFormat, data: QueryDict | None) -> "FormatEditor":
        return cls(parse(own.toml, own.slug), data)

    @property
    def form(self) -> FormatForm | FormatTextForm:
        form = self.boxes or self.as_text
        assert form is not None
        return form

    @property
    def is_moving(self) -> bool:
        """Whether phases are only being put in order, so that nothing needs to be right yet."""
        return self.do.partition(" ")[0] in ("up", "down", "add", "remove")

    @property
    def is_refused(self) -> bool:
        """Whether it was to be saved and could not be."""
        return self.do == "save"

    def save(self, group: Group, slug: str, *, by: Clinician) -> str | None:
        """Keep what was written if that was asked and it is whole; returns what to say of it."""
        if self.do != "save" or self.format is None:
            return None
        try:
            text = self.as_text.cleaned_data["text"] if self.as_text else guarded(render(self.format), self.form)
            _, renewed = services.keep_format(group, slug, text, by=by)
        except Refused as refused:
            self.form.add_error(None, str(refused))
            return None
        if not renewed:
            return "Kept. It can be chosen in every agenda, and for meetings to come."
        return f"Kept. {renewed} {'meeting' if renewed == 1 else 'meetings'} planned with it will go by it."
