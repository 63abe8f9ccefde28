"""The closed vocabulary of replacements: whatever `rewrite` puts in that was not in the text stands here.

A person is said with the relation that the text itself gives ("her sister", "the psychiatrist"); these are the fixed
phrases around that. `find` knows them and stays quiet, so that rewriting twice changes nothing.
"""

import re
import string
from collections.abc import Iterator, Mapping
from typing import Final

LETTERS: Final = tuple(string.ascii_uppercase)

# Dates: no interval is ever invented.
FOR_SOME_TIME: Final = "for some time"
A_CERTAIN_DAY: Final = "a certain day"
ON_A_CERTAIN_DAY: Final = "on a certain day"
ONE_DAY: Final = "one day"
ONE_DATE: Final = "one date"
ANOTHER_DATE: Final = "another date"
ON_DIFFERENT_DAYS: Final = "on different days"
AT_SOME_POINT: Final = "at some point"
A_HOLIDAY: Final = "a holiday"
HOLIDAY: Final = "holiday"
A_BIRTHDAY: Final = "a birthday"
AN_ANNIVERSARY: Final = "an anniversary"
A_CERTAIN_MONTH: Final = "a certain month"
IN_A_CERTAIN_MONTH: Final = "in a certain month"
YEAR: Final = "year"
A_DAY: Final = "a day"
AT_90: Final = "a birthday at 90 or older"
OLDER: Final = "90 or older"
AGED: Final = "aged 90 or older"

# Places.
A_TOWN: Final = "a certain town"
A_TOWN_IN: Final = "a town in"
KIND_OF_TOWN: Final = "a certain kind of town"
THE_TOWN: Final = "the town"
THE_AREA: Final = "the area"
ONE_TOWN: Final = "one town"
ANOTHER_TOWN: Final = "another town"
ANOTHER: Final = "another"
THE_COUNTY: Final = "the county"
A_STREET: Final = "a certain street"
A_PLACE: Final = "a certain place"

# Numbers and names that are spoken of.
WITHHELD: Final = "withheld"
UNNAMED: Final = "unnamed"
NO_NAME: Final = "no name"
NAME_WITHHELD: Final = "name withheld"
SOMETHING: Final = "something"
A_NAME: Final = "a certain name"
THAT_NAME: Final = "that name"
ANOTHER_NAME: Final = "another name"

A_SPELLING: Final = "a certain spelling"
CERTAIN_WORDS: Final = "certain words"
SCALE: Final = "scale"
AN_AUTHOR: Final = "an author"
ONE_AUTHOR: Final = "one author"
THAT: Final = "that"
A_BOOK: Final = "a book"
AGENCY: Final = "agency"
AN_AGENCY: Final = "an agency"

# People whose relation the text does not tell.
THE_CLIENT: Final = "the client"
MY_CLIENT: Final = "my client"
A_CLIENT: Final = "a client"
SOMEONE: Final = "someone"
THAT_PERSON: Final = "that person"
THIS_PERSON: Final = "this person"
ANOTHER_PERSON: Final = "another person"
A_PARTNER: Final = "a partner"
COLLEAGUE: Final = "colleague"
ME: Final = "me"

TOWNS: Final = "towns"
TWO_TOWNS: Final = "between two towns"
MANY: Final = "many"
A_WORKPLACE: Final = "a workplace"
AN_EMPLOYER: Final = "an employer"

# Kinds of workplace, school, house of prayer and the like, by the noun in their name.
KINDS: Final = (
    "a hospital",
    "a clinic",
    "a care facility",
    "a shelter",
    "a store",
    "a restaurant",
    "a café",
    "a bar",
    "a hotel",
    "a park",
    "a beach",
    "a lake",
    "a river",
    "a mountain",
    "a bridge",
    "a zoo",
    "a museum",
    "a theater",
    "a stadium",
    "a gym",
    "a mall",
    "an airport",
    "a station",
    "a library",
    "a courthouse",
    "a prison",
    "a cemetery",
    "a farm",
    "a reservation",
    "an island",
    "an apartment building",
    "a campus",
    "a police department",
    "a fire department",
    "a government office",
    "a military base",
    "a plant",
    "a company",
    "a bank",
    "a newspaper",
    "an orchestra",
    "a practice",
    "a workplace",
    "an employer",
    "a school",
    "school",
    "an elementary school",
    "elementary school",
    "a middle school",
    "middle school",
    "a high school",
    "high school",
    "a college",
    "college",
    "a law school",
    "a medical school",
    "a mosque",
    "a church",
    "a synagogue",
    "a temple",
    "a congregation",
    "a military unit",
    "a group",
    "a team",
    "a ward",
    "a program",
    "a unit",
    "an agency",
    "a class",
    "a crew",
    "a club",
    "a choir",
    "a band",
    "an orchestra",
)

# Broad fields that a profession becomes, and who works in them; "employed" where none fits.
WORKER: Final = "worker"
FIELDS: Final[Mapping[str, str]] = {
    "healthcare": "clinician",
    "caregiving": "caregiver",
    "education": "educator",
    "law": "legal professional",
    "law enforcement": "officer",
    "public safety": "emergency worker",
    "the military": "service member",
    "music": "performer",
    "entertainment": "performer",
    "sports": "athlete",
    "public office": "official",
    "public administration": "official",
    "ministry": "member of the clergy",
    "management": "manager",
    **{
        field: f"worker in {field}"
        for field in (
            "a safety-sensitive transport job",
            "transport",
            "hospitality",
            "the building trades",
            "the trades",
            "a manual craft",
            "manufacturing",
            "mining and energy",
            "the arts",
            "media",
            "technology",
            "a technical job",
            "fishing",
            "agriculture",
            "animal care",
            "finance",
            "research",
            "language services",
            "sales",
            "cleaning and maintenance",
            "funeral services",
            "beauty services",
            "social services",
            "an office job",
        )
    },
}
EMPLOYED: Final = "employed"
WORKS: Final = "works"
WORKED: Final = "worked"
PLAYS: Final = "plays a sport"
A_STUDENT: Final = "a student"
STUDENT: Final = "student"
PERSON: Final = "person"
PEOPLE: Final = "people"

# Rare events, by their kind; "a public event" where the words do not tell.
HAPPENINGS: Final = (
    "a live broadcast",
    "an act of violence",
    "an explosion",
    "a fire",
    "a flood",
    "a storm",
    "a natural disaster",
    "a collapse",
    "an accident on the water",
    "a crash",
    "a toxic leak",
    "an outbreak",
    "a standoff",
    "a rescue",
    "a death",
    "a legal matter",
    "a protest",
    "an accident",
    "a public event",
)
A_PUBLIC_EVENT: Final = "a public event"
SOMETHING_HAPPENED: Final = "something happened"
KNOWN: Final = "known to the public"

# Spanish.
LA_CLIENTA: Final = "la clienta"
EL_CLIENTE: Final = "el cliente"
MI_CLIENTA: Final = "mi clienta"
MI_CLIENTE: Final = "mi cliente"
EL_MEDICO: Final = "el médico"
ALGUIEN: Final = "alguien"
ESA_PERSONA: Final = "esa persona"
EN_LA_ZONA: Final = "en la zona"
EN_UNA_CIUDAD: Final = "en cierta ciudad"
CIERTA_CIUDAD: Final = "cierta ciudad"
OTRA_CIUDAD: Final = "otra ciudad"
DESDE_HACE_TIEMPO: Final = "desde hace tiempo"
CIERTO_DIA: Final = "cierto día"
UN_DIA: Final = "un día"
UN_DIA_FESTIVO: Final = "un día festivo"
EN_ALGUN_MOMENTO: Final = "en algún momento"
NO_INDICADO: Final = "no indicado"
O_MAS: Final = "90 años o más"
SU_TRABAJO: Final = "su trabajo"
UNA_ESCUELA: Final = "una escuela"
UNA_IGLESIA: Final = "una iglesia"
UN_LUGAR: Final = "cierto lugar"
UN_INCIDENTE: Final = "un incidente"
UN_GRUPO: Final = "un grupo"

_ORDERED: Final = ("the older", "the younger", "one", "the other", "client", "partner", "member", "child", "person")

_WAYS_OF_WORKING: Final = (
    "in",
    "works in",
    "worked in",
    "who works in",
    "someone in",
    "people in",
    "retired from",
    "formerly in",
    "hoping to work in",
)

# Every fixed phrase, lower case. Letters A to Z follow "client", "partner", "member", "child" or a relation.
WORDING: Final = frozenset(
    {value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str)}
    | set(KINDS)
    | {f"{way} {field}" for field in FIELDS for way in _WAYS_OF_WORKING}
    | set(FIELDS)
    | set(FIELDS.values())
    | set(HAPPENINGS)
    | set(_ORDERED)
)

# What of it could be taken for an identifier: an age of 90, a field of work, and the letter behind "partner" or "her sister".
_SAID: Final = re.compile(
    r"(?<!\w)(?:aged )?90 or older(?!\w)|(?<!\w)90 años o más(?!\w)"
    r"|(?<!\w)another person \([A-Z]\)"
    rf"|(?<!\w)(?:in|from) (?:{'|'.join(FIELDS)})(?!\w)"
    r"|(?<!\w)(?:client|partner|member|child|person|son|daughter|boy|girl|twin|sibling|brother|sister|"
    r"cousin|grandchild|friend|"
    r"roommate|doctor|officer|lawyer|professor|teacher|counselor|therapist|psychiatrist|nurse|supervisor|"
    r"coworker|hijo|hija|"
    r"hermano|hermana) [A-Z](?!\w)",
    re.IGNORECASE,
)


def said(text: str) -> Iterator[tuple[int, int]]:
    """Where `text` holds wording of ours that looks like an identifier, as (start, end): nothing there is a finding."""
    return (match.span() for match in _SAID.finditer(text))
