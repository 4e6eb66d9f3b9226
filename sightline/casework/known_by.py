"""What a person is known by: other names, and a birth date as far as it is known."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record import accuracy as known
from sightline.record.models import OtherName, Person


@verb
def add_name(
    person: Person,
    *,
    by: Worker,
    given_name: str,
    family_name: str,
    use: str,
    said_by: str,
    from_on: date | None = None,
    until_on: date | None = None,
) -> OtherName:
    """Write down another name that somebody is or was known by: search finds them by it at once."""
    if not given_name.strip() and not family_name.strip():
        raise Refused("Give a given name, a family name or both.")
    return OtherName.objects.create(
        recorded_by=by,
        child=person,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        use=use,
        said_by=said_by.strip(),
        from_on=from_on,
        until_on=until_on,
    )


@verb
def end_name(name: OtherName, *, by: Worker, on: date) -> OtherName:
    """They were known by this name until that day; it finds them still."""
    name.until_on = on
    name.save(update_fields=["until_on"])
    return name


@verb
def put_birth_date_right(
    person: Person, *, by: Worker, on: date, accuracy: str = known.WHOLE, because: str
) -> Person:
    """The birth date as far as it is known now, and how it was found out; what is not known is the first."""
    if not known.fits(on, accuracy):
        raise Refused("Of a birth date the day, or the day and the month, may not be known.")
    if not because.strip():
        raise Refused("Say how it was found out.")
    person.born_on, person.born_accuracy, person.expected_on = on, accuracy, None
    person.save(update_fields=["born_on", "born_accuracy", "expected_on"])
    return person
