"""What is left that together points to one person, for a meeting and for a forum."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soundingboard.deid import Concern, Presenter, Risk, risk
from soundingboard.deid.risk import AUDIENCES

STUDENT = "20-year-old female student with OCD, ADHD and a past diagnosis of BPD."


def told(found: Risk, kind: str) -> list[Concern]:
    return [concern for concern in found.concerns if concern.kind == kind]


def weight(found: Risk, kind: str) -> float:
    return max((concern.weight for concern in told(found, kind)), default=0.0)


def marked(text: str, concern: Concern) -> list[str]:
    return [text[start:end] for start, end in concern.spans]


def blurred(text: str, concern: Concern) -> str:
    assert concern.blur is not None
    start, end = concern.spans[0]
    return text[:start] + concern.blur + text[end:]


# ── published cases, in our own words ──────────────────────────────────────────────────────────────────────────────


def test_what_moderators_remove_every_day_is_the_first_concern_of_a_forum_and_mild_in_a_meeting():
    forum, meeting = (risk(STUDENT, audience) for audience in ("forum", "meeting"))

    assert forum.concerns[0].kind == "together"
    assert forum.concerns[0].weight > 0.8
    assert {"20-year-old", "female", "student", "OCD", "ADHD", "BPD"} == set(marked(STUDENT, forum.concerns[0]))
    assert "the clinical question rather than the client" in forum.concerns[0].sentence
    assert weight(forum, "diagnoses") > 0.5
    assert 0 < meeting.concerns[0].weight < 0.5


def test_the_sentence_that_is_right_among_six_colleagues_is_left_alone_there():
    assert risk("A 25-year-old female presenting with anxiety. How would you begin?", "meeting").concerns == ()


def test_ms_c_whom_a_reader_of_the_paper_knew_is_told_of_by_her_age_her_illness_and_her_story():
    """Taub, Virtual Mentor, April 2001: a case report without a name, recognized by a newspaper's reader."""
    text = (
        "The client, 26, was hospitalized in 1991 after she attempted suicide, and again six months later. "
        "She had anorexia nervosa and bulimia, was diagnosed with trichotillomania at age 19, lost custody of her "
        "twins and then moved to Wales."
    )

    found = risk(text, "forum")

    assert {"together", "sequence", "diagnoses", "age", "family", "ethnicity"} <= {c.kind for c in found.concerns}
    assert found.concerns[0].kind == "together"
    assert weight(found, "sequence") >= 0.8
    assert weight(risk(text, "meeting"), "together") > 0.5


def test_the_mother_of_the_mayor_is_known_to_everybody_in_her_town():
    text = (
        "A 91-year-old woman with a rare blood disorder is seen at the only clinic in our small town. "
        "Her daughter is the mayor. How do I speak of her memory with both?"
    )

    found = risk(text, "meeting")

    assert {c.kind for c in found.concerns} == {"together", "role", "age", "diagnoses", "place"}
    assert weight(found, "together") > 0.7
    assert ["the mayor"] in [marked(text, concern) for concern in told(found, "role")]
    assert "A woman aged 90 or older with" in blurred(text, told(found, "age")[0])


def test_whoever_looks_for_a_colleague_tells_too_much_of_the_client():
    """A referral request of the kind therapists post in groups: age, sex, birth, and the sister."""
    text = "Need someone in Ohio for a 27-year-old woman with postpartum depression whose twin sister lives with her."

    forum = risk(text, "forum")

    assert forum.concerns[0].kind == "together"
    assert {"age", "state", "family"} <= {c.kind for c in forum.concerns}


def test_one_who_was_in_the_news_can_be_looked_up():
    """Sweeney, Technology Science 2015: news of accidents put names to hospital records without any."""
    text = "He is a 52-year-old motorcyclist, hurt in the bus crash that was in the news, from Washington."

    for audience in AUDIENCES:
        found = risk(text, audience)
        assert weight(found, "event") >= 0.5
        assert weight(found, "role") >= 0.5
        assert weight(found, "together") > 0.6


def test_a_man_of_seven_feet_two_is_known_by_his_height():
    """Pies, Psychiatric Times, December 2007: with Marfan syndrome, bipolar disorder and hypothyroidism."""
    text = "He has bipolar disorder, Marfan syndrome and hypothyroidism and is 7 feet 2 inches tall."

    assert {"body", "diagnoses", "together"} <= {c.kind for c in risk(text, "forum").concerns}
    assert weight(risk(text, "meeting"), "together") > 0.4
    assert weight(risk(text.replace("7 feet 2 inches", "5 feet 9 inches"), "forum"), "body") < weight(
        risk(text, "forum"), "body"
    )


# ── the presenter, whom the readers know ───────────────────────────────────────────────────────────────────────────


def test_a_niche_narrows_the_circle_to_the_presenters_own_clients():
    text = "My client is deaf and 44. She signs with her sister only."
    presenter = Presenter(niche=("deaf clients", "anxiety"))

    assert told(risk(text, "meeting"), "presenter") == []
    (concern,) = told(risk(text, "meeting", presenter), "presenter")
    assert marked(text, concern) == ["deaf"]
    assert "among yours" in concern.sentence
    assert told(risk("She has anxiety.", "forum", presenter), "presenter") == []


def test_the_small_words_of_a_niche_tell_nothing():
    presenter = Presenter(niche=("clergy from abroad", "life after injury"))

    assert told(risk("Her score fell from 19 to 11 after a month.", "meeting", presenter), "presenter") == []


def test_where_the_presenter_practices_counts_when_the_place_is_small():
    text = "My client runs the only hardware store in town, in a rural county."

    (concern,) = told(risk(text, "meeting", Presenter(town="Ely", state="MN")), "presenter")

    assert "practice in Ely, and this place is small" in concern.sentence
    assert told(risk("She feels stuck.", "forum", Presenter(town="Ely")), "presenter") == []


def test_the_presenters_own_name_in_the_text_is_told():
    text = "As I, Amara Obi, said to the client."

    (concern,) = told(risk(text, "forum", Presenter(name="Amara Obi")), "presenter")

    assert marked(text, concern) == ["Amara", "Obi"]
    assert concern.weight > weight(risk(text, "meeting", Presenter(name="Amara Obi")), "presenter") > 0


# ── dangerous to write down at all ─────────────────────────────────────────────────────────────────────────────────

DANGEROUS = {
    "immigration": "She is undocumented and afraid of the clinic.",
    "asylum": "His asylum hearing is soon.",
    "abortion": "She had an abortion before we met.",
    "gender care of a minor": "The 15-year-old has been on testosterone since winter.",
    "an uncharged act": "He told me of a hit-and-run; he was never charged.",
    "HIV": "He is HIV-positive and has told nobody.",
    "a substance program": "She goes to a methadone clinic every morning.",
}


@pytest.mark.parametrize("text", DANGEROUS.values(), ids=DANGEROUS)
def test_what_is_dangerous_to_write_down_is_said_with_its_reason(text):
    for audience in AUDIENCES:
        concern = risk(text, audience).concerns[0]
        assert concern.kind == "dangerous"
        assert "unless it is the question itself" in concern.sentence
        assert concern.sentence.count(".") == 1 or "42 CFR" in concern.sentence
        assert concern.weight >= 0.7


def test_what_is_asked_about_stays_marked_but_weighs_less():
    asked = "May I write the letter if she is undocumented?"

    assert 0 < weight(risk(asked), "dangerous") < weight(risk("She is undocumented."), "dangerous")


@pytest.mark.parametrize(
    "text",
    [
        "C-SSRS: aborted attempt, no plan.",
        "He wears hearing aids.",
        "She feels like a fraud at work.",
        "A 52-year-old woman on hormone therapy for hot flashes.",
        "He is in physical rehab after the fall.",
        "The comedian stole the show.",
        "I confessed that I was tired.",
        "A digital detox helped.",
    ],
)
def test_words_that_only_sound_dangerous_are_left_alone(text):
    assert told(risk(text, "forum"), "dangerous") == []


# ── it asks ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["", "A client feels stuck. What now?", STUDENT])
def test_it_never_says_that_a_text_is_fine_but_asks(text):
    questions = {risk(text, audience).question for audience in AUDIENCES}

    assert len(questions) == 2
    for question in questions:
        assert question.endswith("?")
        assert "Do you know of anything left" in question
        assert "We do not find everything" in question


def test_everything_is_plain_values():
    found = risk(STUDENT, "forum", Presenter(town="Ely", niche=("students",)))

    again = json.loads(json.dumps(asdict(found)))

    assert set(again) == {"concerns", "question", "offers"}
    assert set(again["concerns"][0]) == {"kind", "spans", "sentence", "blur", "weight"}


# ── clinical language lives ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "PHQ-9 went from 19 to 11 over 12 sessions; GAD-7 is 16 and the PCL-5 51.",
        "Beck, Linehan and Winnicott say different things; Bowen says a third.",
        "The Panic Disorder Severity Scale is 13, the Autism Spectrum Quotient 41, the OCI-R 30.",
        "BP 142/90, weight 70 kg, room 72F, F32.1, 90837, 3:30pm, 20 mg, 50 minutes, $120.",
        "We have met for two years and ended three weeks ago; she canceled 4 times.",
        "Will she come back in May? I hope so, and I may add a session. White noise helps.",
        "I'm a 40-something Catholic therapist, I practice in a small town and I'm from Texas.",
        "Her psychiatrist, the nurse at the ward and my supervisor agree.",
    ],
)
def test_instruments_theorists_scores_durations_and_oneself_are_no_concern(text):
    for audience in AUDIENCES:
        assert [c for c in risk(text, audience).concerns if c.kind != "gender"] == []


# ── laws ───────────────────────────────────────────────────────────────────────────────────────────────────────────

TOLD = (
    "The client is a 34-year-old nurse.",
    "She is 52 and lives in Ohio.",
    "He is a trans man from Honduras.",
    "Her daughter is the mayor.",
    "She has OCD and ADHD.",
    "He also has narcolepsy.",
    "She is a Jehovah's Witness.",
    "He is married to his boss's sister.",
    "She has twins and is a mother of five.",
    "He was in the bus crash.",
    "In 2016 she moved to the coast, divorced in 2018 and was fired a year later.",
    "He is a combat veteran and an amputee.",
    "She speaks Portuguese at home.",
    "He works as a glass blower.",
    "She is the only dentist in town.",
    "When he was six he fled Syria.",
    "My 16-year-old client is on puberty blockers.",
    "They live in a rural area.",
    "PHQ-9 is 14 on Zoloft 50 mg.",
    "She feels stuck. What would you do?",
    "A 19F, a 7yo and an 85-year-old Hmong shaman.",
)
TEXTS = st.lists(st.sampled_from(TOLD), max_size=6).map(" ".join)
ANYTHING = st.one_of(TEXTS, st.text(max_size=200), st.tuples(TEXTS, st.text(max_size=40)).map("".join))
PRESENTERS = st.builds(
    Presenter,
    name=st.sampled_from(["", "Amara Obi"]),
    town=st.sampled_from(["", "Ely"]),
    state=st.sampled_from(["", "MN"]),
    niche=st.sampled_from([(), ("nurses", "deaf clients"), ("OCD",)]),
)


@given(ANYTHING, st.sampled_from(AUDIENCES), PRESENTERS)
def test_spans_lie_in_the_text_in_order_and_never_over_each_other(text, audience, presenter):
    found = risk(text, audience, presenter)

    assert found == risk(text, audience, presenter)
    weights = [concern.weight for concern in found.concerns]
    assert weights == sorted(weights, reverse=True)
    for concern in found.concerns:
        assert concern.spans
        assert 0 < concern.weight <= 1
        edges = [edge for span in concern.spans for edge in span]
        assert edges == sorted(edges)
        assert all(start < end for start, end in concern.spans)
        assert edges[0] >= 0
        assert edges[-1] <= len(text)
    for before, after in zip(found.offers, found.offers[1:], strict=False):
        assert before.end <= after.start


@given(ANYTHING, PRESENTERS)
def test_a_forum_is_told_of_all_that_a_meeting_is_told_of_and_no_less_urgently(text, presenter):
    forum = risk(text, "forum", presenter).concerns

    for concern in risk(text, "meeting", presenter).concerns:
        assert any(
            other.kind == concern.kind and other.spans == concern.spans and other.weight >= concern.weight
            for other in forum
        )


@given(TEXTS, st.sampled_from(TOLD), st.sampled_from(AUDIENCES))
def test_one_trait_more_never_makes_them_lighter_together(text, more, audience):
    assert weight(risk(f"{text} {more}", audience), "together") >= weight(risk(text, audience), "together")


@given(TEXTS, st.sampled_from(AUDIENCES), PRESENTERS)
def test_taking_a_blur_never_makes_the_whole_weigh_more(text, audience, presenter):
    found = risk(text, audience, presenter)
    whole = sum(concern.weight for concern in found.concerns)

    for concern in found.concerns:
        if concern.blur is not None:
            after = risk(blurred(text, concern), audience, presenter)
            assert sum(other.weight for other in after.concerns) <= whole + 1e-9


@given(TEXTS, st.sampled_from(AUDIENCES))
def test_blurring_on_and_on_comes_to_an_end(text, audience):
    for _ in range(60):
        open_ = [concern for concern in risk(text, audience).concerns if concern.blur is not None]
        if not open_:
            break
        text = blurred(text, open_[0])
    else:
        raise AssertionError(text)
