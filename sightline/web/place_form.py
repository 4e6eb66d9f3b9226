"""What is asked about places and groups, and about who has to do with them."""

from typing import Any, ClassVar

from sightline.people.models import Team
from sightline.record.models import PlaceAction
from sightline.record.models.place import PlaceKind, PlaceRole
from sightline.record.models.to_do import ToDo
from sightline.web.fields import Day, Line, OneOf, Pick, Somebody, Words
from sightline.web.form import Form
from sightline.web.to_do_form import ByWhom

READERS = "everybody who works with children here, and our partners"
PERSONAL = "everybody who may open this record"


class Said(Form):
    """What a place is, and what worries us there."""

    kind = Pick(
        label="What is it?",
        choices=PlaceKind.choices,
        missing="Choose what it is",
        why="A shop has an owner, a group has members: who can change it depends on what it is.",
        reads=READERS,
    )
    name = Line(
        label="What is it called?",
        help_text="As those who go there call it. Not by a child’s name",
        max_length=99,
        missing="Say what it is called",
        why="The next person who hears of it finds this entry, and does not begin another.",
        reads=READERS,
    )
    address = Line(
        label="Where is it?",
        required=False,
        max_length=200,
        why="Two places may have one name.",
        reads=READERS,
    )
    postcode = Line(
        label="Its postcode, if it has one",
        required=False,
        max_length=8,
        why="It is found by it.",
        reads=READERS,
    )
    worry = Words(
        label="What worries us there?",
        help_text="Name no child: whom it is about is linked with the place from their own record",
        rows=4,
        missing="Say what worries us there",
        why="It is the place that has to become safe, not only the child who goes there.",
        reads=READERS,
    )
    team = Somebody(
        label="Which team answers for it?",
        queryset=Team.objects.none(),
        missing="Choose the team that answers for it",
        why="A place that worries everybody is otherwise nobody’s.",
        reads=READERS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", Team.objects.filter(closed_on=None))


class Add(Said):
    """A place worries us."""

    ahead = frozenset({"review_on"})

    came_from = Line(
        label="Who told us, or what do we have it from?",
        max_length=200,
        missing="Say where it comes from",
        why="What one person heard is not what three saw.",
        reads=READERS,
    )
    on = Day(label="Since which day do we know?", missing="Enter the day", why="It is dated.", reads=READERS)
    review_on = Day(
        label="When is it to be looked at again?",
        missing="Enter the day",
        why="A worry that nobody looks at again grows false.",
        reads="the manager of the team that answers for it",
    )


class PutRight(Said):
    """What is written of it changes, or another team answers for it."""

    because = Words(
        label="Why does it change?",
        rows=2,
        missing="Say why it changes",
        why="What stood there before stays in the journal.",
        reads=READERS,
    )


class Link(Form):
    """What somebody has to do with a place."""

    role = OneOf(
        label="What have they to do with it?",
        choices=PlaceRole.choices,
        missing="Choose what they have to do with it",
        why="Who was harmed there and who draws others there are helped in different ways; some are both.",
        reads=PERSONAL,
    )
    what = Words(
        label="What happens there, for them?",
        rows=3,
        required=False,
        why="It is in this person’s own record, and nowhere else.",
        reads=PERSONAL,
    )
    came_from = Line(
        label="Who told us, or what do we have it from?",
        max_length=200,
        missing="Say where it comes from",
        why="They may ask, and may say that it is wrong.",
        reads=PERSONAL,
    )
    on = Day(label="Since which day?", missing="Enter the day", why="It is dated.", reads=PERSONAL)


class Unlink(Form):
    """It is so no more."""

    on = Day(
        label="Since which day is it so no more?",
        missing="Enter the day",
        why="It is dated.",
        reads=PERSONAL,
    )


class Agree(ByWhom):
    """One thing that is to be done about a place."""

    kind: ClassVar[type[ToDo]] = PlaceAction

    what = Words(
        label="What is to be done about the place?",
        help_text="One thing, so that anybody can tell whether it was done. Name no child",
        rows=3,
        missing="Say what is to be done",
        why="Lights, staff, opening hours, who walks past and when: places can be changed.",
        reads=READERS,
    )
    field_order = ("what", "owner", "outside", "due_on")


class Review(Form):
    """It was looked at again."""

    ahead = frozenset({"next_review_on"})

    found = Words(
        label="What has changed there, and what has not?",
        rows=4,
        missing="Say what has changed and what has not",
        why="Whether it is safer there is what counts, not how much was done.",
        reads=READERS,
    )
    on = Day(label="On which day?", missing="Enter the day", why="It is dated.", reads=READERS)
    next_review_on = Day(
        label="When is it to be looked at next?",
        missing="Enter the day",
        why="A worry that nobody looks at again grows false.",
        reads="the manager of the team that answers for it",
    )


class End(Form):
    """It worries us no more."""

    because = Words(
        label="Why does it worry us no more?",
        rows=3,
        missing="Say why it worries us no more",
        why="Whoever hears of the place again starts here.",
        reads=READERS,
    )
    on = Day(label="Since which day?", missing="Enter the day", why="It is dated.", reads=READERS)
