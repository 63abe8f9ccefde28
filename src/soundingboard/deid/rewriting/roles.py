"""Words that say who somebody is: relatives, people around a client, people of the care team, titles."""

from typing import Final

from soundingboard.deid.rewriting.words import words

CLIENTS: Final = words(
    "client clients patient patients ct pt cl inpatient outpatient examinee insured "
    "claimant mine clienta "
    "cliente paciente consumer"
)
_FEMALE: Final = words(
    "mother mom mum mama mommy ma stepmother stepmom mother-in-law grandmother grandma "
    "nana granny mamaw meemaw tutu tūtū oma nonna lola bubbe yiayia sister stepsister "
    "half-sister sister-in-law sis daughter stepdaughter daughter-in-law granddaughter wife ex-wife girlfriend "
    "ex-girlfriend fiancée aunt auntie niece godmother mil sil widow woman lady girl housemother foster-mother "
    "mami nena madre mamá abuela hermana hija esposa novia tía prima suegra cuñada sobrina nieta madrastra madrina "
    "amiga vecina "
    "señora mujer nuera"
)
_MALE: Final = words(
    "father dad daddy papa pop papaw pawpaw opa nonno lolo zayde stepfather stepdad father-in-law grandfather grandpa "
    "granddad brother stepbrother "
    "half-brother brother-in-law bro son stepson son-in-law grandson husband ex-husband boyfriend "
    "ex-boyfriend fiancé "
    "uncle nephew godfather fil bil widower man guy boy papi padre papá abuelo hermano hijo esposo marido "
    "novio tío primo suegro "
    "cuñado sobrino nieto padrastro padrino amigo vecino señor hombre yerno"
)
_EITHER: Final = words(
    "parent grandparent spouse partner ex ex-partner fiance fiancee hubby cousin "
    "sibling twin child kid baby toddler "
    "infant newborn stepchild grandchild grandkid teen teenager eldest oldest youngest middle firstborn "
    "in-law relative "
    "guardian pareja hijastro hijastra mayor menor bebé bisabuela"
)
RELATIVES: Final = frozenset([*_FEMALE, *_MALE, *_EITHER]) - words(
    "woman lady girl man guy boy señora señor mujer hombre"
)

_CARE: Final = words(
    "psychiatrist psychologist therapist counselor counsellor doctor physician pcp "
    "pediatrician neurologist "
    "prescriber nurse np gp ob obgyn ob-gyn oncologist cardiologist surgeon dentist dietitian "
    "nutritionist caseworker "
    "clinician provider specialist interpreter advocate supervisor supervisee consultant intern colleague "
    "co-therapist cotherapist analyst social-worker worker manager-of-care midwife doula pharmacist "
    "chaplain hospitalist cna rn lpn aide reviewer examiner director "
    "psicóloga psicólogo psiquiatra terapeuta doctora médico médica consejera consejero trabajadora intérprete "
    "supervisora enfermera enfermero partera matrona"
)
_AROUND: Final = words(
    "friend buddy pal roommate housemate classmate teammate neighbor neighbour "
    "landlord landlady boss "
    "manager employer "
    "employee coworker co-worker workmate mentor sponsor sponsee coach trainer teacher tutor professor "
    "advisor adviser "
    "principal dean counsel lawyer attorney judge officer detective sheriff deputy po probation imam rabbi priest "
    "pastor minister bishop elder crush date lover mistress affair stranger someone somebody person guy "
    "man woman lady "
    "girl boy kid teen student member participant peer leader facilitator conductor director agent nanny babysitter "
    "sitter caregiver carer aide tenant customer accountant banker broker supervisor lead captain sergeant commander "
    "another one veteran medicine-man shaman healer curandera curandero ninth eighth seventh sixth fifth "
    "fourth third "
    "second first tenth eleventh twelfth last abogada abogado maestra maestro maestros jefa jefe profesora profesor "
    "compañera compañero casera casero señora señor mujer hombre chico chica muchacho muchacha persona alguien tipo"
)
CARE: Final = frozenset(_CARE)
NOUNS: Final = frozenset([*CLIENTS, *RELATIVES, *_CARE, *_AROUND])
ORDINALS: Final = words("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last")

# Plural: who is meant by a list of names that follows, and the word for one of them.
PLURALS: Final = {
    "kids": "child",
    "children": "child",
    "sons": "son",
    "daughters": "daughter",
    "boys": "boy",
    "girls": "girl",
    "twins": "twin",
    "siblings": "sibling",
    "sibs": "sibling",
    "brothers": "brother",
    "sisters": "sister",
    "parents": "parent",
    "grandparents": "grandparent",
    "clients": "client",
    "patients": "patient",
    "friends": "friend",
    "roommates": "roommate",
    "coworkers": "coworker",
    "cousins": "cousin",
    "grandkids": "grandchild",
    "grandchildren": "grandchild",
    "members": "member",
    "partners": "partner",
    "spouses": "partner",
    "couple": "partner",
    "mothers": "mother",
    "fathers": "father",
    "moms": "mom",
    "dads": "dad",
    "aunts": "aunt",
    "uncles": "uncle",
    "nieces": "niece",
    "nephews": "nephew",
    "neighbors": "neighbor",
    "colleagues": "colleague",
    "students": "student",
    "teens": "teen",
    "hijos": "hijo",
    "hijas": "hija",
    "padres": "padre",
    "hermanos": "hermano",
    "hermanas": "hermana",
    "niños": "niño",
}
CHILDREN: Final = words(
    "child son daughter boy girl twin sibling brother sister grandchild cousin hijo hija hermano hermana niño"
)
ATTENDANCE: Final = words("present absent attending attendees participants members attendance missing")

# Titles before a name, and what somebody is who bears one and of whom no more is said.
TITLES: Final = {
    **dict.fromkeys(
        words("mr mr. mrs mrs. ms ms. miss mx mx. sr sr. sra sra. srta srta. señor señora don doña mister sir"), ""
    ),
    **dict.fromkeys(words("madam madame ma'am lady herr frau monsieur umm abu um hosteen hajji hajja shri smt"), ""),
    **dict.fromkeys(words("dr dr. dra dra. doctor doctora"), "doctor"),
    "directora": "",
    **dict.fromkeys(words("licenciado licenciada lic."), "lawyer"),
    **dict.fromkeys(words("prof prof. professor profesor profesora"), "professor"),
    **dict.fromkeys(words("officer ofc ofc. deputy trooper detective det det."), "officer"),
    **dict.fromkeys(
        words("sgt sgt. sergeant lt lt. lieutenant capt capt. captain major colonel cpl corporal"), "officer"
    ),
    **dict.fromkeys(words("father fr fr. padre rev rev. reverend pastor rabbi imam bishop deacon brother elder"), ""),
    **dict.fromkeys(words("judge hon hon. justice"), "judge"),
    **{title: title for title in ("rabbi", "imam", "pastor", "bishop", "deacon")},
    **dict.fromkeys(words("bà ông cô chú agha dona"), ""),
    "coach": "coach",
    "nurse": "nurse",
    "maestro": "teacher",
    "maestra": "teacher",
    "attorney": "lawyer",
    "principal": "principal",
    "dean": "dean",
    **dict.fromkeys(words("auntie aunt aunty tía tita"), "aunt"),
    **dict.fromkeys(words("uncle tío"), "uncle"),
    **dict.fromkeys(words("abuela nana grandma granny abuelita grandmother lola yiayia baba bubbe"), "grandmother"),
    **dict.fromkeys(words("abuelo grandpa grandfather abuelito pop-pop"), "grandfather"),
    "cousin": "cousin",
}
MEN: Final = words("mr mr. sr sr. señor don mister sir father fr fr. abu brother uncle tío abuelo grandpa")
WOMEN: Final = words(
    "mrs mrs. ms ms. miss sra sra. srta srta. señora doña umm um madam aunt auntie tía abuela grandma nana"
)
CLERGY: Final = words("father fr fr. padre rev rev. reverend pastor rabbi imam bishop deacon")

# Words that belong to a relation and stay with it.
KEPT: Final = words(
    "best school primary care case social group union former medicine twin half step "
    "foster great older "
    "younger little "
    "big eldest youngest oldest middle adult adoptive biological bio birth clinical previous new current "
    "old co second "
    "high college stay family probation parole guidance police home defense defence public ex younger physical "
    "occupational speech art music youth team peer grand next-door high-school prior"
)
OWNERS: Final = words("my his her their our your its mi su sus nuestra nuestro tu")
ARTICLES: Final = words("the a an another some this that one la el un una lo esta este")

# Short forms that are not the beginning of the name.
_SHORT: Final = (
    "bob robert;rob robert;bobby robert;bill william;will william;billy william;liam william;liz "
    "elizabeth;beth elizabeth;"
    "betty elizabeth;lisa elizabeth;eliza elizabeth;dick richard;rick richard;rich richard;jim "
    "james;jimmy james;jamie james;"
    "jack john;johnny john;peggy margaret;meg margaret;maggie margaret;molly mary;polly mary;kate "
    "katherine;kathy katherine;"
    "katie katherine;kate catherine;cathy catherine;tony anthony;mike michael;mick michael;mickey "
    "michael;chuck charles;"
    "charlie charles;hank henry;harry henry;ted edward;ed edward;eddie edward;ned edward;ted theodore;drew andrew;"
    "andy andrew;alex alexander;sasha alexander;sasha aleksandr;sasha alexandra;xander alexander;sandy sandra;"
    "sally sarah;sadie sarah;nell eleanor;ellie eleanor;nora eleanor;pepe josé;pepe jose;paco "
    "francisco;pancho francisco;"
    "lupe guadalupe;chuy jesús;chuy jesus;nacho ignacio;lola dolores;lalo eduardo;beto alberto;beto roberto;"
    "memo guillermo;toño antonio;chelo consuelo;kiko enrique;quique enrique;misha mikhail;vanya ivan;kolya nikolai;"
    "dima dmitri;dima dmitry;zosia zofia;gosia małgorzata;kasia katarzyna;asia joanna;mo mohammed;mo muhammad;"
    "mo mohamed;mo mohammad;moe mohammed;abdi abdullahi;larry lawrence;jerry gerald;jerry jerome;terry "
    "theresa;winnie winifred;tess theresa;"
    "steve stephen;joe joseph;joey joseph;pepita josefa;gus augustus;gus august;gus angus;becky rebecca;nan anne;"
    "annie anne;dot dorothy;dottie dorothy;fran frances;frank francis;patty patricia;trish patricia;"
    "vicky victoria;tori victoria;wes wesley;zeke ezekiel;manny emmanuel;manny manuel;lou louis;lou louise;"
    "nate nathan;nate nathaniel;deb deborah;cindy cynthia;jenny jennifer;barb barbara;"
    "penny penelope;gabe gabriel;nick nicholas;nico nicolás;teddy theodore;ricky ricardo;tina "
    "christina;chris christopher"
)
SHORT: Final = frozenset(tuple(pair.split()) for pair in _SHORT.split(";"))
