"""An agenda as somebody is making it: what the page sends, before anything of it is stored."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict

from soundingboard.agenda.agenda import ASK_TITLES, Ask, AskKind, Person
from soundingboard.agenda.format import Division, Format
from soundingboard.guard.forms import GuardedField, GuardedLine
from soundingboard.hours.local import instant
from soundingboard.meetings.models import LONGEST, Meeting
from soundingboard.meetings.services.preparing import Draft
from soundingboard.refusals import Refused

LEVELS = (
    (1, "1: risk to life"),
    (2, "2: a crisis, or the treatment may break off"),
    (3, "3: I am stuck or worn out"),
    (4, "4: a skill or a plan"),
    (5, "5: good news"),
)
FAIR, LISTED = "fair", "listed"


def order_of(data: QueryDict, people: Sequence[Person]) -> tuple[Person, ...]:
    """The order in which the page lists people; who is missing from it comes last, strangers are left out."""
    known = set(people)
    listed = [person for person in dict.fromkeys(data.getlist("order")) if person in known]
    return (*listed, *(person for person in people if person not in listed))


def moved(order: Sequence[Person], do: str) -> tuple[Person, ...]:
    """The order after a press of "up 3" or "down 3"; unchanged where there is no place to go.

    >>> moved(("1", "2", "3"), "up 3")
    ('1', '3', '2')
    """
    way, _, person = do.partition(" ")
    step = {"up": -1, "down": 1}.get(way)
    if step is None or person not in order:
        return tuple(order)
    others = [one for one in order if one != person]
    others.insert(max(order.index(person) + step, 0), person)
    return tuple(others)


class AgendaForm(forms.Form):
    """The agenda, which anyone with a seat may set, and one's own ask, which nobody else can.

    formats  what can be chosen, the best for these asks first
    people   everyone with a seat, in the order in which the page lists them
    me       who is writing
    """

    format = forms.ChoiceField(label="Format", widget=forms.RadioSelect)
    way = forms.ChoiceField(label="Way to work", required=False)
    minutes = forms.IntegerField(
        label="Minutes", min_value=1, max_value=LONGEST, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    day = forms.DateField(label="Day", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    at = forms.TimeField(label="Begins", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    pace = forms.ChoiceField(label="Pace", choices=Meeting.Pace.choices)
    presenting = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    in_order = forms.ChoiceField(label="Order", widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label="What would help most?", choices=[(kind.value, title) for kind, title in ASK_TITLES.items()]
    )
    level = forms.TypedChoiceField(
        label="How urgent is it?", required=False, coerce=int, empty_value=None, choices=[("", "not sure"), *LEVELS]
    )
    own_minutes = forms.IntegerField(
        label="Minutes you would like",
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text="Leave it empty to take what is fair.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    question = GuardedField(
        label="Your question, in one sentence",
        required=False,
        most=300,
        widget=GuardedLine,
        help_text="People of this meeting see it here; it is in no e-mail.",
    )

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        formats: Mapping[str, Format],
        people: Sequence[Person],
        me: Person,
        zone: str,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.sent, self.formats, self.me, self.zone = data, formats, me, zone
        self.listed = moved(order_of(data, people), data.get("do", "")) if data is not None else tuple(people)
        self.choose("format", [(id, format.title) for id, format in formats.items()])
        self.choose("presenting", [(person, person) for person in self.listed])
        ways = self.chosen.ways if self.chosen else ()
        self.choose("way", [("", "as you go"), *((way, way) for way in ways)])
        self.choose("in_order", [(FAIR, self.fair_order), (LISTED, "In the order of this list.")])

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def show(self, name: str, value: str) -> None:
        """Let a box show another value than was sent."""
        changed = QueryDict(mutable=True) if self.sent is None else self.sent.copy()
        changed[name] = value
        self.data = changed

    @property
    def chosen(self) -> Format | None:
        """The format that is chosen at this moment."""
        return self.formats.get(str(self["format"].value()))

    @property
    def fair_order(self) -> str:
        """What happens where nobody sets an order."""
        match self.chosen and self.chosen.division:
            case Division.BY_NEED:
                return "Most urgent first."
            case Division.ONE | Division.FEW:
                return "Whoever has had less time lately has the turn."
            case _:
                return "Whoever has had less time lately goes first."

    @property
    def zone_line(self) -> str:
        """Whose clocks are meant."""
        return f"on the clocks of {self.zone.rpartition('/')[2].replace('_', ' ')}"

    @property
    def by_need(self) -> bool:
        return self.chosen is not None and self.chosen.division is Division.BY_NEED

    def clean_way(self) -> str:
        way = str(self.cleaned_data["way"])
        return way if self.chosen and way in self.chosen.ways else ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "day" in values and "at" in values:
            try:
                hour = instant(values["day"], values["at"], self.zone)
            except Refused as refusal:
                self.add_error("at", str(refusal))
            else:
                values["starts"], self.remark = hour.at, hour.remark
        return values

    # What follows holds once the form is valid.

    @property
    def presenters(self) -> tuple[Person, ...]:
        """Who presents, in the order of the list."""
        return tuple(person for person in self.listed if person in self.cleaned_data["presenting"])

    @property
    def ordered(self) -> bool:
        return bool(self.cleaned_data["in_order"] == LISTED)

    @property
    def ask(self) -> Ask:
        """One's own ask, without its sentence."""
        return Ask(
            kind=AskKind(self.cleaned_data["kind"]),
            minutes=self.cleaned_data["own_minutes"],
            level=self.cleaned_data["level"] if self.by_need else None,
        )

    @property
    def draft(self) -> Draft:
        """All of it, as the service takes it."""
        said = self.cleaned_data
        return Draft(
            format=self.formats[said["format"]],
            way=said["way"],
            minutes=said["minutes"],
            starts=said["starts"],
            pace=said["pace"],
            presenting=self.presenters,
            ordered=self.ordered,
            ask=self.ask,
            question=said["question"],
        )


def initial_of(meeting: Meeting, presenting: Sequence[Person], ask: Ask, question: str) -> dict[str, Any]:
    """What the page shows before anyone changes it."""
    local: datetime = meeting.starts.astimezone(ZoneInfo(meeting.zone))
    return {
        "format": meeting.format_id,
        "way": meeting.way,
        "minutes": meeting.minutes,
        "day": local.date(),
        "at": local.time(),
        "pace": meeting.pace,
        "presenting": list(presenting),
        "in_order": LISTED if meeting.ordered else FAIR,
        "kind": ask.kind.value,
        "level": ask.level,
        "own_minutes": ask.minutes and round(ask.minutes),
        "question": question,
    }
