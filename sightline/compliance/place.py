"""Places and groups as they stand: when each is looked at next, and who is linked, as far as one may see."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sightline.people.models import Team, Worker
from sightline.record.models import Person, Place, PlaceLink, PlaceReview
from sightline.record.models.place import PlaceKind


def places(worker: Worker, words: str = "", *, team: Team | None = None) -> QuerySet[Any]:
    """Every place, those that worry us first and of those whichever is to be looked at soonest.

    Each with `again_on`, the day by which it is looked at again, and `linked`, how many people are linked
    with it now whom this worker may open: of the others not even the number is told. `words` are sought in
    what it is called, where it is, and what worries us.
    """
    reviews = PlaceReview.objects.standing().filter(place=OuterRef("pk")).order_by("-reviewed_on", "-pk")
    links = PlaceLink.objects.visible_to(worker).running().filter(place=OuterRef("pk")).order_by()
    many = links.values("place").annotate(many=Count("child", distinct=True)).values("many")
    found: Any = Place.objects.visible_to(worker).standing().select_related("team__manager")
    for word in words.split():
        kinds = [value for value, label in PlaceKind.choices if word.lower() in label.lower()]
        said = Q(name__icontains=word) | Q(address__icontains=word) | Q(postcode__icontains=word)
        found = found.filter(said | Q(worry__icontains=word) | Q(kind__in=kinds))
    if team is not None:
        found = found.filter(team=team)
    rows: QuerySet[Any] = found.annotate(
        again_on=Coalesce(Subquery(reviews.values("next_review_on")[:1]), "review_on"),
        linked=Coalesce(Subquery(many, output_field=IntegerField()), 0),
    )
    return rows.order_by("-ended_on", "again_on", "pk")


def of_child(child: Person) -> QuerySet[Any]:
    """What one person has to do with places, what goes on and worries us first."""
    links = PlaceLink.objects.standing().filter(child__in=child.entries, place__struck_out_at=None)
    rows: QuerySet[Any] = links.select_related("place__team__manager", "recorded_by")
    return rows.order_by("-until_on", "-place__ended_on", "-from_on", "-pk")


def others(child: Person, on_places: list[int], worker: Worker) -> dict[int, int]:
    """For each of these places how many others this worker may open are linked with it now. One query."""
    links = PlaceLink.objects.visible_to(worker).running().filter(place__in=on_places)
    rows = links.exclude(child__in=child.entries).order_by().values("place")
    return dict(rows.annotate(many=Count("child", distinct=True)).values_list("place", "many"))
