"""Decisions: all that wait for a manager, like with like; several in one sitting; a child's in one list."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import oversight as safety
from sightline.casework import referral as verbs
from sightline.casework.referral import Decided
from sightline.compliance import escalation, worklist
from sightline.compliance.escalation import Watched
from sightline.compliance.oversight import Waiting, queue
from sightline.compliance.seen import last_seen
from sightline.compliance.stake import Stake
from sightline.compliance.ways import Limits
from sightline.people.models import Team
from sightline.record.models import (
    Allocation,
    Assessment,
    ChildProtectionPlan,
    Conference,
    Contact,
    Enquiry,
    HandOver,
    InterimSafetyDecision,
    Override,
    Referral,
    SentBack,
    StrategyDiscussion,
    Supervision,
    ThresholdDecision,
    UnseenDecision,
)
from sightline.web.confirm import ask_twice
from sightline.web.fields import Line, Pick
from sightline.web.finding import about, find_child, look, paged
from sightline.web.form import Form, SignedIn, typed
from sightline.web.story import Happening, story
from sightline.web.team import find_team
from sightline.web.today import today
from sightline.web.words import age, seen, several

READERS = "everybody who works with the child"
#: How many children one page asks about; the rest come when these are done.
AT_ONCE = 20
#: The fields of the record that say that somebody decided something.
DECISIONS = {
    (Contact, "decided_at"),
    (Referral, "decided_on"),
    (Referral, "closed_on"),
    (UnseenDecision, "decided_on"),
    (Allocation, "from_on"),
    (Assessment, "authorised_on"),
    (Assessment, "left_on"),
    (SentBack, "sent_back_on"),
    (StrategyDiscussion, "held_on"),
    (StrategyDiscussion, "not_held_on"),
    (ThresholdDecision, "decided_on"),
    (Enquiry, "concluded_on"),
    (Conference, "held_on"),
    (ChildProtectionPlan, "ended_on"),
    (HandOver, "answered_at"),
    (InterimSafetyDecision, "decided_on"),
    (Override, "allowed_on"),
    (Supervision, "held_on"),
}


def decisions(request: SignedIn, pk: int) -> HttpResponse:
    """Everything that waits for a team's manager, batched by kind: the gravest first, then the longest."""
    on, team = today(), find_team(request, pk)
    batches = queue(team, on=on)
    every = [one for batch in batches for one in batch.waiting]
    page = paged(request, every, per=30)
    look(request, [one.entry.child_id for one, _ in page.rows])
    shown = {one.entry for one, _ in page.rows}
    children = [one.entry.child_id for one, _ in page.rows]
    page_of = [
        (batch, rows)
        for batch in batches
        if (rows := [one for one in batch.waiting if one[0].entry in shown])
    ]
    return render(
        request,
        "web/decisions.html",
        {
            "title": "Decisions waiting",
            "on": on,
            "team": team,
            "page": page,
            "batches": page_of,
            "every": batches,
            "seen": last_seen(children, on=on),
        },
    )


class DecideSeveral(Form):
    """What follows each of several referrals, and why."""

    quiet = True

    def __init__(self, *args: Any, waiting: list[tuple[Waiting, Stake]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referrals = {one.entry.pk: one.case for one, _ in waiting}
        for one, stake in waiting:
            case = one.case
            at_stake = f" At stake: {', '.join(stake.because)}." if stake.because else ""
            self.fields[f"decision-{case.pk}"] = Pick(
                label=f"{case.child.name}, {age(case.child, self.today)}, of {case.received_on:%-d %B %Y}",
                help_text=f"{case.because or 'No reason was written down.'}{at_stake}",
                choices=Referral.Decision.choices,
                empty="Not now",
                required=False,
                why="Everything that follows starts from it.",
                reads=READERS,
                item="statutory item: referral no further action",
            )
            self.fields[f"because-{case.pk}"] = Line(
                label=f"Why, for {case.child.name}?",
                max_length=500,
                required=False,
                why="Each child’s record has its own reason.",
                reads=READERS,
            )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        chosen = [pk for pk in self.referrals if answers.get(f"decision-{pk}")]
        if not chosen:
            raise ValidationError("Decide at least one, or go back")
        for pk in chosen:
            if not (answers.get(f"because-{pk}") or "").strip():
                self.add_error(f"because-{pk}", f"Say why, for {self.referrals[pk].child.name}")
        return answers

    def decided(self, answers: dict[str, Any]) -> dict[Referral, Decided]:
        """The referrals that are decided, and how."""
        return {
            case: Decided(answers[f"decision-{pk}"], answers[f"because-{pk}"].strip())
            for pk, case in self.referrals.items()
            if answers.get(f"decision-{pk}")
        }


def decide_several(request: SignedIn, pk: int) -> HttpResponse:
    """Several referrals in one sitting, each with its own decision and its own reason."""
    on, team = today(), find_team(request, pk)
    waiting = [
        one for batch in queue(team, on=on) for one in batch.waiting if isinstance(one[0].entry, Referral)
    ]
    form = DecideSeveral(typed(request), on=on, waiting=waiting[:AT_ONCE])
    look(request, [one.entry.child_id for one, _ in waiting[:AT_ONCE]])

    def preview(answers: dict[str, Any]) -> list[str]:
        labels = dict(Referral.Decision.choices)
        return [
            f"{case.child.name}: {labels[Referral.Decision(one.decision)]}. {one.because}"
            for case, one in form.decided(answers).items()
        ]

    return ask_twice(
        request,
        form,
        preview=preview,
        do=lambda answers: verbs.decide_several(form.decided(answers), by=request.user, on=on),
        then=reverse("decisions", args=[team.pk]),
        said=lambda made: f"Saved: {several(len(made), 'referral')} decided.",
        title="Decide several referrals",
        lead=f"{several(len(waiting), 'referral')} of {team.name} to decide, what is most at stake first. "
        "What you leave at “Not now” stays as it is.",
        button="Decide them",
        **_of(team),
    )


class SafeEnoughSeveral(Form):
    """For each of several children, what says that they are safe enough as things are."""

    quiet = True

    def __init__(
        self, *args: Any, watched: list[Watched], until: dict[Referral, date], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.referrals = {one.item.referral.pk: one.item.referral for one in watched}
        for one in watched:
            child, case = one.item.child, one.item.referral
            waited = several(one.item.working_days, "working day")
            self.fields[f"because-{case.pk}"] = Line(
                label=f"{child.name}, {age(child, self.today)}: safe enough until {until[case]:%-d %B %Y}, "
                "because",
                help_text=f"Waiting {waited}. {seen(one.item.last_seen, child, self.today)}. "
                f"At stake: {', '.join(one.stake.because) or 'nothing that the record names'}.",
                max_length=500,
                required=False,
                why="While nobody moves the work, somebody by name answers for the child.",
                reads="whoever answers for the team, above and below, and whoever asks later",
            )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not self.because(answers):
            raise ValidationError("Say of at least one child what you know, or go back")
        return answers

    def because(self, answers: dict[str, Any]) -> dict[Referral, str]:
        """The children found safe enough, and why."""
        said = {case: (answers.get(f"because-{pk}") or "").strip() for pk, case in self.referrals.items()}
        return {case: words for case, words in said.items() if words}


def safe_enough_several(request: SignedIn, pk: int) -> HttpResponse:
    """What is safe enough, for several children in one sitting; who is not is decided one at a time."""
    on, team = today(), find_team(request, pk)
    due = [
        one for one in escalation.watched([worklist.nobodys_work(team, on=on)], on=on) if one.is_due_again(on)
    ][:AT_ONCE]
    limits = Limits()
    until = {
        one.item.referral: limits.within(f"interim-safety-{one.stake.risk}", on=on).due(on) for one in due
    }
    form = SafeEnoughSeveral(typed(request), on=on, watched=due, until=until)
    look(request, [one.item.child.pk for one in due])

    def do(answers: dict[str, Any]) -> list[InterimSafetyDecision]:
        because = form.because(answers)
        return safety.find_several_safe_enough(because, by=request.user, on=on, until_on=until)

    return ask_twice(
        request,
        form,
        preview=lambda answers: [
            f"{case.child.name}: safe enough until {until[case]:%-d %B %Y}. {words}"
            for case, words in form.because(answers).items()
        ],
        do=do,
        then=reverse("team-list", args=[team.pk, "safety-due"]),
        said=lambda made: f"Saved: you decided it for {several(len(made), 'child', 'children')}.",
        title="Find several safe enough",
        lead="Leave empty whoever you do not know to be safe enough: they are decided one at a time, with "
        "what is done about it.",
        button="They are safe enough",
        **_of(team),
    )


def _of(team: Team) -> dict[str, Any]:
    back = reverse("decisions", args=[team.pk])
    return {"team": team, "back": back, "back_to": f"Decisions waiting in {team.name}"}


def decided(request: SignedIn, pk: int) -> HttpResponse:
    """Every decision about one child in one list: what was decided, by whom and why, the latest first."""
    on, found = today(), find_child(request, pk)
    every = [one for one in story(found, on=on) if isinstance(one, Happening)]
    made = [one for one in every if (type(one.entry), one.field) in DECISIONS]
    page = {**about(found), "title": "Every decision", "page": paged(request, made, per=40)}
    return render(request, "web/decided.html", page)
