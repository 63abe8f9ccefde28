"""Which broad field of work an occupation belongs to."""

import re
from typing import Final

from soundingboard.deid.rewriting.wording import FIELDS, WORKER
from soundingboard.deid.rewriting.words import words

# By the words of the occupation; the match that ends last counts, of those the longest: "school bus driver" drives.
_FIELDS: Final = tuple(
    (re.compile(rf"\b(?:{listed})(?:s|es)?\b", re.IGNORECASE), field)
    for field, listed in (
        (
            "healthcare",
            r"nurs(?:e|ing)|surgeon|physician|pharmac(?:ist|y tech\w*)|dentist|midwife|radiolog\w+|radiographer|medic|doctor|"
            r"hygienist|optometrist|phlebotomist|(?:an)?esthesi\w+|dermatologist|chiropractor|cna|orderly|cardiologist|perfusionist|periodontist|"
            r"dental \w+|sonographer|rheumatologist|(?:physical|occupational|speech|respiratory) therapist|lab tech\w*|dietitian",
        ),
        (
            "caregiving",
            r"(?:home )?health aide|hospice aide|aide|caregiver|nanny|babysitter|doula|carer|au pair|companion",
        ),
        (
            "education",
            r"teach(?:er|ing|es)|taught|professor|principal|tutor(?:s|ing)?|librarian|lecturer|provost|dean|instructor|"
            r"school (?:counselor|psychologist|secretary|aide)|paraprofessional|superintendent of schools|postdoc|lunch lady",
        ),
        (
            "law",
            r"lawyer|attorney|prosecutor|judge|paralegal|stenographer|bailiff|public defender|court (?:reporter|clerk|officer)|"
            r"notary|magistrate|bail bonds(?:man|woman)|law clerk|litigator",
        ),
        (
            "law enforcement",
            r"police(?:man|woman| officer)?|cop|sheriff|deputy|detective|trooper|(?:corrections?|correctional|probation|parole) "
            r"(?:officer|guard)|prison guard|border (?:patrol )?agent|marshal|game warden|security guard",
        ),
        (
            "public safety",
            r"fire ?fighter|(?:911 )?dispatcher|paramedic|emt|park ranger|lifeguard|smokejumper|bomb tech\w*|coast guard \w+|"
            r"hotshot|(?:mine |ski )?rescue(?: \w+)?|ski patrol\w*|fire (?:captain|chief|lookout)|coroner",
        ),
        (
            "a safety-sensitive transport job",
            r"(?:air traffic )?controller|(?:bush |harbor |river |airline |helicopter |drone )?pilot|crane operator|"
            r"train (?:driver|conductor|engineer)|ferry \w+|tugboat \w+|tug \w+|flies|flew|bridge tender|signal\w+",
        ),
        (
            "transport",
            r"trucker|driver|drives|drove|sailor|flight attendant|mechanic|courier|delivery \w+|mail carrier|postal worker|bus operator|"
            r"(?:school )?bus dispatcher|train dispatcher|toll collector|longshore\w+|deckhand|harbormaster|baggage handler|stevedore|mover|tows?|hauls",
        ),
        (
            "the military",
            r"submarin\w+(?: \w+)?|soldier|marine|army \w+|navy \w+|air force \w+|drone operator|infantry\w*|sergeant|drill \w+|private|corporal|airman|gunner",
        ),
        (
            "hospitality",
            r"cook|chef|waiter|waitress|bartend\w*|barista|barkeep|server|baker|sommelier|tour guide|concierge|hotel \w+|dishwasher|"
            r"croupier|(?:baccarat|blackjack|poker|card|casino) dealer|cake decorator|(?:cage )?cashier|pitmaster|caterer|innkeeper|bak(?:es|ed)|brew(?:er|s|ed)|distiller|momos|dealer at",
        ),
        (
            "the building trades",
            r"carpenter|plumber|electrician|roofer|(?:stone)?mason|lineman|glazier|painter and decorator|pipefitter|"
            r"construction \w+|contractor|ironworker|framer|drywall\w*|septic \w+|hvac \w+|elevator (?:constructor|mechanic|installer|repair\w*)|well driller|bricklayer|tuckpointer|sheetrocker|slate \w+|paver|surveyor",
        ),
        (
            "the trades",
            r"welder|boilermaker|locksmith|landscaper|gardener|steelworker|machinist|lift tech\w*|turbine tech\w*",
        ),
        (
            "a manual craft",
            r"upholsterer|blacksmith|luthier|tailor|seamstress|taxidermist|tattoo\w*(?: \w+)?|weav\w+|potter|glassblower|jeweler|"
            r"cobbler|(?:stone|ice|wood) ?carver|net mender|sews|sewed|tans?|butcher|farrier|cheesemonger|calligrapher|typesetter|"
            r"\w+[- ](?:bender|caster|curer|maker|carver|mender|restorer|builder|binder|cutter|painter)",
        ),
        (
            "manufacturing",
            r"factory \w+|assembl\w+|line (?:worker|inspector)|deboner|packer|blast furnace \w+|process engineer|millwright",
        ),
        ("mining and energy", r"miner|derrickhand|roughneck|dragline \w+|oil \w+|pipeline \w+|lineworker|nuclear \w+"),
        (
            "music",
            r"cellist|musician|violinist|organist|pianist|(?:opera )?sing(?:er|s)|drummer|guitarist|conductor|composer|harpist|oboist|"
            r"trumpeter|dj|bassist|tenor|soprano|(?:choir|band|music) (?:director|teacher|leader)|choirmaster|piano teacher|tuner|tunes|"
            r"carillonneur|fiddler|percussionist|\w+ (?:player|harp performer)|rapper|sang|conducts",
        ),
        (
            "the arts",
            r"painter|actor|actress|dancer|sculptor|poet|writer|novelist|photographer|ballerina|playwright|illustrator|curator|"
            r"(?:film|theat(?:er|re)) director|diorama maker|animator|dances|danced|choreographer",
        ),
        (
            "entertainment",
            r"comedian|comic|magician|puppeteer|clown|contortionist|circus \w+|(?:professional|pro) wrestler|acrobat|stunt \w+|model|mime|streamer",
        ),
        (
            "sports",
            r"gymnast|champion|athlete|(?:\w+ball|hockey|soccer|tennis|poker|chess) player|skater|boxer|jockey|swimmer|fencer|referee|"
            r"umpire|coach|quarterback|wrestler|surfer|climber|(?:bull|bronc|barrel) rider|goalie|goalkeeper|olympian|midfielder|surf instructor|bullfighter",
        ),
        (
            "media",
            r"weatherman|meteorologist|journalist|reporter|(?:news|tv) anchor|editor|broadcaster|radio (?:host|announcer)|"
            r"podcaster|tv host|newscaster|columnist|influencer",
        ),
        (
            "public office",
            r"council\s?(?:member|man|woman|or)|mayor|senator|legislator|commissioner|ambassador|lobbyist|diplomat|alder(?:man|woman)",
        ),
        (
            "public administration",
            r"(?:town|city|county) (?:clerk|recorder|assessor|planner|manager|administrator|employee)|inspector|examiner|extension agent|customs \w+|census \w+|postmaster|assessor",
        ),
        (
            "ministry",
            r"priest|pastor|rabbi|imam|minister|nun|deacon|chaplain|monk|cantor|bishop|vicar|preacher|preaches|missionary|worship leader|santero|seminarian",
        ),
        (
            "technology",
            r"engineer|programmer|developer|scrum master|software \w+|data \w+|sysadmin|coder|codes|game designer|it \w+|ux \w+|penetration tester",
        ),
        (
            "fishing",
            r"fisher(?:man|woman)?|lobsterm\w+|crabber|quahogger|oysterm\w+|scallop \w+|shrimper|fishing \w+|whaling \w+|clammer|fish \w+ \w+|shucks?|trawler",
        ),
        (
            "agriculture",
            r"ranch(?:er| \w+)|farmer|beekeeper|vintner|winemaker|logger|shepherd|camp tender|dairy\w*|farm(?:s| \w+)|arborist|grower|orchardist|"
            r"crop-duster|(?:lettuce|fruit|apple) \w+|crawfish \w+|rodeo stock|feed store|sharecropper",
        ),
        (
            "animal care",
            r"veterinarian|vet(?:erinary)? tech\w*|(?:dog |pet )groomer|horse trainer|zookeeper|dog \w+er|breeder",
        ),
        (
            "finance",
            r"banker|accountant|(?:\w+ )?broker|actuary|trader|auditor|financial \w+|bookkeeper|books|cpa|realtor|venture capitalist|"
            r"insurance(?: \w+)?|adjuster|underwriter|economist",
        ),
        (
            "research",
            r"scientist|biologist|chemist|physicist|astronomer|researcher|geologist|archaeologist|botanist|entomologist|volcanologist|"
            r"ornithologist|linguist|historian|seismologist|glaciologist|telescope \w+|archivist|paleontologist|metallurgist",
        ),
        ("language services", r"(?:\w+ language )?interpreter|translator"),
        (
            "sales",
            r"sales\w*|clerk|florist|shopkeeper|store \w+|antique\w* \w+|(?:car|book|art) dealer|merchant|sells|sold|vendor|auctioneer|\w+ (?:buyer|seller)",
        ),
        (
            "cleaning and maintenance",
            r"janitor|custodian|housekeeper|groundskeeper|cleaner|cleans|maid|chimney sweep|ama de llaves",
        ),
        ("funeral services", r"embalmer|mortician|mortuary \w+|funeral director|undertaker|gravedigger|crematory \w+"),
        ("beauty services", r"barber|hairdresser|hair ?stylist|manicurist|nail tech\w*|cosmetologist|esthetician"),
        ("social services", r"social worker|case ?worker|(?:special |victim )?advocate|community organizer"),
        (
            "an office job",
            r"secretary|receptionist|transcriptionist|typist|switchboard \w+|administrative \w+|data entry \w*",
        ),
        # What is left by how the word for it ends.
        ("management", r"manager|director|executive|supervisor|superintendent|administrator|ceo|foreman"),
        ("a technical job", r"tech(?:nician)?|operator|installer|repair(?:er|man)?"),
        ("a manual craft", r"\w+(?:smith|wright|maker|mender|carver)"),
    )
)
# Words so broad that they tell nothing where what stood before them is gone: "his home health aide" is "his aide".
_BROAD: Final = words(
    "assistant worker nurse doctor teacher driver manager officer coach leader director technician tech agent clerk instructor"
)


def field_of(occupation: str) -> str:
    """The broad field of an occupation; "" where none fits."""
    best, field = (0, 0), ""
    for pattern, name in _FIELDS:
        for match in pattern.finditer(occupation):
            if (match.end(), match.end() - match.start()) > best:
                best, field = (match.end(), match.end() - match.start()), name
    return field


def somebody(occupation: str, field: str) -> str:
    """A broad noun for who does that: "aide", "musician", "worker"."""
    said = re.sub(r"[’']s?$", "", occupation.lower()).split()
    if len(said) > 1 and said[-1] in _BROAD:
        return said[-1]
    noun = FIELDS.get(field, WORKER)
    return noun if noun != occupation.lower() else WORKER
