"""Another agency's chronology, as it gave it to us: whose it is, and each of its events on its own day."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5

from sightline.people.models import Agency
from sightline.record.accuracy import WHOLE, in_words
from sightline.record.constraints import SameChild, known_as_far, not_before, one_of
from sightline.record.models.entry import ChildEntry, EntryQuerySet

if TYPE_CHECKING:
    from sightline.record.models import Person


class AgencyChronologyQuerySet(EntryQuerySet["AgencyChronology"]):
    """Chronologies that agencies gave us."""


class AgencyChronology(ChildEntry):
    """What another agency has on a child, as it was given to us on a day: one for each time that it was."""

    agency = models.CharField(max_length=20, choices=Agency)
    from_what = models.CharField(max_length=200, help_text="Whose record there, letter or list it is")
    given_on = models.DateField()

    objects = AgencyChronologyQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        verbose_name_plural = "agency chronologies"
        ordering: ClassVar = ["-given_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["id", "child", "agency", "from_what", "given_on"],
                name="agency_chronology_with_its_child",
            ),
            one_of("agency", Agency, name="agency_of_a_chronology_is_a_known_code"),
            models.CheckConstraint(condition=~Q(agency=""), name="a_chronology_is_some_agencys"),
            models.CheckConstraint(condition=~Q(from_what=""), name="a_chronology_is_taken_from_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_agency_display()}: {self.from_what}"


class Event(NamedTuple):
    """What an agency says happened, and when, as far as it says."""

    on: date
    words: str
    accuracy: str = WHOLE


class AgencyEventQuerySet(EntryQuerySet["AgencyEvent"]):
    def new_among(self, events: Iterable[Event], *, of: "Person", agency: str) -> list[Event]:
        """Those of them that this agency has not told us of this child yet, each once. One query."""
        told = self.standing().filter(child__in=of.entries, agency=agency)
        known = set(told.values_list("happened_on", "words", "accuracy"))
        each = dict.fromkeys(one._replace(words=one.words.strip()) for one in events)
        return [one for one in each if one not in known]


class AgencyEvent(ChildEntry):
    """One event of another agency's chronology, in its words, as far as it said when it happened.

    `agency`, `from_what` and `given_on` are its chronology's. An agency tells the same event once.
    """

    chronology = models.ForeignKey(AgencyChronology, on_delete=models.PROTECT, related_name="events")
    agency = models.CharField(max_length=20, choices=Agency)
    from_what = models.CharField(max_length=200)
    given_on = models.DateField()
    happened_on = models.DateField()
    accuracy = models.CharField(max_length=3, default=WHOLE, help_text="As for a birth date")
    words = models.TextField(help_text="What happened, in the agency’s words")

    objects = AgencyEventQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-happened_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild(
                "chronology",
                name="an_agency_event_is_in_the_same_childs_chronology",
                also={"agency": "agency", "from_what": "from_what", "given_on": "given_on"},
            ),
            models.CheckConstraint(condition=~Q(words=""), name="an_agency_event_says_something"),
            not_before("given_on", "happened_on", name="an_agency_tells_what_has_happened"),
            known_as_far("accuracy", "happened_on", name="the_day_of_an_agency_event_is_known_so_far"),
            models.UniqueConstraint(
                "child",
                "agency",
                "happened_on",
                "accuracy",
                MD5("words"),
                condition=Q(struck_out_at__isnull=True),
                name="an_agency_tells_an_event_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_agency_display()}, {self.when}"

    @property
    def when(self) -> str:
        """When it happened, as far as the agency said."""
        return in_words(self.happened_on, self.accuracy)
