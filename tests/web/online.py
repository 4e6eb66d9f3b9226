"""What somebody sent online, in the authority of `world.py`, and the pages about it: the front door's own."""

from django.db import connection

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
