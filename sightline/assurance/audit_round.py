"""Every audit that a worker may read, by what it waits for, and how far the readers agree."""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.assurance.agreement import Agreement, agreement
from sightline.assurance.models import Audit, Moderation
from sightline.people.models import Worker


@dataclass(frozen=True)
class Reading:
    """A first reading that is finished, and the second where there is one that is finished too."""

    audit: Audit
    second: Audit | None
    moderation: Moderation | None = None

    @property
    def grade(self) -> str | None:
        """The code of the grade that stands; None where two readers differ and nobody has moderated."""
        if self.moderation is not None:
            return self.moderation.grade
        return agreed(self.audit, self.second)

    @property
    def grade_words(self) -> str:
        return dict(Audit.Grade.choices).get(self.grade or "", "Two readers differ")


@dataclass(frozen=True)
class Readings:
    """A worker's audits under way; those waiting for a second reader, or for a moderator; and the rest."""

    mine: list[Audit]
    to_read_again: list[Audit]
    to_moderate: list[Audit]
    done: list[Reading]
    agreement: Agreement


def agreed(first: Audit, second: Audit | None) -> str | None:
    """The grade of both readers, or of the one there is; None where they differ."""
    if second is None or second.grade is None or second.grade == first.grade:
        return first.grade
    return None


def readings(worker: Worker) -> Readings:
    """What there is for this worker. Agreement is over every case read twice that they may see."""
    mine = Audit.objects.standing().filter(rater=worker, finished_at=None)
    done = finished(worker)
    waiting = [one.audit for one in done if one.second is None and one.audit.rater_id != worker.pk]
    differ = [one for one in done if one.second and one.grade is None]
    return Readings(
        list(mine.select_related("child", "referral")),
        waiting,
        [one.audit for one in differ if worker.pk not in (one.audit.rater_id, _rater(one.second))],
        done,
        agreement(pairs(done)),
    )


def _rater(audit: Audit | None) -> int | None:
    return audit.rater_id if audit else None


def finished(worker: Worker) -> list[Reading]:
    """Every first reading that is finished and that this worker may read, latest first. Three queries."""
    firsts = Audit.objects.visible_to(worker).finished().filter(second_of=None)
    ids = firsts.order_by().values("pk")
    seconds = Audit.objects.finished().filter(second_of__in=ids).select_related("rater")
    second = {one.second_of_id: one for one in seconds}
    moderated = {one.audit_id: one for one in Moderation.objects.standing().filter(audit__in=ids)}
    rows = firsts.select_related("child", "referral__team", "rater").order_by("-finished_at", "-pk")
    return [Reading(one, second.get(one.pk), moderated.get(one.pk)) for one in rows]


def pairs(done: Iterable[Reading]) -> list[tuple[str, str]]:
    """The two grades of each case that was read twice."""
    return [(one.audit.grade or "", one.second.grade or "") for one in done if one.second]
