"""Who is who where a name stands oddly, was caught by half, or is nobody's."""

import pytest

from soundingboard.deid.rewrite import rewrite
from tests.deid.texts import read

NOBODY = [
    ("My client is low. [[NAME:QOLI]] scores do not explain it.", "My client is low. Scale scores do not explain it."),
    ("My client sleeps. [[NAME:Brandt]] describes this well.", "My client sleeps. One author describes this well."),
    (
        "My client prays; she repeats [[PLACE:Amidah]] until it holds.",
        "My client prays; she repeats certain words until it holds.",
    ),
    ("My client read me [[NAME:Osei]]'s model.", "My client read me one author's model."),
    ("I called [[NAME:DHHR]] about my client.", "I called an agency about my client."),
    ("My client says that in [[NAME:Luang]] it is done so.", "My client says that in a certain place it is done so."),
    (
        "My client's nurse. The nurse from [[NAME:Mercy]] called.",
        "My client's nurse. The nurse from a hospital called.",
    ),
    ("[[NAME:Sarita]], my client, and the [[NAME:Okafor]] brothers met.", "My client and the brothers met."),
    ("My client knows exactly one [[NAME:Ines]] in town.", "My client knows exactly one person in town."),
    (
        "The client is [[NAME:Odile]], that's with a [[NAME:D I L]], and shy.",
        "The client, that's with a certain spelling, and shy.",
    ),
    ("My client is back. [[NAME:Santeria]] isn't mine to use.", "My client is back. That isn't mine to use."),
    (
        "She reads [[PLACE:Marlowe]] on grief, reading [[PLACE:Marlowe]] on loss.",
        "She reads a certain town on grief, reading an author on loss.",
    ),
]

HALF_CAUGHT = [
    ("My client saw his friend [[NAME:Bode]]'s dog.", "My client saw his friend's dog."),
    (
        "lol she spelled [[NAME:Petrosian]] wrong, my client says",
        "lol she spelled a certain name wrong, my client says",
    ),
    ("My client had no fever. No [[NAME:Ozols]], no rash.", "My client had no fever. No someone, no rash."),
    ("[[NAME:So Abeni]] is late, my client Abeni.", "So my client is late, my client Abeni."),
    ("[[NAME:Son Omar]], 17, is home.", "The son, 17, is home."),
    ('S: [[NAME:Rosa]] "[[NAME:Chayo]]" [[NAME:Del Rio]], 60, returns.', "S: The client, 60, returns."),
    ("My client, hereafter [[NAME:M]]., is well. [[NAME:M]]. sings.", "My client is well. The client sings."),
    ("went to St. Agnes [[CONGREGATION:Cathedral]] once", "went to a church once"),
    ("is at [[SCHOOL:st. rita's]] prep now", "is at a high school now"),
    ("the rector of [[CONGREGATION:Beit]] Olam agrees", "the rector of a congregation agrees"),
    ("It began around [[DATE:the ninth of May.]] She left.", "It began around a certain day. She left."),
]

APART = [
    (
        "[[NAME:Ivo]] and [[NAME:Pat]] have been together nine years. [[NAME:Pat]] left.",
        "Partner A and partner B have been together nine years. Partner B left.",
    ),
    (
        "[[NAME:Ivo]] (54) and [[NAME:Pat]] (50) don't speak. [[NAME:Pat]] sings.",
        "Client A (54) and client B (50) don't speak. Client B sings.",
    ),
    (
        "Two of my clients look alike. I filed [[NAME:Una]]'s form with [[NAME:Bea]]'s.",
        "Two of my clients look alike. I filed client A's form with client B's.",
    ),
    (
        "We treat a couple, the parents of [[NAME:Nima]], who died.",
        "We treat a couple, the parents of the child, who died.",
    ),
    ("Twins [[NAME:Ousman]] and [[NAME:Safiya]], 3. Tired.", "Twins, 3. Tired."),
    ("Dad's [[NAME:Boun]], mom's [[NAME:Kiet]], the kid is [[NAME:Rick]], he's ten.", "Dad, mom, the kid, he's ten."),
    ("Mom is [[NAME:Vera]], a night owl; she sews.", "Mom is a night owl; she sews."),
    (
        "Ethics about a late client's file. [[NAME:Lars Moe]] (yes, his legal name) died in spring. My client was 54.",
        "Ethics about a late client's file. The client (yes, his legal name) died in spring. My client was 54.",
    ),
    (
        "My patient loves his [[PROFESSION:home aide]], Ms. [[NAME:Claire]], 50. Ms. [[NAME:Claire]] cooks.",
        "My patient loves his caregiver, 50. His caregiver cooks.",
    ),
    (
        "My client eats with the janitor [[NAME:mr ames]], who helps. [[NAME:mr ames]] is kind.",
        "My client eats with the janitor, who helps. The janitor is kind.",
    ),
    ("My client has sons, one of whom, [[NAME:Guy]], drove down.", "My client has sons, one of whom drove down."),
    (
        "My client told of a son nobody knows of, [[NAME:Orson]], given away. [[NAME:Orson]] is 30.",
        "My client told of a son nobody knows of given away. The son is 30.",
    ),
    ("He ([[NAME:Jared]], 47) came. My client is well.", "He (47) came. My client is well."),
    ("P: Neurology Dr. [[NAME:Amund]] soon.", "P: Neurology soon."),
    ("This is [[NAME:Gerda Pruitt]], dictating. My client is 40.", "This is a colleague, dictating. My client is 40."),
    ("so her name's public: [[NAME:Cleo Vance]]. My client is 27.", "so her name's public. My client is 27."),
]

ALSO_CALLED = [
    ('My client\'s boss calls him "[[NAME:Gus]]" at work.', "My client's boss calls him another name at work."),
    ('My client is not a "[[NAME:Gus]]".', "My client is not a certain name."),
    (
        "A girl of ten, called [[NAME:Posy]], sings. [[NAME:Posy]] cried.",
        "A girl of ten, called a certain name, sings. The client cried.",
    ),
    ('Cl: "[[NAME:Nana Bee]]" ([[NAME:Beatrice Oduya]]), frail.', "Cl: withheld, frail."),
    ("He is a man, name of [[NAME:Leon]], shy.", "He is a man, shy."),
    ("Client initials [[NAME:R.M]]., forty, female.", "Client initials withheld, forty, female."),
    (
        "The letter has my name ([[NAME:Tomi Bassey]], hi). My client is ill.",
        "The letter has my name (withheld, hi). My client is ill.",
    ),
    ("My supervisor is [[NAME:Sunniva]], whom my client knows.", "My supervisor, whom my client knows."),
    (
        "the three sons ([[NAME:Eph Jr]]., 70; [[NAME:Dal]], 66; and [[NAME:Bryn]], 58) fight",
        "the three sons (son A, 70; son B, 66; and son C, 58) fight",
    ),
    (
        "Present: [[NAME:Wilbur]] (64), daughter [[NAME:Shy]]. [[NAME:Wilbur]] slept.",
        "Present: the client (64), daughter. The client slept.",
    ),
    ("My client fears her former co-host, [[NAME:Dmitri]], still.", "My client fears her former co-host still."),
    ("My client and mamaw [[NAME:Jewel]] came.", "My client and mamaw came."),
]

MORE_PLACES = [
    ("He is employed by [[CONGREGATION:Rock of Hope]] in Vermont.", "He is employed in Vermont."),
    (
        'My client\'s boss calls him "[[NAME:Gus]]"; he is not a "[[NAME:Gus]]".',
        "My client's boss calls him another name; he is not that name.",
    ),
    ("it's a [[PLACE:Orford]], he says", "it's a certain town, he says"),
    ("a hardware address of [[DEVICE:A4-5E-60]]; fine", "a hardware address; fine"),
    ("a priest at our lady [[CONGREGATION:of mercy]] prayed", "a priest at a church prayed"),
    ("The client is [[NAME:Ty]] (on paper too). He sings.", "The client (on paper too). He sings."),
    ("The client is [[NAME:Ty]]. He sings.", "The client is unnamed. He sings."),
    ("Next: [[DATE:Tues the 9th]]. P: rest", "Next: a certain day. P: rest"),
    ("was hospitalized at [[PLACE:Sheldon Hospital]] twice", "was hospitalized twice"),
    (
        "there's Uncle [[NAME:Boo]] in my client's house; [[NAME:Boo]] sings",
        "there's Uncle in my client's house; the client's uncle sings",
    ),
    ("Hi all, [[NAME:Maris]] here (LPC). My client is ill.", "Hi all, a colleague here (LPC). My client is ill."),
    ("Next [[DATE:2/20]].", "Next on a certain day."),
    ("I can't stand Freud, [[PLACE:Amery]] I can.", "I can't stand Freud, another I can."),
    ("lives week-on week-off [[PLACE:between Orford and Lyme]]", "lives week-on week-off between two towns"),
    ("He has lived in nine [[PLACE:Springfields]] so far.", "He has lived in nine towns so far."),
    ("[[PLACE:Hutch]], Kansas. He is tired.", "Kansas. He is tired."),
    ("Aged 70, [[PLACE:Lewis]]'s last smith", "Aged 70, the town's last smith"),
    (
        "We use CPT, and [[PLACE:Haney]] on prison life.",
        "We use CPT, and one author on prison life.",
    ),
    ("left [[EMPLOYER:New Vine Fellowship]] in spring", "left a church in spring"),
    ("It was [[DATE:July]]. He fell.", "It was a certain month. He fell."),
    ("until [[DATE:July]] she sang", "until a certain month she sang"),
    ("On [[DATE:picture day]], [[DATE:10/3]], she wept.", "On a holiday, she wept."),
    ("[[NAME:Nalu]] is [[DATE:June 22]], says my client.", "A holiday is on a certain day, says my client."),
    (
        "Has anyone [[PROFESSION:treat blimp pilots]] here?",
        "Has anyone treat people in a safety-sensitive transport job here?",
    ),
]

STUMPS = [
    ("through the clinic ([[EMAIL:a@b.org]]; [[FAX:520-555-0196]]).", "through the clinic."),
    ("the deadline as [[DATE:the 28th]].", "the deadline as a certain day."),
    ("and as of [[DATE:October 1st]] her tenant", "and her tenant"),
    (
        "She hung up every [[DATE:12th of May]] since, on [[DATE:his birthday]].",
        "She hung up every year since, on a birthday.",
    ),
    ("Their mother turned [[AGE90:96]] and laughed.", "Their mother had a birthday at 90 or older and laughed."),
    ("Her son's [[SSN:SSN 219-09-9999]] is there.", "Her son's SSN is there."),
    ("Drives a van, plate [[VEHICLE:8XKR417]], I know.", "Drives a van, plate withheld, I know."),
    ("I saw the dates, [[DATE:May 2]] through [[DATE:June 27]]. Sad.", "I saw the dates. Sad."),
    ("He lives around [[PLACE:Athens]], the Ohio one.", "He lives around a town in Ohio."),
    ("I sit by [[PLACE:the window on Elm Street]] daily.", "I sit by the window daily."),
    ("Walks from [[PLACE:Mission]] since May.", "Walks since May."),
    ("from the shore of [[PLACE:Lake Titus]] he came", "from the shore of a lake he came"),
    ("seen on [[UNIT:4 West]] at [[EMPLOYER:Baymont]].", "seen on a ward at a hospital."),
    ("with [[UNIT:40k followers]], so", "with many followers, so"),
    ("Device: [[EMPLOYER:Zentrix]] pump. Fine", "Device: pump. Fine"),
    ("he sang on the tracks at [[SCHOOL:Elm Station]] twice", "he sang on the tracks at a station twice"),
    ("because it's [[PLACE:Orford]] and small", "because it's a certain kind of town and small"),
    ("I'll say [[NAME:Rick]]. My client is a man.", "I'll say no name. My client is a man."),
    ("The certificate, no. [[LICENSE:3052-11]], gives a cause.", "The certificate gives a cause."),
]


@pytest.mark.parametrize(
    ("marked", "said"), NOBODY + HALF_CAUGHT + APART + ALSO_CALLED + MORE_PLACES + STUMPS, ids=lambda text: text[:40]
)
def test_it_reads_well_and_stays_true(marked, said):
    case = read(marked)

    assert rewrite(case.text, case.findings) == said
