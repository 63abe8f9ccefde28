"""Bringing a case: what one needs, the case, who hears it. One form: nothing is sent or kept between its steps."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from soundingboard.agenda.agenda import ASK_TITLES, AskKind
from soundingboard.cases import services
from soundingboard.cases.models import SealedCase
from soundingboard.guard.forms import GuardedField, GuardedLine, GuardedText
from soundingboard.hours.local import spoken, spoken_day
from soundingboard.meetings.models import LONGEST, Seat

MOST = 25_000  # characters: some 3,000 words and room to spare
YES, NO = "yes", "no"


class CaseForm(forms.Form):
    """What is asked before a case is sealed. Its texts go through the guard like every other."""

    kind = forms.ChoiceField(
        label="What would help most?",
        choices=[(kind.value, title) for kind, title in ASK_TITLES.items()],
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
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
        help_text="The people of the meeting see it on its agenda. It is in no e-mail.",
    )
    text = GuardedField(
        label="What they need to know",
        most=MOST,
        help_text="Only what your question needs. Relations instead of names, years or none instead of dates.",
    )
    meeting = forms.ChoiceField(
        label="Which turn of yours",
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": (
                "This turn takes no case any more: it has begun, or has one. Choose another, or copy what you wrote."
            )
        },
    )
    headline = GuardedField(
        label="Headline",
        most=140,
        widget=GuardedLine,
        help_text=(
            "All they see before your turn, and how they tell whether there may be a conflict: an age band and what "
            "brings the person. For example: a man in his fifties, grief after a long marriage."
        ),
    )
    knows = forms.ChoiceField(
        label="Do you know of anything left that could point to this person?",
        help_text="Think of who will hear it: they know you, where you practice and whom you tend to see.",
        choices=[(NO, "No, I know of nothing."), (YES, "Yes, something is left.")],
        widget=forms.RadioSelect,
    )
    consent = forms.ChoiceField(
        label="Do your clients know, from your consent form, that you consult peers?",
        help_text="We ask once and keep no answer.",
        choices=[(YES, "Yes, it says so."), (NO, "Not yet.")],
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        turns: Sequence[Seat],
        people: Mapping[int, Sequence[str]],
        asks_consent: bool,
        presenter: Mapping[str, Any],
        chosen: str = "",
    ) -> None:
        super().__init__(data, initial={"kind": AskKind.ADVICE.value, "meeting": chosen})
        self.turns = {seat.meeting.public_id: seat for seat in turns}
        box = self.fields["text"].widget
        assert isinstance(box, GuardedText)
        box.presenter = presenter
        meeting = self.fields["meeting"]
        assert isinstance(meeting, forms.ChoiceField)
        meeting.choices = [(id, _turn(seat, people[seat.meeting_id])) for id, seat in self.turns.items()]
        if len(turns) == 1:
            self.initial["meeting"] = turns[0].meeting.public_id
        if not asks_consent:
            del self.fields["consent"]

    def clean_knows(self) -> str:
        if self.cleaned_data["knows"] == YES:
            raise forms.ValidationError(
                "Then it is not ready to be sealed. Go back to the case and take it out, or make it vaguer."
            )
        return NO

    def seal(self) -> SealedCase:
        """Seal what was written; raises Refused."""
        said = self.cleaned_data
        seat = self.turns[said["meeting"]]
        case = services.bring(
            seat,
            kind=said["kind"],
            minutes=said["minutes"],
            question=said["question"],
            headline=said["headline"],
            text=said["text"],
            knows_of_nothing=said["knows"] == NO,
        )
        if "consent" in said:
            services.ask_consent(seat.clinician)
        return case


def _turn(seat: Seat, people: Sequence[str]) -> SafeString:
    meeting, starts = seat.meeting, timezone.localtime(seat.meeting.starts)
    others = [name for name in people if name != seat.clinician.name]
    heard = f"{', '.join(others)} may open it." if others else "Nobody else has a seat yet."
    return format_html(
        '<span>{}, {}<br><span class="small soft">{} It is set to be destroyed {}.</span></span>',
        meeting.title,
        f"{spoken_day(starts.date())}, {spoken(starts.time())}",
        heard,
        f"{meeting.retention_days} days after the meeting" if meeting.retention_days else "when the meeting is over",
    )
