"""The child's page: who they are and who is around them, risk first, what is owed, the story, the plan."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from sightline.assurance.procedure import InForce
from sightline.compliance import early_help
from sightline.compliance.child import clocks, owed
from sightline.compliance.disagreement import of_child
from sightline.compliance.known import first_known_at
from sightline.compliance.seen import last_seen
from sightline.compliance.transfer import cases_moved_here
from sightline.compliance.warnings import links_and_warnings
from sightline.duties.language import Standing
from sightline.duties.reference import Clock
from sightline.record import identity
from sightline.record.models import (
    AgreedAction,
    Allocation,
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Conference,
    Contact,
    Enquiry,
    FamilyMember,
    InformationRequest,
    Person,
    Referral,
    Residence,
    SentBack,
    Sighting,
    StrategyDiscussion,
)
from sightline.timescales.london import LONDON
from sightline.web.fields import Day
from sightline.web.finding import about, find_child, paged
from sightline.web.form import Form, SignedIn, wrong
from sightline.web.known_by import known
from sightline.web.significance import marks_of
from sightline.web.story import story
from sightline.web.today import today
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
#: How much of the story the child's page itself shows.
RECENT = 15


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
    """The child's referrals, latest first, and what is under way in them. Eight queries."""
    referrals = list(
        Referral.objects.standing().filter(child__in=child.entries).select_related("team__manager")[:5]
    )
    plans = ChildProtectionPlan.objects.standing().filter(child__in=child.entries, ended_on=None)
    helped = ChildInNeedPlan.objects.standing().filter(child__in=child.entries, ended_on=None)
    return Work(
        referrals,
        list(
            Assessment.objects.standing()
            .filter(child__in=child.entries, authorised_on=None, left_on=None)
            .select_related("author")
        ),
        list(
            StrategyDiscussion.objects.standing().filter(
                child__in=child.entries, held_on=None, not_held_on=None
            )
        ),
        list(
            Enquiry.objects.standing()
            .filter(child__in=child.entries, concluded_on=None)
            .select_related("lead_worker")
        ),
        list(Conference.objects.standing().filter(child__in=child.entries, held_on=None)),
        plans.select_related("lead_worker", "made_by").first(),
        helped.select_related("lead_worker").first(),
        Allocation.objects.on(on)
        .filter(child__in=child.entries)
        .select_related("worker")
        .order_by("-from_on")
        .first(),
    )


def child(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find_child(request, pk)
    work = work_on(found, on=on)
    every = clocks([found.pk], on=on)[found.pk]
    told = story(found, on=on)
    also = list(Person.objects.filter(pk__in=found.entries[1:])) if found.entries[1:] else []
    page = {
        **about(found),
        "title": f"Record {found.pk}",
        "work": work,
        "risks": risks(found, work, every, on=on),
        "disputed": of_child(found),
        **early_help.on_page(found, work.referrals),
        "agreed": AgreedAction.objects.awaited()
        .filter(child__in=found.entries)
        .select_related("owner")
        .soonest_first()[:5],
        "last_seen": last_seen([found.pk], on=on)[found.pk],
        "owed": owed(every, on=on),
        "missed": [clock for clock in every if clock.standing(on) is Standing.ENDED_UNMET],
        "clocks": len(every),
        "story": told[:RECENT],
        "more": len(told) > RECENT,
        "homes": Residence.objects.standing().filter(child__in=found.entries).order_by("-from_on"),
        **warned_of(request, found, on=on),
        "also": also,
        "known": known(found, also, on=on),
        "name_of": identity.kept([found.pk]).get(found.pk) if found.entries[1:] else None,
        **people_around(found),
    }
    return render(request, "web/child.html", page)


def warned_of(request: SignedIn, child: Person, *, on: date) -> dict[str, Any]:
    """What a child's page says of whoever is linked with them, and whose own page this worker may open."""
    _, warnings = links_and_warnings(child, on=on)
    others = {one.person.pk for one in warnings}.difference(child.entries)
    opened = Person.objects.visible_to(request.user).filter(pk__in=others) if others else ()
    return {"warnings": warnings, "opened": {one.pk for one in opened}}


def people_around(child: Person) -> dict[str, Any]:
    """The child's family, and everybody in it."""
    places = FamilyMember.objects.standing().filter(until_on=None)
    own = places.filter(child__in=child.entries).select_related("family").order_by("-pk").first()
    if own is None:
        return {"family": None, "around": []}
    others = places.filter(family=own.family_id).exclude(child__in=child.entries).select_related("child")
    return {"family": own.family, "around": others.order_by("place", "child__born_on", "pk")}


def risks(child: Person, work: Work, every: list[Clock], *, on: date) -> list[str]:
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
    found += _waiting(child) + _attempts(child, on=on)
    late = [clock for clock in every if clock.duty.id in SAFETY]
    overdue = [clock for clock in late if clock.standing(on) is Standing.OVERDUE]
    return found + [f"{clock.duty.title}: {due(clock, on)}." for clock in overdue]


def _waiting(child: Person) -> list[str]:
    waiting = Contact.objects.waiting().filter(
        Q(tells_of_harm=True) | Q(is_urgent=True), children__child__in=child.entries
    )
    return [
        f"A contact of {day(one.received_at)} tells of harm or is urgent, and nobody has decided it."
        for one in waiting
    ]


def _attempts(child: Person, *, on: date) -> list[str]:
    """Attempts since the child was last seen at which they were not."""
    missed = []
    for one in (
        Sighting.objects.standing()
        .filter(child__in=child.entries, happened_on__lte=on)
        .select_related("by")[:5]
    ):
        if one.was_seen:
            break
        missed.append(f"Not seen on {day(one.happened_on)} by {one.by.name}: {one.not_seen_because}")
    return missed


def record(request: SignedIn, pk: int) -> HttpResponse:
    """Everything that can be written, in any order."""
    on, found = today(), find_child(request, pk)
    page = {**about(found), "title": "Record something", "work": work_on(found, on=on)}
    page["sent_back"] = set(
        SentBack.objects.unanswered().filter(child__in=found.entries).values_list("assessment", flat=True)
    )
    page["help"] = early_help.of_child(found)
    page["moved"] = cases_moved_here(found)
    page["awaited"] = InformationRequest.objects.unanswered().filter(child__in=found.entries)
    return render(request, "web/record.html", page)


def whole_story(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find_child(request, pk)
    page = {**about(found), "title": "The whole story", "page": paged(request, story(found, on=on), per=40)}
    page |= {"procedures": InForce(), "marks": marks_of(found.entries)}
    return render(request, "web/story.html", page)


class KnownOn(Form):
    """The day as of whose end the record is asked."""

    on = Day(
        label="What was known by the end of which day?",
        missing="Enter a day",
        why="What nobody had written down yet could not be acted on; what was written since cannot hide it.",
        reads="whoever looks back: the worker, a manager, an auditor, an inspector",
    )


def as_known(request: SignedIn, pk: int) -> HttpResponse:
    """The story as it had been written by the end of a past day, whatever was written or struck out since."""
    on, found = today(), find_child(request, pk)
    form = KnownOn(request.GET if "on_year" in request.GET else None, on=on)
    told, asked = [], None
    if form.is_valid():
        asked = form.cleaned_data["on"]
        end = datetime.combine(asked + timedelta(days=1), time(), tzinfo=LONDON)
        told = story(found, on=asked, known_at=end)
    page = {**about(found), "title": "As it was known", "form": form, "forms": [form], "asked": asked}
    page |= {"page": paged(request, told, per=40), "since": first_known_at(found.pk)}
    page["wrong"] = list(wrong([form]))
    return render(request, "web/known.html", page, status=422 if page["wrong"] else 200)


def every_clock(request: SignedIn, pk: int) -> HttpResponse:
    """Every clock, done and undone."""
    on, found = today(), find_child(request, pk)
    every = sorted(clocks([found.pk], on=on)[found.pk], key=lambda one: one.started_on, reverse=True)
    page = {**about(found), "title": "Everything the law has asked", "page": paged(request, every, per=40)}
    return render(request, "web/clocks.html", page)


def clock(request: SignedIn, pk: int, duty: str, thread: int, started: date) -> HttpResponse:
    """One clock explains itself."""
    on, found = today(), find_child(request, pk)
    for one in clocks([found.pk], on=on, duties={duty})[found.pk]:
        if (one.thread, one.started_on) == (thread, started):
            shown = {"title": one.duty.title, "clock": one, "why": one.explanation()}
            meets = [kind.words for kind in one.duty.met_kinds]
            ends = [kind.words for kind in (*one.duty.end_kinds, *one.duty.lapse_kinds)]
            return render(request, "web/clock.html", {**about(found), **shown, "meets": meets, "ends": ends})
    raise Http404


class IsoDay:
    """A day in an address: 2026-03-02."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, words: str) -> date:
        return date.fromisoformat(words)

    def to_url(self, value: date | datetime) -> str:
        return f"{value:%Y-%m-%d}"
