"""The next meeting of the Tuesday team."""

import pytest

from soundingboard.meetings.models import Meeting
from tests.people import Cast, next_meeting, tuesday_team


@pytest.fixture
def meeting(people: Cast, db: None) -> Meeting:
    return next_meeting(tuesday_team(people))
