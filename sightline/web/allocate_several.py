"""Allocating several at once: for each child who leads; looked at again; and done in one step."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse

from sightline.casework import allocation as verbs
from sightline.compliance import worklist
from sightline.compliance.load import Load, loads
from sightline.compliance.worklist import Item
from sightline.people.models import Worker
from sightline.web.confirm import ask_twice
from sightline.web.fields import Pick, Words
from sightline.web.finding import look
from sightline.web.form import Form, SignedIn, typed
from sightline.web.team import MEANS, find_team
from sightline.web.today import today
from sightline.web.words import age, seen, several

READERS = "the worker, the manager, and whoever asks later why"
#: How many children one page allocates; the rest come when these are done.
AT_ONCE = 25


class AllocateSeveral(Form):
    """Who leads, for each child."""

    quiet = True

    because = Words(
        label="Why them? It is written for each child",
        rows=2,
        required=False,
        why="Skill, language, room: it helps the next time.",
        reads=READERS,
    )

    def __init__(self, *args: Any, items: list[Item], carried: list[Load], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.workers = items, {str(one.worker.pk): one.worker for one in carried}
        carries = [
            (str(one.worker.pk), f"{one.worker.name}: {several(one.children, 'child', 'children')} now")
            for one in carried
        ]
        for item in items:
            child = item.child
            waited = several(item.working_days, "working day")
            self.fields[self.name(item)] = Pick(
                label=f"{child.name}, {age(child, self.today)}",
                help_text=f"Waiting {waited}. {seen(item.last_seen, child, self.today)}.",
                choices=carries,
                empty="Not now",
                required=False,
                why="Every open case has one named worker.",
                reads="everybody who works with the child",
            )
        self.order_fields([*(self.name(item) for item in items), "because"])

    @staticmethod
    def name(item: Item) -> str:
        return f"lead-{item.referral.pk}"

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not self.chosen(answers):
            raise ValidationError("Choose who leads for at least one child")
        return answers

    def chosen(self, answers: dict[str, Any]) -> dict[Item, Worker]:
        """The children for whom somebody was chosen, and who."""
        found = {item: self.workers.get(answers.get(self.name(item)) or "") for item in self.items}
        return {item: worker for item, worker in found.items() if worker is not None}


def allocate_several(request: SignedIn, pk: int, name: str) -> HttpResponse:
    if name not in MEANS or name in ("not-seen", "safety-due"):
        raise Http404
    on, team = today(), find_team(request, pk)
    items: list[Item] = getattr(worklist.nobodys_work(team, on=on), name.replace("-", "_"))
    carried = loads(team, on=on)
    form = AllocateSeveral(typed(request), on=on, items=items[:AT_ONCE], carried=carried)
    look(request, [item.child.pk for item in items[:AT_ONCE]])

    def do(answers: dict[str, Any]) -> object:
        to = {item.referral: worker for item, worker in form.chosen(answers).items()}
        return verbs.allocate_several(to, by=request.user, on=on, because=answers["because"])

    return ask_twice(
        request,
        form,
        preview=lambda answers: would_carry(form.chosen(answers), carried),
        do=do,
        then=reverse("team-list", args=[team.pk, name]),
        said="Saved: each is allocated.",
        title=f"Allocate: {MEANS[name][0].lower()}",
        lead=f"{several(len(items), 'child', 'children')} of {team.name}, the oldest first. "
        "What you leave at “Not now” stays as it is.",
        button="Allocate them",
        team=team,
        back=reverse("team-list", args=[team.pk, name]),
        back_to=MEANS[name][0],
    )


def would_carry(chosen: dict[Item, Worker], before: list[Load]) -> list[str]:
    """Who would lead for whom, and what each worker would then carry."""
    lines = []
    for load in before:
        theirs = [item for item, worker in chosen.items() if worker.pk == load.worker.pk]
        if theirs:
            names = ", ".join(item.child.name for item in theirs)
            carried = several(load.children + len(theirs), "child", "children")
            due = several(load.visits_due, "visit")
            lines.append(
                f"{load.worker.name}: {names}. They would carry {carried}, and have {due} due in a fortnight."
            )
    return lines
