"""People and families: adding someone to the record, where they live, and who they are to one another."""

from collections.abc import Iterable
from datetime import date

from sightline.casework.verb import verb
from sightline.people.models import Worker
from sightline.record.accuracy import WHOLE
from sightline.record.codes import Ethnicity, Sex
from sightline.record.models import Family, FamilyMember, Person, Residence


@verb
def add_person(
    *,
    by: Worker,
    given_name: str,
    family_name: str,
    chosen_name: str = "",
    other_names: str = "",
    born_on: date | None = None,
    expected_on: date | None = None,
    sex: str = Sex.UNKNOWN,
    ethnicity: str = Ethnicity.NOT_YET_KNOWN,
    nhs_number: str | None = None,
    upn: str | None = None,
    former_upn: str | None = None,
    no_upn_because: str | None = None,
    disabilities: Iterable[str] = (),
    language: str = "",
) -> Person:
    """Add a person who is not in the record yet: search first, so that nobody is in it twice."""
    return Person.objects.create(
        recorded_by=by,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        chosen_name=chosen_name.strip(),
        other_names=other_names.strip(),
        born_on=born_on,
        expected_on=expected_on,
        sex=sex,
        ethnicity=ethnicity,
        nhs_number=nhs_number or None,
        upn=upn or None,
        former_upn=former_upn or None,
        no_upn_because=no_upn_because or None,
        disabilities=list(disabilities),
        language=language,
    )


@verb
def record_birth(person: Person, *, by: Worker, on: date, sex: str) -> Person:
    """A child who was expected is born."""
    person.born_on, person.expected_on, person.sex = on, None, sex
    person.born_accuracy = WHOLE
    person.save(update_fields=["born_on", "born_accuracy", "expected_on", "sex"])
    return person


@verb
def record_death(person: Person, *, by: Worker, on: date) -> Person:
    """The person died on that day."""
    person.died_on = on
    person.save(update_fields=["died_on"])
    return person


@verb
def record_pupil_number(
    person: Person, *, by: Worker, upn: str | None = None, no_upn_because: str | None = None
) -> Person:
    """The child's unique pupil number, or why there is none; the number that it replaces is kept."""
    if upn and person.upn and upn != person.upn:
        person.former_upn = person.upn
    person.upn, person.no_upn_because = upn or None, no_upn_because or None
    person.save(update_fields=["upn", "former_upn", "no_upn_because"])
    return person


@verb
def record_disabilities(person: Person, *, by: Worker, disabilities: Iterable[str]) -> Person:
    """Which disabilities the child has: `NONE` alone where somebody found out that there are none."""
    person.disabilities = list(disabilities)
    person.save(update_fields=["disabilities"])
    return person


@verb
def move_home(
    person: Person, *, by: Worker, address: str, postcode: str, on: date, uprn: str = ""
) -> Residence:
    """The person lives here from that day; wherever they lived until then ends on it.

    `uprn` is the property's unique number, where it is known.
    """
    earlier = Residence.objects.standing().filter(child=person, until_on__isnull=True, from_on__lte=on)
    earlier.update(until_on=on)
    return Residence.objects.create(
        recorded_by=by,
        child=person,
        address=address.strip(),
        postcode=postcode.strip().upper(),
        from_on=on,
        uprn=uprn.strip().lstrip("0"),
    )


@verb
def form_family(
    *, by: Worker, name: str, members: Iterable[tuple[Person, str]], on: date | None = None
) -> Family:
    """Begin a family's page with these people in these places (`FamilyMember.Place`)."""
    family = Family.objects.create(recorded_by=by, name=name)
    for person, place in members:
        FamilyMember.objects.create(recorded_by=by, family=family, child=person, place=place, from_on=on)
    return family


@verb
def join_family(
    family: Family, person: Person, *, by: Worker, place: str, on: date | None = None
) -> FamilyMember:
    """Add a person to a family, in that place in it, from that day where it is known."""
    return FamilyMember.objects.create(recorded_by=by, family=family, child=person, place=place, from_on=on)
