"""Build the census of a year from the record, as the record stood on a day.

Who is in it: every child who was referred in the year, with no further action or with some, and every
child whose case was open at any time in it. What is in it of them: each referral that was open or came to
nothing in the year, and of the work in it what was begun by that day and was not over before the year: an
assessment by its authorisation, a plan by its end, an enquiry by its conference. What had not happened by the
day is not yet known.

Sources: the Department for Education's methodology of the children in need statistics (which children); its
rules for the census, which say of each item in which year it falls (8696, 8736: assessments; 8715, 8740:
enquiries; 8720, 8930: protection plans; 4010, 4013: child in need plans; 8569Q: no further action).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from sightline.record.codes import PrimaryNeed, Sex
from sightline.returns.cin_census.cohort import Cohort, Stream
from sightline.returns.cin_census.export import Part
from sightline.returns.cin_census.year import Year
from sightline.timescales import working_days
from sightline.timescales.timescale import months_after

CONFERENCE_WITHIN = working_days(15)
"""From the strategy discussion that began the enquiry until its conference is due (Working Together 2023)."""

SCHOOL_AGE = 5
NEWLY_REFERRED = timedelta(days=7)
TOO_YOUNG, JUST_REFERRED, NO_ACTION = "UN1", "UN4", "UN7"
"""Reasons for having no pupil number that follow from the record; the others somebody has to find out."""


def header(year: Year, *, authority: str, at: datetime) -> Part:
    """The header of that year's return, made then by the authority with that code (three digits)."""
    return Part(
        "Header",
        {
            "Collection": "CIN",
            "Year": str(year.ends),
            "ReferenceDate": year.last_day.isoformat(),
            "SourceLevel": "L",
            "LEA": authority,
            "SoftwareCode": "Sightline",
            "SerialNo": "001",
            "DateTime": at.strftime("%Y-%m-%dT%H:%M:%S"),
        },
    )


def children(year: Year, *, on: date) -> Iterator[Part]:
    """Each child of that year's return, as the record stood at the end of that day, in order of number.

    The same number of queries for any number of children, and one child at a time in memory. All of it is
    read as at one moment: what is written meanwhile is not in it.
    """
    cohort = Cohort(year, min(on, year.last_day))
    with _as_at_one_moment():
        referrals, work = Stream(cohort.referrals()), _Work(cohort)
        for person in cohort.children():
            theirs = referrals.of(person.pk)
            yield Part(
                "Child",
                inside=[
                    _identifiers(cohort, person, theirs),
                    _characteristics(person),
                    *work.episodes(person.pk, theirs),
                ],
            )


@contextmanager
def _as_at_one_moment() -> Iterator[None]:
    if connection.in_atomic_block:  # whoever opened it decides what it sees
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _identifiers(cohort: Cohort, person: Any, referrals: list[Any]) -> Part:
    """Who the child is. One born after the day was still expected then, for the day that it came to be."""
    is_born = person.born_on is not None and person.born_on <= cohort.until
    expected_on = person.expected_on or (None if is_born else person.born_on)
    return Part(
        "ChildIdentifiers",
        {
            "LAchildID": str(person.pk),
            "UPN": person.upn,
            "FormerUPN": person.former_upn,
            "UPNunknown": None if person.upn else _no_upn_because(cohort, person, referrals),
            "PersonBirthDate": _written(person.born_on if is_born else None),
            "ExpectedPersonBirthDate": _written(expected_on),
            "Sex": Sex.UNKNOWN.value if expected_on else person.sex,
            "PersonDeathDate": _written(cohort.known(person.died_on)),
        },
    )


def _no_upn_because(cohort: Cohort, person: Any, referrals: list[Any]) -> str | None:
    """Why there is no pupil number, as somebody found out or as follows; None where nobody knows."""
    last = cohort.year.last_day
    born_on = person.born_on or person.expected_on
    if all(cohort.came_to_nothing(referral) for referral in referrals):
        return NO_ACTION
    if person.no_upn_because:
        return str(person.no_upn_because)
    if born_on and born_on > months_after(last, -12 * SCHOOL_AGE):
        return TOO_YOUNG
    return JUST_REFERRED if referrals[0].received_on > last - NEWLY_REFERRED else None


def _characteristics(person: Any) -> Part:
    """Nothing recorded about disability is nothing said: only NONE says that there is none."""
    disabilities: list[str | None] = list(dict.fromkeys(person.disabilities))
    return Part("ChildCharacteristics", {"Ethnicity": person.ethnicity, "Disability": disabilities})


class _Work:
    """The work in the children's episodes: each kind streamed beside the children, in their order."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self.assessments = Stream(cohort.assessments())
        self.help_plans = Stream(cohort.child_in_need_plans())
        self.enquiries = Stream(cohort.enquiries())
        self.conferences = Stream(cohort.conferences_without_enquiry())
        self.plans = Stream(cohort.protection_plans())
        self.reviews = Stream(cohort.reviews())

    def episodes(self, child: int, referrals: list[Any]) -> Iterator[Part]:
        """Each of the child's referrals that are in the return, with the work in it."""
        conferences = {one.referral_id: one.held_on for one in reversed(self.conferences.of(child))}
        inside = [
            *self._assessments(child),
            *self._help_plans(child),
            *self._enquiries(child),
            *self._plans(child),
        ]
        for referral in referrals:
            part = _episode(self.cohort, referral, conferences.get(referral.pk))
            part.inside = [work for of, work in inside if of == referral.pk]
            yield part

    def _assessments(self, child: int) -> Iterator[tuple[int, Part]]:
        for one in self.assessments.of(child):
            finished_on = self.cohort.known(one.authorised_on)
            factors: list[str | None] = list(dict.fromkeys(one.factors)) if finished_on else []
            items = {
                "AssessmentActualStartDate": _written(one.started_on),
                "AssessmentInternalReviewDate": _written(one.review_point_on),
                "AssessmentAuthorisationDate": _written(finished_on),
                "AssessmentFactors": factors,
            }
            yield one.referral_id, Part("Assessments", items)

    def _help_plans(self, child: int) -> Iterator[tuple[int, Part]]:
        for one in self.help_plans.of(child):
            items = {
                "CINPlanStartDate": _written(one.started_on),
                "CINPlanEndDate": _written(self.cohort.known(one.ended_on)),
            }
            yield one.referral_id, Part("CINPlanDates", items)

    def _enquiries(self, child: int) -> Iterator[tuple[int, Part]]:
        for one in self.enquiries.of(child):
            items = {
                "S47ActualStartDate": _written(one.begun_on),
                "InitialCPCtarget": _written(CONFERENCE_WITHIN.due(one.begun_on)),
                "DateOfInitialCPC": _written(one.conference_on),
                "ICPCnotRequired": _flag(one.conference_on is None and one.is_excused),
            }
            yield one.referral_id, Part("Section47", items)

    def _plans(self, child: int) -> Iterator[tuple[int, Part]]:
        """Those that ran in the year. The number of earlier ones counts all that the record holds."""
        reviews = self.reviews.of(child)
        for earlier, one in enumerate(self.plans.of(child)):
            if one.ended_on and one.ended_on < self.cohort.year.first_day:
                continue
            held: list[str | None] = [
                _written(review.held_on) for review in reviews if review.plan_id == one.pk
            ]
            items = {
                "CPPstartDate": _written(one.started_on),
                "CPPendDate": _written(self.cohort.known(one.ended_on)),
                "InitialCategoryOfAbuse": one.first_category or None,
                "LatestCategoryOfAbuse": one.latest_category or None,
                "NumberOfPreviousCPP": str(earlier),
                "CPPreviewDate": held,
            }
            yield one.referral_id, Part("ChildProtectionPlans", items)


def _episode(cohort: Cohort, referral: Any, conference_on: date | None) -> Part:
    """A referral. One that came to nothing was never a case: it has no closure, and no need was found."""
    came_to_nothing = cohort.came_to_nothing(referral)
    closed_on = None if came_to_nothing else cohort.known(referral.closed_on)
    says_no_need = came_to_nothing and referral.primary_need == PrimaryNeed.NOT_STATED
    return Part(
        "CINdetails",
        {
            "CINreferralDate": _written(referral.received_on),
            "ReferralSource": referral.source or None,
            "PrimaryNeedCode": None if says_no_need else referral.primary_need,
            "CINclosureDate": _written(closed_on),
            "ReasonForClosure": (referral.closure_reason or None) if closed_on else None,
            "DateOfInitialCPC": _written(conference_on),
            "ReferralNFA": _flag(came_to_nothing),
        },
    )


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _flag(is_so: bool) -> str:
    return "1" if is_so else "0"
