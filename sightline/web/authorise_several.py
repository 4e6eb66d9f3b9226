"""Several assessments read on one page and authorised in one sitting, each by its own tick."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.urls import reverse

from sightline.casework import assessment as verbs
from sightline.compliance.oversight import queue
from sightline.record.models import Assessment
from sightline.web.confirm import ask_twice
from sightline.web.fields import Line, Tick
from sightline.web.finding import look
from sightline.web.form import Form, SignedIn, typed
from sightline.web.team import find_team
from sightline.web.today import today
from sightline.web.words import age, several

READERS = "conferences, the family, and inspectors"
#: How many one page shows: more than can be read in a sitting is not read.
AT_ONCE = 12


class AuthoriseSeveral(Form):
    """Which of them are authorised, and why any is late."""

    quiet = True

    def __init__(self, *args: Any, written: list[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written = {one.pk: one for one in written}
        for one in written:
            who = f"{one.child.name}, {age(one.child, self.today)}"
            self.fields[f"right-{one.pk}"] = Tick(
                label=f"I have read it, and authorise it: {who}",
                required=False,
                why="A manager who did not write it answers for each.",
                reads=READERS,
                item="statutory item: assessment authorisation date",
            )
            self.fields[f"late-{one.pk}"] = Line(
                label=f"If it is late: why, for {one.child.name}?",
                max_length=500,
                required=False,
                why="The guidance asks that the reason is written.",
                reads=READERS,
            )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not self.right(answers):
            raise ValidationError("Tick at least one, or go back")
        return answers

    def right(self, answers: dict[str, Any]) -> dict[Assessment, str]:
        """Those that are authorised, and why each is late, if it is."""
        return {
            one: answers.get(f"late-{pk}") or ""
            for pk, one in self.written.items()
            if answers.get(f"right-{pk}")
        }

    def panels(self) -> list[tuple[Assessment, BoundField, BoundField]]:
        """Each assessment with its own two fields."""
        return [(one, self[f"right-{pk}"], self[f"late-{pk}"]) for pk, one in self.written.items()]


def authorise_several(request: SignedIn, pk: int) -> HttpResponse:
    """Those that wait for the team's manager, what is most at stake first, except their own."""
    on, team = today(), find_team(request, pk)
    waiting = [
        one.entry.pk
        for batch in queue(team, on=on)
        for one, _ in batch.waiting
        if isinstance(one.entry, Assessment)
    ]
    every = Assessment.objects.exclude(author=request.user).select_related("child", "author").in_bulk(waiting)
    written = [every[one] for one in waiting if one in every]
    form = AuthoriseSeveral(typed(request), on=on, written=written[:AT_ONCE])
    look(request, [one.child_id for one in written[:AT_ONCE]])
    back = reverse("decisions", args=[team.pk])
    return ask_twice(
        request,
        form,
        preview=lambda answers: [
            f"{one.child.name}: {one.get_form_display().lower()} by {one.author}. {one.get_outcome_display()}"
            for one in form.right(answers)
        ],
        do=lambda answers: verbs.authorise_several(form.right(answers), by=request.user, on=on),
        then=back,
        said=lambda made: f"Saved: {several(len(made), 'assessment')} authorised.",
        title="Read and authorise several assessments",
        lead=f"{several(len(written), 'assessment')} of {team.name}, what is most at stake first. Leave what "
        "is not right without a tick: it can be sent back from its own page.",
        button="Authorise them",
        template="web/authorise_several.html",
        team=team,
        back=back,
        back_to=f"Decisions waiting in {team.name}",
    )
