"""Wider words that read well in their place: each row is a sentence before and after one tap."""

import re

import pytest

from soundingboard.deid import risk
from soundingboard.deid.traits import traits
from soundingboard.deid.traits.lists import entries, places
from soundingboard.deid.traits.words import article, plural

AGES = [
    ("She is a 34yo nurse.", "She is a nurse in her thirties."),
    ("The client, a 34-year-old woman, weeps.", "The client, a woman in her thirties, weeps."),
    ("An 80-year-old man came.", "A man in his eighties came."),
    ("My 45-year-old client feels lost. He smiles.", "My client in his forties feels lost. He smiles."),
    ("A 14-year-old girl cuts.", "A teenage girl cuts."),
    ("The 14-year-old stole a car.", "The teenager stole a car."),
    ("KIDNET for the 10-year-old; then rest.", "KIDNET for the school-age child; then rest."),
    ("A 7-year-old.", "A school-age child."),
    ("An 18-year-old student failed.", "A young student failed."),
    ("She is 34.", "She is in her thirties."),
    ("He's thirty four and tired.", "He's in his thirties and tired."),
    ("The patient is 17 and angry.", "The patient is an adolescent and angry."),
    ("She is 34 years old.", "She is in her thirties."),
    ("My client (25F) is tense.", "My client (a woman in her twenties) is tense."),
    ("Client is 38M, tense.", "Client is a man in his thirties, tense."),
    ("33F, stable.", "A woman in her thirties, stable."),
    ("My 25F client is tense.", "My female client in her twenties is tense."),
    ("His wife (45) agrees.", "His wife (in her forties) agrees."),
    ("The client, 29, agrees.", "The client, in their twenties, agrees."),
    ("The client, aged 52, says he is well.", "The client, in his fifties, says he is well."),
    ("When she was six, it began.", "When she was a child, it began."),
    ("It began at age 15.", "It began in adolescence."),
    ("An 8-month-old baby cries.", "An infant baby cries."),
    ("Kids (6 and 9) fight.", "Kids (of school age) fight."),
    ("A 91-year-old woman came.", "A woman aged 90 or older came."),
    (
        "A 34-year-old gay Black veteran from there; he sleeps.",
        "A gay Black veteran in his thirties from there; he sleeps.",
    ),
    ("A 34-year-old glazier juggles jobs.", "A thirty-something glazier juggles jobs."),
    ("Mi clienta tiene 31 años.", "Mi clienta tiene treinta y tantos años."),
    ("Un chico de 15 años.", "Un chico adolescente."),
]
OTHERS = [
    ("profession", "He works as an accountant.", "He works as an office worker."),
    ("profession", "The father's butcher shop burned.", None),
    ("profession", "Her husband, a judge, agrees.", "Her husband, a legal professional, agrees."),
    ("profession", "He works as a glass blower.", "He works."),
    ("profession", "An air traffic controller, he sleeps badly.", "A technical professional, he sleeps badly."),
    ("role", "Her daughter is the mayor.", "Her daughter is a public official."),
    ("role", "He runs the only bakery in town.", "He runs a bakery."),
    ("gender", "She is a trans woman.", "She is a woman."),
    ("gender", "An asexual man spoke.", "A man spoke."),
    ("gender", "He is gay.", None),
    ("ethnicity", "She came from Honduras.", "She came from Central America."),
    ("ethnicity", "A Honduran man spoke.", "A Central American man spoke."),
    ("ethnicity", "An Ethiopian family spoke.", "An East African family spoke."),
    ("ethnicity", "A Vietnamese elder spoke.", "A Southeast Asian elder spoke."),
    ("language", "She speaks Portuguese at home.", "She speaks another language at home."),
    ("language", "He switches to Polish when upset.", "He switches to another language when upset."),
    ("religion", "She is an Amish mother.", "She is a religious mother."),
    ("religion", "He is a Jehovah's Witness.", "He is a member of a religious community."),
    ("state", "They live in Ohio.", "They live in the Midwest."),
    ("state", "What does Iowa law say?", "What does state law say?"),
    ("family", "She has five children.", "She has several children."),
    ("family", "He is married to his boss's sister.", "He is married to someone known through his work."),
    ("family", "His twin brother drinks.", "His brother drinks."),
    ("family", "She has twins.", "She has children."),
    ("event", "He was in the bus crash.", "He was in a serious accident."),
    ("diagnoses", "She has narcolepsy.", "She has a medical condition."),
    ("military", "He is a Navy SEAL.", "He is a service member."),
    ("place", "A small-town clinic sent him.", "A clinic sent him."),
]
OFFERS = [
    ("PHQ-9 went from 19 to 11.", "PHQ-9 went from moderately severe to moderate."),
    ("Her GAD-7 is 16 today.", "Her GAD-7 is in the severe range today."),
    ("BDI-II 31.", "BDI-II in the severe range."),
    ("She takes Lexapro.", "She takes an SSRI."),
    ("Started Zoloft 50 mg daily last week.", "Started an SSRI last week."),
    ("Her lithium level is low.", "Her mood stabilizer level is low."),
    ("She was hospitalized in 2019.", "She was hospitalized some time ago."),
    ("In 2016 he left home.", "Some time ago he left home."),
]


@pytest.mark.parametrize(("before", "after"), AGES)
def test_an_age_becomes_a_decade_or_a_time_of_life(before, after):
    wordings = [trait.wording for trait in traits(before) if trait.kind == "age"]

    assert wordings[0] is not None
    assert before[: wordings[0].start] + wordings[0].words + before[wordings[0].end :] == after


@pytest.mark.parametrize(("kind", "before", "after"), OTHERS)
def test_each_trait_has_wider_words_or_none(kind, before, after):
    said = [trait.wording for trait in traits(before) if trait.kind == kind and trait.points > 1]

    assert said, traits(before)
    wording = said[0]
    got = wording and before[: wording.start] + wording.words + before[wording.end :]
    assert got == after


@pytest.mark.parametrize(("before", "after"), OFFERS)
def test_scores_medicines_and_years_are_offers_and_no_concern(before, after):
    found = risk(before, "forum")

    assert [concern for concern in found.concerns if concern.kind != "gender"] == []
    text = before
    for offer in reversed(found.offers):
        text = text[: offer.start] + offer.blur + text[offer.end :]
    assert text == after


@pytest.mark.parametrize(
    "text",
    [
        "She is 12 years sober.",
        "He is 17 on the BDI.",
        "She is 5'2\" and tired.",
        "He was 10 minutes late.",
        "She was 3 months pregnant.",
        "GAD-7 was 18, now it's 13.",
        "He is 80% better.",
        "F34.1, 3/10, 14/27, BP 120/80.",
        "The room was 72F.",
        "I'm a 40-year-old therapist.",
        "We are 30 sessions in.",
    ],
)
def test_other_numbers_are_no_ages(text):
    assert [trait for trait in traits(text) if trait.kind == "age"] == []


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("hour", "an"),
        ("union", "a"),
        ("unusual", "an"),
        ("European", "a"),
        ("SSRI", "an"),
        ("SNRI", "an"),
        ("US", "a"),
        ("office", "an"),
        ("one-eyed", "a"),
    ],
)
def test_the_article_goes_by_the_sound(word, wanted):
    assert article(word) == wanted


def test_wider_words_tell_less_than_what_they_stand_for():
    for phrase, entry in entries().items():
        if entry.wider and entry.points > 1:
            for said in (entry.wider, plural(entry.wider)):
                found = [t for t in traits(f"It was about {said}.") if t.kind != "gender"]
                assert all(t.kind == entry.kind and t.points < entry.points for t in found), phrase
    for phrase, place in places().items():
        for said in filter(None, (place.region, place.adjective)):
            found = [t for t in traits(f"They live in {said}.") if t.kind != "gender"]
            assert all(t.kind == place.kind and t.points < 2 for t in found), phrase


def test_every_list_can_be_read_and_says_nothing_twice():
    for phrase, entry in entries().items():
        assert entry.form in ("noun", "adjective", "plain"), phrase
        assert 1 <= entry.points <= 4, phrase
        assert (entry.form == "noun") <= bool(entry.wider), phrase
        assert not re.search(r"[A-Z]", entry.wider.replace("US", "")), phrase
