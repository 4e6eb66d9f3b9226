"""What auditors and inspectors are doing in the authority of `world.py`, told with verbs.

Nadia is reading Mia’s case. Ivy’s was read by Nadia and again by Tess, who differ; Nadia’s grade asked for
a check. The director began an inspection, to which Owen came; a concern was raised in it about Leo.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sightline.assurance import audit, inspection
from sightline.assurance.audit import Answer
from sightline.assurance.models import Audit, Inspection, SafetyCheck
from sightline.assurance.models.audit import Question
from sightline.people.models import Role, Worker
from sightline.record.models import Person, Referral
from tests.web.world import NOW, TODAY, World

#: Pages about audits and inspections. Each has a test of its own that says who opens it.
AUDITS = {"audits", "audit", "audit-new", "audit-read", "audit-finish", "audit-moderate", "audit-reply"}
AUDITS |= {"safety-check", "safety-hand-on", "safety-note", "safety-made"}
AUDITS |= {"inspections", "inspection", "inspection-new", "inspection-add", "inspection-finding"}
AUDITS |= {"inspection-child", "inspection-concern"}
LISTS = {"annex-a", "annex-a-day", "annex-a-list"}
#: Addresses that only take what was pressed.
PRESSED = {"audit-again", "inspection-end", "inspection-read", "annex-a-workbook"}
#: Those of them at which nothing is written.
ONLY_LOOKED_AT = {"audits", "audit", "safety-check", "inspections", "inspection", "inspection-child"}
ONLY_LOOKED_AT |= {"annex-a-day", "annex-a-list"}
#: Those that only whoever reads the case may open.
READERS_OWN = {"audit-read", "audit-finish"}
LONG_AFTER = date(2035, 1, 1)
"""A last day that the database's own clock has not reached."""


@dataclass
class Audited:
    """The rows that the addresses hold."""

    nadia: Worker
    reading: Audit
    differing: Audit
    check: SafetyCheck
    inspection: Inspection
    concern: SafetyCheck


def somebody(name: str, role: Role) -> Worker:
    """The worker of that name, made where there is none."""
    email = f"{name.split()[0].lower()}@exampleshire.example"
    found = Worker.objects.filter(email=email).first()
    return found or Worker.objects.create_user(email, "a quiet place to read", name=name, role=role)


def case_of(child: Person) -> Referral:
    return Referral.objects.filter(child=child).latest("received_on")


def answers(grade: str = "good") -> dict[str, Answer]:
    """An answer to every question."""
    return {question.value: Answer(grade, f"The record shows it: {question.value}") for question in Question}


def read(made: Audit, rater: Worker, grade: str) -> Audit:
    """Every question answered, and a grade given, at ten o'clock."""
    audit.answer(
        made,
        by=rater,
        answers=answers(),
        difference_made="Ivy has breakfast and a bed of her own.",
        strengths="Amina asked Ivy what she was afraid of, and wrote it down.",
        to_do="See Ivy at home tonight.",
    )
    return audit.finish(made, by=rater, at=NOW, grade=grade)


def audited(world: World) -> Audited:
    """All of it; the same each time that it is asked for in a test."""
    nadia, tess = somebody("Nadia Osei", Role.AUDITOR), somebody("Tess Amadi", Role.AUDITOR)
    if Audit.objects.exists():
        return Audited(
            nadia,
            Audit.objects.get(rater=nadia, finished_at=None),
            Audit.objects.get(rater=nadia, finished_at=NOW),
            SafetyCheck.objects.get(inspection=None),
            Inspection.objects.get(),
            SafetyCheck.objects.exclude(inspection=None).get(),
        )
    ivys = audit.begin(case_of(world.ivy), by=nadia, on=TODAY, because="Drawn in March’s sample")
    first = read(ivys, nadia, "inadequate")
    read(audit.read_again(first, by=tess, on=TODAY), tess, "good")
    reading = audit.begin(world.referral, by=nadia, on=TODAY, because="Drawn in March’s sample")
    begun = inspected(world)
    concern = inspection.raise_concern(
        begun,
        world.leo,
        by=begun.recorded_by,
        at=NOW + timedelta(minutes=5),
        raised_by="Owen Lacey",
        words="Nobody has seen Leo since he was referred.",
    )
    return Audited(nadia, reading, first, first.safety_checks.get(), begun, concern)


def inspected(world: World) -> Inspection:
    """The director begins a real inspection of every open case, for one inspector."""
    director = Worker.objects.filter(role=Role.DIRECTOR).first() or somebody("Olive Farr", Role.DIRECTOR)
    return inspection.begin(
        by=director,
        at=NOW,
        title="Inspection of March 2026",
        form="real",
        until_on=LONG_AFTER,
        population="open",
        size=4,
        seed=7,
        readers=[somebody("Nadia Osei", Role.AUDITOR), somebody("Tess Amadi", Role.AUDITOR)],
        inspectors=[somebody("Owen Lacey", Role.INSPECTOR)],
    )


def addresses_of(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    found = audited(world)
    on_audit = {key: [found.differing.pk] for key in ("audit", "audit-moderate", "audit-reply")}
    reading = {key: [found.reading.pk] for key in READERS_OWN}
    checks = {key: [found.check.pk] for key in (name for name in AUDITS if name.startswith("safety-"))}
    room = {key: [found.inspection.pk] for key in ("inspection", "inspection-add", "inspection-finding")}
    child = found.inspection.children.order_by("pk")[0].child_id
    children = {key: [found.inspection.pk, child] for key in ("inspection-child", "inspection-concern")}
    bare: dict[str, list[object]] = {"audits": [], "inspections": [], "inspection-new": [], "annex-a": []}
    days: dict[str, list[object]] = {"annex-a-day": [TODAY], "annex-a-list": [TODAY, 6]}
    return {**on_audit, **reading, **checks, **room, **children, **bare, **days, "audit-new": [world.mia.pk]}
