"""What is asked about anything that is to be done: who does it, by when, and what came of it."""

from typing import Any, ClassVar

from sightline.people.models import PRACTISES, Worker
from sightline.record.models.to_do import ActionOutcome, ToDo
from sightline.web.fields import Day, Line, OneOf, Somebody, Words
from sightline.web.form import Form

READERS = "everybody with a part in it: of a plan, the family too"


class ByWhom(Form):
    """Who does it, and by when."""

    ahead = frozenset({"due_on"})
    #: What is agreed here, which says who does it where nobody is named.
    kind: ClassVar[type[ToDo]]

    owner = Somebody(
        label="Who does it?",
        queryset=Worker.objects.none(),
        required=False,
        why="What is everybody’s to do is done by nobody.",
        reads=READERS,
    )
    outside = Line(
        label="Or who, and from where, if they do not work here?",
        help_text="For example: Rina Shah, health visitor",
        required=False,
        max_length=150,
        why="Somebody here answers that it is done elsewhere.",
        reads=READERS,
    )
    due_on = Day(
        label="By which day?",
        missing="Enter the day by which it is to be done",
        why="Without a day it slips.",
        reads=READERS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", Worker.objects.filter(left_on=None, role__in=PRACTISES))
        owner: Any = self.fields["owner"]
        owner.empty_label = self.kind.otherwise


class Finish(Form):
    """What came of it."""

    outcome = OneOf(
        label="What came of it?",
        choices=ActionOutcome.choices,
        missing="Choose what came of it",
        why="What was not done is as much a finding as what was.",
        reads=READERS,
    )
    evidence = Words(
        label="How do you know? Or why was it not done?",
        help_text="What somebody saw, said or sent: not only that it was ticked",
        rows=3,
        missing="Say how you know",
        why="Done is what helped, and somebody can check it.",
        reads=READERS,
    )
    on = Day(label="On which day?", missing="Enter the day", why="It is dated.", reads=READERS)
