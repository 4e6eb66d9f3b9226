"""Who had a hand in a case, and so may not be the one who says whether it was handled well."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import F, QuerySet

from sightline.record.models import Allocation, Assessment, Enquiry, Referral, StrategyDiscussion
from sightline.record.reader import counting


@counting()
def hands(cases: Collection[int]) -> dict[int, set[int]]:
    """For each of these referrals, every worker who led, supervised, wrote, authorised, decided or closed it.

    Whoever manages or oversees the team that held it supervised it. Six queries, however many cases.
    """
    found: dict[int, set[int]] = defaultdict(set)
    for case, *workers in _had_a_hand(list(cases)):
        found[case].update(worker for worker in workers if worker is not None)
    return {case: found[case] for case in cases}


def _had_a_hand(cases: list[int]) -> Iterable[tuple[int, ...]]:
    referrals = Referral.objects.filter(pk__in=cases)
    yield from referrals.values_list(
        "pk", "decided_by", "closed_by", "team__manager", "team__service_manager", "contact__decided_by"
    )
    yield from _of(Allocation.objects.filter(referral__in=cases), "worker", "recorded_by")
    yield from _of(Assessment.objects.filter(referral__in=cases), "author", "authorised_by", "left_by")
    yield from _of(
        StrategyDiscussion.objects.filter(referral__in=cases),
        "cause_recorded_by",
        "convened_by",
        "not_held_accepted_by",
    )
    yield from _of(Enquiry.objects.filter(referral__in=cases), "lead_worker", "concluded_by")
    visits = referrals.filter(
        child__sightings__happened_on__gte=F("received_on"), child__sightings__struck_out_at=None
    )
    yield from visits.values_list("pk", "child__sightings__by")


def _of(
    entries: QuerySet[Allocation | Assessment | StrategyDiscussion | Enquiry], *who: str
) -> Iterable[tuple[int, ...]]:
    return entries.values_list("referral", *who)


def share_out(cases: Iterable[int], readers: Collection[int]) -> tuple[dict[int, int], list[int]]:
    """Give each case, in order, to the reader without a hand in it who has fewest; and those nobody may
    read.
    """
    wanted = list(cases)
    touched = hands(wanted)
    has = dict.fromkeys(readers, 0)
    given, nobody = {}, []
    for case in wanted:
        free = [reader for reader in has if reader not in touched[case]]
        if not free:
            nobody.append(case)
            continue
        reader = min(free, key=lambda one: (has[one], one))
        given[case] = reader
        has[reader] += 1
    return given, nobody
