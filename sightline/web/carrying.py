"""What an earlier assessment says, beside the section it can go into; and what was never confirmed."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework import carried as verbs
from sightline.casework.verb import Refused
from sightline.compliance import carried
from sightline.compliance.carried import Carried, Offer
from sightline.people.models import Worker
from sightline.record.models import Assessment
from sightline.record.models.carried import AssessmentSection
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.today import today


@dataclass
class Beside:
    """What stands beside one section while it is written: what it was carried from, and what it could be."""

    section: str
    label: str
    is_empty: bool
    taken: Carried | None = None
    offers: list[Offer] = field(default_factory=list)


def beside(assessment: Assessment, worker: Worker) -> dict[str, Beside]:
    """For each section of an assessment under way, by its name, what stands beside it. Three queries."""
    taken = carried.carried(assessment, worker)
    offered = carried.offers(assessment, carried.sources(assessment, worker))
    return {
        name: Beside(
            name,
            AssessmentSection(name).label,
            not getattr(assessment, name).strip(),
            taken.get(name),
            # what was carried is compared with where it came from, and with nothing else
            [one for one in offered.get(name, []) if name not in taken],
        )
        for name in AssessmentSection.values
    }


def press(request: HttpRequest, assessment: Assessment, worker: Worker) -> None:
    """Do what the pressed button beside a section says: bring it in, or say that it is still true.

    Raises Refused where there is nothing of the kind to do.
    """
    act, _, rest = request.POST.get("carry", "").partition(" ")
    if not act:
        return
    section, _, number = rest.partition(" ")
    if act == "true":
        verbs.confirm(assessment, by=worker, section=section)
        return
    source = Assessment.objects.visible_to(worker).filter(pk=number if number.isdigit() else 0).first()
    if act != "bring" or source is None:
        raise Refused("Nothing can be carried forward from there.")
    verbs.bring(assessment, by=worker, section=section, source=source)


def said(request: HttpRequest) -> str:
    """What is told once the button was pressed."""
    act = request.POST.get("carry", "").partition(" ")[0]
    done = {"bring": " Brought in, and not confirmed yet.", "true": " It is confirmed in your name."}
    return done.get(act, "")


def never_confirmed(request: SignedIn) -> HttpResponse:
    """Sections carried forward twice in a row that nobody confirmed: of the children whom one may see."""
    page = paged(request, carried.never_confirmed(request.user))
    look(request, [one.child_id for one in page.rows])
    shown = {"title": "Carried forward and never confirmed", "on": today(), "page": page}
    return render(request, "web/never_confirmed.html", shown)
