"""Before a meeting: schedule it, seat people, agree on its agenda."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from soundingboard.agenda import formats
from soundingboard.agenda.agenda import Person
from soundingboard.agenda.events import Seated, Unseated
from soundingboard.agenda.plan import plan
from soundingboard.agenda.shares import rotate
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.guard.clean import Clean
from soundingboard.hours import local
from soundingboard.live import bus
from soundingboard.meetings import queries, replay
from soundingboard.meetings.models import Ask, Meeting, OwnFormat, Seat, Words
from soundingboard.meetings.services.recording import plan_anew, record, refuse_if_begun, topic
from soundingboard.meetings.services.sealing import written
from soundingboard.notices import services as notices
from soundingboard.refusals import Refused


@transaction.atomic
def schedule(
    *,
    title: str,
    starts: datetime,
    zone: str,
    minutes: int,
    clinicians: Sequence[Clinician],
    format_id: str = "open-round",
    format_toml: str = "",
    series: str = "",
    link_back: str = "",
    mode: str = Meeting.Mode.ONLINE,
    video_link: str = "",
    pace: str = Meeting.Pace.GENTLE,
    timekeeper: bool = False,
    retention_days: int = 30,
    way: str = "",
) -> Meeting:
    """Call a meeting and give each of `clinicians` a seat, in that order.

    starts       aware; `zone` is where people read its hour
    format_toml  a format's own text; empty takes the shipped format `format_id`
    series       opaque; meetings of one series share the ledger, and roles go around in it
    raises       Refused for a format that does not fit so many people or so little time, and for a wrong link or zone
    """
    local.zone(zone)
    format = formats.parse(format_toml, format_id) if format_toml else formats.load(format_id)
    people = [str(place) for place, _ in enumerate(clinicians, 1)]
    roles = rotate(format.roles, people, queries.of_series(series).filter(canceled_at=None).count())
    meeting = Meeting(
        series=series,
        title=title,
        link_back=link_back,
        starts=starts,
        zone=zone,
        minutes=minutes,
        mode=mode,
        video_link=video_link,
        pace=pace,
        timekeeper=timekeeper,
        retention_days=retention_days,
        format_id=format_id,
        format_toml=format_toml or formats.render(format),
        way=way,
        roles={role.value: int(person) for role, person in roles.items()},
    )
    _check(meeting)
    plan(format, people, minutes * 60)
    meeting.save()
    Seat.objects.bulk_create(
        Seat(meeting=meeting, clinician=clinician, place=place) for place, clinician in enumerate(clinicians, 1)
    )
    return meeting


def _check(meeting: Meeting) -> None:
    try:
        meeting.clean_fields()
    except ValidationError as error:
        fields = error.message_dict
        if "video_link" in fields:
            raise Refused("The link of the call has to begin with https://.", fits="Nothing was changed.") from None
        raise Refused(" ".join(message for said in fields.values() for message in said)) from None


@transaction.atomic
def move(meeting: Meeting, *, starts: datetime, minutes: int | None = None) -> None:
    """Let a meeting that has not begun start at another instant; raises Refused for one that has."""
    refuse_if_begun(replay.room(meeting.public_id))
    plan_anew(meeting)
    meeting.starts, meeting.minutes = starts, minutes or meeting.minutes
    _check(meeting)
    meeting.save(update_fields=["starts", "minutes"])


@transaction.atomic
def cancel(meeting: Meeting) -> None:
    """A meeting that has not begun does not take place; raises Refused for one that has."""
    plan_anew(meeting)
    meeting.canceled_at = clock.now()
    meeting.save(update_fields=["canceled_at"])


@transaction.atomic
def seat(clinician: Clinician, *, meeting: Meeting | None = None, series: str = "") -> list[Seat]:
    """Give someone a seat in a meeting, or in all of a series that are not over; one they have, they keep."""
    return [_seat(clinician, one) for one in _meant(meeting, series)]


def _seat(clinician: Clinician, meeting: Meeting) -> Seat:
    held = Seat.objects.filter(meeting=meeting, clinician=clinician).first()
    if held is not None and held.taken_away_at is None:
        return held
    if held is None:
        last = Seat.objects.filter(meeting=meeting).aggregate(last=Max("place"))["last"] or 0
        held = Seat(meeting=meeting, clinician=clinician, place=last + 1)
    held.taken_away_at = None
    number = replay.room(meeting.public_id).number
    held.save()
    if number:
        record(meeting, Seated(None, held.person))
    else:
        bus.announce(topic(meeting.public_id), 0)
    return held


@transaction.atomic
def unseat(clinician: Clinician, *, meeting: Meeting | None = None, series: str = "") -> int:
    """Take someone's seat away, in a meeting or in all of a series that are not over; returns how many.

    It is a numbered event of the room, so that every process closes their sockets, in order.
    """
    return sum(_unseat(clinician, one) for one in _meant(meeting, series))


def _unseat(clinician: Clinician, meeting: Meeting) -> bool:
    held = queries.seat_of(clinician, meeting)
    if held is None:
        return False
    number = replay.room(meeting.public_id).number
    Seat.objects.filter(pk=held.pk).update(taken_away_at=clock.now())
    if number:
        record(meeting, Unseated(None, held.person))
    else:
        bus.announce(topic(meeting.public_id), 0)
    return True


def _meant(meeting: Meeting | None, series: str) -> Iterable[Meeting]:
    if meeting is not None:
        return [meeting] if meeting.settled_at is None and meeting.canceled_at is None else []
    return queries.ahead(series)


@transaction.atomic
def set_agenda(
    meeting: Meeting,
    *,
    by: Clinician,
    format_id: str | None = None,
    format_toml: str | None = None,
    minutes: int | None = None,
    presenting: Sequence[Person] | None = None,
    ordered: bool | None = None,
    way: str | None = None,
) -> None:
    """Change how a meeting that has not begun is to go; what is None stays. Everyone with a seat may.

    presenting  who presents, in order; everybody else with a seat does not
    raises      Refused for a meeting that has begun and for an agenda that cannot be; nothing is changed then
    """
    if queries.seat_of(by, meeting) is None:
        raise Refused("You have no seat in this meeting.")
    refuse_if_begun(replay.room(meeting.public_id))
    if format_id is not None or format_toml is not None:
        meeting.format_id = format_id or meeting.format_id
        meeting.format_toml = format_toml or formats.render(formats.load(meeting.format_id))
        people = [seat.person for seat in queries.seats(meeting)]
        earlier = queries.of_series(meeting.series).filter(canceled_at=None, starts__lt=meeting.starts).count()
        roles = rotate(queries.format_of(meeting).roles, people, earlier)
        meeting.roles = {role.value: int(person) for role, person in roles.items()}
    meeting.minutes = minutes or meeting.minutes
    meeting.ordered = meeting.ordered if ordered is None else ordered
    meeting.way = meeting.way if way is None else way
    _check(meeting)
    meeting.save(update_fields=["format_id", "format_toml", "roles", "minutes", "ordered", "way"])
    if presenting is not None:
        _present(meeting, list(presenting))
    queries.agenda(meeting)  # raises where it cannot be planned
    plan_anew(meeting)


def _present(meeting: Meeting, presenting: list[Person]) -> None:
    for held in queries.seats(meeting):
        chosen = held.person in presenting
        Ask.objects.update_or_create(
            seat=held,
            defaults={
                "presenting": chosen,
                "place": presenting.index(held.person) + 1 if chosen else None,
            },
        )


@transaction.atomic
def state_ask(
    seat: Seat,
    *,
    kind: str = Ask.Kind.OTHER,
    minutes: int | None = None,
    level: int | None = None,
    words: Clean | None = None,
    presenting: bool = True,
) -> Ask:
    """Say what one wants from one's turn, or that one has nothing to present; before the meeting begins.

    words   the question, for everyone in the meeting; None takes an earlier one away
    raises  Refused once the meeting has begun, and for minutes or a level that are none
    """
    refuse_if_begun(replay.room(seat.meeting.public_id))
    ask = Ask.objects.filter(seat=seat).select_related("words").first() or Ask(seat=seat)
    before = ask.words
    ask.kind, ask.minutes, ask.level, ask.presenting = kind, minutes, level, presenting
    ask.words = None
    if words is not None:
        ask.words = written(seat, Words.Kind.QUESTION, Words.Audience.ALL, words)
        ask.words.save()
    try:
        ask.full_clean(exclude=["seat", "words"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages), fits="Nothing was changed.") from None
    ask.save()
    if before is not None:
        Words.objects.filter(pk=before.pk).update(let_go_at=clock.now())  # a legal hold may forbid to destroy it
    plan_anew(seat.meeting)
    return ask


@transaction.atomic
def send_agenda(meeting: Meeting, *, by: Clinician) -> int:
    """Send everyone when the meeting is and when their own part is, and nothing of what anyone asks; returns to how
    many. Everyone with a seat may send it.
    """
    if queries.seat_of(by, meeting) is None:
        raise Refused("You have no seat in this meeting.")
    planned = queries.agenda(meeting)
    told = 0
    for held in queries.seats(meeting):
        turn = [segment for segment in planned.segments if segment.presenter == held.person]
        context = {
            "starts": meeting.starts,
            "ends": meeting.ends,
            "title": meeting.title,
            "own_starts": meeting.starts + timedelta(seconds=turn[0].start) if turn else None,
            "own_minutes": round(sum(segment.seconds for segment in turn) / 60),
        }
        link = reverse("meetings:room", args=[meeting.public_id])
        told += notices.send(held.clinician, "meetings/notices/agenda.txt", context, link=link) is not None
    meeting.agenda_sent_at = clock.now()
    meeting.save(update_fields=["agenda_sent_at"])
    return told


def keep_format(series: str, slug: str, toml: str) -> OwnFormat:
    """Keep a format of a series' own; raises `agenda.format.BrokenFormat` with line and reason."""
    formats.parse(toml, slug)
    kept, _ = OwnFormat.objects.update_or_create(series=series, slug=slug, defaults={"toml": toml})
    return kept


def drop_format(series: str, slug: str) -> None:
    """Forget a format of a series' own; meetings keep their snapshots."""
    OwnFormat.objects.filter(series=series, slug=slug).delete()
