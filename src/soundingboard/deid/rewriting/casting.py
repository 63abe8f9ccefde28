"""Puts the names of a page together into people, and says of each what they are to the client."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.alike import alike, key
from soundingboard.deid.rewriting.beside import DEGREE, age_after, also_called, named_here, says_i_am, signs
from soundingboard.deid.rewriting.cast import Cast, Person
from soundingboard.deid.rewriting.introductions import Introduction, continues, introduction, previous_in_list, titled
from soundingboard.deid.rewriting.mistaken import hardly_a_person
from soundingboard.deid.rewriting.page import Page, Spot
from soundingboard.deid.rewriting.roles import CARE, CHILDREN, CLIENTS, MEN, ORDINALS, RELATIVES, TITLES, WOMEN
from soundingboard.deid.rewriting.words import words

GREETINGS: Final = words("hi hello hey hola dear thanks thx querida querido estimada estimado morning evening")
_EARLY: Final = 60  # words and marks
_COUPLE: Final = words("couple couples partners marital married spouses pareja matrimonio")


def cast(page: Page) -> Cast:
    """Who is who on `page`."""
    names = [number for number, finding in enumerate(page.findings) if finding.category == "NAME"]
    spots = {number: page.spot(number) for number in names}
    company = Cast(page, names)
    for number, spot in spots.items():
        previous = previous_in_list(spot)
        if previous is not None:
            company.lists[previous] = company.lists.get(previous, previous)
            company.lists[number] = company.lists[previous]
    for number, spot in spots.items():
        found = introduction(spot)
        head = company.introductions.get(company.lists.get(number, number))
        if head is not None and head.plural and number != company.lists[number]:
            found = head
        if found is not None and found.plural and spot.before().low == "of" and number not in company.lists:
            # "the parents of Sione", both in treatment, have a child; "the guardian of Sione" says nothing
            told = spot.before(2).low == "parents" and any(token.low in _COUPLE for token in page.tokens)
            found = Introduction("child", "the", None, "told", spot.start, spot.end) if told else None
        if found is not None:
            company.introductions[number] = found
    _gather(company, spots)
    _assign(company, spots)
    return company


def _gather(company: Cast, spots: dict[int, Spot]) -> None:
    """Put every name with the person it belongs to."""
    keys = {number: key(spot.text) for number, spot in spots.items()}
    for number, spot in spots.items():
        _, titles = titled(spot)
        sex = "m" if any(t in MEN for t in titles) else "f" if any(t in WOMEN for t in titles) else ""
        mother_of = "umm" in titles or "abu" in titles
        intro = company.introductions.get(number)
        person = None
        if continues(spot) and number - 1 in spots:
            person = next((p for p in company.people if number - 1 in p.mentions), None)
        elif also_called(spot) and company.people:
            person = company.people[-1]
        elif intro is None and _in_brackets_behind_a_name(spot):
            person = next((p for p in company.people if number - 1 in p.mentions), None)
        elif not mother_of:
            same = [p for p in company.people if any(keys[m] == keys[number] for m in p.mentions)]
            likely = same or [p for p in company.people if any(alike(keys[m], keys[number]) for m in p.mentions)]
            listed = company.lists.get(number)
            for candidate in reversed(likely):
                if candidate.title and titles and not any(TITLES.get(t) for t in titles):
                    continue
                if candidate.sex and sex and candidate.sex != sex:
                    continue
                if candidate.title == "parent of" or _contrary(candidate, intro):
                    continue
                if not same and listed is not None and any(company.lists.get(m) == listed for m in candidate.mentions):
                    continue
                person = candidate
                break
        if person is None:
            person = Person([])
            company.people.append(person)
        person.mentions.append(number)
        person.sex = person.sex or sex
        if mother_of:
            person.title = "parent of"
        person.title = person.title or next((TITLES[t] for t in titles if TITLES.get(t)), "")
        person.age = person.age if person.age is not None else age_after(spot)
        if intro is not None and not person.noun:
            person.noun, person.owner, person.of = intro.noun, intro.owner, intro.of
    for person in company.people:
        if person.title == "parent of":
            person.title = ""


def _in_brackets_behind_a_name(spot: Spot) -> bool:
    """ "Nana Rose (Rosalind Abara)" is one person."""
    first = 3 if spot.before(2).low in {'"', "”"} else 2
    return spot.before().low == "(" and spot.after().low == ")" and spot.kind(spot.before(first)) == "NAME"


def _contrary(person: Person, intro: Introduction | None) -> bool:
    """Whether `intro` says something that `person` cannot be: a client is nobody's sister here."""
    if intro is None or not person.noun:
        return False
    was, now = person.noun.split()[-1], intro.noun.split()[-1]
    if was == now:
        return False
    return (was in CLIENTS) != (now in CLIENTS) and (was in RELATIVES or now in RELATIVES)


def _assign(company: Cast, spots: dict[int, Spot]) -> None:
    """Say of every person what they are."""
    unknown = []
    for person in company.people:
        last = person.noun.split()[-1] if person.noun else ""
        if any(signs(spots[m]) or says_i_am(spots[m]) for m in person.mentions):
            person.kind = "writer"
        elif not person.noun and any(
            DEGREE.match(spots[m].page.text[spots[m].end : spots[m].end + 12]) for m in person.mentions
        ):
            person.kind, person.noun, person.owner = "relation", wording.COLLEAGUE, "a"
        elif _labeled_as_client(company, person) or last in CLIENTS or (last in ORDINALS and person.owner == "the"):
            person.kind = "client"
        elif person.noun == "member" and any(
            m in company.introductions and company.introductions[m].plural for m in person.mentions
        ):
            person.kind = "one"
        elif person.noun:
            person.kind = "relation"
        elif any(_said_to_be_the_client(spots[m]) for m in person.mentions):
            person.kind = "client"
        elif person.title:
            person.kind, person.noun, person.owner = "relation", person.title, "the"
        elif person.age is not None or not all(
            hardly_a_person(spots[m], len(person.mentions)) for m in person.mentions
        ):
            unknown.append(person)
    if any(person.kind == "one" and person.noun == "member" for person in company.people):
        for person in unknown:
            person.kind, person.noun = "one", "member"
        unknown = []
    members = [person for person in company.people if person.kind == "one" and person.noun == "member"]
    if len(members) == 1 and not any(person.kind == "client" for person in company.people):
        members[0].kind = "client"  # "Present: Wilbur (64), daughter Shyla"
    _couple(company, unknown)
    _client(company, unknown, spots)
    _strangers(unknown, spots, _free_letters(company))
    _several(company)


def _said_to_be_the_client(spot: Spot) -> bool:
    """ "The patient is Eleni"."""
    steps, _ = titled(spot)
    return spot.before(steps + 1).low in {"is", "was", "'s"} and spot.before(steps + 2).low in CLIENTS


def _labeled_as_client(company: Cast, person: Person) -> bool:
    """ "Child: Itzel, 6" at the head of a note about a child."""
    intro = company.introductions.get(person.mentions[0])
    return (
        intro is not None
        and intro.shape == "colon"
        and not intro.owner
        and not intro.plural
        and intro.noun in _SUBJECTS
    )


_SUBJECTS: Final = words("child student veteran kid member youth minor teen")


def _couple(company: Cast, unknown: list[Person]) -> None:
    """Two clients of a couple stay partner A and partner B."""
    words = {token.low for token in company.page.tokens if token.finding is None}
    pairs = [
        (first, second)
        for number, head in company.lists.items()
        if number != head
        and (first := company.person(head)) in unknown
        and (second := company.person(number)) in unknown
    ]
    told = words & _COUPLE or any(_are_two(company, second) for _, second in pairs)
    if pairs and not told and "clients" not in words:
        # "Ivo (54) and Pat (50) still do not speak" are both in treatment
        pairs = [pair for pair in pairs if all(person.age is not None for person in pair)]
        words = words | {"clients"}
    if not pairs and not told and _two_clients(company.page) and len(unknown) > 1:
        pairs = [(unknown[0], unknown[1])]
    if not told and ("clients" not in words or not pairs):
        return
    pair = pairs[0] if pairs else tuple(unknown[:2])
    if len(pair) == 2 and pair[0] is not pair[1] and (pairs or words & {"couple", "couples"} or len(unknown) == 2):
        if any(person.kind == "client" for person in company.people):
            return
        for person in pair:
            person.kind, person.noun = ("one", "partner") if told else ("client", "client")
            unknown.remove(person)


def _two_clients(page: Page) -> bool:
    """ "Two of my clients", "both clients"."""
    row = [token.low for token in page.tokens]
    return any(
        word in {"two", "both"} and {"clients", "patients"} & set(row[place + 1 : place + 4])
        for place, word in enumerate(row)
    )


def _are_two(company: Cast, second: Person) -> bool:
    """ "Ines and Ben have been together nine years"."""
    spot = company.page.spot(second.mentions[0])
    near = {spot.after(step).low for step in range(2, 7)}
    return spot.after().low in {"are", "have", "were", "got", "came"} and "together" in near


def _client(company: Cast, unknown: list[Person], spots: dict[int, Spot]) -> None:
    """The client is whom the text calls so; else whoever of those unknown it says most about."""
    if any(person.kind == "client" or (person.kind == "one" and person.noun == "partner") for person in company.people):
        return
    best, most = None, 0
    unknown_here = [person for person in unknown if not _only_greeted(person, spots)]
    for rank, person in enumerate(unknown_here):
        first = spots[person.mentions[0]]
        evidence = 3 * (person.age is not None) + 2 * any(_about_the_client(spots[m]) for m in person.mentions)
        unnamed = company.first_client_word < first.start
        if unnamed and not evidence and not (rank == 0 and _opens(first, person)):
            continue
        score = 1 + evidence + min(len(person.mentions), 4) + (rank == 0)
        if score > most:
            best, most = person, score
    if best is not None:
        best.kind = "client"
        unknown.remove(best)


def _opens(first: Spot, person: Person) -> bool:
    """Whether a text that spoke of a client begins to tell of this person: "Lazarus (yes, his name) died in May"."""
    told = first.after().low in {"(", ","} or len(person.mentions) > 1 or first.place < _EARLY
    return first.begins and told


def _about_the_client(spot: Spot) -> bool:
    """Whether the name stands where a client's stands: "I have been seeing Sarah", "He's 34, Vikram,"."""
    if spot.before().low == "called" and spot.before(2).low == "," and spot.after().low == ",":
        return True  # "Persephone, 10, called Percy, lives"
    if named_here(spot) or also_called(spot):
        return spot.before(2).low not in {"dog's", "cat's"} and not says_i_am(spot)
    before, earlier = spot.before().low, spot.before(2).low
    if before in {"is", "'s"} and earlier in {*CLIENTS, "he", "she"}:
        return True
    if before in {"her", "him", "them"} and earlier == "call":
        return True
    if spot.after().low in {"is", "was"} and spot.after(3).low == "name":
        return True
    if spot.before().low in {"seeing", "treating"}:
        return True
    return (
        spot.before().low == "," and bool(re.fullmatch(r"\d{2}[fm]?", spot.before(2).low)) and spot.after().low == ","
    )


def _only_greeted(person: Person, spots: dict[int, Spot]) -> bool:
    """Whether the text speaks to somebody and not of them."""
    return all(spots[m].before(titled(spots[m])[0] + 1).low in GREETINGS for m in person.mentions)


def _strangers(unknown: list[Person], spots: dict[int, Spot], letters: list[str]) -> None:
    """Letters for those of whom nothing is known, where there are several."""
    unknown = [person for person in unknown if not _only_greeted(person, spots)]
    if len(unknown) > 1:
        for person, letter in zip(unknown, letters, strict=False):
            person.order = letter


def _several(company: Cast) -> None:
    """Keep apart those who would be called the same."""
    free = _free_letters(company)
    groups: dict[tuple[str, str, str, object], list[Person]] = {}
    for person in company.people:
        if person.kind in {"client", "relation", "one"}:
            noun = "client" if person.kind == "client" else person.noun
            whose = "" if person.kind in {"client", "one"} else person.owner
            of = company.person(person.of) if person.of is not None and person.of in company._by_mention else None
            groups.setdefault((person.kind, noun, whose, id(of) if of else None), []).append(person)
    for (_, noun, _, _), people in groups.items():
        if len(people) == 1:
            if people[0].kind == "one":
                people[0].kind = "relation" if noun != "partner" else "one"
                people[0].owner = people[0].owner or "the"
                people[0].order = free[0] if noun == "partner" and free else ""
            continue
        listed = all(_listed(company, person) for person in people)
        if noun in CHILDREN and len(people) == 2:
            ages = [person.age for person in people]
            if ages[0] is not None and ages[1] is not None and ages[0] != ages[1]:
                older = max(people, key=lambda person: person.age or 0)
                for person in people:
                    person.kind, person.order = "one", "the older" if person is older else "the younger"
                continue
            if listed:
                people[0].order, people[1].order = "one", "the other"
                people[0].kind = people[1].kind = "one"
                continue
        if noun in CHILDREN and listed:
            for person in people:
                person.kind = "one"
        if noun in {"parent", "grandparent", "padre", "mother", "father", "mom", "dad"} and listed and len(people) == 2:
            people.sort(key=lambda person: min((m for m in person.mentions if m not in company.lists), default=0))
            people[0].order, people[1].order = "one", "the other"
            people[0].kind = people[1].kind = "one"
            continue
        for person, letter in zip(people, free, strict=False):
            person.order = letter
    for person in company.people:
        if person.kind == "relation" and person.noun.split()[-1] in CARE and person.owner == "":
            person.owner = "the"


def _listed(company: Cast, person: Person) -> bool:
    return any(m in company.introductions and company.introductions[m].plural for m in person.mentions)


def _free_letters(company: Cast) -> list[str]:
    """The letters that are nobody's initial in the text."""
    taken: set[str] = set()
    for finding in company.page.findings:
        taken.update(_LETTER.findall(company.page.text, max(0, finding.start), max(0, finding.end)))
    return [letter for letter in wording.LETTERS if letter not in taken]


_LETTER: Final = re.compile(r"\b[A-Z]\b")
