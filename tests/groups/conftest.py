"""The Tuesday team: five people who meet every Tuesday at noon in New York."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest

from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.groups import queries, services
from soundingboard.groups.models import Group
from soundingboard.groups.services import Rules
from soundingboard.guard.services import clean
from soundingboard.hours.rhythm import Every, Rhythm
from tests.people import Cast

MONDAY = datetime(2027, 2, 22, 14, tzinfo=UTC)  # nine in the morning in New York; the clocks change on March 14
TUESDAYS_AT_NOON = Rhythm(Every.WEEK, 1, time(12), since=date(2027, 2, 22))
RULES = Rules(format_id="open-round", minutes=90, video_link="https://meet.example.org/tuesday")


@pytest.fixture(autouse=True)
def _monday(db: None) -> Iterator[None]:
    """It is a Monday, and the clock stands still."""
    clock.forget_cache()
    clock.set(meeting=MONDAY, rate=0)
    yield
    clock.forget_cache()


def begin(by: Clinician, *, rhythm: Rhythm | None = TUESDAYS_AT_NOON, rules: Rules = RULES) -> Group:
    return services.create(
        name=clean("Tuesday consultation team", form="group"),
        about=clean("Anxiety, trauma and what keeps us going.", form="group"),
        zone="America/New_York",
        rhythm=rhythm,
        rules=rules,
        by=by,
    )


def bring_in(group: Group, who: Clinician, *, by: Clinician) -> None:
    """Somebody is asked and joins."""
    assert who.user is not None
    invitation = services.invite(group, who.user.email, by=by)
    services.join(invitation, accepts=queries.agreement(group).version, by=who)


@pytest.fixture
def team(people: Cast) -> Group:
    """Maya began it, the other four have joined."""
    group = begin(people.maya)
    for who in people.members[1:]:
        services.admit(group, who, accepts=1)
    group.refresh_from_db()
    return group
