"""What an occupation or a rare event becomes where it stands, also where it was taken for one by mistake."""

import pytest

from soundingboard.deid.rewrite import rewrite
from soundingboard.deid.rewriting import fields, wording
from tests.deid.texts import read

OCCUPATIONS = [
    ("Her uncle is a [[PROFESSION:bricklayer]] and drinks.", "Her uncle works in the building trades and drinks."),
    ("He works as a [[PROFESSION:violinist]], mostly at night.", "He works in music, mostly at night."),
    (
        "Works as [[PROFESSION:wood carver]], evenings, two kitchens.",
        "Works in a manual craft, evenings, two kitchens.",
    ),
    (
        "Pt is a 44 y/o [[PROFESSION:crane operator]], on leave.",
        "Pt is a 44 y/o in a safety-sensitive transport job, on leave.",
    ),
    (
        "It was proposed by a [[PROFESSION:covering surgeon]] and declined.",
        "It was proposed by someone in healthcare and declined.",
    ),
    ("at the [[PROFESSION:night nurse's]] request", "at the nurse's request"),
    ("The uncle's [[PROFESSION:fish shop]] was robbed.", "The uncle's shop was robbed."),
    ("He came after his [[PROFESSION:plumber]] cousin fell.", "He came after his cousin fell."),
    (
        "Mr. K, 40, born abroad, a [[PROFESSION:wood carver]] employed by a firm.",
        "Mr. K, 40, born abroad, employed in a manual craft by a firm.",
    ),
    ("The patient is 58, a [[PROFESSION:cloth merchant]] from Ohio.", "The patient is 58, works in sales from Ohio."),
    ("Is a retired [[PROFESSION:mill electrician]] and alone.", "Is retired from the building trades and alone."),
    (
        "She married a retired [[PROFESSION:harbor pilot]].",
        "She married someone retired from a safety-sensitive transport job.",
    ),
    ("a former [[PROFESSION:zibeline]], tired", "a former person, tired"),
    ("She loves the [[PROFESSION:band director]].", "She loves someone in music."),
    ("he's the [[PROFESSION:sitar player]] there", "he works in music there"),
    ("My [[PROFESSION:taxi driver]] was my client.", "My driver was my client."),
    ("Occupation: [[PROFESSION:harpist]]; single", "Occupation: music; single"),
    ("client (33, [[PROFESSION:tile installer]]) came", "client (33, in a technical job) came"),
    ("a guy named [[PROFESSION:deacon]] called", "a guy called"),
    ("beloved [[PROFESSION:parish organist]] for years", "beloved performer for years"),
    ("he's nineteen, he [[PROFESSION:rows crew]], and studies", "he's nineteen, he plays a sport, and studies"),
    ("wants to be a [[PROFESSION:glassblower]]", "wants to be in a manual craft"),
]

EVENTS = [
    ("She survived [[RAREEVENT:the sinking of the ferry]] alone.", "She survived an accident on the water alone."),
    ("who was [[RAREEVENT:first woman to ski to the pole]].", "who was known to the public."),
    ("when [[RAREEVENT:he fainted during the live coverage]].", "when he fainted during a live broadcast."),
    (
        "His brother ran [[RAREEVENT:the skiff aground off Dux Point]] drunk.",
        "His brother had an accident on the water drunk.",
    ),
    ("since he came [[RAREEVENT:home from the pier collapse at Onset]]", "since he came home from a collapse"),
    ("a boy [[RAREEVENT:who survived the band bus going off the ramp]].", "a boy who survived an accident."),
    ("He was at [[RAREEVENT:the grandstand collapse as a young man]].", "He was at a collapse as a young man."),
    ("That [[RAREEVENT:warehouse blaze in Lowell]] still wakes him.", "That fire still wakes him."),
    ("I keep [[RAREEVENT:the only drawing he ever made]] here.", "I keep the drawing he made here."),
    ("I asked [[RAREEVENT:that we see the barn where the calf lies]].", "I asked that we see the barn."),
    ("It began with [[RAREEVENT:the camel video that got nine million views]].", "It began with a public event."),
    ("in the papers for [[RAREEVENT:the choir that sold relics]]", "in the papers for a public event"),
    (
        "She is a [[RAREEVENT:21-year-old rowing champion who was the only one at the Games]].",
        "She is a 21-year-old in sports known to the public.",
    ),
    ("He was on [[RAREEVENT:the cable car that hung over the gorge]].", "He was in an accident."),
    (
        "sobrevivió [[RAREEVENT:el tiroteo de la fábrica]] en casa de su tía",
        "sobrevivió un incidente en casa de su tía",
    ),
]


@pytest.mark.parametrize(("marked", "said"), OCCUPATIONS + EVENTS, ids=lambda text: text[:40])
def test_it_keeps_what_matters_and_fits_where_it_stands(marked, said):
    case = read(marked)

    assert rewrite(case.text, case.findings) == said


def test_every_field_has_its_wording():
    assert {field for _, field in fields._FIELDS} == set(wording.FIELDS)
