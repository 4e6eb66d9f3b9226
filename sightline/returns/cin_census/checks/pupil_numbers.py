"""The rules on what a child is known by: the authority's own number and the Unique Pupil Number."""

import re

from sightline.returns.cin_census.codes import AUTHORITIES, CHECK_LETTERS, check_letter
from sightline.returns.cin_census.comparing import repeated
from sightline.returns.cin_census.rules import Found, View, Within, rule

IDENTIFIERS = "ChildIdentifiers"
LONGEST_CHILD_ID = 20

_ALPHANUMERIC = re.compile(r"[0-9A-Za-z]*", re.ASCII)
_EIGHT_DIGITS = re.compile(r"\d{8}", re.ASCII)
_LAST = re.compile(rf"[\d{CHECK_LETTERS}]", re.ASCII)
_PUPIL_NUMBER = re.compile(rf"[{CHECK_LETTERS}]\d{{11}}[\d{CHECK_LETTERS}]", re.ASCII)


@rule("1510", IDENTIFIERS, "UPN", says="UPN invalid (wrong check letter at character 1)")
def wrong_check_letter(children: View) -> Found:
    """Where a check letter can be worked out from the other twelve characters: where it cannot, 1540 or 1550
    says so.
    """
    for row, upn in enumerate(children.texts("UPN")):
        letter = check_letter(upn[1:]) if upn else None
        if upn and letter and upn[0] != letter:
            yield row


@rule("1520", IDENTIFIERS, "UPN", says="More than one record with the same UPN", within=Within.RETURN)
def same_pupil_number(children: View) -> Found:
    """Each of the records that share one."""
    return repeated(children.texts("UPN"), range(len(children)))


@rule("1530", IDENTIFIERS, "UPN", says="UPN invalid (characters 2-4 not a recognised LA code)")
def unknown_authority(children: View) -> Found:
    """Authorities of England and Wales since April 1999, and the codes used like them in pupil numbers."""
    return [row for row, upn in enumerate(children.texts("UPN")) if upn and upn[1:4] not in AUTHORITIES]


@rule("1540", IDENTIFIERS, "UPN", says="UPN invalid (characters 5-12 not all numeric)")
def letters_among_the_digits(children: View) -> Found:
    """Fewer than twelve characters are not eight digits either."""
    upns = enumerate(children.texts("UPN"))
    return [row for row, upn in upns if upn and not _EIGHT_DIGITS.fullmatch(upn[4:12])]


@rule("1550", IDENTIFIERS, "UPN", says="UPN invalid (character 13 not a recognised value)")
def wrong_last_character(children: View) -> Found:
    """A digit, or a capital letter but I, O and S; and nothing may follow it."""
    return [row for row, upn in enumerate(children.texts("UPN")) if upn and not _LAST.fullmatch(upn[12:])]


@rule("1560Q", IDENTIFIERS, "FormerUPN", says="Former UPN wrongly formatted")
def former_number_of_another_shape(children: View) -> Found:
    """A letter, eleven digits, and a digit or letter; the letters not I, O or S. The check letter itself
    is not checked.
    """
    numbers = enumerate(children.texts("FormerUPN"))
    return [row for row, upn in numbers if upn and not _PUPIL_NUMBER.fullmatch(upn)]


@rule("1570", IDENTIFIERS, "LAchildID", says="LA Child ID must not be longer than 20 characters")
def long_child_id(children: View) -> Found:
    numbers = enumerate(children.texts("LAchildID"))
    return [row for row, number in numbers if number and len(number) > LONGEST_CHILD_ID]


@rule("1580", IDENTIFIERS, "LAchildID", says="LA Child ID must not contain any non-alphanumeric characters")
def other_characters_in_child_id(children: View) -> Found:
    """Letters A to Z and digits only: a space, hyphen or accented letter is not one of them."""
    numbers = enumerate(children.texts("LAchildID"))
    return [row for row, number in numbers if number and not _ALPHANUMERIC.fullmatch(number)]


@rule("8500", IDENTIFIERS, "LAchildID", says="LA Child ID missing")
def no_child_id(children: View) -> Found:
    return [row for row, number in enumerate(children.texts("LAchildID")) if not number]


@rule(
    "8510",
    IDENTIFIERS,
    "LAchildID",
    says="More than one child record with the same LA Child ID",
    within=Within.RETURN,
)
def same_child_id(children: View) -> Found:
    """Each of the records that share one."""
    return repeated(children.texts("LAchildID"), range(len(children)))
