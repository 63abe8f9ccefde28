"""One phrase a line: what stands there, and how it is said."""

import pytest

from soundingboard.deid.rewrite import rewrite
from soundingboard.deid.rewriting.edits import suggest
from tests.deid.texts import read

NAMES = [
    ("my client [[NAME:Sarah]] is late", "my client is late"),
    (
        "I have been seeing [[NAME:Sarah]] (25F) since [[DATE:March 3rd]] for grief.",
        "I have been seeing a client (25F) for some time for grief.",
    ),
    (
        "My client [[NAME:Sarah]] and her sister [[NAME:Denise]] came. [[NAME:Denise]]'s ring was new.",
        "My client and her sister came. Her sister's ring was new.",
    ),
    ("Her father, [[NAME:Walt]], left when she was six.", "Her father left when she was six."),
    ("her husband, [[NAME:Efraín]], a kind man, drives", "her husband, a kind man, drives"),
    ("his landlord, a ((Mr. ))[[NAME:Bagdasarian]], who lives upstairs", "his landlord, who lives upstairs"),
    ("The psychiatrist, Dr. [[NAME:Banerjee]], wants more.", "The psychiatrist wants more."),
    ("coordinate w/ Dr. [[NAME:Adeyemi-Clarke]] re Lexapro", "coordinate w/ the doctor re Lexapro"),
    ("mom ([[NAME:keisha]]) found out", "mom found out"),
    (
        "[[NAME:Jaylen]]'s mom ([[NAME:Keisha]]) called. [[NAME:Keisha]] cried.",
        "The client's mom called. The client's mom cried.",
    ),
    ("She got engaged, to a man called [[NAME:Dale]], last week.", "She got engaged, to a man, last week."),
    ("my mentor, [[NAME:Rosalind]], is away. I asked [[NAME:Rosalind]].", "my mentor is away. I asked my mentor."),
    (
        "[[NAME:Grace]] and [[NAME:Will]], the couple, fought. [[NAME:Will]] left.",
        "Partner A and partner B, the couple, fought. Partner B left.",
    ),
    (
        "Kids [[NAME:Amari]] 6, [[NAME:Zuri]] 4. [[NAME:Zuri]] cries.",
        "Kids: the older 6, the younger 4. The younger child cries.",
    ),
    ("her kids, [[NAME:Ana]] and [[NAME:Ben]], are fine; [[NAME:Ana]] sings", "her kids are fine; one child sings"),
    ("Present: [[NAME:Tiffany]], [[NAME:Raúl]]. [[NAME:Raúl]] cried.", "Present: member A, member B. Member B cried."),
    (
        'Client name: [[NAME:Oluwaseun "Seun" Bakare]]. [[NAME:Seun]] sleeps.',
        "Client name: withheld. The client sleeps.",
    ),
    (
        "so her name is [[NAME:Eun-bi]] but she goes by [[NAME:Amy]] at work",
        "so her name is withheld but she goes by another name at work",
    ),
    ("Client is [[NAME:Jim]], 55, tired.", "Client is 55, tired."),
    ("He's 34, [[NAME:Vikram]], an only child.", "He's 34, an only child."),
    (
        "Hi [[NAME:Ken]],\nmy client [[NAME:Mo]] is well.\n\nBest,\n[[NAME:Lena Hoff]], LCSW",
        "Hi,\nmy client is well.\n\nBest,\nLCSW",
    ),
    ("Dear Dr. [[NAME:Feng]], may I ask?", "Dear colleague, may I ask?"),
    ("I'm [[NAME:Lena]], a therapist in Ohio.", "I'm a therapist in Ohio."),
    ("my client [[NAME:James]]' mother", "my client's mother"),
    ("[[NAME:malia]] is a 12 yo. i like her", "my client is a 12 yo. i like her"),
    (
        "I told her [[NAME:Denise]] was right, my client's friend [[NAME:Denise]].",
        "I told her the client's friend was right, my client's friend.",
    ),
    ('He said, "[[NAME:Denise]], stop." My wife [[NAME:Denise]] laughed.', 'He said, "Stop." My wife laughed.'),
    ("My client saw [[NAME:Ann]] with [[NAME:Lou]].", "My client saw another person (A) with another person (B)."),
    ("My client met [[NAME:Ann]]. [[NAME:Ann]] left.", "My client met someone. That person left."),
    (
        "Her sister [[NAME:Ann]] and her sister [[NAME:Bea]] called; [[NAME:Bea]] cried.",
        "Her sister A and her sister B called; her sister B cried.",
    ),
    (
        "Mi clienta, [[NAME:Yesenia]], tiene 31 años. Ayer [[NAME:Yesenia]] no vino.",
        "Mi clienta tiene 31 años. Ayer la clienta no vino.",
    ),
    ("vive con su tía ((Doña ))[[NAME:Chelo]] desde niña", "vive con su tía desde niña"),
]

DATES = [
    ("We met on [[DATE:June 12]].", "We met."),
    ("On [[DATE:June 12]] she left.", "One day she left."),
    ("Her hearing is [[DATE:6/2]] at noon.", "Her hearing is on a certain day at noon."),
    ("a panic attack on [[DATE:December 12]]((, 2023)), at night", "a panic attack in 2023, at night"),
    ("DOB [[DATE:07-19]]((-1988)). Tall.", "DOB 1988. Tall."),
    ("DOB [[DATE:07-19-1931]]. Tall.", "DOB withheld. Tall."),
    ("DOB: [[DATE:07/19]]. Tall.", "DOB: withheld. Tall."),
    ("Contract is up in [[DATE:September]].", "Contract is up at some point."),
    ("the day after [[DATE:Thanksgiving]] he cried", "the day after a holiday he cried"),
    ("We met [[DATE:Nov 1st]] and [[DATE:8th]].", "We met on different days."),
    ("furious on ((Monday ))[[DATE:March 18th]].", "furious on Monday."),
    ("moved it from [[DATE:May 1]] to [[DATE:May 9]] again", "moved it from one date to another date again"),
    ("I found out at [[DATE:Easter]] dinner.", "I found out at a holiday dinner."),
    ("Her letter of [[DATE:11 November]] demands it.", "Her letter demands it."),
    ("he is away till [[DATE:July 8th]].", "he is away till a certain day."),
    ("after my [[DATE:March 3rd]] session with her", "after my session with her"),
    ("Su cumpleaños es el [[DATE:7 de octubre]] y no viene.", "Su cumpleaños es cierto día y no viene."),
    ("no duerme desde el [[DATE:3 de marzo]], dice ella", "no duerme desde hace tiempo, dice ella"),
    ("He is aged [[AGE90:93]].", "He is aged 90 or older."),
    ("a [[AGE90:93]]-year-old man fell", "a man aged 90 or older fell"),
    ("She is a [[AGE90:97]]-year-old.", "She is a person aged 90 or older."),
    ("mi abuela, de [[AGE90:95]] años, canta en la casa", "mi abuela, de 90 años o más, canta en la casa"),
]

PLACES = [
    ("She lives in [[PLACE:Cedar Rapids]] with her sister.", "She lives in the area with her sister."),
    ("I live in [[PLACE:Ely]] too.", "I live in a certain town too."),
    ("moved from [[PLACE:Hoboken]] to [[PLACE:Park Slope]] in a week", "moved from one town to another in a week"),
    ("She lives in [[PLACE:Bowie]], Maryland.", "She lives in Maryland."),
    ("the diner on [[PLACE:Mount Vernon Road]] where she waited", "the diner where she waited"),
    ("Address [[PLACE:88 Fuller Ct Apt 3B]], [[PLACE:48197]]. Alone.", "Address withheld. Alone."),
    ("from the parking lot of the [[PLACE:Walgreens on 5th]] at noon", "from the parking lot of a store at noon"),
    ("admitted to [[PLACE:Dell Children's]] for anorexia", "admitted to a hospital for anorexia"),
    ("residing at [[PLACE:St. Hedwig's Manor]] in [[PLACE:Hamtramck]].", "residing at a care facility."),
    ("Therapist here, [[PLACE:Bozeman]]. Tired.", "Therapist here. Tired."),
    ("at the [[PLACE:Czech Village]] fair", "at the fair"),
    ("the sheriff of [[PLACE:Pennington County]].", "the sheriff of the county."),
    ("y ahora vive en [[PLACE:Langley Park]] con su tía", "y ahora vive en la zona con su tía"),
    (
        "and works as a [[PROFESSION:court stenographer]] at the [[EMPLOYER:Linn County Courthouse]].",
        "and works in law.",
    ),
    (
        "He is a [[PROFESSION:firefighter]] with the [[EMPLOYER:Toledo Fire Department]], same shift.",
        "He works in public safety, same shift.",
    ),
    ("layoff from [[EMPLOYER:Rivian]]. Tired.", "layoff from an employer. Tired."),
    ("the nurse from [[EMPLOYER:Mercy]] told me", "the nurse from a hospital told me"),
    ("showed up at the [[EMPLOYER:Pollo Campero]] where she works", "showed up at the place where she works"),
    ("a sophomore at [[SCHOOL:Montana State]], tired", "a sophomore at a college, tired"),
    ("goes to [[SCHOOL:Roosevelt High]], hates it", "goes to high school, hates it"),
    ("attends [[CONGREGATION:Grace Lutheran]] with his family", "attends a church with his family"),
    ("The imam of the [[CONGREGATION:Islamic Center of America]] came", "The imam of a mosque came"),
    ("in my [[UNIT:Tuesday moral injury group]], he spoke", "in my group, he spoke"),
    ("served with [[UNIT:2nd Battalion, 7th Marines]] in Iraq", "served with a military unit in Iraq"),
    ("a 32-year-old [[PROFESSION:ER nurse]] who drinks", "a 32-year-old in healthcare who drinks"),
    ("Her father [[PROFESSION:drives a cab]] at night.", "Her father works in transport at night."),
    ("Mom [[PROFESSION:sold insurance]] for [[EMPLOYER:Shelter]] then.", "Mom worked in finance then."),
    ("and was until spring a [[PROFESSION:glazier]].", "and was until spring in the building trades."),
]

NUMBERS = [
    ("BDI 31. MRN [[RECORD:0048213]].", "BDI 31. MRN withheld."),
    ("Call ct at [[PHONE:(301) 555-0148]] if no show.", "Call ct if no show."),
    ("wants a release, fax is [[FAX:319-555-0177]].", "wants a release, fax is withheld."),
    ("wears a pacemaker, serial [[DEVICE:PM-7730]]. Well.", "wears a pacemaker. Well."),
    ("her passport, no. [[OTHERID:A19244087]], was held", "her passport was held"),
    ("with consent (img id [[OTHERID/Q:IMG_4471-face]]).", "with consent."),
    ("I got an email from [[EMAIL:j@outlook.com]] that said thanks", "I got an email that said thanks"),
    ("Her last message was from [[PHONE:404-555-0129]], late.", "Her last message was from a number, late."),
    ("She runs an account, [[URL:www.chloe.blog]], with 40k followers.", "She runs an account, with 40k followers."),
    ("advocate at [[PHONE:1-800-555-0100]] ext 4; next", "advocate; next"),
    ("Pays by card ending in [[ACCOUNT:4417]]; fine", "Pays by card; fine"),
    ("Rx no. [[RECORD:7044812]]\nNext", "Rx no. withheld\nNext"),
]


@pytest.mark.parametrize(("marked", "said"), NAMES + DATES + PLACES + NUMBERS, ids=lambda text: text[:40])
def test_it_is_said_in_clinical_words(marked, said):
    case = read(marked)

    assert rewrite(case.text, case.findings) == said


def test_suggestions_name_the_person_also_where_the_name_falls_away():
    case = read("Her sister [[NAME:Denise]] lives in [[PLACE:Park Slope]] and runs. A call on [[DATE:May 3]].")

    assert suggest(case.text, case.findings) == ("her sister", "in the area", "")
