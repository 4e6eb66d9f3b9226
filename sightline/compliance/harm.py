"""Words of harm: an injury, a disclosure or an assault, told in somebody's own words.

A list of words is no judgement. It opens a question that a person answers: who reads them too quickly, or
forgets to tick a box, is asked again. It finds "no bruises" too; the answer to that takes a moment.
"""

import re

INJURY = (
    r"bruis\w*",
    r"black eye",
    r"burn(?:s|t|ed)?",
    r"scald\w*",
    r"fractur\w*",
    r"broken (?:arm|leg|bone|rib|wrist|nose)s?",
    r"bleed\w*",
    r"bite marks?",
    r"injur\w*",
)
ASSAULT = (
    r"hit(?:s|ting)?",
    r"punch\w*",
    r"kick(?:s|ed|ing)?",
    r"slap\w*",
    r"beat(?:s|en|ing)?",
    r"chok(?:es|ed|ing)",
    r"strangl\w*",
    r"shak(?:en|ing) (?:the |his |her )?baby",
    r"assault\w*",
    r"rap(?:e|ed|es)",
    r"abus(?:e|ed|es|ing)",
    r"molest\w*",
)
DISCLOSURE = (
    r"disclos\w*",
    r"hurt(?:s|ing)? (?:me|him|her|them)",
    r"touch(?:es|ed|ing)? (?:me|him|her|them)",
)
_TOLD = re.compile(r"\b(?:" + "|".join((*INJURY, *ASSAULT, *DISCLOSURE)) + r")\b", re.IGNORECASE)


def words_of_harm(text: str) -> tuple[str, ...]:
    """The words in a text that tell of an injury, a disclosure or an assault: each once, as first written."""
    found: dict[str, str] = {}
    for match in _TOLD.finditer(text):
        found.setdefault(match[0].lower(), match[0])
    return tuple(found.values())
