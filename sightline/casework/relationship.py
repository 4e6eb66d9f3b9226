"""Relationships: who people are to one another, as somebody says, and who says that it is not so."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import Person, Relationship


@verb
def relate(
    child: Person,
    other: Person,
    *,
    by: Worker,
    relation: str,
    said_by: str,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Relationship:
    """`other` is this to `child`: a parent, a brother, a partner; by whose account, and since when."""
    return Relationship.objects.create(
        recorded_by=by,
        child=child,
        other=other,
        relation=relation,
        said_by=said_by.strip(),
        from_on=from_on,
        until_on=until_on,
    )


@verb
def dispute(relationship: Relationship, *, by: Worker, disputed_by: str, because: str) -> Relationship:
    """Somebody says that it is not so; both accounts stand, and whoever reads one reads the other."""
    relationship.disputed_by, relationship.disputed_because = disputed_by.strip(), because.strip()
    relationship.save(update_fields=["disputed_by", "disputed_because"])
    return relationship


@verb
def end(relationship: Relationship, *, by: Worker, on: date) -> Relationship:
    """They were this to one another until that day."""
    relationship = Relationship.objects.select_for_update().get(pk=relationship.pk)
    if relationship.until_on is not None:
        raise Refused("This has ended already.")
    relationship.until_on = on
    relationship.save(update_fields=["until_on"])
    return relationship
