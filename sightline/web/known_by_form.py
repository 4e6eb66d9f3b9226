"""What is asked about what a person is known by."""

from datetime import date
from typing import Any

from sightline.record.models.identifier import NHS_NUMBER, PUPIL_NUMBER
from sightline.record.models.known_by import NameUse
from sightline.web.fields import MONTHS, Day, Line, OneOf, Pick, Tick, Whole
from sightline.web.form import Form

READERS = "whoever looks for this person, and whoever answers for the data"
ANOTHER = "another"


class Name(Form):
    """Another name."""

    given_name = Line(
        label="Given name",
        required=False,
        why="A search for it finds the same person, and not a second record.",
        reads=READERS,
    )
    family_name = Line(
        label="Family name",
        help_text="Either may be left empty",
        required=False,
        why="A search for it finds the same person, and not a second record.",
        reads=READERS,
    )
    use = OneOf(
        label="What is it, or was it?",
        choices=NameUse.choices,
        missing="Choose what sort of name it is",
        why="A former name is not how to call somebody, and may be dangerous to say aloud.",
        reads=READERS,
    )
    from_on = Day(
        label="From which day, if known?",
        required=False,
        earliest=None,
        why="Papers of a time bear the name of that time.",
        reads=READERS,
    )
    until_on = Day(
        label="Until which day, if known?",
        required=False,
        earliest=None,
        why="Papers of a time bear the name of that time.",
        reads=READERS,
    )
    said_by = Line(
        label="Who told us, or what do we have it from?",
        max_length=200,
        missing="Say where it comes from",
        why="The person may ask, and may say that it is wrong.",
        reads=READERS,
    )


class Number(Form):
    """A number of theirs."""

    kind = OneOf(
        label="Which number?",
        choices=[
            (NHS_NUMBER, "NHS number"),
            (PUPIL_NUMBER, "Unique pupil number"),
            (ANOTHER, "Another system’s number"),
        ],
        missing="Choose which number it is",
        why="It says what can be checked about it.",
        reads=READERS,
    )
    system = Line(
        label="If it is another system’s, which?",
        max_length=60,
        required=False,
        why="The same figures mean somebody else elsewhere.",
        reads=READERS,
    )
    value = Line(
        label="The number",
        max_length=60,
        missing="Enter the number",
        why="Other agencies tell people apart by it: health needs the NHS number before a conference.",
        reads=READERS,
    )
    from_on = Day(
        label="From which day, if known?",
        required=False,
        earliest=None,
        why="A number that replaces another ends it on that day.",
        reads=READERS,
    )
    until_on = Day(
        label="Until which day, if it is no longer theirs?",
        required=False,
        earliest=None,
        why="Old papers bear old numbers.",
        reads=READERS,
    )
    came_from = Line(
        label="Who told us, or what do we have it from?",
        max_length=200,
        missing="Say where it comes from",
        why="A wrong number joins two people’s records elsewhere.",
        reads=READERS,
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("kind") == ANOTHER and not answers.get("system"):
            self.add_error("system", "Say which system’s number it is")
        return answers


class FindRight(Form):
    """Somebody made sure of it."""

    on = Day(label="On which day?", missing="Enter the day", why="It is dated.", reads=READERS)
    how = Line(
        label="How was it made sure?",
        help_text="Such as: asked of the national service; seen on the red book",
        max_length=200,
        missing="Say how it was made sure",
        why="A number that is only said is not one that is known.",
        reads=READERS,
    )


class Born(Form):
    """A birth date as far as it is known."""

    year = Whole(
        label="Year",
        missing="Enter the year",
        min_value=1900,
        max_value=2100,
        why="Age decides what the law asks.",
        reads=READERS,
    )
    month = Pick(
        label="Month",
        choices=[(str(number), name.capitalize()) for number, name in enumerate(MONTHS, 1)],
        empty="Not known",
        required=False,
        why="A month that nobody knows is not made up.",
        reads=READERS,
    )
    day = Whole(
        label="Day",
        required=False,
        min_value=1,
        max_value=31,
        why="A day that nobody knows is not made up.",
        reads=READERS,
    )
    estimated = Tick(
        label="It is an estimate",
        required=False,
        why="Whoever reads it must know how far to rely on it.",
        reads=READERS,
    )
    because = Line(
        label="How was it found out?",
        max_length=200,
        missing="Say how it was found out",
        why="A birth date tells people apart, and a wrong one loses them.",
        reads=READERS,
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("day") and not answers.get("month"):
            self.add_error("month", "Choose the month, or leave the day empty too")
        if self.errors:
            return answers
        try:
            answers["on"] = date(answers["year"], int(answers["month"] or 1), answers["day"] or 1)
        except ValueError:
            self.add_error("day", "That is not a day in the calendar: check the day, the month and the year")
            return answers
        if answers["on"] > self.today:
            self.add_error("year", "That day has not come yet")
        return answers
