"""One case as it stood on a day: everything that had been done in it, and nothing that came after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.people.models import Agency
from sightline.record.at_once import Part, at_once
from sightline.record.models import (
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Conference,
    Contact,
    ContactChild,
    Enquiry,
    Referral,
    Sighting,
    StrategyDiscussion,
    StrategyParticipant,
    ThresholdDecision,
)
from sightline.timescales.london import day_of as london_day


@dataclass
class Case:
    """One referral and what was done in it by the end of the day `on`.

    The lists hold entries that had begun by then. Days in them may still lie ahead: ask `by`.
    """

    referral: Referral
    on: date
    assessments: list[Assessment] = field(default_factory=list)
    discussions: list[StrategyDiscussion] = field(default_factory=list)
    no_cause: list[ThresholdDecision] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    conferences: list[Conference] = field(default_factory=list)
    plans: list[ChildProtectionPlan] = field(default_factory=list)
    help_plans: list[ChildInNeedPlan] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    """The contact that became the referral, and whatever came about the child while the case was open."""
    seen_on: list[date] = field(default_factory=list)
    harm_on: list[date] = field(default_factory=list)
    """The days, while the case was open, of visits at which the child told of harm, or it could be seen."""
    took_part: dict[int, set[str]] = field(default_factory=dict)
    """The agencies that took part in each discussion, by its id."""

    def by(self, day: date | None) -> date | None:
        """The day, if it had come by then; otherwise nothing."""
        return day if day is not None and day <= self.on else None

    @property
    def closed_on(self) -> date | None:
        """The day the case was closed, if it had been."""
        return self.by(self.referral.closed_on)

    def held(self, discussion: StrategyDiscussion) -> date | None:
        """The day a discussion was held, if it had been."""
        return self.by(discussion.held_on)

    def accounted_for(self, discussion: StrategyDiscussion) -> date | None:
        """The day a discussion was held, or a manager accepted that it would not be."""
        return self.held(discussion) or self.by(discussion.not_held_on)

    def there(self, discussion: StrategyDiscussion, agency: Agency) -> bool:
        """Whether somebody from that agency took part."""
        return agency.value in self.took_part.get(discussion.pk, ())

    def conference_of(self, enquiry: Enquiry) -> date | None:
        """The day the first initial conference after this enquiry was held, if one had been."""
        held = [
            day
            for one in self.conferences
            if one.form == Conference.Form.INITIAL and one.enquiry_id == enquiry.pk
            if (day := self.by(one.held_on))
        ]
        return min(held, default=None)


#: What each list of a case is read from, and the day on which its entries begin.
WITHIN: dict[str, tuple[type[Any], str]] = {
    "assessments": (Assessment, "started_on"),
    "discussions": (StrategyDiscussion, "reasonable_cause_on"),
    "no_cause": (ThresholdDecision, "decided_on"),
    "enquiries": (Enquiry, "started_on"),
    "conferences": (Conference, "held_on"),
    "plans": (ChildProtectionPlan, "started_on"),
    "help_plans": (ChildInNeedPlan, "started_on"),
}


def cases(referrals: Iterable[Referral], *, on: date) -> list[Case]:
    """These referrals as cases of that day; those received later are left out. One query."""
    found = {one.pk: Case(one, on) for one in referrals if one.received_on <= on}
    asked = at_once(_parts(found, on))
    for name in WITHIN:
        for entry in asked[name]:
            getattr(found[entry.referral_id], name).append(entry)
    for case, discussion, agency in asked["there"]:
        found[case].took_part.setdefault(discussion, set()).add(agency)
    of_child = defaultdict(list)
    for case in found.values():
        of_child[case.referral.child_id].append(case)
    _add_contacts(of_child, asked["contacts"])
    for child, day in asked["seen"]:
        for case in of_child[child]:
            if day <= case.on:
                case.seen_on.append(day)
    for child, day in asked["harm"]:
        for case in of_child[child]:
            if case.referral.received_on <= day <= (case.closed_on or case.on):
                case.harm_on.append(day)
    return list(found.values())


def _parts(found: dict[int, Case], on: date) -> dict[str, Part]:
    """What is asked: the lists of the cases, who took part, what came about the children, when seen."""
    parts: dict[str, Part] = {
        name: model.objects.standing()
        .filter(referral__in=list(found), **{f"{begins}__lte": on})
        .order_by(begins, "pk")
        for name, (model, begins) in WITHIN.items()
    }
    discussions = StrategyDiscussion.objects.standing().filter(
        referral__in=list(found), reasonable_cause_on__lte=on
    )
    there = StrategyParticipant.objects.standing().filter(
        discussion__in=discussions.values("pk"), took_part=True
    )
    children = list({case.referral.child_id for case in found.values()})
    about = ContactChild.objects.standing().filter(child__in=children, contact__struck_out_at=None)
    seen = Sighting.objects.seen().filter(child__in=children).order_by("happened_on")
    harm = Sighting.objects.standing().filter(child__in=children, tells_of_harm=True).order_by("happened_on")
    return parts | {
        "there": there.values_list("discussion__referral", "discussion", "agency"),
        "contacts": about.select_related("contact").order_by("contact__received_at", "contact"),
        "seen": seen.values_list("child", "happened_on"),
        "harm": harm.values_list("child", "happened_on"),
    }


def _add_contacts(of_child: dict[int, list[Case]], rows: Iterable[ContactChild]) -> None:
    for row in rows:
        day = london_day(row.contact.received_at)
        for case in of_child[row.child_id]:
            while_open = case.referral.received_on <= day <= (case.closed_on or case.on)
            if row.contact_id == case.referral.contact_id or while_open:
                case.contacts.append(row.contact)
