"""After a meeting: what people mean to try, until its words are destroyed."""

from datetime import date

from django.db import transaction

from soundingboard.meetings import queries
from soundingboard.meetings.models import FollowUp, Meeting, Seat
from soundingboard.refusals import Refused


@transaction.atomic
def try_by(seat: Seat, by_when: date) -> FollowUp:
    """Let somebody come back to their takeaway by a day; a second time changes the day.

    raises  Refused where they took nothing along, or where it has been destroyed
    """
    Meeting.objects.select_for_update().get(pk=seat.meeting_id)  # not while its words are being destroyed
    takeaway = queries.takeaway(seat)
    if takeaway is None:
        raise Refused("There is no sentence of yours here any more.", fits="Nothing was changed.")
    kept, _ = FollowUp.objects.update_or_create(seat=seat, words=takeaway, defaults={"by_when": by_when})
    return kept
