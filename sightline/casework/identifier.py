"""Identifiers: the numbers that systems know a person by, and a name for one who came with only that."""

from datetime import date

from django.db import IntegrityError, transaction

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import Identifier, Person
from sightline.record.models.identifier import HELD_IN, NATIONAL, NHS_NUMBER, PUPIL_NUMBER

#: What stands for a given name, which no return holds. The family name is then the other system's number.
NO_NAME = "Not in the census"
#: Where a number came from that was on the record before where numbers come from was kept.
ON_THE_RECORD = "On the record before; where it came from was not kept"
WRONG = {
    NHS_NUMBER: "That is not an NHS number: it has ten digits, and the last agrees with the others. "
    "Check each digit.",
    PUPIL_NUMBER: "That is not a unique pupil number: it is a letter, eleven digits and a digit or letter, "
    "and the first letter agrees with the others. Check each one.",
}
CHECKS = (
    "the check digit of an nhs number agrees",
    "the check letter of a pupil number agrees",
    "a pupil number has thirteen characters",
)


@verb
def keep(
    child: Person,
    *,
    by: Worker,
    system: str,
    value: str,
    came_from: str,
    from_on: date | None = None,
    until_on: date | None = None,
    checked_on: date | None = None,
    checked_how: str | None = None,
) -> Identifier:
    """Keep a number by which a system knows a person, or knew them, so that it finds them.

    An NHS or pupil number that they have now is the one that they go by, unless somebody else goes by it
    (`Identifier.is_gone_by`): then it is kept as it was said, and whether the two are one is a question
    (`compliance/numbers.py`). The number that it replaces is kept with its end.
    """
    value = value.strip()
    if system in NATIONAL:
        value = value.replace(" ", "").replace("-", "").upper()
    kept = Identifier(
        recorded_by=by,
        child=child,
        system=system.strip(),
        value=value,
        came_from=came_from.strip(),
        from_on=from_on,
        until_on=until_on,
        checked_on=checked_on,
        checked_how=(checked_how or "").strip() or None,
    )
    return _written(kept)


def _written(kept: Identifier) -> Identifier:
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError as error:
        if kept.system in WRONG and any(check.replace(" ", "_") in str(error) for check in CHECKS):
            raise Refused(WRONG[kept.system]) from error
        if "a_number_is_written_once_of_a_person" in str(error):
            raise Refused("This record has that number already.") from error
        raise
    if kept.system in NATIONAL and kept.until_on is None:
        _go_by(kept)
    return kept


def _go_by(kept: Identifier) -> None:
    """Make this the number by which the person goes, unless somebody else goes by it."""
    person, field = Person.objects.select_for_update().get(pk=kept.child_id), HELD_IN[kept.system]
    before = getattr(person, field)
    if before == kept.value:
        return
    setattr(person, field, kept.value)
    changed = [field]
    if kept.system == PUPIL_NUMBER:
        person.former_upn, person.no_upn_because = before or person.former_upn, None
        changed += ["former_upn", "no_upn_because"]
    try:
        with transaction.atomic():
            person.save(update_fields=changed)
    except IntegrityError:
        return  # somebody else goes by it: what was said is kept all the same
    if before:
        _end(before, kept)


def _end(before: str, kept: Identifier) -> None:
    """The number that another takes the place of ended when that one began, as far as it is known."""
    rows = Identifier.objects.standing().filter(child=kept.child_id, system=kept.system, value=before)
    if not rows.exists():
        row = Identifier(
            recorded_by=kept.recorded_by,
            child_id=kept.child_id,
            system=kept.system,
            value=before,
            came_from=ON_THE_RECORD,
        )
        row.save(force_insert=True)
    if kept.from_on:
        open_rows = rows.filter(until_on=None).exclude(from_on__gt=kept.from_on)
        open_rows.update(until_on=kept.from_on)


@verb
def find_right(number: Identifier, *, by: Worker, on: date, how: str) -> Identifier:
    """Somebody made sure, on that day, that this number is theirs, and how. Of one person only."""
    if not how.strip():
        raise Refused("Say how it was made sure.")
    number.checked_on, number.checked_how = on, how.strip()
    number.save(update_fields=["checked_on", "checked_how"])
    return number


@verb
def put_name_right(child: Person, *, by: Worker, given_name: str, family_name: str, because: str) -> Person:
    """Give a child who was brought in without a name the name that a worker found out, and how."""
    if child.given_name != NO_NAME:
        raise Refused("This person has a name.")
    if not (given_name.strip() and family_name.strip() and because.strip()):
        raise Refused("Give both names, and say how they were found out.")
    child.given_name, child.family_name = given_name.strip(), family_name.strip()
    child.save(update_fields=["given_name", "family_name"])
    return child
