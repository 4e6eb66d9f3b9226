"""People: everyone in the record, once. The same person may be a child today and a parent later."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Upper
from django.utils.functional import cached_property

from sightline.duties.language import Kind, Thread
from sightline.record import identity
from sightline.record.accuracy import WHOLE, in_words
from sightline.record.codes import Disability, Ethnicity, NoPupilNumber, Sex
from sightline.record.constraints import all_of, alone, known_as_far, not_before, one_of
from sightline.record.milestones import Fact
from sightline.record.models.entry import Entry, EntryQuerySet
from sightline.record.models.identifier import HELD_IN, Identifier, passes


class EighteenthBirthday(models.Func):
    """The day a person becomes an adult, who was born on a day known this well: of the days that it can be,
    the last, so that nobody is taken for an adult who may be a child.
    """

    function = "record_adult_on"
    arity = 2
    output_field = models.DateField()


def a_pupil_number(field: str, *, name: str) -> models.CheckConstraint:
    """A unique pupil number is a letter, eleven digits, and a digit or letter."""
    written = Q(**{f"{field}__regex": r"^[A-Z][0-9]{11}[0-9A-Z]$"})
    return models.CheckConstraint(condition=Q(**{f"{field}__isnull": True}) | written, name=name)


RESTRICTED = RawSQL("record_person.id = ANY (record_restricted())", [], models.BooleanField())


class PersonQuerySet(EntryQuerySet["Person"]):
    """People. Whose record a worker may open is said by `record/sight.py`."""

    child_lookup = "pk"

    def with_number(self, system: str, value: str) -> Self:
        """Whoever stands in the record and is known by this number of this system."""
        said = Identifier.objects.standing().filter(system=system, value=value).values("child")
        here = Q(**{HELD_IN[system]: value}) if system in HELD_IN else Q()
        return self.standing().filter(Q(pk__in=said) | here if here else Q(pk__in=said))

    def with_entries(self) -> Self:
        """Each with every number that they stand under (`Person.entries`), and whether the record is
        restricted, in the same query.
        """
        return self.annotate(also=RawSQL("record_also(ARRAY[record_person.id])", []), restricted=RESTRICTED)


class Person(Entry):
    """One person: a child, a parent, a carer, anyone around a child.

    A child not yet born has the expected day of birth instead of the birthday. Names are as the person gives
    them; `chosen_name` is what they want to be called.
    """

    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    chosen_name = models.CharField(max_length=100, blank=True)
    other_names = models.CharField(max_length=200, blank=True, help_text="Former names and names also used")
    born_on = models.DateField(null=True, blank=True)
    born_accuracy = models.CharField(
        max_length=3,
        default=WHOLE,
        db_default=WHOLE,
        help_text="Of day, month and year: A known, E estimated, U not known",
    )
    expected_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    died_accuracy = models.CharField(
        max_length=3, default=WHOLE, db_default=WHOLE, help_text="As for the birth date"
    )
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    ethnicity = models.CharField(max_length=4, choices=Ethnicity, default=Ethnicity.NOT_YET_KNOWN)
    nhs_number = models.CharField(max_length=10, null=True, blank=True, unique=True)
    upn = models.CharField(max_length=13, null=True, blank=True, unique=True)
    former_upn = models.CharField(max_length=13, null=True, blank=True)
    no_upn_because = models.CharField(max_length=3, choices=NoPupilNumber, null=True, blank=True)
    disabilities = ArrayField(models.CharField(max_length=4, choices=Disability), default=list, blank=True)
    language = models.CharField(
        max_length=60, blank=True, help_text="First language, and any interpreter needed"
    )
    objects = PersonQuerySet.as_manager()

    also_written = "true"
    beside = frozenset({"identity", "history", "warnings", "existence"})

    thread = Thread.CHILD
    child_is = "id"
    milestones: ClassVar = {
        Kind.CHILD_BORN: Fact("born_on"),
        Kind.CHILD_TURNED_18: Fact(EighteenthBirthday("born_on", "born_accuracy")),
        Kind.CHILD_DIED: Fact("died_on"),
    }

    class Meta(Entry.Meta):
        ordering: ClassVar = ["family_name", "given_name", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["born_on"], name="people_by_birthday"),
        ]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(born_on__isnull=True) | Q(expected_on__isnull=True),
                name="a_person_is_born_or_expected",
            ),
            not_before("died_on", "born_on", name="nobody_dies_before_birth"),
            known_as_far("born_accuracy", "born_on", name="a_birth_date_is_known_so_far"),
            known_as_far("died_accuracy", "died_on", name="a_day_of_death_is_known_so_far"),
            one_of("sex", Sex, name="person_sex_is_a_known_code"),
            one_of("ethnicity", Ethnicity, name="person_ethnicity_is_a_known_code"),
            models.CheckConstraint(
                condition=Q(nhs_number__isnull=True) | Q(nhs_number__regex=r"^[0-9]{10}$"),
                name="an_nhs_number_has_ten_digits",
            ),
            models.CheckConstraint(
                condition=Q(nhs_number__isnull=True) | passes("record_is_nhs_number", "nhs_number"),
                name="an_nhs_numbers_check_digit_agrees",
            ),
            a_pupil_number("upn", name="a_pupil_number_has_thirteen_characters"),
            a_pupil_number("former_upn", name="a_former_pupil_number_has_thirteen_characters"),
            models.CheckConstraint(
                condition=Q(upn__isnull=True) | Q(no_upn_because__isnull=True),
                name="a_pupil_number_that_is_known_is_not_missing",
            ),
            one_of("no_upn_because", NoPupilNumber, name="no_upn_because_is_a_known_code"),
            all_of("disabilities", Disability, name="disabilities_are_known_codes"),
            alone("disabilities", Disability.NONE, name="no_disability_stands_alone"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What to call them: the chosen name where there is one, then the family name."""
        return f"{self.chosen_name or self.given_name} {self.family_name}"

    @property
    def born_in_words(self) -> str:
        """The birth date as far as it is known; empty where it is not."""
        return in_words(self.born_on, self.born_accuracy) if self.born_on else ""

    @cached_property
    def entries(self) -> tuple[int, ...]:
        """Every number under which this one person stands in the record, this one first."""
        also = vars(self).get("also")
        return identity.entries([self.pk])[self.pk] if also is None else (self.pk, *sorted(also))

    def age(self, *, on: date) -> int | None:
        """Whole years on that day; nothing where the birthday is unknown or still to come."""
        if self.born_on is None or self.born_on > on:
            return None
        return on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))


class ResidenceQuerySet(EntryQuerySet["Residence"]):
    child_lookup = "child"

    def on(self, day: date) -> Self:
        """Where people lived on that day."""
        return self.standing().filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


class Residence(Entry):
    """Where a person lived, from when to when. `child` is whoever lived there, child or adult."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residences")
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=8)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    uprn = models.CharField(
        max_length=12, blank=True, default="", db_default="", help_text="Unique property reference number"
    )

    objects = ResidenceQuerySet.as_manager()

    beside = frozenset({"whereabouts", "history", "warnings"})

    class Meta(Entry.Meta):
        indexes: ClassVar = [
            models.Index(Upper("postcode"), name="people_by_postcode"),
            models.Index(
                fields=["postcode"], name="homes_at_a_postcode"
            ),  # `upper` might tell of hidden rows
        ]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            not_before("until_on", "from_on", name="nobody_leaves_home_before_moving_in"),
            models.CheckConstraint(
                condition=Q(uprn="") | Q(uprn__regex=r"^[1-9][0-9]{0,11}$"),
                name="a_property_number_has_up_to_twelve_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}, {self.postcode}"

    @property
    def place(self) -> tuple[str, str]:
        """The home itself, however it is written: two people with one place lived together."""
        return " ".join(self.address.lower().replace(",", " ").split()), self.postcode
