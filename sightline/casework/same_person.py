"""Two entries for one person: joined the same day, whatever is open in either, and parted just as easily."""

from datetime import date

from sightline.casework.entry import strike_out
from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Worker
from sightline.record import identity
from sightline.record.models import Person, SamePerson

NOT_MANAGERS = "Only a manager says that two entries are of one person, or that they are not."


@verb(may=MANAGERS, refused=NOT_MANAGERS)
def join(child: Person, kept: Person, *, by: Worker, on: date, because: str) -> SamePerson:
    """These two entries are of one person; `kept` is the one whose name is used. No row moves.

    Whatever is open in either stays open: what two plans ask is asked of one child. A judgement that they
    were two people is taken back by this one. Nobody is let into a record by it: whoever may open one of the
    two reads that one.
    """
    child_entries, tops = identity.entries([child.pk])[child.pk], identity.kept([child.pk, kept.pk])
    if kept.pk in child_entries and kept.pk != child.pk:
        raise Refused("These two entries are joined already.")
    before = SamePerson.objects.standing().filter(child__in=[child, kept], kept__in=[child, kept])
    for judgement in before:
        strike_out(judgement, by=by, because=because)
    return SamePerson.objects.create(
        recorded_by=by,
        child_id=tops.get(child.pk, child.pk),
        kept_id=tops.get(kept.pk, kept.pk),
        judged_on=on,
        because=because.strip(),
    )


@verb(may=MANAGERS, refused=NOT_MANAGERS)
def tell_apart(child: Person, other: Person, *, by: Worker, on: date, because: str) -> SamePerson:
    """These two entries were looked at and are of two people: they are not suggested again."""
    if other.pk in identity.entries([child.pk])[child.pk][1:]:
        raise Refused("These two entries are joined: part them first.")
    return SamePerson.objects.create(
        recorded_by=by, child=child, kept=other, are_one=False, judged_on=on, because=because.strip()
    )


@verb(may=MANAGERS, refused=NOT_MANAGERS)
def part(judgement: SamePerson, *, by: Worker, because: str) -> SamePerson:
    """The judgement was wrong: each entry has again just what was written under it."""
    strike_out(judgement, by=by, because=because)
    return judgement
