"""What is asked when a case is handed over."""

from typing import Any

from django.core.exceptions import ValidationError

from sightline.people.models import Team, Worker
from sightline.record.models import HandOver, Referral
from sightline.web.fields import Day, Line, OneOf, Somebody, Words
from sightline.web.form import Form

READERS = "whoever takes the case on, and whoever asks later why it moved"


class OfferForm(Form):
    """To whom, why, and what they must know."""

    quiet = True

    to_worker = Somebody(
        label="To a worker of the same team",
        queryset=Worker.objects.none(),
        required=False,
        empty="Nobody",
        why="A manager chooses who leads next.",
        reads=READERS,
    )
    to_team = Somebody(
        label="Or to another team",
        queryset=Team.objects.none(),
        required=False,
        empty="No team",
        why="Their manager accepts it and allocates it.",
        reads=READERS,
    )
    to_authority = Line(
        label="Or to another authority, by name",
        required=False,
        why="It stays ours until they send a receipt, and a plan until their conference.",
        reads=READERS,
    )
    because = Words(
        label="Why does it move?",
        rows=3,
        missing="Say why the case moves",
        why="A family is told why their worker changes.",
        reads=READERS,
    )
    note = Words(
        label="What must the next worker know that is not in the record?",
        rows=4,
        required=False,
        why="The rest of the pack makes itself.",
        reads=READERS,
    )

    def __init__(self, *args: Any, referral: Referral, worker: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to_team", Team.objects.filter(closed_on=None).exclude(pk=referral.team_id))
        if worker.is_manager:
            self.offer("to_worker", referral.team.workers.filter(left_on=None))
        else:
            del self.fields["to_worker"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if sum(bool(answers.get(name)) for name in ("to_worker", "to_team", "to_authority")) != 1:
            raise ValidationError("Choose one: a worker, a team or another authority")
        return answers


class Answer(Form):
    """Accept it, or return it with a reason."""

    answer = OneOf(
        label="Do you take this case on?",
        choices=[
            ("accept", "Accept it: from now on it is ours"),
            ("return", "Return it to whoever offered it"),
        ],
        missing="Choose whether you accept it",
        why="Until you accept, the sender holds it.",
        reads=READERS,
    )
    lead = Somebody(
        label="If you accept it, who leads?",
        queryset=Worker.objects.none(),
        required=False,
        empty="Decide later: the team holds it",
        why="It can be allocated at once.",
        reads=READERS,
    )
    because = Words(
        label="If you return it, why?",
        rows=3,
        required=False,
        why="The sender must know what to do next.",
        reads=READERS,
    )

    def __init__(self, *args: Any, handover: HandOver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if handover.to_team is None:
            del self.fields["lead"]
        else:
            self.offer("lead", handover.to_team.workers.filter(left_on=None))


class Withdraw(Form):
    """Why it is taken back."""

    because = Words(
        label="Why is it taken back?", rows=3, missing="Say why", why="It was promised.", reads=READERS
    )


class Receipt(Form):
    """What the other authority said."""

    receipt_by = Line(
        label="Who there says that they have it? Name and post",
        missing="Say who sent the receipt",
        why="Until somebody there says so, it is ours.",
        reads=READERS,
    )
    on = Day(
        label="On which day did they say so?",
        missing="Enter the day",
        why="It is the day of the receipt.",
        reads=READERS,
    )


class Sent(Form):
    """What was sent to the other authority, and how."""

    sent = Words(
        label="What was sent?",
        rows=3,
        missing="Say what was sent",
        why="If they ask what they were told of the child, this is the answer.",
        reads=READERS,
    )
    route = OneOf(
        label="By which route?",
        choices=HandOver.Route.choices,
        missing="Choose the route",
        why="A child’s papers leave by none but a secure one.",
        reads=READERS,
    )
    on = Day(
        label="On which day was it sent?",
        missing="Enter the day",
        why="It is the day from which they could know.",
        reads=READERS,
    )


class TakenOver(Form):
    """The other authority has taken over."""

    taken_over_by = Line(
        label="Who there says that the child is theirs? Name and post",
        max_length=100,
        missing="Say who there takes the child over",
        why="Until somebody there says so, the child is ours.",
        reads=READERS,
    )
    taken_over_on = Day(
        label="From which day is the child theirs?",
        missing="Enter the day",
        why="Until that day what is owed to the child is owed by us.",
        reads=READERS,
    )
    their_conference_on = Day(
        label="If the child has a child protection plan, on which day was their conference?",
        required=False,
        why="Our plan ends on that day and not before (Working Together 2023, page 100).",
        reads=READERS,
    )
