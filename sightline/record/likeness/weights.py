"""How much each likeness says that two entries are of one person: trained elsewhere, reviewed here.

Each weight is the base-two logarithm of how much oftener a likeness is seen between two entries of one person
than between entries of two people: each point makes it twice as likely. Those marked T were trained by Splink
5.0.0 (expectation maximisation, no labels used) on FEBRL4, 10,000 invented people whose truth is known;
`bench/people.py` trains them again and measures them. FEBRL4 has no short forms, no other scripts, no swapped
days or partial dates, and hardly a wrong day: those weights, unmarked, are our judgement, and smaller than
what they stand beside. A name that is the other way round counts once, half for each field.
"""

from enum import Enum


class Field(Enum):
    """What is compared, in the words that explain it."""

    GIVEN = "given name"
    FAMILY = "family name"
    BORN = "birth date"
    POSTCODE = "postcode"
    ADDRESS = "address"
    NUMBER = "number"


class Likeness(Enum):
    """How alike one field is, in the words that explain it."""

    SAME = "the same"
    SHORT = "a short form of it"
    ROUND = "given and family name the other way round"
    SCRIPT = "written in another script"
    WRITTEN = "another way of writing it"
    SPELT = "spelt nearly the same"
    SOUNDS = "sounds the same"
    ALIKE = "something like it"
    SWAPPED = "day and month the other way round"
    FIGURE = "one figure different"
    MONTH = "the same month and year"
    YEAR = "the same year"
    IN_MONTH = "in that month"
    IN_YEAR = "in that year"
    UNLIKE = "different"
    UNKNOWN = "not known"


_NAME = {Likeness.SHORT: 6.0, Likeness.ROUND: 6.0, Likeness.SCRIPT: 6.0, Likeness.WRITTEN: 6.0}
WEIGHTS: dict[Field, dict[Likeness, float]] = {
    Field.GIVEN: {
        **_NAME,
        Likeness.SAME: 7.67,  # T
        Likeness.SPELT: 6.79,  # T
        Likeness.SOUNDS: 1.69,  # T
        Likeness.ALIKE: 2.21,  # T
        Likeness.UNLIKE: -3.11,  # T
    },
    Field.FAMILY: {
        **_NAME,
        Likeness.SAME: 7.59,  # T
        Likeness.SPELT: 7.38,  # T
        Likeness.SOUNDS: 3.09,  # T
        Likeness.ALIKE: 2.95,  # T
        Likeness.UNLIKE: -3.55,  # T
    },
    Field.BORN: {
        Likeness.SAME: 12.04,  # T
        Likeness.SWAPPED: 6.0,
        Likeness.FIGURE: 4.54,  # T
        Likeness.MONTH: 1.0,
        Likeness.YEAR: -3.3,  # T
        Likeness.UNLIKE: -4.43,  # T
        Likeness.IN_MONTH: 7.0,
        Likeness.IN_YEAR: 4.0,
    },
    Field.POSTCODE: {Likeness.SAME: 9.49, Likeness.FIGURE: 3.52, Likeness.UNLIKE: -1.0},  # T, T
    Field.ADDRESS: {Likeness.SAME: 12.22, Likeness.ALIKE: 8.97, Likeness.UNLIKE: -2.94},  # T
    Field.NUMBER: {Likeness.SAME: 12.26, Likeness.FIGURE: 11.42, Likeness.UNLIKE: -1.0},  # T, T
}
"""What is not known weighs nothing. Families move, and a number may be of another sort: that a postcode or a
number is another says less here than it was trained to say (-6.16, -4.70)."""

#: From here on somebody might be meant at all.
PLAUSIBLE = 1.5
#: From here on they are likely, and very likely: among a million people, more likely than not.
LIKELY, VERY_LIKELY = 14.0, 20.0
