"""What is asked about early help."""

from typing import Any

from sightline.people.models import PRACTISES, Agency, Team, Worker
from sightline.record.models import EarlyHelp, Referral
from sightline.web.fields import Day, Line, OneOf, Pick, Somebody, Words
from sightline.web.form import Form

READERS = "the family, and everybody in the team around them"
OTHERS = [choice for choice in Agency.choices if choice[0] != Agency.CHILDRENS_SOCIAL_CARE]


class Lead(Form):
    """Who leads: a worker here, or somebody of another agency."""

    lead_worker = Somebody(
        label="Who leads it, if they work here?",
        queryset=Worker.objects.none(),
        required=False,
        empty="Nobody here: another agency leads it",
        why="The family has one person to turn to.",
        reads=READERS,
    )
    lead_agency = Pick(
        label="If another agency leads it, which?",
        choices=OTHERS,
        required=False,
        empty="None",
        why="A team of ours answers for it all the same.",
        reads=READERS,
    )
    lead_person = Line(
        label="If another agency leads it, who? Name and post",
        max_length=99,
        required=False,
        why="An agency rings nobody back: a person does.",
        reads=READERS,
    )
    because = Words(
        label="Why does somebody else lead?",
        rows=2,
        missing="Say why somebody else leads",
        why="The family is told why their worker changes.",
        reads=READERS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("lead_worker", Worker.objects.filter(left_on=None, role__in=PRACTISES))


class Begin(Lead):
    """Early help begins."""

    because = Words(
        label="Why does the family need help?",
        rows=3,
        missing="Say why the family needs help",
        why="Everybody who comes into it asks this first.",
        reads=READERS,
    )
    change = Words(
        label="What is it to change?",
        rows=3,
        missing="Say what it is to change",
        why="At each review somebody can say whether it has.",
        reads=READERS,
    )
    consented_by = Line(
        label="Who in the family agreed to it?",
        max_length=99,
        missing="Say who agreed to it",
        why="Nobody is helped in this way who does not want to be.",
        reads=READERS,
    )
    consented_on = Day(
        label="On which day did they agree?",
        missing="Enter the day on which they agreed",
        why="Nothing begins before it.",
        reads=READERS,
    )
    after = Pick(
        label="What is it stepped down from?",
        choices=[],
        required=False,
        empty="Nothing: it is not a step down",
        why="It is known later whether the step down held.",
        reads="managers, and whoever reads the record next",
    )
    team = Somebody(
        label="Which team answers for it?",
        queryset=Team.objects.none(),
        missing="Choose the team that answers for it",
        why="It is never nobody’s, whoever leads it.",
        reads="the team’s manager",
    )
    on = Day(
        label="From which day?",
        missing="Enter the day on which it begins",
        why="How long it lasted, and whether it held, count from it.",
        reads=READERS,
    )
    field_order = (
        "because", "change", "consented_by", "consented_on", "lead_worker", "lead_agency", "lead_person",
        "team", "after", "on",
    )  # fmt: skip

    def __init__(self, *args: Any, after: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", Team.objects.filter(closed_on=None))
        choice: Any = self.fields["after"]
        choice.choices = [*choice.choices, *after]


class Join(Form):
    """Somebody comes into the team around the family."""

    worker = Somebody(
        label="Who, if they work here?",
        queryset=Worker.objects.none(),
        required=False,
        empty="Nobody here: somebody of another agency",
        why="The family knows who comes.",
        reads=READERS,
    )
    agency = Pick(
        label="If they are of another agency, which?",
        choices=OTHERS,
        required=False,
        empty="None",
        why="It says whose help it is.",
        reads=READERS,
    )
    person = Line(
        label="If they are of another agency, who?",
        max_length=99,
        required=False,
        why="A person can be rung; an agency cannot.",
        reads=READERS,
    )
    does = Line(
        label="What do they do for the family?",
        max_length=200,
        missing="Say what they do for the family",
        why="Two people doing the same is one too many.",
        reads=READERS,
    )
    on = Day(label="From which day?", missing="Enter the day", why="It is their first.", reads=READERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("worker", Worker.objects.filter(left_on=None, role__in=PRACTISES))


class Leave(Form):
    """Somebody leaves it."""

    on = Day(label="On which day?", missing="Enter the day", why="It is their last.", reads=READERS)


class Review(Form):
    """What a review found."""

    ahead = frozenset({"next_on"})

    found = Words(
        label="What has changed, and what has not?",
        rows=4,
        missing="Say what has changed and what has not",
        why="Help that changes nothing is ended, or becomes something else.",
        reads=READERS,
    )
    family_said = Words(
        label="What do the child and the family say of it?",
        rows=3,
        required=False,
        why="They know best whether it helps.",
        reads=READERS,
    )
    on = Day(
        label="On which day was it reviewed?", missing="Enter the day", why="It is dated.", reads=READERS
    )
    next_on = Day(
        label="When is it next?",
        required=False,
        why="Without a day there is no next time.",
        reads=READERS,
    )


class End(Form):
    """Early help ends, with an outcome."""

    outcome = OneOf(
        label="How did it end?",
        choices=EarlyHelp.Outcome.choices,
        missing="Choose how it ended",
        why="What early help comes to is counted, and nothing else tells it.",
        reads="managers, and whoever reads the record next",
    )
    stepped_up_to = Somebody(
        label="If it is stepped up, to which referral?",
        queryset=Referral.objects.none(),
        required=False,
        empty="None",
        why="Help and referral are read as one story.",
        reads="whoever takes the referral on",
    )
    because = Words(
        label="Why does it end?",
        rows=3,
        missing="Say why it ends",
        why="The next person to meet the family starts here.",
        reads=READERS,
    )
    on = Day(label="On which day?", missing="Enter the day", why="It is dated.", reads=READERS)

    def __init__(self, *args: Any, referrals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("stepped_up_to", referrals)
