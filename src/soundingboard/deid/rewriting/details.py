"""What a profession becomes, and a rare event."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.grammar import Change, leave_out, say
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.words import words

_FIELDS: Final = tuple(
    (re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE), field)
    for words, field in (
        (
            r"weatherman|meteorologist|journalist|reporter|(?:news|tv) anchor|editor|broadcaster|radio "
            r"host|podcaster|tv host|newscaster",
            "media",
        ),
        (r"(?:choir|band|music|film|theat(?:er|re)) director", "the arts"),
        (
            r"council\s?(?:member|man|woman|or)|mayor|senator|legislator|commissioner|ambassador|lobbyist|diplomat",
            "public office",
        ),
        (
            r"fire ?fighter|police|cop|sheriff|deputy|detective|trooper|dispatcher|corrections? officer|"
            r"prison guard|coast guard \w+|"
            r"paramedic|emt|park ranger|lifeguard|smokejumper|bomb tech\w*|game warden",
            "public safety",
        ),
        (
            r"nurse|surgeon|physician|pharmacist|dentist|veterinarian|vet tech|midwife|radiologist|medic|"
            r"hygienist|optometrist|"
            r"phlebotomist|anesthesiologist|doctor|dermatologist|embalmer|chiropractor|cna|orderly|dental \w+",
            "healthcare",
        ),
        (r"teacher|professor|principal|tutor|librarian|lecturer|school \w+|provost|dean|kindergarten \w+", "education"),
        (r"lawyer|attorney|prosecutor|judge|paralegal|stenographer|bailiff|public defender|court \w+|notary", "law"),
        (
            r"trucker|truck driver|pilot|(?:bus|cab|taxi|train|uber|ambulance|tow) (?:truck )?driver|air "
            r"traffic controller|sailor|"
            r"flight attendant|mechanic|ferry \w+|tugboat \w+|crane operator|train conductor|driver|"
            r"courier|mail carrier|postal worker",
            "transport",
        ),
        (
            r"submarin\w+(?: \w+)?|soldier|marine|army \w+|navy \w+|air force \w+|drone operator|"
            r"infantry\w*|sergeant|drill \w+",
            "the military",
        ),
        (
            r"cook|chef|waiter|waitress|bartender|barista|server|baker|sommelier|tour guide|concierge|"
            r"hotel \w+|dishwasher|pastry \w+|croupier",
            "hospitality",
        ),
        (
            r"carpenter|plumber|electrician|welder|roofer|mason|lineman|upholsterer|glazier|locksmith|"
            r"blacksmith|painter and decorator|"
            r"boilermaker|pipefitter|stonemason|luthier|butcher|tailor|seamstress|piano tuner|taxidermist|"
            r"tattoo \w+|mortician|"
            r"funeral director|undertaker|landscaper|gardener|construction \w+|contractor|ironworker|"
            r"steelworker|miner",
            "the trades",
        ),
        (
            r"cellist|musician|violinist|organist|pianist|painter|actor|actress|dancer|singer|sculptor|"
            r"poet|writer|novelist|drummer|"
            r"guitarist|conductor|photographer|ballerina|comedian|comic|composer|harpist|oboist|trumpeter|"
            r"magician|puppeteer|potter|"
            r"playwright|illustrator|curator|glassblower|dj|bassist|tenor|soprano",
            "the arts",
        ),
        (
            r"gymnast|champion|athlete|player|skater|boxer|jockey|swimmer|fencing \w+|fencer|referee|"
            r"umpire|coach|quarterback|wrestler|"
            r"surfer|climber|bull rider|goalie|goalkeeper|olympian|midfielder",
            "sports",
        ),
        (r"priest|pastor|rabbi|imam|minister|nun|deacon|chaplain|monk|cantor|bishop|vicar", "ministry"),
        (
            r"engineer|programmer|developer|scrum master|software \w+|data \w+|sysadmin|coder|game "
            r"designer|it \w+|ux \w+",
            "technology",
        ),
        (
            r"rancher|farmer|beekeeper|vintner|winemaker|fisherman|lobsterman|logger|shepherd|dairy\w*|"
            r"farm \w+|crabber|oysterman|farrier|"
            r"horse trainer|arborist|fishing \w+",
            "agriculture",
        ),
        (r"banker|accountant|broker|actuary|trader|auditor|financial \w+|bookkeeper|cpa|realtor", "finance"),
        (
            r"scientist|biologist|chemist|physicist|astronomer|researcher|geologist|archaeologist|"
            r"botanist|entomologist|volcanologist|"
            r"ornithologist|linguist|historian|seismologist|glaciologist",
            "research",
        ),
        (r"cashier|sales\w*|clerk|florist|shopkeeper|jeweler|store \w+|antique\w* \w+|car dealer", "retail"),
    )
)
_STUDENT: Final = re.compile(r"\bstudents?\b|\bestudiantes?\b", re.IGNORECASE)
_IS: Final = words(
    "is was are were be been he's she's they're i'm 's both hes shes theyre also now still "
    "works es era "
    "being became becoming"
)
# What somebody does for a living, as a verb: "sells insurance", "drove a cab".
_DOES: Final = words(
    "sells runs drives teaches sits does owns cleans cuts stocks fixes keeps weaves installs codes sews plows dances "
    "repossesses makes tunes packs shucks grades catches fosters manages delivers builds paints bakes cooks brews fishes "
    "farms raises breeds trains coaches hosts writes edits directs produces conducts plays sings performs designs repairs "
    "flies pilots captains tends waits serves bartends babysits mows frames pours welds wires lays hauls tows dispatches "
    "preaches mines drills picks harvests herds shears milks butchers collects trades audits tutors models acts streams "
    "paddles guards patrols operates supervises"
)
_DID: Final = words(
    "sold ran drove taught sat did owned cleaned cut stocked fixed kept wove installed coded sewed plowed danced made "
    "packed managed delivered built painted baked cooked brewed fished farmed raised trained coached wrote edited played "
    "sang performed designed repaired flew tended served hauled towed mined drilled picked operated"
)
_ARTICLES: Final = frozenset({"a", "an", "un", "una"})
_AGED: Final = re.compile(r"^\d{1,2}$|^\d{1,2}-?(?:year|yr)s?-old$|^y/?o$|^yo$|^old$|^o$|^\d{1,2}(?:yo|f|m)$")
_OWNERS: Final = words("the my his her their our this that some")
_KEPT: Final = frozenset({"retired", "former", "ex", "aspiring", "unemployed", "laid-off", "jubilado", "jubilada"})
_CLAUSE: Final = re.compile(
    r"^(?:he|she|they|we|it|i|somebody|someone|his|her)\s+\w+(?:ed|t|d|e|w|n)?\b\s+\w", re.IGNORECASE
)
_FEELS: Final = frozenset({"his", "her"})
_ONE_OF: Final = re.compile(r"^(?:the|one|first|only|youngest|oldest|last)\b", re.IGNORECASE)


def profession(spot: Spot) -> Change:
    """The change for an occupation: a broad field where one fits, or nothing."""
    field = next((field for pattern, field in _FIELDS if pattern.search(spot.text)), "")
    a = 1 if spot.before().low in _ARTICLES else 0
    before = spot.before(a + 1)
    after = spot.after()
    verb, _, what = spot.text.lower().partition(" ")
    if not a and spot.before().low not in _OWNERS and verb in _DOES | _DID:
        works = wording.WORKS if verb in _DOES else wording.WORKED
        return say(spot, works if what else f"{works} for")  # "cleans the hall"
    if _STUDENT.search(spot.text):
        return say(
            spot,
            (wording.A_STUDENT if a else wording.STUDENT) if not re.search(r"students\b", spot.text) else "students",
            back=a,
        )
    if spot.spanish:
        return _ocupacion(spot, a)
    if before.low in {"as"}:
        worked = spot.before(a + 2)
        if (
            worked.finding is not None
            or worked.low.startswith(("work", "job", "employ"))
            or spot.before(a + 3).low in {"works", "job"}
        ):
            return leave_out(spot, back=a + 1)
        return leave_out(spot, back=a + 1)
    if after.finding is None and after.low in {
        "shop",
        "business",
        "job",
        "career",
        "work",
        "school",
        "license",
        "uniform",
        "gig",
        "shift",
        "training",
    }:
        return leave_out(spot) if not a else say(spot, "an" if after.low[:1] in "aeiou" else "a", back=1)
    if (before.low == "retired" or spot.before().low in _KEPT) and spot.before().low in _KEPT:
        article = spot.before(2).low in _ARTICLES | {"the", "my", "his", "her"}
        return say(spot, wording.PERSON) if article else leave_out(spot)
    if _AGED.match(spot.before().low):
        return say(spot, f"in {field}") if field else leave_out(spot)
    if a:
        return _with_an_article(spot, field, before.low)
    if spot.before().low in _OWNERS:
        return _owned(spot)
    if spot.before().low in _IS:
        return say(spot, f"in {field}" if field else wording.EMPLOYED)
    if spot.before().low in {",", "(", ";", "/", ".", "\n", "", "-", "–", ":"}:
        return _bare(spot, field)
    word = spot.before().low
    if word.isalpha() and word not in {"and", "or", "with", "by", "from", "to", "for", "of"}:
        return say(spot, wording.PERSON)
    return say(spot, wording.SOMEONE)


def _with_an_article(spot: Spot, field: str, before: str) -> Change:
    in_it = f"in {field}" if field else wording.EMPLOYED
    apostrophe = before.endswith("s") and before not in {"as", "was", "is", "his"}
    if before in _IS or (apostrophe and spot.page.lower):
        return say(spot, in_it, back=1)
    if before == "," and spot.kind(spot.before(3)) == "NAME" and spot.before(4).low in {"is", "'s", "was"}:
        return say(spot, in_it, back=1)
    if before in {",", "(", "-", "–", "—"}:
        works = f"who works in {field}" if field else f"who is {wording.EMPLOYED}"
        if before == "(" or (before == "," and re.match(r"^\d", spot.before(3).low)):
            works = works[4:]
        return say(spot, works, back=1)
    if any(spot.before(step).low in {"is", "was"} for step in range(3, 6)):
        return say(spot, in_it, back=1)  # "was until last spring a clerk"
    return say(spot, wording.SOMEONE, back=1)


def _owned(spot: Spot) -> Change:
    """ "the choir director, Faith": no more than that there is somebody."""
    owner = spot.before().low
    if owner in {"the", "some", "this"}:
        return say(spot, wording.SOMEONE, back=1)
    if owner == "that":
        return say(spot, wording.PERSON)
    return say(spot, "contact")


def _bare(spot: Spot, field: str) -> Change:
    """One word of a list: "36M, California, line cook, furious"."""
    if spot.before().low == "(" and spot.after().low == ")":
        return leave_out(spot)
    works = f"works in {field}" if field else wording.EMPLOYED
    return Change(spot.start, spot.end, works) if spot.before().low == ":" else say(spot, works)


def _ocupacion(spot: Spot, a: int) -> Change:
    if spot.before(a + 1).low == "como":
        return leave_out(spot, back=a + 1)
    if spot.before(a + 1).low == ",":
        return leave_out(spot, back=a + 1)
    return say(spot, "empleado" if not spot.text.lower().endswith("a") else "empleada", back=a)


def event(spot: Spot) -> Change:
    """The change for a rare public event."""
    if spot.spanish:
        return say(spot, wording.UN_INCIDENTE, back=1 if spot.before().low in {"el", "la"} else 0)
    if _CLAUSE.match(spot.text) and spot.text.split()[0].lower() not in _FEELS:
        return say(spot, wording.IT_HAPPENED)
    owner = spot.before().low
    if owner in {"when", "while", "because", "how"}:
        return say(spot, wording.IT_HAPPENED)
    if owner == "," and spot.after().low in {".", ",", ";", "", "\n"}:
        return leave_out(spot, back=1)
    if owner in {"the", "a", "an"}:
        return say(spot, wording.AN_INCIDENT, back=1)
    if owner in {"that", "this", "his", "her", "their", "my", "same"}:
        return say(spot, wording.INCIDENT)
    if owner == "those" or (owner in {"was", "is", "were"} and _ONE_OF.match(spot.text)):
        return say(spot, wording.PART_OF_AN_EVENT)
    return say(spot, wording.AN_INCIDENT)
