"""What constraints on what strangers send refuse, and what was sent. It is never changed: so it is copied."""

from datetime import UTC, datetime

from django.db import connection

from sightline.people.models import Team
from sightline.record.models import OnlineReferral, OnlineReferralChild

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
SENT, CHILD = "record_onlinereferral", "record_onlinereferralchild"
#: As in `test_constraints.py`: (table, constraint, what is changed).
CASES = [
    (SENT, "an_online_referral_becomes_a_signed_contact", "taken_up_by_id = {bryn}"),
    (SENT, "an_online_referral_is_set_aside_by_whom_and_why", "set_aside_by_id = {bryn}"),
    (
        SENT,
        "an_online_referral_is_set_aside_for_a_reason",
        "set_aside_at = received_at, set_aside_by_id = {bryn}, set_aside_because = ''",
    ),
    (
        SENT,
        "an_online_referral_is_set_aside_after_it_comes",
        "set_aside_at = received_at - interval '1 day', set_aside_by_id = {bryn}, set_aside_because = 'x'",
    ),
]
ASIDE = {"set_aside_at": "received_at", "set_aside_by_id": "{bryn}", "set_aside_because": "'Twice'"}
TAKEN = {"contact_id": "(SELECT min(id) FROM record_contact)", "taken_up_by_id": "{bryn}"}
#: (constraint, the row copied, with what changed).
COPIES = [
    (constraint, SENT, changes)
    for constraint, changes in (
        ("a_receipt_is_ten_figures", {"number": "'12'"}),
        ("an_online_referral_has_words", {"words": "''"}),
        ("an_online_referral_is_no_longer_than_was_asked", {"words": "repeat('a', 20001)"}),
        ("online_danger_is_a_known_code", {"danger_now": "'perhaps'"}),
        ("danger_is_always_asked_about", {"danger_now": "''"}),
        ("online_family_knows_is_a_known_code", {"family_knows": "'perhaps'"}),
        ("online_source_is_a_known_code", {"source": "'99'"}),
        ("online_agency_is_a_known_code", {"referrer_agency": "'circus'"}),
        ("whoever_stays_anonymous_is_not_named", {"stays_anonymous": "true"}),
        ("what_was_taken_up_is_not_set_aside", {**TAKEN, "taken_up_at": "received_at", **ASIDE}),
        (
            "an_online_referral_is_taken_up_after_it_comes",
            {**TAKEN, "taken_up_at": "received_at - interval '1 day'"},
        ),
    )
] + [("a_child_online_is_said_something_of", CHILD, {"given_name": "''", "age": "''"})]


def happens() -> None:
    """Somebody sent word of Mia; nobody has taken it up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.worker', true), set_config('app.worker', '', true)")
        worker = cursor.fetchone()[0]
    sent = OnlineReferral.objects.create(
        number="4021187730",
        received_at=AT,
        danger_now="no",
        source="1B",
        referrer_name="Ada Finch",
        words="She is out at night.",
        team=Team.objects.get(is_front_door=True),
    )
    OnlineReferralChild.objects.create(online_referral=sent, given_name="Mia", age="about 7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [worker])
