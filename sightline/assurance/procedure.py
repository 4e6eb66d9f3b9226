"""Procedures: written, brought into force, read. Which version was in force on a day is computed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.assurance.models import Procedure, ProcedureReading, ProcedureVersion
from sightline.casework.verb import Refused, verb
from sightline.duties.book import AREAS
from sightline.people.models import EVERYBODY, LEADS_PRACTICE, Role, Worker
from sightline.record.at_once import Part, at_once
from sightline.record.models.entry import Entry

READS_PROCEDURES = EVERYBODY - {Role.INSPECTOR}
NOT_KEEPERS = "The director, a service manager or an auditor keeps the procedures."


@verb(may=LEADS_PRACTICE, refused=NOT_KEEPERS)
def write(*, by: Worker, title: str, area: str, owner: Worker) -> Procedure:
    """A procedure has a title, an area of practice and an owner in post; what it says is in its versions."""
    if area not in AREAS:
        raise Refused("Choose an area of practice.")
    if owner.left_on is not None:
        raise Refused(f"{owner} left on {owner.left_on:%-d %B %Y}.")
    return Procedure.objects.create(recorded_by=by, title=title.strip(), area=area, owner=owner)


@verb(may=READS_PROCEDURES, refused=NOT_KEEPERS)
def bring_into_force(
    procedure: Procedure,
    *,
    by: Worker,
    in_force_from_on: date,
    review_by_on: date,
    legal_basis: str,
    words: str,
    changed: str = "",
) -> ProcedureVersion:
    """A new version holds from a day on. The one before stays, for the work that was done under it."""
    if by.pk != procedure.owner_id and by.role not in LEADS_PRACTICE:
        raise Refused(f"{procedure.owner} keeps this procedure.")
    return ProcedureVersion.objects.create(
        recorded_by=by,
        procedure=procedure,
        in_force_from_on=in_force_from_on,
        review_by_on=review_by_on,
        legal_basis=legal_basis.strip(),
        words=words.strip(),
        changed=changed.strip(),
    )


@verb(may=READS_PROCEDURES, refused="An inspector writes nothing here.")
def say_read(version: ProcedureVersion, *, by: Worker, on: date) -> ProcedureReading:
    """A worker says that they have read and understood this version."""
    if version.in_force_from_on > on:
        raise Refused("This version is not in force yet.")
    return ProcedureReading.objects.create(recorded_by=by, version=version, read_on=on)


def every_version() -> Part:
    """The versions of all procedures, oldest first."""
    versions = ProcedureVersion.objects.standing().filter(procedure__struck_out_at=None)
    return versions.select_related("procedure").order_by("in_force_from_on", "pk")


class InForce:
    """Every version of every procedure, asked for one area and one day. One query."""

    def __init__(self, versions: Iterable[ProcedureVersion] | None = None) -> None:
        self._of: dict[str, list[ProcedureVersion]] = defaultdict(list)
        for version in versions if versions is not None else every_version():
            self._of[version.procedure.area].append(version)

    def on(self, area: str, day: date) -> list[ProcedureVersion]:
        """The version of each procedure about that area that was in force on that day."""
        latest = {one.procedure_id: one for one in self._of.get(area, ()) if one.in_force_from_on <= day}
        return sorted(latest.values(), key=lambda one: (one.procedure.title, one.pk))

    def over(self, entry: Entry, day: date) -> list[ProcedureVersion]:
        """What was in force, on that day, over work of this kind."""
        return self.on(type(entry).__module__.rsplit(".", 1)[1], day)

    def today(self, on: date) -> list[ProcedureVersion]:
        """Every version in force on that day, by title."""
        found = [version for area in self._of for version in self.on(area, on)]
        return sorted(found, key=lambda one: (one.procedure.title, one.pk))


@dataclass(frozen=True)
class Kept:
    """One procedure as it stands on a day: the version in force, and whether its review is past its day."""

    version: ProcedureVersion
    past_review: bool
    read_by: int
    """How many of those who work here today have said that they read it."""


def kept(*, on: date) -> list[Kept]:
    """Every procedure with a version in force, those past their review first. One query."""
    readings = ProcedureReading.objects.standing().filter(
        version__in=every_version().order_by().values("pk"), recorded_by__left_on=None, read_on__lte=on
    )
    asked = at_once({"versions": every_version(), "read": readings.values_list("version", "recorded_by")})
    versions = InForce(asked["versions"]).today(on)
    return sorted(
        _kept(versions, asked["read"], on),
        key=lambda one: (not one.past_review, one.version.review_by_on, one.version.pk),
    )


def _kept(versions: list[ProcedureVersion], readings: list[tuple[int, int]], on: date) -> Iterable[Kept]:
    read: dict[int, set[int]] = defaultdict(set)
    for version, worker in readings:
        read[version].add(worker)
    return [Kept(one, one.review_by_on < on, len(read[one.pk])) for one in versions]
