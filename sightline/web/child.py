"""The child's page: who they are and who is around them, risk first, what is owed, the story, the plan."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sightline.assurance.procedure import InForce
from sightline.compliance import early_help, place
from sightline.compliance.child import clocks, owed
from sightline.compliance.disagreement import of_child
from sightline.compliance.finishing import own_days
from sightline.compliance.journey import outstanding
from sightline.compliance.known import first_known_at
from sightline.compliance.seen import Attempts, failed_attempts, seen_by, times_seen
from sightline.compliance.transfer import cases_moved_here
from sightline.compliance.warnings import Warned, links_and_warnings
from sightline.duties.language import Standing
from sightline.record import identity
from sightline.record.at_once import Part, at_once
from sightline.record.models import (
    AgreedAction,
    InformationRequest,
    Person,
    Referral,
    Residence,
    SentBack,
    SentCopy,
    Sighting,
    UnseenDecision,
)
from sightline.timescales.london import LONDON
from sightline.web.child_checked import audit_parts, census_parts, found_by_audits, found_by_census
from sightline.web.child_now import (
    around_parts,
    beside,
    beside_parts,
    people_in,
    risk_parts,
    risks,
    work_in,
    work_on,
    work_parts,
)
from sightline.web.fields import Day
from sightline.web.finding import about, find_child, paged
from sightline.web.form import Form, SignedIn, wrong
from sightline.web.known_by import known_in, known_parts
from sightline.web.significance import marks_of
from sightline.web.story import parts_of, story, told_from
from sightline.web.today import today

#: The rule of the journey that asks whether to hold a strategy discussion.
HARM_TOLD = "harm-told-without-discussion"
#: How much of the story the child's page itself shows.
RECENT = 15


def child(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find_child(request, pk)
    _, warned = links_and_warnings(found, on=on)
    asked = at_once(_parts(request, found, warned, on=on))
    work, every, told = work_in(asked), clocks([found.pk], on=on)[found.pk], told_from(asked, on=on)
    page = {
        **about(found),
        "title": f"Record {found.pk}",
        "work": work,
        "risks": risks(asked, work, every, on=on),
        "harm_told_on": _harm_told(asked["harm"], work.referral, on=on),
        "not_found": _not_found(found, asked["tries"], on=on),
        "decided_unseen": next(iter(asked["unseen"]), None),
        **early_help.on_page(asked["help"], work.referrals),
        "last_seen": seen_by(asked["seen"], [found.pk], on=on)[found.pk],
        "owed": owed(every, on=on),
        "missed": [clock for clock in every if clock.standing(on) is Standing.ENDED_UNMET],
        "clocks": len(every),
        "story": told[:RECENT],
        "more": len(told) > RECENT,
        "warnings": warned,
        "opened": {one.pk for one in asked["opened"]},
        "known": known_in(asked, [found, *asked["also"]], on=on),
        "name_of": next((one.name_of for one in asked["also"]), None),
        **{name: asked[name] for name in ("disputed", "agreed", "homes", "also", "places")},
        **{name: asked[name] for name in ("minutes", "finishing")},
        **people_in(asked),
        **beside(asked, work.referral),
        **found_by_census(asked, request.user),
        **found_by_audits(asked),
    }
    return render(request, "web/child.html", page)


def _not_found(child: Person, tries: list[Sighting], *, on: date) -> Attempts | None:
    """The attempts in a row that did not find the child, where a manager is to know. Asked only after one."""
    if not tries or tries[0].was_seen:
        return None
    tried = failed_attempts([child.pk], on=on).get(child.pk)
    return tried if tried and tried.is_for_a_manager else None


def _harm_told(visits: list[Sighting], case: Referral | None, *, on: date) -> date | None:
    """The day of the visit whose harm nobody has answered: asked only where a visit told of any."""
    if not visits or case is None or case.closed_on is not None:
        return None
    days = {one.happened_on for one in visits}
    open_still = [one for one in outstanding([case], on=on) if one.rule.id == HARM_TOLD]
    return min((one.since_on for one in open_still if one.since_on in days), default=None)


def _parts(request: SignedIn, child: Person, warned: list[Warned], *, on: date) -> dict[Any, Part]:
    """Everything that the page asks of the record, but the clocks and the warnings."""
    people: Any = Person.objects.filter(pk__in=child.entries[1:])
    agreed = AgreedAction.objects.awaited().filter(child__in=child.entries).select_related("owner")
    unseen = UnseenDecision.objects.standing().filter(child__in=child.entries)
    others = {one.person.pk for one in warned}.difference(child.entries)
    return {
        **parts_of(child),
        **work_parts(child, on=on),
        **around_parts(child),
        **beside_parts(child, on=on),
        **risk_parts(child, on=on),
        **census_parts(child),
        **audit_parts(child, request.user),
        **known_parts(child),
        "help": early_help.of(child),
        "harm": Sighting.objects.standing().filter(
            child__in=child.entries, tells_of_harm=True, happened_on__lte=on
        ),
        "places": place.of_child(child).filter(until_on=None)[:5],
        "unseen": unseen.select_related("decided_by")[:1],
        "disputed": of_child(child),
        "minutes": SentCopy.objects.disputed().filter(child__in=child.entries).select_related("discussion"),
        "finishing": own_days(child.entries),
        "agreed": agreed.soonest_first()[:5],
        "seen": times_seen([child.pk], on=on),
        "homes": Residence.objects.standing().filter(child__in=child.entries).order_by("-from_on"),
        "also": people.annotate(name_of=identity.name_of(child.pk)),
        "opened": Person.objects.visible_to(request.user).filter(pk__in=others),
    }


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
