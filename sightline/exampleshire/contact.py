"""Contacts: those that become referrals, and the many more that do not."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sightline.exampleshire import rates, words
from sightline.exampleshire.course import first_contact
from sightline.exampleshire.days import DAY, MINUTE, after, at, working
from sightline.exampleshire.draw import Draw, Shares
from sightline.exampleshire.family import Child, Family, meet
from sightline.exampleshire.names import ENGLISH
from sightline.exampleshire.rates import Failing
from sightline.exampleshire.staff import Staff
from sightline.exampleshire.themes import THEMES, Theme
from sightline.exampleshire.world import CONTACTS_KEPT, Row, World
from sightline.people.models import Role
from sightline.record.codes import ReferralSource
from sightline.record.models.contact import ContactDecision, Route
from sightline.timescales.london import LONDON, day_of

#: What becomes of contacts about families we are not working with, once referrals are taken out.
OTHERWISE = Shares(
    *(
        (decision, share)
        for decision, share in rates.CONTACT_DECISIONS.items()
        if decision.value in ("advice", "no_further_action", "early_help")
    )
)
KNOWN_CASE = rates.CONTACT_DECISIONS[ContactDecision.KNOWN_CASE]
TAKEN_UP_SOON = 0.94
"""Of the contacts that cannot wait, those that somebody acts on within a quarter of an hour."""
NEVER_REFERRED = 0.55
"""Of the contacts that come to nothing, those about families never referred before or since."""


def receive(
    world: World, staff: Staff, draw: Draw, children: Iterable[Child], received_at: datetime, theme: Theme,
    told_by: Shares[tuple[ReferralSource, str]],
) -> Row:  # fmt: skip
    """Write down that somebody got in touch about these children."""
    concerned = list(children)
    source, agency = draw.of(told_by)
    day = day_of(received_at)
    by = staff.front_door.any(Role.FRONT_DOOR, day, draw).worker
    wrote = world.wrote(draw, by, day, received_at)
    route = draw.of(rates.ROUTES)
    row = world.rows.add(
        "contact",
        received_at=received_at,
        route=route.value,
        source=str(source),
        referrer_agency=str(agency),
        words=draw.one(theme.told).replace("{child}", concerned[0].name),
        tells_of_harm=theme.tells_of_harm and draw.happens(0.45),
        is_urgent=theme.tells_of_harm and draw.happens(0.12),
        team_id=staff.front_door.id,
        **wrote,
    )
    if str(source) != "9":
        row["referrer_name"] = f"{ENGLISH.given('U', draw)} {draw.one(ENGLISH.families)}"
        row["referrer_reach"] = (
            "by telephone" if route is Route.TELEPHONE else "by the address that they wrote from"
        )
    for child in concerned:
        world.rows.add("contactchild", contact_id=row["id"], child_id=child.id, **wrote)
    if row["is_urgent"] or row["tells_of_harm"]:
        _take_up(world, staff, row)
    return row


def _take_up(world: World, staff: Staff, contact: Row) -> None:
    """Somebody at the front door acts on what cannot wait: nearly always within the hour."""
    draw = world.draw("taken up", contact["id"])
    soon = draw.number(3, 14) if draw.happens(TAKEN_UP_SOON) else draw.number(70, 300)
    taken_up_at = contact["received_at"] + soon * MINUTE
    day = day_of(taken_up_at)
    if world.known(day) is not None:
        contact["taken_up_at"] = taken_up_at
        contact["taken_up_by_id"] = staff.front_door.any(Role.FRONT_DOOR, day, draw).worker


def decide(
    world: World, staff: Staff, draw: Draw, contact: Row, decision: ContactDecision, waits: int
) -> datetime | None:
    """Decide about a contact, so many working days later than one should; None where that is to come."""
    decided_at = _decided_at(draw, contact["received_at"], waits)
    day = day_of(decided_at)
    if world.known(day) is None:
        return None
    harmful = contact["tells_of_harm"] and decision is ContactDecision.NO_FURTHER_ACTION
    role = Role.FRONT_DOOR_MANAGER if harmful or draw.happens(0.2) else Role.FRONT_DOOR
    contact |= {
        "decided_at": decided_at,
        "decided_by_id": staff.front_door.any(role, day, draw).worker,
        "decision": decision.value,
        "decided_because": draw.one(words.CONTACT_BECAUSE[decision.value]),
        "history_seen_by_decider": True,
    }
    if draw.happens(0.9) and world.known(day + DAY):
        contact["referrer_told_at"] = decided_at + draw.number(10, 600) * MINUTE
    return decided_at


def _decided_at(draw: Draw, received_at: datetime, waits: int) -> datetime:
    local = received_at.astimezone(LONDON)
    day, minute = local.date(), local.hour * 60 + local.minute
    if waits:
        return at(after(day, waits + 1), draw.number(9 * 60, 17 * 60))
    soon = max(minute, 8 * 60) + draw.number(15, 240)
    if working(day) != day or soon > 17 * 60 + 30 or draw.happens(0.12):
        return at(after(day, 1), draw.number(9 * 60, 13 * 60))
    return at(day, soon)


def come_to_nothing(world: World, staff: Staff, known: list[tuple[Family, list[tuple[date, date]]]]) -> None:
    """Write the contacts of the last year that were never referrals: as many as go with those that were.

    `known` are the families that were referred, and from when to when they were open.
    """
    draw = world.draw("contacts")
    since = world.on - CONTACTS_KEPT
    about = {row["contact_id"]: 0 for row in world.rows.of["contactchild"]}
    for row in world.rows.of["contactchild"]:
        about[row["contact_id"]] += 1
    of_referrals = sum(
        about[row["id"]] for row in world.rows.of["contact"] if day_of(row["received_at"]) >= since
    )
    referrals = rates.CONTACT_DECISIONS[ContactDecision.REFERRAL]
    wanted = of_referrals * (1 - referrals) / referrals
    strangers: list[Family] = []
    open_now = [(family, spans) for family, spans in known if any(closed >= since for _, closed in spans)]
    while wanted > 0:
        day = since + timedelta(days=draw.number(0, (world.last - since).days))
        wanted -= _one(
            world,
            staff,
            draw,
            day,
            open_now,
            known,
            strangers,
            is_known=draw.happens(KNOWN_CASE / (1 - referrals)),
        )


def _one(
    world: World, staff: Staff, draw: Draw, day: date, open_now: list[tuple[Family, list[tuple[date, date]]]],
    known: list[tuple[Family, list[tuple[date, date]]]], strangers: list[Family], *, is_known: bool,
) -> int:  # fmt: skip
    received_at = first_contact(draw, day)
    if world.known(day_of(received_at)) is None:
        return 0
    decision = ContactDecision.KNOWN_CASE if is_known else draw.of(OTHERWISE)
    if is_known:
        family = _open_on(draw, day_of(received_at), open_now)
    elif draw.happens(NEVER_REFERRED):
        family = _stranger(world, staff, draw, day_of(received_at), strangers)
    else:
        family = draw.one(known)[0]
    children = [child for child in family.children if child.born_on <= day < child.eighteen_on]
    if not children:
        return 0
    asked = [child for child in children if draw.happens(0.85)] or children[:1]
    contact = receive(world, staff, draw, asked, received_at, draw.of(THEMES), rates.TOLD_BY)
    waits = draw.number(1, 5) if draw.happens(Failing.CONTACT_DECIDED_LATE) else 0
    decide(world, staff, draw, contact, decision, waits)
    return len(asked)


def _open_on(draw: Draw, day: date, known: list[tuple[Family, list[tuple[date, date]]]]) -> Family:
    for _ in range(60):
        family, spans = draw.one(known)
        if any(opened < day < closed for opened, closed in spans):
            return family
    return family


def _stranger(world: World, staff: Staff, draw: Draw, day: date, strangers: list[Family]) -> Family:
    if strangers and draw.happens(0.45):
        return draw.one(strangers)
    by = staff.front_door.any(Role.FRONT_DOOR, day, draw).worker
    strangers.append(meet(world, draw, draw.number(0, len(staff.teams) - 1), by, day))
    return strangers[-1]
