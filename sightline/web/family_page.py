"""One side of paper for a family: chosen section by section, printed, and who was given one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import family_page as verbs
from sightline.compliance.family_page import TO_THE_CHILD, Section, written
from sightline.record.models import Allocation, Assessment, FamilyPage
from sightline.record.models.carried import AssessmentSection
from sightline.web.fields import SomeOf, Words
from sightline.web.finding import about, find_entry
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "the child, the family, and a court"
#: About as many words as one side of A4 holds in print that is easily read.
ONE_SIDE = 480
#: What was decided, said to the child.
DECIDED = {
    Assessment.Outcome.CHILD_IN_NEED: "We will make a plan with you and your family, so that you get help.",
    Assessment.Outcome.PROTECTION: "People who know you will meet and decide together how you are kept safe.",
    Assessment.Outcome.EARLY_HELP: "Somebody near you will go on helping your family. "
    "You will not need a social worker.",
    Assessment.Outcome.NO_FURTHER_ACTION: "You do not need a social worker now. You can always ask again.",
}


class ForTheFamily(Form):
    """What is on the page, what is next, and whom to ring."""

    sections = SomeOf(
        label="What is on the page?",
        required=False,
        why="What is not ticked is left out, and that is written down.",
        reads=READERS,
    )
    next_steps = Words(
        label="What happens next?",
        rows=4,
        missing="Say what happens next",
        why="It is what a family asks first.",
        reads=READERS,
    )
    ring = Words(
        label="Whom do they ring?",
        rows=2,
        missing="Say whom they ring",
        why="A page without a name cannot be answered.",
        reads=READERS,
    )

    def __init__(self, *args: Any, offered: list[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["sections"]
        field.choices = [(one.name, one.title) for one in offered]


def make(request: SignedIn, pk: int) -> HttpResponse:
    on, assessment = today(), find_entry(request, Assessment, pk, "referral__contact")
    if assessment.authorised_on is None:
        raise Http404
    having = written(assessment, request.user)
    offered = [one for one in having if not one.kept_from]
    initial = {"sections": [one.name for one in offered], "ring": _whom_to_ring(assessment)}
    return ask(
        request,
        ForTheFamily(typed(request), on=on, offered=offered, initial=initial),
        do=lambda answers: verbs.make(assessment, by=request.user, on=on, **answers),
        then=lambda made: reverse("family-page", args=[made.pk]),
        said="Saved: the page is made. Read it before you print it.",
        template="web/for_the_family.html",
        title="A page for the family",
        button="Make the page",
        having=having,
        kept_back=[one for one in having if one.kept_from],
        **about(assessment.child),
    )


def _whom_to_ring(assessment: Assessment) -> str:
    """Whoever leads the case today, and their team."""
    led = (
        Allocation.objects.on(today()).filter(referral=assessment.referral_id).select_related("worker__team")
    )
    lead = led.first()
    if lead is None:
        return ""
    return f"{lead.worker.name}, {lead.worker.team.name}" if lead.worker.team else lead.worker.name


def page(request: SignedIn, pk: int) -> HttpResponse:
    """The page as it is printed: no code, nobody who told us, no heading with nothing under it."""
    found = find_entry(request, FamilyPage, pk, "assessment__authorised_by", "recorded_by")
    assessment = found.assessment
    sections = [
        (title, getattr(assessment, name.value))
        for name, title in TO_THE_CHILD.items()
        if name.value in found.sections
    ]
    many = sum(len(words.split()) for words in (*dict(sections).values(), found.next_steps, found.ring))
    shown = {
        **about(found.child),
        "title": "For the family",
        "page": found,
        "sections": sections,
        "decided": DECIDED[Assessment.Outcome(assessment.outcome)],
        "assessment": assessment,
        "left_out": [AssessmentSection(one).label for one in found.left_out],
        "words": many if many > ONE_SIDE else 0,
    }
    return render(request, "web/family_page.html", shown)
