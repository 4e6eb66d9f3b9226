"""The codes of the standard beside ours, and systems of numbers as the addresses that stand for them."""

from urllib.parse import quote, unquote

from sightline.record.codes import Ethnicity, Sex
from sightline.record.models.identifier import NHS_NUMBER, PUPIL_NUMBER
from sightline.record.models.relationship import READ_BACK, Relation

CONTEXT = {"@vocab": "https://ns.socialcaredata.io/person/", "sightline": "urn:sightline:"}
NHS = "https://fhir.nhs.uk/Id/nhs-number"
PUPIL = "urn:sightline:unique-pupil-number"
ANOTHER = "urn:sightline:system:"
WRITTEN = {NHS_NUMBER: NHS, PUPIL_NUMBER: PUPIL}
READ = {uri: system for system, uri in WRITTEN.items()}

SEX = {Sex.MALE.value: "1", Sex.FEMALE.value: "2", Sex.UNKNOWN.value: "X"}
SEX_READ = {code: sex for sex, code in SEX.items()} | {"9": Sex.UNKNOWN.value}
#: Ours, which are the Department's, as the standard's nineteen. What it cannot say is not here.
ETHNICITY = {
    Ethnicity.BANGLADESHI.value: "1",
    Ethnicity.CHINESE.value: "2",
    Ethnicity.INDIAN.value: "3",
    Ethnicity.PAKISTANI.value: "4",
    Ethnicity.ASIAN_OTHER.value: "5",
    Ethnicity.BLACK_AFRICAN.value: "6",
    Ethnicity.BLACK_CARIBBEAN.value: "7",
    Ethnicity.BLACK_OTHER.value: "8",
    Ethnicity.MIXED_ASIAN.value: "9",
    Ethnicity.MIXED_AFRICAN.value: "10",
    Ethnicity.MIXED_CARIBBEAN.value: "11",
    Ethnicity.MIXED_OTHER.value: "12",
    Ethnicity.WHITE_BRITISH.value: "13",
    Ethnicity.WHITE_IRISH.value: "14",
    Ethnicity.WHITE_TRAVELLER.value: "15",
    Ethnicity.WHITE_ROMA.value: "16",
    Ethnicity.WHITE_OTHER.value: "17",
    Ethnicity.OTHER.value: "19",
}
ETHNICITY_READ = {code: ours for ours, code in ETHNICITY.items()}
ETHNICITY_READ |= {"18": Ethnicity.OTHER.value, "-8": Ethnicity.NOT_YET_KNOWN.value}

RELATIONS = frozenset(Relation.values)
#: Codes that say more than ours do, and the one of ours that covers each.
BROADER = {
    **dict.fromkeys(("MTH", "FTH", "NPRN", "NMTH", "NFTH"), Relation.PARENT.value),
    **dict.fromkeys(("STPMTH", "STPFTH"), Relation.STEP_PARENT.value),
    **dict.fromkeys(("ADOPTM", "ADOPTF"), Relation.ADOPTIVE_PARENT.value),
    **dict.fromkeys(("GRMTH", "GRFTH"), Relation.GRANDPARENT.value),
    **dict.fromkeys(("BRO", "SIS"), Relation.SIBLING.value),
    **dict.fromkeys(("HBRO", "HSIS"), Relation.HALF_SIBLING.value),
    **dict.fromkeys(("STPBRO", "STPSIS"), Relation.STEP_SIBLING.value),
    **dict.fromkeys(("HUSB", "WIFE"), Relation.SPOUSE.value),
}


def back(relation: str) -> str:
    """The code of a relationship read from its other side."""
    known = READ_BACK.get(Relation(relation))
    return known[0] if known else relation


def as_uri(system: str) -> str:
    """A system of numbers as an address that names it and nothing else."""
    if system in WRITTEN:
        return WRITTEN[system]
    if system.startswith(("http://", "https://", "urn:")) and as_system(system) == system:
        return system
    return ANOTHER + quote(system, safe="")


def as_system(uri: str) -> str:
    """The system of numbers that an address stands for, by its name here."""
    if uri in READ:
        return READ[uri]
    return unquote(uri.removeprefix(ANOTHER)) if uri.startswith(ANOTHER) else uri
