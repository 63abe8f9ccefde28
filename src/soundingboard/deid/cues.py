"""Words that tell what stands beside them, in a few groups, English and Spanish."""

from typing import Final

GROUPS: Final = {
    "kin": "mother father mom dad mum mama papa sister brother son daughter husband wife spouse partner boyfriend girlfriend fiance "
    "fiancee ex aunt uncle cousin niece nephew grandmother grandfather grandma grandpa granddaughter grandson stepfather stepmother "
    "stepdad stepmom stepson stepdaughter baby child kid kids children twins twin girl boy roommate friend bestie neighbor boss "
    "coworker colleague supervisor classmate teammate lover abuser landlord tenant babysitter nanny godmother godfather sibling "
    "siblings bf gf bff hubby mil fil sil bil mamá papá madre padre hermana hermano hija hijo esposo esposa novio novia tia tio "
    "prima primo abuela abuelo suegra suegro cunado cunada sobrina sobrino amiga amigo jefe jefa marido mujer pareja vecina vecino",
    "title": "mr mrs ms miss mister dr doctor prof professor sir madam rev reverend fr father pastor rabbi imam sister brother "
    "sgt sergeant lt lieutenant capt captain col colonel officer detective deputy judge hon atty attorney coach don dona sr sra "
    "srta senor senora senorita tio tia abuelo abuela hosteen umm abu maestro auntie uncle aunt chief councilman senator",
    "client": "client ct cl pt patient patients clients examinee resident veteran vet student teen adolescent intern supervisee "
    "teacher therapist psychiatrist counselor caseworker lawyer doctor nurse pediatrician paciente clienta cliente consultante",
    "named": "named called name names nickname nicknamed aka alias known goes hi hey dear hello thanks regards sincerely best love "
    "meet llamada llamado llama nombre hola querida querido",
    "in": "in at from near to outside around through toward towards into across downtown by off en desde hacia cerca hasta",
    "live": "lives live lived living moved move moving moves relocated resides residing residence born raised grew based drove drives "
    "driving commutes traveled flew visiting visited hometown vive vivia vivian nacio mudo mudaron crecio",
    "work": "works work worked working employed employer hired fired job shift manager at trabaja trabajaba empleada empleado",
    "study": "school college university attends attended enrolled freshman sophomore junior senior student grade graduated goes teacher "
    "studies studying class campus estudia escuela",
    "faith": "church parish congregation synagogue shul temple mosque masjid gurdwara mass worship choir pastor priest rabbi imam iglesia",
    "unit": "team squad unit battalion platoon company regiment ward program group cohort troop club league band choir",
    "said": "said says say told tells asked asks called texted wrote writes replied answered thinks thought wants wanted felt feels cried "
    "laughed reported reports denies denied states stated came went left lives works moved refuses refused dijo dice llamo quiere siente",
    "theory": "theory model scale inventory questionnaire style approach technique method protocol worksheet worksheets paper article book "
    "chapter framework cycle paradigm term phrase et al per according wrote writes writing argues describes described calls called idea ideas "
    "concept concepts sense folks people scholars criteria syndrome disease disorder test index sequence modelo escala teoria segun",
    "is": "is was isn't wasn't has had will would can could does did doesn't didn't who whose es era tiene",
    "with": "with and & / w con y or versus vs",
    "by": "by via from of per de",
    "dose": "mg mcg ml daily bid tid qid qhs prn nightly dose tablets pills xr er sr",
    "state": "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa "
    "kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma "
    "oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming",
    "street": "street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl way highway hwy parkway pkwy terrace circle "
    "square plaza alley route pike turnpike trail calle avenida",
    "place": "park county village heights hills valley lake beach island river creek bridge mall center centre hospital clinic manor "
    "apartments towers library station airport harbor bay point falls springs grove ridge city town neighborhood district parish "
    "reservation borough township bar diner cafe restaurant hotel motel store shop market gym pool museum zoo fairgrounds courthouse jail "
    "prison shelter hospice rehab barrio",
    "org": "inc llc corp company co department dept police fire foundation association university college institute school academy "
    "high elementary middle bank hospital medical health healthcare systems group agency bureau office",
}  # fmt: skip


def _cues() -> dict[str, str]:
    found: dict[str, str] = {}
    for group, words in GROUPS.items():
        for word in words.split():
            found.setdefault(word, group)
    return found


CUES: Final = _cues()
