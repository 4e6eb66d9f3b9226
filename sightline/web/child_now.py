"""A child as the record stands now: what is open, who is around them, and the risks, asked at once."""

from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import Any

from django.db.models import Q

from sightline.compliance.choosing import allowed
from sightline.duties.language import Standing
from sightline.duties.reference import Clock
from sightline.record.at_once import Part, at_once
from sightline.record.models import (
    Allocation,
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Conference,
    Contact,
    Enquiry,
    FamilyMember,
    Person,
    Referral,
    SecondaryWorker,
    Sighting,
    StrategyDiscussion,
)
from sightline.web.words import day, due

#: The duties whose being overdue is itself a risk to the child: to see them, talk, decide, confer and review.
SAFETY = frozenset(
    {
        "referral-decision",
        "referral-allocation",
        "child-seen-after-referral",
        "child-seen-in-assessment",
        "strategy-discussion",
        "enquiry-duty",
        "child-seen-in-enquiry",
        "enquiry-conclusion",
        "initial-conference",
        "lead-social-worker",
        "first-core-group",
        "later-core-groups",
        "plan-visits",
        "first-review-conference",
        "later-review-conferences",
        "review-after-birth",
    }
)


@dataclass
class Work:
    """What is open for a child, from the record, whoever holds it."""

    referrals: list[Referral] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    discussions: list[StrategyDiscussion] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    conferences: list[Conference] = field(default_factory=list)
    plan: ChildProtectionPlan | None = None
    help_plan: ChildInNeedPlan | None = None
    lead: Allocation | None = None

    @property
    def referral(self) -> Referral | None:
        """The open case, or else the latest."""
        running = [one for one in self.referrals if one.closed_on is None]
        return next(iter(running or self.referrals), None)


def work_on(child: Person, *, on: date) -> Work:
    """The child's referrals, latest first, and what is under way in them. One query."""
    return work_in(at_once(work_parts(child, on=on)))


def work_parts(child: Person, *, on: date) -> dict[str, Part]:
    """What is asked to know the work on a child; `work_in` makes it."""

    def of(model: Any, *related: str, **which: Any) -> Part:
        rows = model.objects.standing().filter(child__in=child.entries, **which)
        return rows.select_related(*related) if related else rows  # type: ignore[no-any-return]  # the model is one of several

    leads = Allocation.objects.on(on).filter(child__in=child.entries).select_related("worker")
    return {
        "referrals": of(Referral, "team__manager")[:5],
        "assessments": of(Assessment, "author", authorised_on=None, left_on=None),
        "discussions": of(StrategyDiscussion, held_on=None, not_held_on=None),
        "enquiries": of(Enquiry, "lead_worker", concluded_on=None),
        "conferences": of(Conference, held_on=None),
        "plans": of(ChildProtectionPlan, "lead_worker", "made_by", ended_on=None)[:1],
        "help_plans": of(ChildInNeedPlan, "lead_worker", ended_on=None)[:1],
        "leads": leads.order_by("-from_on")[:1],
    }


def work_in(found: dict[Any, list[Any]]) -> Work:
    """The work on a child, from what `work_parts` found."""
    lists = ("referrals", "assessments", "discussions", "enquiries", "conferences")
    every: list[Any] = [found[one] for one in lists]
    latest: list[Any] = [next(iter(found[one]), None) for one in ("plans", "help_plans", "leads")]
    return Work(*every, *latest)


def around_parts(child: Person) -> dict[str, Part]:
    """The child's family, and everybody else in it."""
    places = FamilyMember.objects.standing().filter(until_on=None)
    own = places.filter(child__in=child.entries).order_by("-pk")[:1]
    others = places.filter(family__in=own.values("family")).exclude(child__in=child.entries)
    return {
        "family": own.select_related("family"),
        "around": others.select_related("child").order_by("place", "child__born_on", "pk"),
    }


def people_in(found: dict[Any, list[Any]]) -> dict[str, Any]:
    """The child's family, and everybody in it, as pages show them."""
    return {"family": next((one.family for one in found["family"]), None), "around": found["around"]}


def beside_parts(child: Person, *, on: date) -> dict[str, Part]:
    """Who works beside the lead worker in any case of the child's, and what managers allowed all the same."""
    parts = SecondaryWorker.objects.on(on).filter(child__in=child.entries).select_related("worker")
    return {"parts": parts, "allowed": allowed(child.entries)}


def beside(found: dict[Any, list[Any]], referral: Referral | None) -> dict[str, Any]:
    """The same of one case, as pages show it."""
    case = referral.pk if referral else None
    return {name: [one for one in found[name] if one.referral_id == case] for name in ("parts", "allowed")}


def risk_parts(child: Person, *, on: date) -> dict[str, Part]:
    """The urgent contacts that nobody has decided, and the latest attempts to see the child."""
    alarming = Q(tells_of_harm=True) | Q(is_urgent=True)
    tries = Sighting.objects.standing().filter(child__in=child.entries, happened_on__lte=on)
    return {
        "alarming": Contact.objects.waiting().filter(alarming, children__child__in=child.entries),
        "tries": tries.select_related("by")[:5],
    }


def risks(found_of: dict[Any, list[Any]], work: Work, every: list[Clock], *, on: date) -> list[str]:
    """What a worker must know before anything else, in sentences."""
    found = []
    if work.plan:
        category = work.plan.get_latest_category_display().lower()
        lead = work.plan.lead_worker.name if work.plan.lead_worker else "nobody is named to lead it"
        found.append(f"Child protection plan since {day(work.plan.started_on)}: {category}. Lead: {lead}.")
    found += [
        f"Section 47 enquiry under way since {day(one.started_on)}, led by {one.led_by}."
        for one in work.enquiries
    ]
    found += [
        f"Reasonable cause to suspect significant harm since {day(one.reasonable_cause_on)}; "
        "no strategy discussion has been held."
        for one in work.discussions
    ]
    found += _waiting(found_of["alarming"]) + _attempts(found_of["tries"])
    late = [clock for clock in every if clock.duty.id in SAFETY]
    overdue = [clock for clock in late if clock.standing(on) is Standing.OVERDUE]
    return found + [f"{clock.duty.title}: {due(clock, on)}." for clock in overdue]


def _waiting(contacts: list[Contact]) -> list[str]:
    return [
        f"A contact of {day(one.received_at)} tells of harm or is urgent, and nobody has decided it."
        for one in contacts
    ]


def _attempts(tries: list[Sighting]) -> list[str]:
    """Attempts since the child was last seen at which they were not."""
    failed = takewhile(lambda one: not one.was_seen, tries)
    return [f"Not seen on {day(one.happened_on)} by {one.by.name}: {one.not_seen_because}" for one in failed]
