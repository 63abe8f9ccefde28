"""What a simulated peer does next: a pure function of what a room's socket says to everybody.

Meetings cannot tell a simulated peer from a person: it reads the same view, and it presses the same buttons.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

View = Mapping[str, Any]

PATIENCE = 90  # seconds a segment may run over before somebody other than its speaker moves on
BREATH = 3  # seconds between one speaker and the next


@dataclass(frozen=True)
class Act:
    """A press, `after` so many seconds on the meeting clock, counted from the instant of the view."""

    after: float
    message: Mapping[str, Any]


def next_act(view: View, me: str, seed: int) -> Act | None:
    """What `me` would press next if nothing else happened, or None to wait for the next view.

    view  as the room's socket sends it (agenda.view)
    seed  the same seed and the same views give the same presses
    """
    move = next_move(view, me, seed)
    if not _is_under_way(view, me):
        return move
    mood = Random(f"{seed} {me} {view['current']['key']} voice")
    acts = [move, *_take_part(view, me, mood)]
    return min((act for act in acts if act is not None), key=lambda act: act.after, default=None)


def next_move(view: View, me: str, seed: int) -> Act | None:
    """As `next_act`, of what moves the meeting alone: no hands, no voices. Enough for a past of which none is kept."""
    if not _is_under_way(view, me):
        return _when_not_open(view, me, seed)
    return _move_on(view, me, Random(f"{seed} {me} {view['current']['key']}"))


def _is_under_way(view: View, me: str) -> bool:
    return me in view["present"] and view["state"] == "open" and view["current"] is not None


def _when_not_open(view: View, me: str, seed: int) -> Act | None:
    """A peer waits for the hour and for a pause to end; after a while somebody resumes."""
    if view["state"] in ("paused", "danger") and me in view["present"]:
        mood = Random(f"{seed} {me} {view['number']}")
        return Act(60 + 60 * _place(view, me) + mood.uniform(0, 20), {"do": "resume"})
    return None


def _move_on(view: View, me: str, mood: Random) -> Act | None:
    """Whose segment it is moves on, a little early or late; if they forget, the others do, one after another."""
    if me not in view["may_move"]:
        return None
    current = view["current"]
    left = (current["due"] - view["now"]) / 1000
    lead = _leads(view)
    if me == lead:
        runs_over = current["speaks"] == "presenter" and mood.random() < 0.3
        left += mood.uniform(15, 70) if runs_over else -mood.uniform(0, min(12, current["seconds"] * 0.1))
    else:
        left += PATIENCE + 10 * _place(view, me)
    if me == current["presenter"] and me == lead and _is_last_of_turn(view) and left > 30 and mood.random() < 0.15:
        return Act(max(1.0, left - 25), {"do": "yield", "segment": current["key"]})
    return Act(max(1.0, left), {"do": "advance", "segment": current["key"]})


def _leads(view: View) -> str | None:
    """Who is expected to move on: the presenter in a turn, else the facilitator, else the first who may."""
    order: Sequence[str | None] = (
        view["current"]["presenter"],
        view["roles"].get("timekeeper"),
        view["roles"].get("facilitator"),
        *view["may_move"],
    )
    return next((one for one in order if one in view["may_move"]), None)


def _is_last_of_turn(view: View) -> bool:
    following = view["next"]
    return following is None or following["presenter"] != view["current"]["presenter"]


def _take_part(view: View, me: str, mood: Random) -> list[Act | None]:
    """Among those who respond: raise a hand, speak when called, stop after about one's share."""
    current = view["current"]
    if current["speaks"] not in ("peers", "one-by-one", "all") or me == current["presenter"]:
        return []
    gone = (view["now"] - current["starts"]) / 1000
    speaking = view["speaking"]
    share = max(10.0, min(view["each"] or 45.0, 150.0)) * mood.uniform(0.6, 1.0)
    raises = current["seconds"] * mood.uniform(0.05, 0.6)
    takes_part = mood.random() < 0.85
    if speaking is not None and speaking["who"] == me:
        spoken = (view["now"] - speaking["since"]) / 1000
        return [Act(max(1.0, share - spoken), {"do": "speak", "who": None})]
    if speaking is None and view["hands"][:1] == [me]:
        return [Act(BREATH, {"do": "speak", "who": me})]
    if takes_part and me not in view["hands"] and gone <= raises:
        return [Act(max(1.0, raises - gone), {"do": "hand"})]
    return []


def _place(view: View, me: str) -> int:
    return list(view["present"]).index(me)
