"""What somebody sent online, in the authority of `world.py`, and the pages about it: the front door's own."""

import re
from typing import Any

from django.db import connection
from django.test import Client

from sightline.record.models import OnlineReferral, OnlineReferralChild
from tests.web.world import NOW, World

#: The list of it, which holds what one's own team holds.
OWN = {"online-referrals"}
#: Pages for the team that holds it and those above.
FRONT_DOORS = {"online-referral", "online-referral-set-aside"}
#: Those at which nothing is written.
ONLY_SHOWN = OWN | {"online-referral"}
#: Addresses at which something is only done.
ONLY_DONE = {"online-referral-take-up"}


def online(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    sent = OnlineReferral.objects.first() or _sent(world)
    return {name: [sent.pk] for name in FRONT_DOORS}


def _sent(world: World) -> OnlineReferral:
    """A neighbour of nobody in the record, an hour ago. No worker wrote it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.worker', true), set_config('app.worker', '', true)")
        [before, _] = cursor.fetchone()
    made = OnlineReferral.objects.create(
        number="4021187730",
        received_at=NOW,
        danger_now="not_known",
        source="1B",
        knows_how="I live underneath",
        words="There is shouting every night, and a small child cries.",
        address="Flat 6, Sallow Court",
        family_knows="no",
        stays_anonymous=True,
        team=world.cast.front_door,
    )
    OnlineReferralChild.objects.create(online_referral=made, age="about 4")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [before or ""])
    return made


# ── what a stranger does

WORDS = "She came in with a bruise on her cheek <script>alert(1)</script> and said that Kev did it."
TOLD = {
    "danger_now": "no",
    "words": WORDS,
    "source": "2A",
    "knows_how": "I teach her in year 4",
    "referrer_name": "Ada Finch",
    "referrer_reach": "01632 960123 after school",
    "address": "4 Canal Row",
    "postcode": "QX3 4LR",
    "family_knows": "no",
    "many": "1",
    "child0-given_name": "Mia",
    "child0-family_name": "Larch",
    "child0-age": "1/2/2018",
}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def begin(client: Client, danger: str = "no") -> tuple[str, str]:
    """The number and the code that somebody is given."""
    page = client.post("/refer/begin/", {"danger_now": danger})
    found = re.findall(r'app-receipt">([^<]+)<', text(page))
    assert len(found) == 2, text(page)
    return found[0], found[1]


def revision(client: Client) -> str:
    return re.findall(r'name="revision" value="(\d*)"', text(client.get("/refer/writing/")))[0]


def write(client: Client, do: str, **more: str) -> Any:
    return client.post("/refer/writing/", {**TOLD, "revision": revision(client), "do": do, **more})


def sent_by(client: Client, **more: str) -> OnlineReferral:
    assert write(client, "send", **more)["Location"] == "/refer/sent/"
    return OnlineReferral.objects.latest("pk")


def open_again(client: Client, number: str, code: str) -> Any:
    return client.post("/refer/come-back/", {"number": number, "code": code})
