"""`soundingboard hosts` and `soundingboard hold`, as two hosts type them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from soundingboard.audit.models import AuditEntry
from soundingboard.cases import queries, services
from soundingboard.clock import services as clock
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import services as meeting_services
from soundingboard.notices.models import Notice
from soundingboard.refusals import Refused
from soundingboard.site import holds
from tests import second_step
from tests.conftest import user_of
from tests.people import PASSWORD, Cast, email

pytestmark = pytest.mark.django_db
INES, ROSA = email("ines"), email("rosa")


@pytest.fixture
def answers(people: Cast) -> Callable[[str], str]:
    """What Ines and Rosa answer: both look after the site, and Rosa has codes."""
    holds.hosts(["add", INES])
    holds.hosts(["add", ROSA])
    secret = second_step.set_up(people.rosa)
    return lambda question: second_step.code_now(secret) if question.startswith("Code") else PASSWORD


def test_two_hosts_place_a_hold_and_it_is_listed(people, meeting, answers, capsys):
    assert holds.hold(["place", f"--meeting={meeting.public_id}", "--by", INES, ROSA], answers) == 0

    [hold] = queries.holds()
    assert (hold.meeting, hold.first, hold.second, hold.told) == (meeting, people.ines, people.rosa, True)
    holds.hold(["list"])
    assert f"{hold.token}  " in capsys.readouterr().out
    assert AuditEntry.objects.filter(act="placed legal hold").count() == 2
    assert Notice.objects.count() == len(people.members)


def test_a_hold_stops_destruction_until_two_lift_it(people, meeting, answers):
    holds.hold(["place", "--clinician", email("maya"), "--not-told", "--by", INES, ROSA], answers)
    clock.move_to(meeting.ends + timedelta(days=40))
    meeting_services.settle_what_closed()
    assert services.shred_what_is_due() == 0
    assert not Notice.objects.exists()
    holds.hosts(["add", email("tomasz")])

    holds.hold(["lift", queries.holds().get().token, "--by", INES, email("tomasz")], answers)

    assert services.shred_what_is_due() == 1
    assert not queries.holds().exists()
    assert meetings.by_id(meeting.public_id).folded_at is not None


@pytest.mark.parametrize(
    ("by", "answer", "why"),
    [
        ((INES, INES), PASSWORD, "two people"),
        ((INES, email("maya")), PASSWORD, "does not look after"),
        ((INES, "nobody@example.org"), PASSWORD, "Nobody signs in"),
        ((INES, ROSA), PASSWORD, "not their password or not their code"),  # Rosa has codes, and a password is none
        ((INES, ROSA), "a guess", "not their password"),
    ],
)
def test_one_alone_a_stranger_and_a_guess_hold_nothing(by, answer, why, people, meeting, answers):
    with pytest.raises(Refused, match=why):
        holds.hold(["place", f"--meeting={meeting.public_id}", "--by", *by], lambda _: answer)

    assert not queries.holds().exists()


def test_where_there_is_a_passkey_a_recovery_code_is_asked_for_and_counts_once(people, meeting, answers):
    ines = user_of(people.ines)
    Authenticator.objects.create(user=ines, type=Authenticator.Type.WEBAUTHN, data={})
    place = ["place", f"--meeting={meeting.public_id}", "--by", INES, email("tomasz")]
    holds.hosts(["add", email("tomasz")])
    with pytest.raises(Refused, match="no recovery codes"):
        holds.hold(place, answers)

    code = RecoveryCodes.activate(ines).get_unused_codes()[0]
    with pytest.raises(Refused, match="not their password or not their code"):
        holds.hold(place, answers)  # a password alone
    assert holds.hold(place, lambda question: code if question.startswith("Recovery code") else PASSWORD) == 0
    with pytest.raises(Refused, match="not their password or not their code"):
        holds.hold(place, lambda question: code if question.startswith("Recovery code") else PASSWORD)

    assert queries.holds().count() == 1


def test_what_is_not_there_cannot_be_held_or_lifted(people, answers):
    with pytest.raises(Refused, match="no such meeting"):
        holds.hold(["place", "--meeting", "nosuchthing", "--by", INES, ROSA], answers)
    holds.hosts(["add", email("tomasz")])  # Rosa's code is good for one time
    with pytest.raises(Refused, match="No hold"):
        holds.hold(["lift", "nosuchthing", "--by", INES, email("tomasz")], answers)


def test_hosts_are_listed_and_can_be_removed(people, capsys):
    holds.hosts(["add", INES])
    holds.hosts(["list"])
    assert INES in capsys.readouterr().out.splitlines()

    holds.hosts(["remove", INES])
    holds.hosts(["list"])

    assert "Nobody yet" in capsys.readouterr().out
