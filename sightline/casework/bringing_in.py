"""Bringing in: a child's history in another system becomes records, whole, in one named worker's name.

The verbs of the other areas record what somebody here does and decides, and guard the decisions. What is
brought in was decided elsewhere, long ago, by people whom a return does not name. So it is written as it is
told, with its own days, by one verb for a whole child. What the record requires and the return lacks says
so in words; where a person has to stand, one does who is nobody: made for it, known by name for what it is,
without a password and marked as having left.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from re import sub

from sightline.casework.history import Enquired, Episode, History, Protected
from sightline.casework.identifier import NO_NAME
from sightline.casework.verb import Refused, verb
from sightline.duties.sources import WORKING_TOGETHER_2013
from sightline.people.models import Role, Team, Worker
from sightline.record.codes import NOT_SAID, Ethnicity, PrimaryNeed, Sex
from sightline.record.models import (
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Conference,
    Enquiry,
    Identifier,
    Person,
    Referral,
    StrategyDiscussion,
)
from sightline.record.models.enquiry import NO_CONFERENCE
from sightline.record.models.entry import Entry
from sightline.timescales.timescale import months_after

FORMER_PUPIL_NUMBER = "Former unique pupil number"
ADULT_AT = 12 * 18


@dataclass(frozen=True)
class Source:
    """Where histories come from, and who holds the places of the people whom it does not name.

    `system` is the other system's name, `document` what was read. Two stand in, since nobody authorises an
    assessment that they wrote.
    """

    system: str
    document: str
    worker: Worker
    manager: Worker

    @property
    def words(self) -> str:
        """What stands wherever the record asks why, or how."""
        return f"Brought in from {self.system}; {self.document} does not say."


@verb
def name_source(*, by: Worker, system: str, document: str, on: date) -> Source:
    """Say where histories come from. The two who stand in are made the first time, and found after that.

    They left on the day that the document speaks of, so that nobody gives them work, and cannot sign in.
    """
    slug = sub(r"[^a-z0-9]+", "-", system.lower()).strip("-") or "system"
    return Source(
        system,
        document,
        _stand_in(f"worker@{slug}.invalid", f"Brought in from {system} (worker not named)", on),
        _stand_in(f"manager@{slug}.invalid", f"Brought in from {system} (manager not named)", on),
    )


def _stand_in(email: str, name: str, on: date) -> Worker:
    found = Worker.objects.filter(email=email).first()
    if found is not None and found.name != name[:100]:
        raise Refused(f"{found.name} stands in for another system whose name is too like this one.")
    return found or Worker.objects.create_user(
        email, None, name=name[:100], role=Role.BUSINESS_SUPPORT, left_on=on
    )


@verb
def bring_in(
    history: History, *, by: Worker, source: Source, team: Team, because: str = ""
) -> Counter[type[Entry]]:
    """Write a child's whole history, or nothing of it; the team holds what is open. How many of each made.

    Refused where the record has the child already: by the other system's number, or the pupil number.
    """
    if Identifier.objects.standing().filter(system=source.system, value=history.number).exists():
        raise Refused(f"{history.number} was brought in from {source.system} already.")
    if history.upn and Person.objects.filter(upn=history.upn).exists():
        raise Refused("Somebody in the record has this pupil number: look whether they are one child.")
    return _Writing(history, source, team, by).all()


class _Writing:
    """One child's history on its way into the tables; `made` counts what was written in each."""

    def __init__(self, history: History, source: Source, team: Team, by: Worker) -> None:
        self.history, self.source, self.team, self.by = history, source, team, by
        self.words, self.made = source.words, Counter[type[Entry]]()

    def all(self) -> Counter[type[Entry]]:
        self.child = self._person()
        self._identify(self.source.system, self.history.number)
        if self.history.former_upn:
            self._identify(FORMER_PUPIL_NUMBER, self.history.former_upn)
        for episode in self.history.episodes:
            self._episode(episode)
        return self.made

    def _write(self, *entries: Entry) -> None:
        for entry in entries:
            entry.recorded_by = self.by
            entry.save(force_insert=True)
            self.made[type(entry)] += 1

    def _person(self) -> Person:
        told = self.history
        child = Person(
            given_name=NO_NAME,
            family_name=told.number,
            born_on=told.born_on,
            expected_on=told.expected_on,
            died_on=told.died_on,
            sex=told.sex or Sex.UNKNOWN,
            ethnicity=told.ethnicity or Ethnicity.NOT_YET_KNOWN,
            disabilities=list(told.disabilities),
            upn=told.upn,
            former_upn=told.former_upn,
            no_upn_because=told.no_upn_because,
        )
        self._write(child)
        return child

    def _identify(self, system: str, value: str) -> None:
        self._write(
            Identifier(child=self.child, system=system, value=value, came_from=self.source.document[:200])
        )

    def _episode(self, told: Episode) -> None:
        referral = Referral(
            child=self.child,
            team=self.team,
            received_on=told.received_on,
            route="",
            source=told.source,
            primary_need=told.primary_need or PrimaryNeed.NOT_STATED,
            because=self.words,
        )
        if told.came_to_nothing:
            referral.decided_on, referral.decided_by = told.received_on, self.source.manager
            referral.decision = Referral.Decision.NO_FURTHER_ACTION
            referral.decided_because = f"{self.words} The day it came stands for the day it was decided."
        if told.closed_on:
            referral.closed_on, referral.closed_by = told.closed_on, self.source.manager
            referral.closure_reason, referral.closed_because = told.closure_reason, self.words
        self._write(referral)
        self._assess(referral, told)
        self._help(referral, told)
        held = [meeting for enquiry in told.enquiries for meeting in self._enquire(referral, enquiry, told)]
        if told.conference_on:
            held.append(self._confer(referral, told.conference_on, told))
        for plan in told.plans:
            self._protect(referral, plan, told, held)

    def _assess(self, referral: Referral, told: Episode) -> None:
        """A return does not say which kind: since 2013 there is one, and before that it is not known."""
        for one in told.assessments:
            is_single = one.started_on >= WORKING_TOGETHER_2013.in_force_from
            self._write(
                Assessment(
                    child=self.child,
                    referral=referral,
                    author=self.source.worker,
                    form=Assessment.Form.SINGLE if is_single else "",
                    started_on=one.started_on,
                    on_open_case=one.on_open_case,
                    review_point_on=one.review_point_on,
                    factors=list(one.factors),
                    analysis=self.words,
                    outcome=NOT_SAID if one.authorised_on else "",
                    authorised_on=one.authorised_on,
                    authorised_by=self.source.manager if one.authorised_on else None,
                )
            )

    def _help(self, referral: Referral, told: Episode) -> None:
        for one in told.help_plans:
            self._write(
                ChildInNeedPlan(
                    child=self.child,
                    referral=referral,
                    started_on=one.started_on,
                    outline=self.words,
                    ended_on=one.ended_on,
                    ended_because=self.words if one.ended_on else None,
                )
            )

    def _enquire(self, referral: Referral, told: Enquired, episode: Episode) -> list[Conference]:
        """The enquiry, the discussion that began it on the day given as its start, and its conference."""
        discussion = StrategyDiscussion(
            child=self.child,
            referral=referral,
            reasonable_cause_on=told.begun_on,
            reasonable_cause=f"{self.words} The day of the discussion stands for the day there was cause.",
            cause_recorded_by=self.source.worker,
            held_on=told.begun_on,
            convened_by=self.source.manager,
            decision=StrategyDiscussion.Decision.ENQUIRY,
            decided_because=self.words,
        )
        # what is still open is nobody's until it is given to somebody, so the team's manager answers for it
        is_over = told.needed_no_conference or referral.closed_on is not None
        enquiry = Enquiry(
            child=self.child,
            referral=referral,
            discussion=discussion,
            lead_worker=self.source.worker if is_over else self.team.manager,
            started_on=told.begun_on,
        )
        if told.needed_no_conference:
            enquiry.outcome, enquiry.concluded_by = NO_CONFERENCE, self.source.manager
            enquiry.concluded_on = told.begun_on
            enquiry.concluded_because = f"{self.words} The day it began stands for the day of the conclusion."
        self._write(discussion, enquiry)
        return [self._confer(referral, told.conference_on, episode, enquiry)] if told.conference_on else []

    def _confer(
        self, referral: Referral, on: date, told: Episode, enquiry: Enquiry | None = None
    ) -> Conference:
        """A conference made a plan where one starts on its day; else the return shows none begun."""
        made_plan = any(plan.started_on == on for plan in told.plans)
        conference = Conference(
            child=self.child,
            referral=referral,
            form=Conference.Form.INITIAL,
            enquiry=enquiry,
            held_on=on,
            chair=self.source.worker,
            decision=Conference.Decision.PLAN if made_plan else Conference.Decision.NO_PLAN,
            decided_because=f"{self.words} {'A' if made_plan else 'No'} plan starts on that day.",
        )
        self._write(conference)
        return conference

    def _protect(self, referral: Referral, told: Protected, episode: Episode, held: list[Conference]) -> None:
        """A plan is made by a conference: one held that day, or one that only the plan tells of."""
        on_the_day = (meeting for meeting in held if meeting.held_on == told.started_on)
        plan = ChildProtectionPlan(
            child=self.child,
            referral=referral,
            made_by=next(on_the_day, None) or self._confer(referral, told.started_on, episode),
            started_on=told.started_on,
            first_category=told.first_category,
            latest_category=told.latest_category or told.first_category,
            outline=self.words,
        )
        self._write(plan)
        self._end(plan, told, [self._review(plan, on, told) for on in told.reviewed_on])

    def _review(self, plan: ChildProtectionPlan, on: date, told: Protected) -> Conference:
        ends = on == told.ended_on
        review = Conference(
            child=self.child,
            referral=plan.referral,
            form=Conference.Form.REVIEW,
            plan=plan,
            held_on=on,
            chair=self.source.worker,
            decision=Conference.Decision.END if ends else Conference.Decision.CONTINUE,
            decided_because=f"{self.words} The plan {'ends' if ends else 'does not end'} on that day.",
        )
        self._write(review)
        return review

    def _end(self, plan: ChildProtectionPlan, told: Protected, reviews: list[Conference]) -> None:
        if told.ended_on is None:
            return
        plan.ended_on = told.ended_on
        plan.ended_by = next((review for review in reviews if review.held_on == told.ended_on), None)
        plan.end_reason = self._why_it_ended(plan)
        plan.save(update_fields=["ended_on", "ended_by", "end_reason"])

    def _why_it_ended(self, plan: ChildProtectionPlan) -> str:
        """By a conference of that day; else by the child's death or birthday on it; else it is not said."""
        if plan.ended_by is not None:
            return ChildProtectionPlan.EndReason.CONFERENCE
        if plan.ended_on == self.history.died_on:
            return ChildProtectionPlan.EndReason.DIED
        born_on = self.history.born_on
        is_birthday = born_on is not None and plan.ended_on == months_after(born_on, ADULT_AT)
        return ChildProtectionPlan.EndReason.EIGHTEEN if is_birthday else NOT_SAID
