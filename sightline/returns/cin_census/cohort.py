"""Which children, and which of the work with them, a census year is about: one query for each kind.

Every query is in the order of the children, so that they can be read side by side, a child at a time.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import F, Min, Model, Q, QuerySet, Value
from django.db.models.expressions import Case, When
from django.db.models.fields import BooleanField
from django.db.models.functions import Coalesce

from sightline.record.models import (
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Conference,
    Enquiry,
    Person,
    Referral,
)
from sightline.record.models.enquiry import NO_CONFERENCE
from sightline.returns.cin_census.year import Year

AT_A_TIME = 2000
"""Rows fetched at once from each query."""


class Stream:
    """Rows in the order of their child, from which each child's are taken in turn."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)

    def of(self, child: int) -> list[Any]:
        """The rows of that child. Children are asked for in order; rows of those between are passed over."""
        found = []
        while self._next is not None and self._next.child_id <= child:
            if self._next.child_id == child:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


class Cohort:
    """What a census year is about, of what had happened by the end of a day in it.

    Struck-out entries are left out, and so is what hangs on them.
    """

    def __init__(self, year: Year, until: date) -> None:
        self.year, self.until = year, until
        self.from_on = year.first_day

    def known(self, day: date | None) -> date | None:
        """The day, if it had come."""
        return day if day is not None and day <= self.until else None

    def came_to_nothing(self, referral: Any) -> bool:
        """Whether it had been decided by then that nothing more would be done about the referral."""
        nothing = referral.decision == Referral.Decision.NO_FURTHER_ACTION
        return bool(nothing and self.known(referral.decided_on))

    def _referrals(self) -> QuerySet[Referral]:
        nothing = Q(decision=Referral.Decision.NO_FURTHER_ACTION, decided_on__lte=self.until)
        open_in_it = Q(closed_on=None) | Q(closed_on__gte=self.from_on)
        of_it = (nothing & Q(decided_on__gte=self.from_on)) | (~nothing & open_in_it)
        return Referral.objects.standing().filter(
            of_it, received_on__lte=self.until, child__struck_out_at=None
        )

    def children(self) -> Iterator[Any]:
        """The children, in order, with what identifies and characterises them."""
        people = Person.objects.filter(pk__in=self._referrals().order_by().values("child")).order_by("pk")
        fields = ("born_on", "expected_on", "died_on", "sex", "ethnicity", "disabilities")
        return _rows(people, *fields, "upn", "former_upn", "no_upn_because")

    def referrals(self) -> Iterator[Any]:
        """Referrals received by the day that were open in the year or in it came to nothing."""
        found = self._referrals().order_by("child_id", "received_on", "pk")
        fields = (
            "received_on",
            "source",
            "primary_need",
            "decision",
            "decided_on",
            "closed_on",
            "closure_reason",
        )
        return _rows(found, "child_id", *fields)

    def assessments(self) -> Iterator[Any]:
        """Those authorised in the year or still under way. One that was left is neither."""
        found = Assessment.objects.standing().filter(
            Q(authorised_on=None) | Q(authorised_on__gte=self.from_on),
            Q(left_on=None) | Q(left_on__gt=self.until),
            started_on__lte=self.until,
        )
        return self._work(found, "started_on", "authorised_on", "review_point_on", "factors")

    def child_in_need_plans(self) -> Iterator[Any]:
        """Those that ran in the year."""
        found = ChildInNeedPlan.objects.standing().filter(
            Q(ended_on=None) | Q(ended_on__gte=self.from_on), started_on__lte=self.until
        )
        return self._work(found, "started_on", "ended_on")

    def enquiries(self) -> Iterator[Any]:
        """Those whose conference was held in the year, that began in it, or that still wait for a conference.

        `begun_on` is the day of the strategy discussion that began it, which the census takes for its start;
        `conference_on` that of its conference. An enquiry of an earlier year that needed no conference was
        returned in that year (rule 8740).
        """
        discussed = Case(When(discussion__struck_out_at=None, then=F("discussion__held_on")))
        held = Q(
            conferences__form="initial", conferences__struck_out_at=None, conferences__held_on__lte=self.until
        )
        excused = Q(
            outcome__in=["not_substantiated", "no_continuing_risk", NO_CONFERENCE],
            concluded_on__lte=self.until,
        )
        found = (
            Enquiry.objects.standing()
            .annotate(
                begun_on=Coalesce(discussed, F("started_on")),
                conference_on=Min("conferences__held_on", filter=held),
                is_excused=Case(When(excused, then=Value(True)), default=False, output_field=BooleanField()),
            )
            .filter(
                Q(conference_on__gte=self.from_on)
                | Q(conference_on=None, begun_on__gte=self.from_on)
                | Q(conference_on=None, is_excused=False),
                begun_on__lte=self.until,
            )
        )
        return self._work(found, "begun_on", "conference_on", "is_excused")

    def conferences_without_enquiry(self) -> Iterator[Any]:
        """Held in the year, initial or on moving here, with no enquiry of ours behind them."""
        found = Conference.objects.standing().filter(
            Q(enquiry=None) | Q(enquiry__struck_out_at__isnull=False),
            form__in=[Conference.Form.INITIAL, Conference.Form.TRANSFER_IN],
            held_on__range=(self.from_on, self.until),
        )
        return self._work(found, "held_on")

    def protection_plans(self) -> Iterator[Any]:
        """All of these children's plans so far: those that ended before the year count as earlier ones."""
        found = ChildProtectionPlan.objects.standing().filter(
            child__in=self._referrals().order_by().values("child"), started_on__lte=self.until
        )
        fields = ("started_on", "ended_on", "first_category", "latest_category")
        return _rows(found.order_by("child_id", "started_on", "pk"), "child_id", "referral_id", *fields)

    def reviews(self) -> Iterator[Any]:
        """Held so far: all of a plan's, since each is timed from the one before."""
        found = Conference.objects.standing().filter(
            Q(plan__ended_on=None) | Q(plan__ended_on__gte=self.from_on),
            form=Conference.Form.REVIEW,
            held_on__lte=self.until,
        )
        return self._work(found, "held_on", "plan_id")

    def _work(self, rows: QuerySet[Any], first: str, *fields: str) -> Iterator[Any]:
        """Rows of the referrals in the return, by child and then by their first field."""
        inside = rows.filter(referral__in=self._referrals().order_by().values("pk"))
        return _rows(inside.order_by("child_id", first, "pk"), "child_id", "referral_id", first, *fields)


def _rows(found: QuerySet[Model], *fields: str) -> Iterator[Any]:
    return found.values_list("pk", *fields, named=True).iterator(chunk_size=AT_A_TIME)
