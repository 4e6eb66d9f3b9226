"""Places and groups as they stand: when each is looked at next, and who is linked, as far as one may see."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sightline.people.models import Team, Worker
from sightline.record.models import Person, Place, PlaceAction, PlaceLink, PlaceReview
from sightline.record.models.place import PlaceKind


def places(worker: Worker, words: str = "", *, team: Team | None = None) -> QuerySet[Any]:
    """Every place, those that worry us first and of those whichever is to be looked at soonest.

    Each with `again_on`, the day by which it is looked at again, and `linked`, how many people are linked
    with it now whom this worker may open: of the others not even the number is told. `words` are sought in
    everything that is written of the place itself: no search of people's records finds it.
    """
    reviews = PlaceReview.objects.standing().filter(place=OuterRef("pk")).order_by("-reviewed_on", "-pk")
    links = PlaceLink.objects.visible_to(worker).running().filter(place=OuterRef("pk")).order_by()
    many = links.values("place").annotate(many=Count("child", distinct=True)).values("many")
    found: Any = Place.objects.visible_to(worker).standing().select_related("team__manager")
    for word in words.split():
        found = found.filter(_says(word))
    if team is not None:
        found = found.filter(team=team)
    rows: QuerySet[Any] = found.annotate(
        again_on=Coalesce(Subquery(reviews.values("next_review_on")[:1]), "review_on"),
        linked=Coalesce(Subquery(many, output_field=IntegerField()), 0),
    )
    return rows.order_by("-ended_on", "again_on", "pk")


def _says(word: str) -> Q:
    """Whether a word stands in what is written of a place, of what is done about it, or of a review."""
    said = Q(kind__in=[value for value, label in PlaceKind.choices if word.lower() in label.lower()])
    for field in ("name", "address", "postcode", "worry", "came_from", "ended_because"):
        said |= Q(**{f"{field}__icontains": word})
    done = Q(what__icontains=word) | Q(outside__icontains=word) | Q(evidence__icontains=word)
    actions = PlaceAction.objects.standing().filter(done)
    reviews = PlaceReview.objects.standing().filter(found__icontains=word)
    return said | Q(pk__in=actions.values("place")) | Q(pk__in=reviews.values("place"))


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
