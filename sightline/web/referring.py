"""The addresses at which anybody tells us about a child without an account, and those at which it is read."""

from collections.abc import Callable
from typing import Any

from django.urls import path

from sightline.people.models import MANAGERS, TAKES_CONTACTS, Role
from sightline.record.models.online_referral import READS_ONLINE
from sightline.web import online_referral, refer

#: Behind the door, for whoever holds what was sent.
ONLINE: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("online-referrals/", online_referral.online_referrals, "online-referrals", READS_ONLINE),
    ("online-referrals/<int:pk>/", online_referral.online_referral, "online-referral", READS_ONLINE),
    (
        "online-referrals/<int:pk>/take-up/",
        online_referral.take_up,
        "online-referral-take-up",
        READS_ONLINE & TAKES_CONTACTS,
    ),
    (
        "online-referrals/<int:pk>/set-aside/",
        online_referral.set_aside,
        "online-referral-set-aside",
        MANAGERS,
    ),
)
#: Before it, for anybody.
urlpatterns = [
    path("refer/", refer.start, name="refer"),
    path("refer/begin/", refer.begin, name="refer-begin"),
    path("refer/come-back/", refer.come_back, name="refer-back"),
    path("refer/writing/", refer.write, name="refer-write"),
    path("refer/sent/", refer.sent, name="refer-sent"),
    path("refer/leave/", refer.leave, name="refer-leave"),
]
