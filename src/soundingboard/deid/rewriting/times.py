"""What a date becomes, and an age over 89."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.grammar import Change, leave_out, say, up_to
from soundingboard.deid.rewriting.occasions import DAY, of_its_own
from soundingboard.deid.rewriting.page import Spot, Token
from soundingboard.deid.rewriting.words import words

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|tember|ober)?\b|"
    r"\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\b",
    re.IGNORECASE,
)
_BORN_OVER_89: Final = 1936  # a year of birth up to here gives an age over 89 away
_WEEKDAYS: Final = words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun tomorrow "
    "yesterday today tonight lunes martes miércoles jueves viernes sábado domingo mañana ayer hoy"
)
_IS: Final = words("is was are were be been it's that's falls due scheduled 's es fue será expires starts ends begins")
_PARTS: Final = words("morning night evening day week afternoon eve weekend month")
_THE: Final = words("the el la his her my their our this that last next a an su mi del")
_DATE_LABELS: Final = words(
    "dob birth birthdate birthday date dated dos doa dod adm admission discharge session fecha nacimiento"
)
_BEFORE_A_HOLIDAY: Final = words(
    "is was are were be on at in by for from since until till til before after around about near during "
    "of to over past "
    "and or but between through into celebrate celebrates celebrated celebrating observe observes "
    "observed love loves "
    "hate hates hated skip skipped skips call called like likes than not every each that this next last "
    "de del en el la a hasta para por desde"
)
_OCCASION: Final = words("feast")


def _year(spot: Spot) -> tuple[str, int]:
    """The year in or beside a date, where it may stay, and where it ends."""
    inside = _YEAR.search(spot.text)
    if inside:
        return _kept(inside.group(), spot), spot.end
    short = re.match(r"[-/.]\d\d(?!\d|[-/.]\d)", spot.page.text[spot.end : spot.end + 5])
    if short and spot.text[-1:].isdigit() and spot.after().finding is None:
        return "", spot.end + short.end()
    behind = re.match(r"\s*(?:,|of|de|del)?\s*[-/.]?((?:19|20)\d\d)(?!\d)", spot.page.text[spot.end : spot.end + 12])
    if behind and spot.after().finding is None:
        return _kept(behind.group(1), spot), spot.end + behind.end()
    return "", spot.end


def _kept(year: str, spot: Spot) -> str:
    return "" if int(year) <= _BORN_OVER_89 else year


def _holiday(text: str) -> bool:
    """Whether a date is a holiday: no number, no month, or the fourth of July."""
    low = text.lower()
    if "fourth of july" in low or "new year" in low or "4th of july" in low or low == "the fourth":
        return True
    return not DAY.search(low) and not _MONTH.search(low)


def date(spot: Spot) -> Change:
    """The change for one date. No interval is invented, and the year stays."""
    es = spot.spanish
    change = of_its_own(spot)
    if change is not None:
        return change
    holiday = _holiday(spot.text)
    year, end = _year(spot)
    back = _article(spot, holiday)
    change = _in_a_list(spot, back) or _labeled(spot, year, end, back) or _weekday(spot, back, end)
    if change is not None:
        return change
    before = spot.before(back + 1)
    if year and before.low in {"on", "in", "of", "since", "el", "en"} and not holiday:
        word = {"since": "since", "of": "of", "el": "en", "en": "en"}.get(before.low, "in")
        return up_to(say(spot, f"{word} {year}", back=back + 1), end)
    if year and not holiday:
        if before.finding is None and before.low in {
            "about",
            "around",
            "by",
            "until",
            "till",
            "before",
            "after",
            "from",
            "to",
            "for",
        }:
            return up_to(say(spot, f"a day in {year}", back=back), end)
        new = f"in {year}" if spot.before(back + 1).low not in {"", "\n"} and _word(before) else year
        return up_to(say(spot, new, back=back), end)
    if holiday:
        return up_to(_on_a_holiday(spot, back, es), end)
    return up_to(_phrase(spot, back, before, es), end)


def _word(token: Token) -> bool:
    return token.finding is not None or token.low.replace("-", "").replace("'", "").isalnum()


def _article(spot: Spot, holiday: bool) -> int:
    """How many tokens before the date belong to it: "the", "the feast of", "the first day of"."""
    if spot.before().low == "the" and spot.before(2).low == "of" and spot.before(3).low in _OCCASION:
        return 4 if spot.before(4).low == "the" else 3
    if spot.before().low == "of" and spot.before(2).low in _OCCASION | (
        {"day"} if spot.before(3).low == "first" else set()
    ):
        steps = 2
        while spot.before(steps + 1).low in {"the", "first", "last"}:
            steps += 1
        return steps
    if spot.before().low == "-" or (spot.before().low == "/" and spot.before(2).low.isdigit()):
        return 2 if re.fullmatch(r"(?:19|20)\d\d", spot.before(2).low) else 0
    if spot.before().low in {"the", "el"}:
        return 1
    return 0


def _in_a_list(spot: Spot, back: int) -> Change | None:
    """Several dates: "Nov 1st and 8th" are "on different days"."""
    joins = 0
    while spot.before(back + joins + 1).low in {",", "and", "&", "/", "y", "or", "on"} and joins < 3:
        joins += 1
    if joins and spot.kind(spot.before(back + joins + 1)) == "DATE":
        if spot.before(back + joins + 2).low in {"between", "from"}:
            return None
        return leave_out(spot, back=back + joins)
    if spot.after().low == "," and spot.kind(second := spot.after(2)) == "DATE":
        numbers = [bool(DAY.search(spot.text.lower())), bool(DAY.search(second.low))]
        if numbers == [False, True]:
            return None  # "on picture day, 10/3" is one day
    ahead = 1
    while spot.after(ahead).low in {",", "and", "&", "y", "or", "the", "on"} and ahead < 4:
        ahead += 1
    if ahead > 1 and spot.kind(spot.after(ahead)) == "DATE":
        if spot.before(back + 1).low in {"between", "from"}:
            return None
        if spot.before(back + 1).low == "since":
            return say(spot, wording.FOR_SOME_TIME, back=back + 1)
        with_on = 1 if spot.before(back + 1).low == "on" else 0
        return say(spot, wording.ON_DIFFERENT_DAYS, back=back + with_on)
    return None


def _labeled(spot: Spot, year: str, end: int, back: int) -> Change | None:
    """ "DOB 07-19-1988" keeps the year; without one it is withheld."""
    steps = back
    colon = spot.before(steps + 1).low == ":"
    if colon:
        steps += 1
    word = spot.before(steps + 1).low
    born = word == "birth" and spot.before(steps + 2).low == "of"
    if not colon and not born and word not in {"dob", "dos", "doa", "dod", "birthdate", "dated"}:
        return None
    if colon and word not in _DATE_LABELS:
        return None
    if year:
        return Change(spot.before(back).start if back else spot.start, end, year)
    start = spot.before(back).start if back else spot.start
    if not colon and word == "dated":
        return leave_out(spot, back=back + 1)
    if not spot.kind(spot.after()) and spot.after().low not in {"", "\n", ".", ";", ","} and word not in _DATE_LABELS:
        return None
    return Change(start, end, wording.NO_INDICADO if spot.spanish else wording.WITHHELD)


def _weekday(spot: Spot, back: int, end: int) -> Change | None:
    """ "Friday the 13th" is Friday."""
    steps = back + (1 if spot.before(back + 1).low in {",", "."} else 0)
    if spot.before(back + 1).low == "." and len(spot.before(steps + 1).low) > 5:
        return None
    if spot.before(steps + 1).low in _WEEKDAYS and spot.before(steps + 1).finding is None:
        return up_to(leave_out(spot, back=steps), end)
    return None


def _on_a_holiday(spot: Spot, back: int, es: bool) -> Change:
    a_holiday = wording.UN_DIA_FESTIVO if es else wording.A_HOLIDAY
    before = spot.before(back + 1).low
    if not back and not es and before in _THE and before not in {"the", "el"}:
        return say(spot, wording.HOLIDAY)  # "this Christmas", "last Thanksgiving"
    if spot.before(back + 1).low == "," and spot.after().low in {",", "."}:
        return leave_out(spot, back=back + 1)
    if es and before == "del":
        return say(spot, f"de {a_holiday}", back=back + 1)
    if _noun_behind(spot) and (back == 1 or before not in {"at", "for", "during", "on", "after", "before", "of"}):
        return say(spot, wording.HOLIDAY)
    plain = spot.before(back + 1).finding is None and before.isalpha()
    if plain and not es and not spot.begins and before not in _BEFORE_A_HOLIDAY:
        return say(spot, f"on {a_holiday}", back=back)  # "sibling visit Memorial Day"
    return say(spot, a_holiday, back=back)


def _noun_behind(spot: Spot) -> bool:
    """Whether the date stands before a noun it belongs to: "my March 3rd session"."""
    after = spot.after()
    return after.finding is None and after.low in {
        *(
            words(
                "shift shifts plans season gathering meal lunch services mass play session hearing "
                "appointment meeting visit wedding dinner party letter email call intake group surgery trip"
            )
        ),
        *(
            words(
                "concert game service parade break weekend deadline event court exam interview discharge admission note"
            )
        ),
        *(words("incident accident birthday anniversary funeral sesión cita audiencia date class test evaluation")),
    }


def _phrase(spot: Spot, back: int, before: Token, es: bool) -> Change:
    low = before.low if before.finding is None else "·"
    month_only = bool(_MONTH.search(spot.text)) and not DAY.search(_MONTH.sub("", spot.text))
    after = spot.after().low
    if _noun_behind(spot):
        if low in _THE or back:
            return leave_out(spot)
        if low in {"at", "for", "in", "during", "after", "before", "until", "by"}:
            return say(spot, "the", back=back)
    if low in {"since", "desde"}:
        if after == "when":
            return say(spot, wording.A_CERTAIN_DAY, back=back)
        return say(spot, wording.DESDE_HACE_TIEMPO if low == "desde" else wording.FOR_SOME_TIME, back=back + 1)
    if low in {"from", "between"}:
        return say(spot, wording.ONE_DATE if _dated_behind(spot) else wording.A_CERTAIN_DAY, back=back)
    if low in {"to", "and", "-", "–", "through"} and _dated_before(spot, back):
        return say(spot, wording.ANOTHER_DATE, back=back)
    if es and low == "es":
        return say(spot, wording.CIERTO_DIA, back=back)
    if es and low in {"en"}:
        return say(spot, wording.EN_ALGUN_MOMENTO, back=back + 1)
    if es and (low in {"para", "del", "de", "hasta", "antes", "después"}):
        return say(spot, wording.CIERTO_DIA, back=back)
    if es:
        return say(spot, wording.UN_DIA, back=max(back, 1) if low == "un" else back)
    if low == "in" and month_only:
        return say(spot, wording.AT_SOME_POINT, back=back + 1)
    if low == "of":
        if spot.before(back + 2).low in _PARTS:
            return say(spot, wording.A_CERTAIN_DAY, back=back)
        return leave_out(spot, back=back + 1)
    if low in {"on", "in", "at"}:
        return _on(spot, back)
    if month_only and low in {"it's", "its", "is", "was", "'s"}:
        it = low in {"it's", "its"} or spot.before(back + 2).low == "it"
        return say(spot, wording.A_CERTAIN_MONTH if it else wording.IN_A_CERTAIN_MONTH, back=back)
    if low in _IS:
        return say(spot, wording.ON_A_CERTAIN_DAY, back=back)
    if low in {
        "by",
        "before",
        "after",
        "around",
        "about",
        "until",
        "till",
        "til",
        "but",
        "for",
        "through",
        "to",
        "into",
        "past",
        "re",
    }:
        return say(spot, wording.A_CERTAIN_MONTH if month_only else wording.A_CERTAIN_DAY, back=back)
    if low == ",":
        return leave_out(spot, back=back + 1)
    if low in {"next", "last"} and re.search(r"\d", spot.text):
        return say(spot, wording.ON_A_CERTAIN_DAY, back=back)  # "Next 2/20"
    if low in _THE:
        return say(spot, "day", back=back)
    if low == "." and spot.before(back + 2).low in {"d", "b"}:
        return leave_out(spot, back=back)
    place = spot.place - back
    if low == ":" and spot.before(back + 2).low not in {"d", "s", "p", "data"}:
        return Change(spot.before(back).start if back else spot.start, spot.end, wording.A_CERTAIN_DAY)
    if low in {"", "\n", ".", "!", "?", ":", "-", "•", "*"} and place >= 0:
        if back == 0 and after in {"", "\n", "."}:
            return leave_out(spot)
        if low in {":", "-"} and not spot.begins:
            return say(spot, wording.A_CERTAIN_DAY, back=back)
        return say(spot, wording.ONE_DAY, back=back)
    if low == "(" and after in {")", "-", "–", ",", ";", ":"}:
        return leave_out(spot, back=back)
    if month_only and after in {"", ".", ","} and low in {"last", "this", "next"}:
        return say(spot, "month", back=back)
    return leave_out(spot, back=back)


def _on(spot: Spot, back: int) -> Change:
    """ "on June 12": left out behind what happened, "one day" at the beginning of a sentence."""
    earlier = spot.before(back + 2)
    first = spot.place - back - 1
    if first == 0 or earlier.low in {"\n", ".", "!", "?", "", '"', "“", ":"}:
        return say(spot, wording.ONE_DAY, back=back + 1)
    if earlier.low in _IS or earlier.low in {
        "and",
        "but",
        ",",
        "that",
        "because",
        "then",
        "so",
        "late",
        "early",
        "not",
        "only",
    }:
        return say(spot, wording.ON_A_CERTAIN_DAY, back=back + 1)
    return leave_out(spot, back=back + 1)


def _dated_behind(spot: Spot) -> bool:
    return any(spot.kind(spot.after(step)) == "DATE" for step in (2, 3))


def _dated_before(spot: Spot, back: int) -> bool:
    return any(spot.kind(spot.before(back + step)) == "DATE" for step in (2, 3))
