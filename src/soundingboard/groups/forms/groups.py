"""What a group's pages ask for."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict

from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.groups import queries, services
from soundingboard.groups.models import LONGEST, MOST_RETENTION, SHORTEST, Agreement, Group, Invitation
from soundingboard.guard import services as guard
from soundingboard.guard.forms import GuardedField, GuardedLine
from soundingboard.hours import local, zones
from soundingboard.hours.rhythm import ORDINALS, WEEKDAYS, Every, Rhythm
from soundingboard.refusals import Refused

T = TypeVar("T")

BY_HAND = "by-hand"
CLAUSE = 500  # characters
RHYTHM = ("every", "weekday", "nth", "at", "since", "zone")


class Asking(forms.Form):
    """A form that hands what it was told to a service, and shows a refusal where one is given."""

    def ask(self, act: Callable[[], T]) -> T | None:
        """What `act` gives; None, with the reason in the form, if it is refused."""
        try:
            return act()
        except Refused as refused:
            self.add_error(None, str(refused))
            return None


class AboutForm(Asking):
    """What a group is called, and what it is about."""

    name = GuardedField(
        most=80, label="Name of the group", help_text="As you would say it aloud.", widget=GuardedLine(form="group")
    )
    about = GuardedField(
        most=200,
        required=False,
        label="A line about it",
        help_text="What brings you together: specialties, a way of working, a stage of practice.",
        widget=GuardedLine(form="group"),
    )

    def change(self, group: Group, *, by: Clinician) -> bool:
        said = self.cleaned_data
        return self.ask(lambda: services.describe(group, **said, by=by) or True) is not None


class RhythmForm(Asking):
    """When a group meets by itself."""

    every = forms.ChoiceField(
        label="How often you meet", choices=[*Group.Rhythms.choices, (BY_HAND, "As we agree each time")]
    )
    weekday = forms.TypedChoiceField(label="Day", coerce=int, choices=list(enumerate(WEEKDAYS)), initial=1)
    nth = forms.TypedChoiceField(
        label="Which one of the month",
        coerce=int,
        choices=[(number, f"the {word}") for number, word in ORDINALS.items()],
        initial=1,
        help_text="Counts for once a month only.",
    )
    at = forms.TimeField(
        label="Hour",
        required=False,
        initial="12:00",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="On the clocks of the group's time zone. It stays when summer time begins or ends.",
    )
    since = forms.DateField(
        label="Not before",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="For every other week, this also says which weeks are meant.",
    )
    zone = forms.ChoiceField(label="Time zone of the group", choices=zones.grouped)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("every") != BY_HAND and not said.get("at") and "at" not in self.errors:
            self.add_error("at", "Say at which hour you meet, as in 12:00 PM.")
        return said

    @property
    def rhythm(self) -> Rhythm | None:
        said = self.cleaned_data
        if said["every"] == BY_HAND:
            return None
        since = said["since"] or clock.now().astimezone(local.zone(said["zone"])).date()
        return Rhythm(Every(said["every"]), said["weekday"], said["at"], since, said["nth"])

    def change(self, group: Group, *, by: Clinician) -> bool:
        zone = self.cleaned_data["zone"]
        return self.ask(lambda: services.change_rhythm(group, zone=zone, rhythm=self.rhythm, by=by) or True) is not None


class RulesForm(Asking):
    """How a group meets."""

    format_id = forms.ChoiceField(label="Format", help_text="Each meeting can choose another in its agenda.")
    minutes = forms.IntegerField(label="Minutes", min_value=SHORTEST, max_value=LONGEST, initial=90)
    mode = forms.ChoiceField(label="Where", choices=Group.Mode.choices, initial=Group.Mode.ONLINE)
    video_link = forms.URLField(
        label="Link of your video service",
        required=False,
        assume_scheme="https",
        max_length=500,
        help_text="It begins with https. Members see it in the room and before, nobody else does.",
    )
    pace = forms.ChoiceField(
        label="Pace", choices=Group.Pace.choices, widget=forms.RadioSelect, initial=Group.Pace.GENTLE
    )
    timekeeper = forms.BooleanField(
        label="One person a day, the timekeeper, moves the meeting on",
        required=False,
        help_text="Otherwise everyone may. The turn goes round; an absent timekeeper's right passes to all.",
    )
    retention_days = forms.IntegerField(
        label="Days until the words of a meeting are destroyed",
        min_value=0,
        max_value=MOST_RETENTION,
        initial=30,
        help_text="Questions, takeaways and requests, unless the law requires that they are kept.",
    )

    def __init__(self, *args: Any, series: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        formats = self.fields["format_id"]
        assert isinstance(formats, forms.ChoiceField)
        formats.choices = [(format.id, format.title) for format in queries.formats_of(series)]

    @property
    def rules(self) -> services.Rules:
        said = self.cleaned_data
        return services.Rules(**{name: said[name] for name in services.Rules.__dataclass_fields__ if name in said})

    def clean_video_link(self) -> str:
        link = str(self.cleaned_data["video_link"])
        if link and not link.startswith("https://"):
            raise forms.ValidationError("A link that begins with https:// keeps others from listening in.")
        return link

    def change(self, group: Group, *, by: Clinician) -> bool:
        return self.ask(lambda: services.change_rules(group, self.rules, by=by) or True) is not None


class NewGroupForm(AboutForm, RhythmForm, RulesForm):
    """All that a group needs to begin. Pace, timekeeper and how long words are kept can wait for its settings."""

    pace = timekeeper = retention_days = None  # type: ignore[assignment]  # Django's way to leave out what is inherited
    accepts = forms.BooleanField(label="I have read the agreement that we begin with, and accept it")
    field_order = (
        *("name", "about", "every", "weekday", "nth", "at", "since", "zone", "minutes"),
        *("format_id", "mode", "video_link", "accepts"),
    )

    def begin(self, *, by: Clinician) -> Group | None:
        said = self.cleaned_data
        return self.ask(
            lambda: services.create(
                name=said["name"],
                about=said["about"],
                zone=said["zone"],
                rhythm=self.rhythm,
                rules=self.rules,
                by=by,
            )
        )


class InviteForm(Asking):
    address = forms.EmailField(label="E-mail address", help_text="They see who asks and what the group agreed.")

    def invite(self, group: Group, *, by: Clinician) -> bool:
        address = self.cleaned_data["address"]
        return self.ask(lambda: services.invite(group, address, by=by)) is not None


class AcceptForm(Asking):
    """The word of one member on the version they read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    accepts = forms.BooleanField(label="I have read this and accept it")

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = agreement.version

    def accept(self, group: Group, *, by: Clinician) -> bool:
        version = self.cleaned_data["version"]
        return self.ask(lambda: services.accept_agreement(group, version, by=by) or True) is not None

    def join(self, invitation: Invitation, *, by: Clinician) -> bool:
        version = self.cleaned_data["version"]
        return self.ask(lambda: services.join(invitation, accepts=version, by=by)) is not None


class NumberForm(forms.Form):
    """Which of several is meant."""

    which = forms.IntegerField(min_value=1)

    @property
    def number(self) -> int:
        return int(self.cleaned_data["which"])


class ClausesForm(Asking):
    """A new version of an agreement."""

    clauses = GuardedField(
        most=services.MOST_CLAUSES * CLAUSE,
        label="Clauses",
        help_text="One on each line. The present agreement holds until everyone has accepted the new one.",
    )

    def propose(self, group: Group, *, by: Clinician) -> Agreement | None:
        lines = [line for line in self.cleaned_data["clauses"].text.splitlines() if line.strip()]
        field = self.fields["clauses"]
        assert isinstance(field, GuardedField)
        declared = field.declared(self["clauses"].value())
        return self.ask(
            lambda: services.propose(
                group, [guard.clean(line, declared=declared, most=CLAUSE) for line in lines], by=by
            )
        )


class MeetingForm(Asking):
    """One meeting, planned by hand."""

    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label="Hour", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label="Minutes", min_value=SHORTEST, max_value=LONGEST)

    def plan(self, group: Group, *, by: Clinician) -> str | None:
        """What to say of the meeting that was planned; None if it was refused."""
        planned = self.ask(lambda: services.add_meeting(group, **self.cleaned_data, by=by))
        if planned is None:
            return None
        return planned[1].remark or "The meeting is planned."


def settings_of(group: Group, data: QueryDict | None) -> dict[str, "AboutForm | RhythmForm | RulesForm"]:
    """The three forms of a group's settings; the one whose button was pressed is bound to `data`."""
    now = {name: getattr(group, name) for name in ("name", "about", *RHYTHM, *services.Rules.__dataclass_fields__)}
    now["every"] = group.every or BY_HAND
    pressed = data.get("change") if data else None

    def bound(name: str) -> QueryDict | None:
        return data if pressed == name else None

    return {
        "about": AboutForm(bound("about"), initial=now, auto_id="about_%s"),
        "rhythm": RhythmForm(bound("rhythm"), initial=now, auto_id="rhythm_%s"),
        "rules": RulesForm(bound("rules"), initial=now, auto_id="rules_%s", series=group.series),
    }
