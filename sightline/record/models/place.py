"""Places and groups of young people: where harm outside the family happens, and what is done about it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from sightline.people.models import OPENS_CHILDREN
from sightline.record.constraints import not_before, one_of, paired
from sightline.record.models.entry import ChildEntry, Entry, EntryQuerySet, Model
from sightline.record.models.to_do import ToDo
from sightline.record.sight import Reader
from sightline.record.work import Work


class PlaceKind(models.TextChoices):
    OUTDOORS = "outdoors", "A park, a street or an open space"
    SHOP = "shop", "A shop, a takeaway or a café"
    TRANSPORT = "transport", "A station, a stop or other transport"
    SCHOOL = "school", "A school, or outside its gate"
    HOME = "home", "A house or a flat"
    LODGING = "lodging", "A hotel or another place to stay"
    ONLINE = "online", "A place online"
    GROUP = "group", "A group of young people"
    OTHER = "other", "Another place"


class PlaceRole(models.TextChoices):
    GOES = "goes", "Goes there"
    HARMED = "harmed", "Was harmed there"
    DRAWS = "draws", "Draws others there"
    LIVES = "lives", "Lives there"
    WORKS = "works", "Works there"


class AboutPlaceQuerySet(EntryQuerySet[Model]):
    """Entries about a place and about no child: whoever may come to open a child's record sees them."""

    child_lookup = ""

    def in_sight_of(self, reader: Reader) -> Any:
        return reader.is_one_of(OPENS_CHILDREN)


class PlaceQuerySet(AboutPlaceQuerySet["Place"]):
    def of_concern(self) -> Self:
        """Those that worry us still."""
        return self.standing().filter(ended_on=None)


class Place(Entry):
    """A place, or a group of young people, that worries us: what worries us there, since when, until when.

    It is an entry of its own, about no child. `team` answers for it, that is, its manager; when it is looked
    at again is said by the latest review, or by `review_on` until there is one.
    """

    Kind = PlaceKind

    kind = models.CharField(max_length=12, choices=PlaceKind)
    name = models.CharField(max_length=99, help_text="What it is called, by those who go there")
    address = models.CharField(max_length=200, blank=True, help_text="Where it is, in words")
    postcode = models.CharField(max_length=8, blank=True)
    worry = models.TextField(help_text="What worries us there; no child’s name")
    worried_on = models.DateField()
    came_from = models.CharField(max_length=200, help_text="Who told us, or what we had it from")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="places")
    review_on = models.DateField(help_text="When it is to be looked at again, if nobody looks sooner")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_because = models.TextField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    work = Work(
        "Place of concern", open=Q(ended_on=None), since="worried_on", team="team", child="", opens="place"
    )

    class Meta(Entry.Meta):
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            one_of("kind", PlaceKind, name="kind_of_place_is_a_known_code"),
            models.CheckConstraint(condition=~Q(kind=""), name="a_place_is_of_some_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="a_place_has_a_name"),
            models.CheckConstraint(condition=~Q(worry=""), name="a_place_says_what_worries_us"),
            models.CheckConstraint(condition=~Q(came_from=""), name="somebody_told_us_of_a_place"),
            not_before("review_on", "worried_on", name="a_place_is_looked_at_again_later"),
            not_before("ended_on", "worried_on", name="a_worry_about_a_place_ends_after_it_begins"),
            paired(
                "ended_on", "ended_by", "ended_because", name="a_worry_about_a_place_is_ended_by_whom_and_why"
            ),
            models.CheckConstraint(
                condition=Q(ended_because__isnull=True) | ~Q(ended_because=""),
                name="a_worry_about_a_place_ends_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """Where it is, in words and by its postcode; empty where nobody said."""
        return ", ".join(filter(None, (self.address, self.postcode)))


class PlaceLinkQuerySet(EntryQuerySet["PlaceLink"]):
    def running(self) -> Self:
        """Those that nobody has ended."""
        return self.standing().filter(until_on=None)


class PlaceLink(ChildEntry):
    """One person, child or adult, and one place or group: what they have to do with it, from when to when.

    It is in that person's record, and nobody sees it, or counts it, who may not open them.
    """

    Role = PlaceRole

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="links")
    role = models.CharField(max_length=8, choices=PlaceRole)
    what = models.TextField(blank=True, help_text="What happens there, for this person")
    came_from = models.CharField(max_length=200, help_text="Who told us, or what we had it from")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = PlaceLinkQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-from_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            one_of("role", PlaceRole, name="part_in_a_place_is_a_known_code"),
            models.CheckConstraint(condition=~Q(role=""), name="a_link_with_a_place_says_what_part"),
            models.CheckConstraint(
                condition=~Q(came_from=""), name="somebody_told_us_of_a_link_with_a_place"
            ),
            not_before("until_on", "from_on", name="a_link_with_a_place_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["child", "place", "role"],
                condition=Q(struck_out_at__isnull=True, until_on__isnull=True),
                name="somebody_has_one_such_part_in_a_place_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.get_role_display().lower()}"


class PlaceActionQuerySet(AboutPlaceQuerySet["PlaceAction"]):
    def awaited(self) -> Self:
        """What is still to be done about places that worry us."""
        return self.standing().filter(finished_on=None, place__ended_on=None, place__struck_out_at=None)


class PlaceAction(ToDo, Entry):
    """Something to be done about a place: by a worker, by somebody elsewhere, or by the team that answers."""

    otherwise: ClassVar[str] = "Whoever answers for the place"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField()

    objects = PlaceActionQuerySet.as_manager()

    work = Work(
        "Action about a place",
        open=Q(finished_on=None, place__ended_on=None, place__struck_out_at=None),
        since="agreed_on",
        worker="owner",
        team="place__team",
        child="",
        opens="place-action-finish",
    )

    class Meta(Entry.Meta):
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [*Entry.Meta.constraints, *ToDo.Meta.constraints]


class PlaceReviewQuerySet(AboutPlaceQuerySet["PlaceReview"]):
    """Reviews of places."""


class PlaceReview(Entry):
    """Somebody looked at a place again: what has changed there, what has not, and when it is next."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    found = models.TextField(help_text="What has changed there, and what has not")
    next_review_on = models.DateField()

    objects = PlaceReviewQuerySet.as_manager()

    class Meta(Entry.Meta):
        ordering: ClassVar = ["-reviewed_on", "-pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=~Q(found=""), name="a_review_of_a_place_finds_something"),
            not_before("next_review_on", "reviewed_on", name="a_place_is_looked_at_next_after_this"),
        ]

    def __str__(self) -> str:
        return f"{self.place} looked at again on {self.reviewed_on:%-d %B %Y}"
