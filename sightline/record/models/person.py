"""People: everyone in the record, once. The same person may be a child today and a parent later."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Upper
from django.utils.functional import cached_property

from sightline.duties.language import Kind, Thread
from sightline.people.models import WHOLE_AUTHORITY, Role, Worker
from sightline.record import identity, lending
from sightline.record.codes import Disability, Ethnicity, NoPupilNumber, Sex
from sightline.record.constraints import all_of, alone, not_before, one_of
from sightline.record.milestones import Fact
from sightline.record.models.entry import Entry, EntryQuerySet


def _parts(worker: Worker) -> models.QuerySet[Any, Any]:
    """The referrals in which this worker has a part beside the lead."""
    from sightline.record.models.allocation import SecondaryWorker

    return SecondaryWorker.objects.standing().filter(worker=worker, until_on=None).values("referral")


def _joined_with(people: models.QuerySet[Any, Any]) -> Q:
    """The other entries for these people."""
    from sightline.record.models.same_person import SamePerson

    one = SamePerson.objects.one()
    kept, set_aside = one.filter(child__in=people), one.filter(kept__in=people)
    return Q(pk__in=kept.values("kept")) | Q(pk__in=set_aside.values("child"))


class EighteenthBirthday(models.Func):
    """The day a person born on this day becomes an adult."""

    template = "(%(expressions)s + interval '18 years')::date"
    output_field = models.DateField()


def a_pupil_number(field: str, *, name: str) -> models.CheckConstraint:
    """A unique pupil number is a letter, eleven digits, and a digit or letter."""
    written = Q(**{f"{field}__regex": r"^[A-Z][0-9]{11}[0-9A-Z]$"})
    return models.CheckConstraint(condition=Q(**{f"{field}__isnull": True}) | written, name=name)


class PersonQuerySet(EntryQuerySet["Person"]):
    child_lookup = "pk"

    def visible_to(self, worker: Worker) -> Self:
        """The people whose record this worker may open.

        Chairs, auditors and directors work across the authority. Anyone else sees the people their own work
        is about: referrals held by their team or allocated to them, contacts their team holds, what is lent
        to them (`record.lending`), and the families of those children; and the children opened to them for a
        time. Inspectors see those alone. Analysts see counts, never a child.
        """
        if worker.role in WHOLE_AUTHORITY:
            return self
        from sightline.record.models.opening import Opening

        opened = Q(pk__in=Opening.objects.now().filter(worker=worker).values("child"))
        if worker.role == Role.INSPECTOR:
            return self.filter(opened)
        from sightline.record.models.contact import ContactChild
        from sightline.record.models.referral import Referral

        own = Q(allocations__worker=worker) | Q(pk__in=_parts(worker))
        if worker.team_id is not None:
            own |= Q(team=worker.team_id)
        children = Referral.objects.standing().filter(own).values("child")
        contacts = ContactChild.objects.standing().filter(contact__team=worker.team_id).values("child")
        lent = RawSQL(lending.CHILDREN, [worker.pk])  # noqa: S611 - the words are ours, the worker a parameter
        known = Q(pk__in=children) | Q(pk__in=lent)
        if worker.team_id is not None:
            known |= Q(pk__in=contacts)
        from sightline.record.models.family import FamilyMember

        members = FamilyMember.objects.standing()
        families = members.filter(child__in=Person.objects.filter(known)).values("family")
        theirs = known | opened | Q(pk__in=members.filter(family__in=families).values("child"))
        return self.filter(theirs | _joined_with(Person.objects.filter(theirs)))


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
    expected_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
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

    thread = Thread.CHILD
    child_is = "id"
    milestones: ClassVar = {
        Kind.CHILD_BORN: Fact("born_on"),
        Kind.CHILD_TURNED_18: Fact(EighteenthBirthday("born_on")),
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
            one_of("sex", Sex, name="person_sex_is_a_known_code"),
            one_of("ethnicity", Ethnicity, name="person_ethnicity_is_a_known_code"),
            models.CheckConstraint(
                condition=Q(nhs_number__isnull=True) | Q(nhs_number__regex=r"^[0-9]{10}$"),
                name="an_nhs_number_has_ten_digits",
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

    @cached_property
    def entries(self) -> tuple[int, ...]:
        """Every number under which this one person stands in the record, this one first."""
        return identity.entries([self.pk])[self.pk]

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

    objects = ResidenceQuerySet.as_manager()

    class Meta(Entry.Meta):
        indexes: ClassVar = [models.Index(Upper("postcode"), name="people_by_postcode")]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            not_before("until_on", "from_on", name="nobody_leaves_home_before_moving_in"),
        ]

    def __str__(self) -> str:
        return f"{self.address}, {self.postcode}"

    @property
    def place(self) -> tuple[str, str]:
        """The home itself, however it is written: two people with one place lived together."""
        return " ".join(self.address.lower().replace(",", " ").split()), self.postcode
