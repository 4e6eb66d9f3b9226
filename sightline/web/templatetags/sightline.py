"""Template words: the same functions as `web.words`, and what every page needs around it."""

from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html

from sightline.assurance.models import ProcedureVersion
from sightline.assurance.procedure import InForce
from sightline.compliance.carried import said_on
from sightline.compliance.history import Value
from sightline.compliance.measure import Measure
from sightline.compliance.odd_looks import odd_looks
from sightline.compliance.oversight import Waiting
from sightline.compliance.seen import LastSeen
from sightline.duties.reference import Clock
from sightline.people.models import (
    FOLLOWS_TEAMS,
    MANAGERS,
    PRACTISES,
    PRACTITIONERS,
    READ_SAMPLES,
    READS_PRACTICE,
    SENIOR_MANAGERS,
    TAKES_CONTACTS,
    Role,
    Worker,
)
from sightline.record.models import (
    Assessment,
    Enquiry,
    HandOver,
    Person,
    Referral,
    Sighting,
    StrategyDiscussion,
)
from sightline.timescales import working_days_between
from sightline.timescales.london import day_of
from sightline.web import words
from sightline.web.form import Form
from sightline.web.places import first_page
from sightline.web.sign_in import wrong
from sightline.web.story import Happening

register = template.Library()

register.filter("day", words.day)
register.filter("weekday", words.weekday)
register.filter("moment", words.moment)
register.filter("mistakes", wrong)
register.filter("clock_time", words.clock_time)
register.filter("minutes", words.minutes)
register.simple_tag(words.age, name="age")
register.simple_tag(words.due, name="due")
register.filter("ago", words.ago)
register.filter("said_on", said_on)


@register.simple_tag
def seen(last: LastSeen | None, person: Person, on: date) -> str:
    """When a child was last seen; "not seen yet" stands out."""
    said = words.seen(last, person, on)
    return format_html('<strong class="app-urgent">{}</strong>', said) if said == words.NOT_SEEN else said


@register.simple_tag
def says(measure: Measure, value: Value) -> str:
    """A measure's value in words."""
    return measure.says(value)


@register.simple_tag
def stamps(procedures: InForce, one: Happening) -> list[ProcedureVersion]:
    """The versions of our procedures that were in force over this work on its day: of key events only."""
    return procedures.over(one.entry, one.on) if one.key else []


@register.simple_tag
def percent(share: float) -> str:
    """A share of one, in per cent."""
    return f"{share:.0%}"


@register.simple_tag
def holds_to(measure: Measure, threshold: int) -> str:
    """What a measure is to come to, in words."""
    return measure.holds_to(threshold)


@register.filter
def role_name(role: str) -> str:
    """What a worker of this role is called in a sentence."""
    return Role(role).label.lower()


@register.inclusion_tag("web/part/odd_count.html")
def odd_count(worker: Worker, on: date) -> dict[str, int]:
    """How many odd looks this worker has to account for. One query."""
    return {"many": len(odd_looks(worker, on=on))}


@register.filter
def of(found: dict[Any, Any], key: Any) -> Any:
    """What a dictionary holds for this key, or None."""
    return found.get(key)


@register.inclusion_tag("web/part/owed.html")
def owed(clocks: list[Clock], on: date, most: int = 0) -> dict[str, Any]:
    """The clocks that still ask for something, soonest first: the first `most`, where it is given."""
    shown = clocks[:most] if most else clocks
    return {"shown": shown, "more": len(clocks) - len(shown), "on": on}


@register.filter
def address(clock: Clock) -> str:
    """The address of the page on which a clock explains itself."""
    return reverse("clock", args=[clock.child, clock.duty.id, clock.thread, clock.started_on])


@register.filter
def several(number: int, one: str) -> str:
    """`{{ 3|several:"day" }}` is "3 days"; `"family,families"` gives the plural."""
    single, _, many = one.partition(",")
    return words.several(number, single, many)


@register.filter
def share(chance: float) -> str:
    """ "0.4%", "13%"."""
    return f"{chance:.1%}" if chance < 0.1 else f"{chance:.0%}"


@register.filter
def before(day: date | None, on: date) -> bool:
    """Whether a day has gone by."""
    return day is not None and day < on


@register.filter
def may_open(worker: Worker, page: str) -> bool:
    """`{% if request.user|may_open:"close" %}`: whether the page of this name is there for their role."""
    from sightline.web.urls import roles_of

    return worker.role in roles_of(page)


@register.simple_tag(takes_context=True)
def pages_for_me(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The pages that this worker goes to most, and whether this is one of them."""
    request = context.get("request")
    worker = getattr(request, "user", None)
    if not isinstance(worker, Worker):
        return []
    here = getattr(request, "path", "")
    return [{"name": name, "address": address, "here": address == here} for name, address in _pages(worker)]


#: Who hands cases over often enough for it to be in sight on every page.
HANDS_OVER = PRACTITIONERS | MANAGERS


def _pages(worker: Worker) -> list[tuple[str, str]]:
    first, name = first_page(worker)
    pages = [(name, reverse(first))]
    if worker.role in (Role.TEAM_MANAGER, Role.FRONT_DOOR_MANAGER):
        pages.append(("My families", reverse("my-families")))
    if worker.role == Role.FRONT_DOOR_MANAGER:
        pages.append(("My team today", reverse("my-team")))
    if worker.role in PRACTISES:
        pages.append(("What asks for me", reverse("alerts")))
    if worker.role in HANDS_OVER:
        pages.append(("Hand-overs", reverse("handovers")))
    if worker.role in SENIOR_MANAGERS:
        pages.append(("What has reached me", reverse("reached-me")))
    if worker.role in READS_PRACTICE:
        pages.append(("Actions", reverse("actions")))
        pages.append(("Not written up", reverse("not-written-up")))
        pages += [("Inspections", reverse("inspections"))] if first != "inspections" else []
    if worker.role in SENIOR_MANAGERS | {Role.ANALYST}:
        pages.append(("Our forms", reverse("forms")))
    if worker.role in FOLLOWS_TEAMS:
        pages.append(("Case audits", reverse("audits")))
    if worker.role in READ_SAMPLES | MANAGERS:
        pages.append(("Looking back", reverse("reading")))
    if worker.role in TAKES_CONTACTS:
        pages.append(("Record a contact", reverse("contact-new")))
    return pages


@register.inclusion_tag("web/form/why.html")
def why(forms: list[Form]) -> dict[str, Any]:
    """What each field of these forms is asked for and who reads it; each label once."""
    asked = {box.label: box for form in forms for box in form.asked()}
    return {"asked": asked.values()}


@register.filter
def working_days(since: date, on: date) -> str:
    """ "3 working days"; "less than a working day"."""
    days = working_days_between(since, on)
    return words.several(days, "working day") if days else "less than a working day"


@register.filter
def where(waiting: Waiting) -> str:
    """The address of the page on which a decision that waits is made."""
    return reverse(DECIDED_AT[type(waiting.entry)], args=[waiting.entry.pk])


DECIDED_AT = {
    Referral: "referral-decide",
    StrategyDiscussion: "discussion-hold",
    Assessment: "assessment-authorise",
    Enquiry: "enquiry-conclude",
    HandOver: "handover",
    Sighting: "unseen",
}


@register.filter
def london_day(at: datetime) -> date:
    """The day it was in London."""
    return day_of(at)


@register.filter
def lower_first(said: str | None) -> str:
    """For the middle of a sentence: "GP" stays, "School" becomes "school"."""
    said = said or ""
    return said if said[:2].isupper() else said[:1].lower() + said[1:]
