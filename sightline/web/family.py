"""The family's page: who is in it, each child's standing beside the others', and where they live."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from sightline.casework import family as verbs
from sightline.compliance.child import owed_by
from sightline.compliance.seen import last_seen
from sightline.record.models import ChildProtectionPlan, Contact, Family, FamilyMember, Referral, Residence
from sightline.web.fields import Day, Line
from sightline.web.finding import about, find_child, look, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today


class Move(Form):
    """Somebody lives somewhere else now."""

    address = Line(
        label="Address",
        max_length=200,
        missing="Enter the address",
        why="What happened at an address before matters.",
        reads="whoever visits",
    )
    postcode = Line(
        label="Postcode",
        max_length=8,
        missing="Enter the postcode",
        why="It finds the address again.",
        reads="whoever visits",
    )
    uprn = Line(
        label="Unique property reference number",
        help_text="Up to 12 digits, if you have it",
        max_length=12,
        required=False,
        why="It is the same home however the address is written.",
        reads="whoever answers for the data",
    )
    on = Day(
        label="From which day?",
        missing="Enter the day",
        why="Where a child was on a day can matter years later.",
        reads="whoever visits",
        earliest=None,
    )


def family(request: SignedIn, pk: int) -> HttpResponse:
    on = today()
    found = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    places = found.members.filter(struck_out_at=None, until_on=None).select_related("child")
    members = list(places.order_by("child__born_on", "pk"))
    children = [one.child_id for one in members if one.place == FamilyMember.Place.CHILD]
    look(request, [one.child_id for one in members])
    cases = Referral.objects.open_on(on).filter(child__in=children).select_related("team")
    plans = ChildProtectionPlan.objects.standing().filter(child__in=children, ended_on=None)
    homes = Residence.objects.on(on).filter(child__in=[one.child_id for one in members])
    page = {
        "title": f"Family {found.pk}",
        "on": on,
        "family": found,
        "children": [one for one in members if one.place == FamilyMember.Place.CHILD],
        "adults": [one for one in members if one.place != FamilyMember.Place.CHILD],
        "seen": last_seen(children, on=on),
        "owed": owed_by(children, on=on),
        "cases": {case.child_id: case for case in cases},
        "plans": {plan.child_id: plan for plan in plans},
        "homes": {home.child_id: home for home in homes},
        "contacts": Contact.objects.standing()
        .filter(children__child__in=children)
        .distinct()
        .order_by("-received_at")[:10],
    }
    return render(request, "web/family.html", page)


def move(request: SignedIn, pk: int) -> HttpResponse:
    child = find_child(request, pk)

    def do(answers: dict[str, Any]) -> Residence:
        return verbs.move_home(child, by=request.user, **answers)

    form = Move(typed(request), on=today(), initial={"on": today()})
    said = "Saved: the address is on the record."
    return ask(
        request,
        form,
        do=do,
        then=record_of(child),
        said=said,
        title="Where do they live now?",
        **about(child),
    )
