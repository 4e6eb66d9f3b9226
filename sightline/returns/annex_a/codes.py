"""What stands in a column of codes: the words as the inspectors' workbook writes them.

A code is written with a letter in front ("b) No"), which workbooks leave out and vary, so it is recognised
without. The letters are those of a workbook that an authority filled in; where that one has no example the
alphabet is followed through the census's own code set.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from sightline.record.codes import (
    CategoryOfAbuse,
    Ethnicity,
    PrimaryNeed,
    ReasonForClosure,
    ReferralSource,
    Sex,
)

_LETTER = re.compile(r"^[a-z]{1,2}\)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A set of codes: our own code of each, what is written for it, and other words taken for it."""

    written: Mapping[str, str]
    others: Mapping[str, str]

    def read(self, said: object) -> str | None:
        """The code that these words mean; None if they are no code of the set."""
        return self.others.get(bare(said))

    def write(self, code: str | None) -> str | None:
        """The words of a code; nothing for none, and for one that the set has no words for."""
        return self.written.get(code) if code else None


def bare(said: object) -> str:
    """Words without the letter in front, capitals and what stands between them."""
    return re.sub(r"[^a-z0-9]+", "", _LETTER.sub("", str(said).replace("\xa0", " ").strip()).lower())


def _set(written: Mapping[str, str], **also: Iterable[str]) -> CodeSet:
    others = {bare(words): code for code, words in written.items()}
    for code in written:
        others.setdefault(bare(code), code)
    for code, ways in also.items():
        others |= {bare(words): code for words in ways}
    return CodeSet(written, others)


def _lettered(codes: Iterable[str]) -> dict[str, str]:
    return {code: f"{letter}) {code}" for letter, code in zip(ascii_lowercase, codes, strict=False)}


_SOURCES = """
1A: Individual
1B: Individual
1C: Individual
1D: Individual
2A: Schools
2B: Education services
3A: Health services
3B: Health services
3C: Health services
3D: Health services
3E: Health services
3F: Health services
4: Housing
5A: LA services
5B: LA services
5C: LA services
6: Police
7: Other legal agency
8: Other
9: Anonymous
10: Unknown
5D: LA services
"""
_NEEDS = """
N1 - Abuse or Neglect
N2 - Child's Disability or Illness
N3 - Parental Disability or Illness
N4 - Family in Acute Stress
N5 - Family Dysfunction
N6 - Socially Unacceptable Behaviour
N7 - Low Income
N8 - Absent Parenting
N9 - Cases Other than Children in Need
N0 - Not Stated
"""
_SOURCE = {
    words.partition(":")[0]: f"{letter}) {words}"
    for letter, words in zip(ascii_lowercase, _SOURCES.split("\n")[1:-1], strict=False)
}
_NEED = {words.partition(" ")[0]: words for words in _NEEDS.split("\n")[1:-1]}
_ETHNICITIES = (
    "WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH NOBT REFU"
)

YES_NO = _set({"yes": "a) Yes", "no": "b) No"}, yes=("Y", "1", "True"), no=("N", "0", "False"))
GENDER = _set(
    {Sex.MALE.value: "a) Male", Sex.FEMALE.value: "b) Female", Sex.UNKNOWN.value: "c) Not stated/recorded"},
    U=("Not stated/recorded (or unborn)", "Not stated", "Not recorded", "Unborn", "Neither", "Indeterminate"),
)
ETHNICITY = _set(_lettered(_ETHNICITIES.split()))
SOURCE = _set(_SOURCE)
NEED = _set(_NEED)
CLOSURE = _set({reason.value: f"{reason.value} - {reason.label}" for reason in ReasonForClosure})
ABUSE = _set(
    {
        CategoryOfAbuse.NEGLECT.value: "Neglect",
        CategoryOfAbuse.PHYSICAL.value: "Physical abuse",
        CategoryOfAbuse.SEXUAL.value: "Sexual abuse",
        CategoryOfAbuse.EMOTIONAL.value: "Emotional abuse",
        CategoryOfAbuse.MULTIPLE.value: "Multiple",
    },
    MUL=("Multiple categories",),
)
STATUS = _set(
    {
        "looked_after": "a) Looked after child",
        "child_protection": "b) Child protection plan",
        "child_in_need": "c) Child in need plan",
        "assessment": "d) Open assessment",
        "closed": "e) Closed episode",
    },
    looked_after=("Looked after",),
    closed=("Closed",),
)
ELIGIBILITY = _set(
    {
        "relevant": "a) Relevant child",
        "former_relevant": "b) Former relevant child",
        "qualifying": "c) Qualifying care leaver",
        "eligible": "d) Eligible child",
        "other": "e) Other",
    }
)
SUITABILITY = _set({"suitable": "a) Suitable", "unsuitable": "b) Unsuitable"})

#: Codes of our own that these sets write; a test holds each to have its words.
OURS = {"ETHNICITY": Ethnicity, "SOURCE": ReferralSource, "NEED": PrimaryNeed, "GENDER": Sex}
