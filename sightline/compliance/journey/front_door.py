"""Rules of the journey from the referral to the assessment, and of closing."""

from typing import Any

from sightline.compliance.journey.case import Case
from sightline.compliance.journey.rule import Found, rule
from sightline.duties.book import BOOK
from sightline.duties.sources import CIN_CENSUS_GUIDE_2023, READ
from sightline.record.codes import ReasonForClosure
from sightline.record.models import Assessment, Enquiry, Referral

CLOSED_AS_NOT_IN_NEED = {ReasonForClosure.NO_FURTHER_ACTION, ReasonForClosure.EARLY_HELP}


@rule(
    "Work was begun before anybody decided about the referral",
    missing="The decision about the referral, with its reason",
    law=(BOOK["referral-decision"],),
)
def work_begun_undecided(case: Case) -> Found:
    """An assessment or an enquiry began on a day when nobody had decided what to do."""
    decided = case.by(case.referral.decided_on)
    work: list[Assessment | Enquiry] = [*case.assessments, *case.enquiries]
    for entry in sorted(work, key=lambda one: one.started_on):
        if decided is None or decided > entry.started_on:
            yield entry, entry.started_on, decided
            return


@rule(
    "There was work on a referral that was to have no further action",
    missing="A new decision about the referral, or the work struck out",
    law=(CIN_CENSUS_GUIDE_2023.at("validation rule 8831", READ),),
)
def work_after_no_further_action(case: Case) -> Found:
    """Something was begun on or after the day of a decision to take no further action."""
    decided = case.by(case.referral.decided_on)
    if case.referral.decision != Referral.Decision.NO_FURTHER_ACTION or decided is None:
        return
    work: list[Any] = [*case.assessments, *case.enquiries, *case.plans, *case.help_plans]
    for entry in work:
        yield entry, max(entry.started_on, decided), None


@rule(
    "A child was referred after the day on which they died",
    missing="The right day, of the death or of the referral",
    law=(CIN_CENSUS_GUIDE_2023.at("validation rule 8555Q", READ),),
)
def referred_after_death(case: Case) -> Found:
    """The referral came after the child's death."""
    died = case.by(case.referral.child.died_on)
    if died and case.referral.received_on > died:
        yield case.referral, case.referral.received_on, None


@rule(
    "A case was closed with an assessment that nobody authorised",
    missing="The assessment authorised by somebody other than its author, or left with a reason",
    law=(CIN_CENSUS_GUIDE_2023.at("validation rule 8867", READ),),
)
def closed_unauthorised(case: Case) -> Found:
    """The case closed while an assessment was neither authorised nor left."""
    if case.closed_on is None:
        return
    for one in case.assessments:
        done = case.by(one.authorised_on) or case.by(one.left_on)
        if done is None or done > case.closed_on:
            yield one, case.closed_on, done


@rule(
    "A case was closed as needing nothing although the child had an enquiry or a plan",
    missing="The reason for closing that fits what was done",
    law=(CIN_CENSUS_GUIDE_2023.at("validation rule 2990", READ),),
)
def closed_as_needing_nothing(case: Case) -> Found:
    """Closed after assessment with no further action, or to early help, with protective work in the case."""
    has_work = case.enquiries or case.plans or case.help_plans
    if case.closed_on and case.referral.closure_reason in CLOSED_AS_NOT_IN_NEED and has_work:
        yield case.referral, case.closed_on, None


@rule(
    "An assessment found that the child needs protecting, and no strategy discussion followed",
    missing="A strategy discussion, held or not held because",
    law=(BOOK["strategy-discussion"],),
)
def protection_without_discussion(case: Case) -> Found:
    """Authorised with the outcome that the child be protected, in a case with no strategy discussion."""
    for one in case.assessments:
        authorised = case.by(one.authorised_on)
        if one.outcome == Assessment.Outcome.PROTECTION and authorised:
            held = [day for talk in case.discussions if (day := case.accounted_for(talk))]
            first = min(held, default=None)
            if first is None or first > authorised:
                yield one, authorised, first
