"""What is asked of whoever keeps an inspection's room."""

from typing import Any

from sightline.assurance.models import Action
from sightline.assurance.models.inspection import InspectionForm
from sightline.assurance.models.sampling import Population
from sightline.people.models import LEADS_PRACTICE, Role, Worker
from sightline.web.audit_form import holders
from sightline.web.fields import Day, Line, OneOf, Somebody, Words
from sightline.web.form import Form

WHO: Any = {
    "reads": "managers, auditors, the director, and inspectors while they are here",
    "owner": "director",
}
LARGEST = 60
"""Cases of one inspection: more than anybody reads in a week."""


class Begin(Form):
    """What is drawn, and who may look."""

    ahead = frozenset({"until_on"})
    title = Line(
        label="What is it called?",
        max_length=200,
        missing="Give it a name",
        why="Its letter and its actions carry it.",
        **WHO,
    )
    form = OneOf(
        label="Whose inspection is it?",
        choices=InspectionForm.choices,
        missing="Say whose inspection it is",
        why="Inspectors from outside are let in to a real one, and to nothing else.",
        **WHO,
    )
    population = OneOf(
        label="Drawn from which cases?",
        choices=Population.choices,
        missing="Choose which cases",
        why="What has ended is read too: that is where nobody looks any more.",
        **WHO,
    )
    size = Line(
        label="How many?",
        max_length=2,
        missing="Enter how many, from 1 to 60",
        help_text="So many of each team’s, in proportion",
        why="Each is read whole by somebody.",
        **WHO,
    )
    until_on = Day(
        label="Until the end of which day?",
        missing="Enter the last day",
        why="After it an inspector’s account opens nothing.",
        **WHO,
    )
    inspector = Somebody(
        label="Which inspector comes?",
        queryset=Worker.objects.none(),
        required=False,
        empty="Nobody from outside",
        why="Their account opens these children and no others, and writes nothing.",
        **WHO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inspectors = Worker.objects.filter(role=Role.INSPECTOR, left_on=None).order_by("name")
        self.offer("inspector", inspectors)

    def clean_size(self) -> int:
        words = self.cleaned_data["size"].strip()
        if not (words.isascii() and words.isdigit() and 0 < int(words) <= LARGEST):
            self.add_error("size", f"Enter a whole number from 1 to {LARGEST}")
            return 1
        return int(words)


class AskedFor(Form):
    number = Line(
        label="Which child? The number of the record",
        help_text="It heads the child’s page and ends its address",
        max_length=12,
        missing="Enter the number of the record",
        why="An address and a form hold a number, never a name.",
        **WHO,
    )

    def clean_number(self) -> int:
        words = self.cleaned_data["number"].strip()
        if not (words.isascii() and words.isdigit()):
            self.add_error("number", "A record’s number is digits only")
            return 0
        return int(words)


class Concern(Form):
    raised_by = Line(
        label="Which inspector raised it?",
        max_length=100,
        missing="Write who raised it",
        why="They are told what was found.",
        **WHO,
    )
    words = Words(
        label="What did they say, in their own words?",
        rows=3,
        missing="Write what they said",
        why="Whoever checks the child must know what was feared.",
        **WHO,
    )
    holder = Somebody(
        label="Who holds it from this minute?",
        queryset=Worker.objects.none(),
        required=False,
        empty="The manager of the child’s team",
        why="One named worker holds it until the child has been checked.",
        **WHO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("holder", holders())


class Finding(Form):
    ahead = frozenset({"due_on"})
    weight = OneOf(
        label="What does the letter call it?",
        choices=Action.Weight.choices,
        missing="Choose what the letter calls it",
        why="Priority actions come first; a strength is kept from falling.",
        **WHO,
    )
    words = Words(
        label="What does the letter say?",
        rows=3,
        missing="Copy what it says",
        why="It is answered word for word.",
        **WHO,
    )
    recommendation = Words(
        label="What is to be different?",
        rows=2,
        missing="Say what is to be different",
        why="It is what a measure has to show.",
        **WHO,
    )
    owner = Somebody(
        label="Who owns it?",
        queryset=Worker.objects.none(),
        missing="Choose who owns it",
        why="One person answers for it.",
        **WHO,
    )
    due_on = Day(label="By which day?", missing="Enter the day", why="It is late the day after.", **WHO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = Worker.objects.filter(left_on=None, role__in=[*LEADS_PRACTICE, Role.TEAM_MANAGER])
        self.offer("owner", owners.order_by("name"))
