"""What kind of place, workplace, school, house of prayer or team a name tells of itself."""

import re
from typing import Final

# The noun in a name, and what the place then is. The first that fits counts.
HEADS: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), phrase)
    for words, phrase in (
        (
            r"hospital|medical cent(?:er|re)|children[’']?s|infirmary|mercy|mayo|kaiser|va|memorial|"
            r"psychiatric|med ctr|health system|pratt|hospice",
            "a hospital",
        ),
        (
            r"clinic|health cent(?:er|re)|urgent care|counseling|wellness|behavioral health|detox|rehab|recovery",
            "a clinic",
        ),
        (
            r"manor|nursing|assisted living|care home|memory care|senior living|retirement|hospice house|"
            r"villa|gardens|terrace living",
            "a care facility",
        ),
        (r"shelter|safe house", "a shelter"),
        (
            r"apartments?|apts|towers?|condos?|condominiums|flats|housing|projects|homes|trailer park|"
            r"mobile home park",
            "an apartment building",
        ),
        (
            r"walgreens|wegmans|cvs|target|walmart|wal-mart|costco|kroger|safeway|publix|aldi|rite aid|"
            r"trader joe[’']?s|whole foods|ikea|home depot|"
            r"lowe[’']?s|dollar (?:general|tree)|best buy|store|market|grocery|groceries|pharmacy|shop|"
            r"supermarket|bodega|h-?e-?b|meijer|winco|hardware|7-?eleven|wawa|sheetz",
            "a store",
        ),
        (
            r"mcdonald[’']?s|starbucks|chipotle|subway|diner|restaurant|grill|pizza|pizzeria|cafeteria|"
            r"taqueria|denny[’']?s|ihop|waffle house|bistro|kitchen|pollo campero|chick-fil-a|wendy[’']?s|"
            r"applebee[’']?s",
            "a restaurant",
        ),
        (r"caf[eé]|coffee|dunkin[’']?|bakery", "a café"),
        (r"bar|pub|tavern|saloon|brewery|nightclub", "a bar"),
        (r"hotel|motel|inn|resort|marriott|hilton|casino", "a hotel"),
        (r"airport", "an airport"),
        (r"mall|plaza|galleria|shopping cent(?:er|re)|outlets?", "a mall"),
        (r"library", "a library"),
        (r"courthouse|superior court|district court|family court", "a courthouse"),
        (r"jail|prison|penitentiary|correctional|detention|women[’']?s facility", "a prison"),
        (r"zoo|aquarium", "a zoo"),
        (r"museum|gallery", "a museum"),
        (r"theat(?:er|re)|cinema|playhouse", "a theater"),
        (r"stadium|arena|coliseum|ballpark", "a stadium"),
        (r"gym|ymca|ywca|fitness|crossfit", "a gym"),
        (r"beach|pier|boardwalk", "a beach"),
        (r"lake|pond|reservoir", "a lake"),
        (r"river|creek|falls", "a river"),
        (r"mount|mt|mountain|peak|trail|canyon|ridge trail", "a mountain"),
        (r"bridge|overpass|tunnel", "a bridge"),
        (r"cemetery|graveyard", "a cemetery"),
        (r"ranch|farm|farms|orchard|vineyard|dairy", "a farm"),
        (r"reservation|rez|pueblo|rancheria", "a reservation"),
        (r"island|isle", "an island"),
        (r"(?:national |state |city |memorial )?park$|playground|square$|commons|green$", "a park"),
        (r"campus|dorm|dormitory|quad", "a campus"),
        (r"station", "a station"),
        (r"church|cathedral|chapel|parish", "a church"),
        (r"high school|high", "a high school"),
        (r"university|college|a&m|institute", "a college"),
        (r"school|elementary|academy", "a school"),
    )
)
WORKPLACES: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), phrase)
    for words, phrase in (
        (r"police|sheriff[’']?s?|pd|state patrol|highway patrol|troopers?", "a police department"),
        (r"fire (?:department|dept|station|rescue|district|house)|engine company|fd|ems", "a fire department"),
        (
            r"clinic|behavioral|counseling|mental health|psychological|dialysis|urgent care|detox|rehab",
            "a clinic",
        ),
        (r"church|fellowship|ministr(?:y|ies)|diocese|parish", "a church"),
        (
            r"hospital|medical|mercy|children[’']?s|health|healthcare|grady|mayo|kaiser|va|hospice|infirmary|memorial",
            "a hospital",
        ),
        (r"courthouse|court|district attorney|public defender|prosecutor[’']?s", "a courthouse"),
        (r"air station|air force base|naval|fort|camp|army|base|coast guard|joint base", "a military base"),
        (r"symphony|orchestra|philharmonic|opera|ballet", "an orchestra"),
        (r"plant|factory|mill|works|foundry|refinery|mine|packing", "a plant"),
        (r"bank|credit union|savings", "a bank"),
        (r"times|gazette|herald|tribune|news|post|courier|journal", "a newspaper"),
        (r"university|college", "a college"),
        (r"school|elementary|academy|isd|district|high", "a school"),
        (
            r"department of|county|city of|state of|bureau|agency|authority|usps|post office|irs|dmv|municipal",
            "a government office",
        ),
        (
            r"costco|walmart|target|kroger|store|hardware|market|pharmacy|walgreens|cvs|home depot|"
            r"lowe[’']?s|shop|grocery",
            "a store",
        ),
        (
            r"diner|restaurant|grill|pizza|café|cafe|bistro|kitchen|pollo campero|starbucks|"
            r"mcdonald[’']?s|taqueria|bakery",
            "a restaurant",
        ),
        (r"hotel|inn|resort|casino|marriott|hilton", "a hotel"),
        (r"farm|farms|ranch|dairy|orchard|vineyard", "a farm"),
        (r"center|centre|services?|associates|practice|therapy", "a workplace"),
        (
            r"inc|llc|corp|company|co|group|industries|technologies|systems|transportation|logistics|"
            r"airlines?|motors",
            "a company",
        ),
    )
)
SCHOOLS: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), phrase)
    for words, phrase in (
        (r"law school|school of law", "a law school"),
        (r"medical school|school of medicine|med school", "a medical school"),
        (r"middle|junior high|jr\.? high|intermediate|ms|i\.?s\.?", "middle school"),
        (
            r"elementary|primary|p\.?s\.? ?\d+|grade school|montessori|preschool|kindergarten|day ?care",
            "elementary school",
        ),
        (r"high|hs|h\.s\.|secondary|prep|preparatory|lyc[ée]e|preparatoria", "high school"),
        (
            r"university|college|univ|state|tech|polytechnic|institute|u|uw|ucla|usc|nyu|mit|lsu|asu|osu|"
            r"ut|unc|suny|cuny|uc|"
            r"community college|cc|a&m|universidad",
            "a college",
        ),
    )
)
FAITHS: Final = tuple(
    (re.compile(rf"\b(?:{words})", re.IGNORECASE), phrase)
    for words, phrase in (
        (r"islamic|masjid|mosque|dar\b|al-|muslim|jamia|jumm?a", "a mosque"),
        (
            r"synagogue|temple (?:beth|emanu|israel|sinai|shalom|b)|beth |b'nai|b’nai|congregation|shul|"
            r"chabad|young israel|kehill",
            "a synagogue",
        ),
        (
            r"church|lutheran|baptist|method|presby|episcop|catholic|cathedral|chapel|parish|our lady|"
            r"st\.? |saint|assembl|pentecost|"
            r"christ|iglesia|sacred heart|holy|gospel|calvary|grace|trinity|bethel|ame\b|mount|mt|zion|"
            r"tabernacle|mennonite|adventist|orthodox|ward\b|stake\b",
            "a church",
        ),
        (r"temple|gurdwara|mandir|wat |vihara|zendo|sangha|ashram", "a temple"),
    )
)
UNITS: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), noun)
    for words, noun in (
        (
            r"battalion|regiment|brigade|squadron|platoon|marines|infantry|airborne|division|cavalry|"
            r"company|uss|air wing|"
            r"fleet|rangers|seals?|artillery|ranger|mos|corps",
            "military unit",
        ),
        (r"choir|chorus", "choir"),
        (r"orchestra|symphony|philharmonic", "orchestra"),
        (r"band", "band"),
        (r"crew|engine|ladder|station|shift|volunteer|fire|rescue", "crew"),
        (r"club|troop|pack|fraternity|sorority|lodge", "club"),
        (r"team|varsity|squad|league|eleven|fc|united|jv", "team"),
        (r"ward|icu|nicu|floor|wing|^\d+ ?(?:north|south|east|west|[nsew])", "ward"),
        (r"program|programme|track|academy", "program"),
        (r"class|cohort|seminar", "class"),
        (r"bureau|agency|administration", "agency"),
        (r"group|circle|support|meeting|grupo", "group"),
        (r"unit|department|dept|division|section|office", "unit"),
    )
)


def kind_of(text: str, table: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    """What a name says of itself by the first of `table` that fits; "" where nothing does."""
    return next((phrase for pattern, phrase in table if pattern.search(text)), "")
