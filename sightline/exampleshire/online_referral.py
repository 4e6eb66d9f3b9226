"""What strangers sent online: some begun and not sent, some waiting, most taken up, and two set aside."""

import hashlib
import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from sightline.compliance.harm import words_of_harm
from sightline.exampleshire.days import DAY, MINUTE, at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.staff import Staff
from sightline.exampleshire.world import Row, World
from sightline.people.models import Role
from sightline.record.models.contact import Route
from sightline.timescales.london import day_of

SINCE = timedelta(days=120)
"""How long Exampleshire has let anybody refer online."""
ONLINE = 0.35
"""Of the contacts that came in writing since then, those that came that way."""
KEPT_FOR = timedelta(days=14)
#: (minute of the last day, source, agency, what was sent)
WAITING = (
    (
        16 * 60 + 40, "2A", "education",
        {
            "words": "Ollie in my class has come without a coat or lunch since half term. Today he asked "
            "whether he could take the leftover fruit home for his sister. He says mum sleeps all day.",
            "knows_how": "I teach him", "referrer_name": "Priya Lowe", "family_knows": "no",
            "referrer_reach": "The school office, before four", "danger_now": "no",
            "child": ("Ollie", "Barrow", "7"),
        },
    ),
    (
        19 * 60 + 5, "1B", "",
        {
            "words": "There is shouting most nights in the flat above and last night a child was screaming "
            "for a long time. I saw the little girl on the stairs with a bruise on her arm.",
            "knows_how": "I live underneath", "stays_anonymous": True, "danger_now": "not_known",
            "address": "Flat 6, Sallow Court", "postcode": "QX5 2TD", "child": ("", "", "about 4"),
        },
    ),
    (
        20 * 60 + 30, "3C", "health",
        {
            "words": "Missed two appointments, and was not at home for the third. I have no other worry.",
            "knows_how": "School nurse for the cluster", "referrer_name": "Joan Petty", "family_knows": "yes",
            "referrer_reach": "By the clinic’s telephone", "danger_now": "no",
            "child": ("Tamsin", "Oakes", "3/5/2017"),
        },
    ),
)  # fmt: skip
ASIDE = (
    ("Sent twice within a minute, word for word: the other was taken up.", "He is out in the road again."),
    ("No child and no place is named, and the words are of nobody here.", "asdf asdf test test"),
)
BEGUN = (
    {"danger_now": ["no"], "words": ["I am not sure whether this is anything but"]},
    {"danger_now": ["no"]},
)


def write(world: World, staff: Staff) -> None:
    """Write it all, after the contacts that some of it became."""
    draw = world.draw("online")
    became = _by_contact(world.rows.of["referral"]), _by_contact(world.rows.of["contactchild"])
    for contact in world.rows.of["contact"]:
        lately = day_of(contact["received_at"]) > world.on - SINCE
        outside = contact["route"] == Route.WRITTEN.value and not contact["source"].startswith("5")
        if lately and outside and draw.happens(ONLINE):
            _taken_up(world, draw, contact, *(rows.get(contact["id"], []) for rows in became))
    for minute, source, agency, sent in WAITING:
        said = {**sent, "source": source, "referrer_agency": agency}
        _send(world, draw, staff, at(world.last, minute), said)
    for number, (because, words) in enumerate(ASIDE):
        _set_aside(world, draw, staff, world.last - (9 - number * 4) * DAY, words, because)
    for typed in BEGUN:
        row = _begun(world, draw, at(world.last - draw.number(1, 9) * DAY, draw.number(9 * 60, 20 * 60)))
        row["typed"] = json.dumps(typed)


def _by_contact(rows: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("contact_id"):
            found[row["contact_id"]].append(row)
    return found


def _begun(world: World, draw: Draw, begun_at: datetime) -> Row:
    """What somebody began under a number and a code, of which nobody has the code."""
    number = str(draw.number(10**9, 10**10 - 1))
    key = hashlib.sha256(f"exampleshire {number} {draw.number(0, 2**62)}".encode()).hexdigest()
    times = {"begun_at": begun_at, "saved_at": begun_at + 12 * MINUTE, "expires_at": begun_at + KEPT_FOR}
    return world.rows.add("begunreferral", number=number, key=key, typed="{}", revision=2, **times)


def _sent(world: World, draw: Draw, received_at: datetime, **said: Any) -> Row:
    begun = _begun(world, draw, received_at - 20 * MINUTE)
    begun["sent_at"] = received_at
    return world.rows.add(
        "onlinereferral",
        number=begun["number"],
        received_at=received_at,
        tells_of_harm=bool(words_of_harm(said["words"])),
        **said,
    )


def _send(world: World, draw: Draw, staff: Staff, received_at: datetime, said: Row) -> Row:
    given, family, age = said.pop("child")
    row = _sent(world, draw, received_at, team_id=staff.front_door.id, **said)
    born = date(2017, 5, 3) if "/" in age else None
    named = {"given_name": given, "family_name": family, "age": age, "born_on": born}
    world.rows.add("onlinereferralchild", online_referral_id=row["id"], **named)
    return row


def _taken_up(world: World, draw: Draw, contact: Row, referrals: list[Row], children: list[Row]) -> None:
    """A contact that came in writing came online: so do the referrals that were made of it."""
    for made in (contact, *referrals):
        made["route"] = Route.ONLINE.value
    row = _sent(
        world, draw, contact["received_at"], words=contact["words"], source=contact["source"],
        referrer_agency=contact["referrer_agency"], referrer_name=contact.get("referrer_name", ""),
        referrer_reach=contact.get("referrer_reach", ""), team_id=contact["team_id"],
        danger_now="yes" if contact["is_urgent"] else "no",
        family_knows=draw.one(["yes", "no", "not_known", ""]),
        stays_anonymous="referrer_name" not in contact, contact_id=contact["id"],
        taken_up_at=contact["recorded_at"], taken_up_by_id=contact["recorded_by_id"],
    )  # fmt: skip
    people = world.rows.of["person"]
    for one in children:
        child = people[one["child_id"] - 1]
        named = {"given_name": child["given_name"], "family_name": child["family_name"]}
        world.rows.add("onlinereferralchild", online_referral_id=row["id"], **named)


def _set_aside(world: World, draw: Draw, staff: Staff, day: date, words: str, because: str) -> None:
    received_at = at(day, draw.number(17 * 60, 19 * 60))
    manager = staff.front_door.any(Role.FRONT_DOOR_MANAGER, day, draw).worker
    _sent(
        world, draw, received_at, words=words, source="10", danger_now="no", team_id=staff.front_door.id,
        set_aside_at=received_at + draw.number(20, 60) * MINUTE, set_aside_by_id=manager,
        set_aside_because=because,
    )  # fmt: skip
