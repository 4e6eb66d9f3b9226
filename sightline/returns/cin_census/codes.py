"""The code sets of the children in need census, and the shape of the numbers that children are known by.

Sources: the census schema of 2026 for the code sets. For the number of a pupil, the Government Data
Standards Catalogue's definition of the Unique Pupil Number (version 2.0) and the list of authority codes
that the Department for Education's rule 1530 recognises, with the authorities formed since.
"""

from operator import mul


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


ETHNICITY = _codes(
    "WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT"
)
DISABILITY = _codes("NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA")
NO_DISABILITY = "NONE"
SEX = frozenset("MFU")
REFERRAL_SOURCE = _codes("1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10")
PRIMARY_NEED = frozenset(f"N{number}" for number in range(10))
CLOSURE = frozenset(f"RC{number}" for number in range(1, 10))
DIED = "RC2"
CLOSED_AFTER_ASSESSMENT = frozenset(("RC8", "RC9"))
ABUSE = _codes("NEG PHY SAB EMO MUL")
UPN_UNKNOWN = frozenset(f"UN{number}" for number in range(1, 8))
NOT_OF_SCHOOL_AGE = "UN1"
REFERRAL_WITHOUT_ACTION = "UN7"

NO_FACTORS = "21"
FACTORS = _codes(
    "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A 11A 12A 13A 14A 15A 16A "
    "17A 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A"
)
"""18A and 19A are here because two rules ask for the codes that replaced them: they are known, and
queried.
"""

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters a pupil number may use, each standing for its place in the row: I, O and S are not used."""

_AUTHORITIES = (
    "001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 660-681 701-708 800-803 "
    "805-808 810-813 815 816 820-823 825 826 830 831 835-841 845 846 850-852 855-857 860 861 865-896 908 909 "
    "916 919 921 925 926 928 929 931 933 935-938 940-943"
)


def _spelt_out(ranges: str) -> frozenset[str]:
    ends = [part.partition("-")[::2] for part in ranges.split()]
    return frozenset(f"{n:03}" for low, high in ends for n in range(int(low), int(high or low) + 1))


AUTHORITIES = _spelt_out(_AUTHORITIES)
"""Authorities of England and Wales since April 1999 and the codes used like them in pupil numbers, with those
formed since: 838 and 839 in 2019, 940 and 941 in 2021, 942 and 943 in 2023.
"""


_WEIGHTS = range(2, 13)


def check_letter(rest: str) -> str | None:
    """The letter that should stand before the other twelve characters; None where it cannot be worked out.

    The characters are weighted 2 to 13 and added; the remainder on division by 23 is the letter's place. The
    last may be a letter, which counts as its own place.
    """
    if len(rest) != 12 or not (rest[:11].isascii() and rest[:11].isdigit()):
        return None
    last = rest[11]
    number = int(last) if last.isascii() and last.isdigit() else CHECK_LETTERS.find(last)
    if number < 0:
        return None
    return CHECK_LETTERS[(sum(map(mul, _WEIGHTS, map(int, rest[:11]))) + 13 * number) % 23]
