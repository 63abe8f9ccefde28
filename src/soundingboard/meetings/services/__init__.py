"""Writes of meetings, by the time they belong to: before, during, after."""

from soundingboard.meetings.services.ending import fold, settle, settle_what_closed
from soundingboard.meetings.services.planning import (
    cancel,
    drop_format,
    keep_format,
    move,
    schedule,
    seat,
    send_agenda,
    set_agenda,
    state_ask,
    unseat,
)
from soundingboard.meetings.services.recording import record
from soundingboard.meetings.services.writing import (
    add_words,
    answer,
    done,
    follow,
    keep_takeaway,
    let_go,
    request,
    shred_words,
    take_along,
    take_back,
)

__all__ = [
    "add_words",
    "answer",
    "cancel",
    "done",
    "drop_format",
    "fold",
    "follow",
    "keep_format",
    "keep_takeaway",
    "let_go",
    "move",
    "record",
    "request",
    "schedule",
    "seat",
    "send_agenda",
    "set_agenda",
    "settle",
    "settle_what_closed",
    "shred_words",
    "state_ask",
    "take_along",
    "take_back",
    "unseat",
]
