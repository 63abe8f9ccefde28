"""Why a finding is one, in a sentence for the writer."""

from collections.abc import Mapping
from typing import Final

REASONS: Final[Mapping[str, str]] = {
    "NAME": "A name, or a part of one, points to a person: the client, a relative, a colleague (Safe Harbor, A).",
    "PLACE": "Places smaller than a state narrow the circle (Safe Harbor, B).",
    "DATE": "Any part of a date finer than the year can be looked up; the year alone may stay (Safe Harbor, C).",
    "AGE90": "Few people are over 89; say 90 or older (Safe Harbor, C).",
    "PHONE": "A telephone number belongs to one person (Safe Harbor, D).",
    "FAX": "A fax number belongs to one place (Safe Harbor, E).",
    "EMAIL": "An e-mail address belongs to one person (Safe Harbor, F).",
    "SSN": "A Social Security number belongs to one person (Safe Harbor, G).",
    "RECORD": "A record number leads to one chart (Safe Harbor, H).",
    "PLAN": "A health plan number belongs to one member (Safe Harbor, I).",
    "ACCOUNT": "An account number belongs to one person (Safe Harbor, J).",
    "LICENSE": "A license or certificate number belongs to one person (Safe Harbor, K).",
    "VEHICLE": "A plate or vehicle number leads to its owner (Safe Harbor, L).",
    "DEVICE": "A serial or device number leads to whoever carries it (Safe Harbor, M).",
    "URL": "A web address may lead to the person (Safe Harbor, N).",
    "IP": "An IP address may lead to the person (Safe Harbor, O).",
    "OTHERID": "A number, name or mark that only one person has (Safe Harbor, R).",
    "EMPLOYER": "Employers count as the client does: colleagues could put two and two together.",
    "SCHOOL": "A school narrows the circle to a few hundred people.",
    "CONGREGATION": "A congregation narrows the circle, and its members know one another.",
    "UNIT": "A named team, unit or group narrows the circle to a few.",
    "PROFESSION": "An occupation may not be needed; keep it only if it bears on the question.",
    "RAREEVENT": "What was in the news can be searched for; keep it only if it bears on the question.",
}
