"""When each fact of a case is so: an expression over referrals to each, so that one query answers for all.

A case is looked at as it stood on the day it ended (`over_on`), or on the day asked about while it is open.
What happened later does not count; what had happened by then counts whenever it was written down.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Least, Length, Trim

from sightline.compliance.pattern.language import Fact
from sightline.people.models import MANAGERS
from sightline.record.codes import ReasonForClosure
from sightline.record.models import (
    Allocation,
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Conference,
    ContactChild,
    Enquiry,
    Referral,
    Sighting,
    StrategyDiscussion,
    ThresholdDecision,
)
from sightline.record.models.conference import ConferenceForm
from sightline.record.models.enquiry import EnquiryOutcome
from sightline.record.models.referral import ReferralDecision

#: A reason shorter than this says next to nothing: "Closed.", "NFA agreed", "No concerns".
IN_A_WORD = 20
#: Days after a visit by which it is written down.
WRITTEN_WITHIN = timedelta(days=7)
A_YEAR = timedelta(days=365)

REFUSED = Q(decision=ReferralDecision.NO_FURTHER_ACTION)


def these(ids: Iterable[int]) -> RawSQL:
    """These ids for a filter, as one argument: a statement with a place for each of thousands is slow."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def over_on(on: date) -> Any:
    """The day each case ended, or the day asked about where it had not ended by then."""
    ended = Case(When(REFUSED, then=F("decided_on")), default=F("closed_on"), output_field=DateField())
    return Least(Coalesce(ended, Value(on)), Value(on))


def _there(model: type[Any], *where: Q, **more: Any) -> Exists:
    """Whether the case has such an entry that stands."""
    return Exists(model.objects.standing().filter(*where, referral=OuterRef("pk"), **more))


def _by(field: str) -> Q:
    """That day had come when the case ended."""
    return Q(**{f"{field}__lte": OuterRef("over_on")})


def _not_by(field: str) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gt": OuterRef("over_on")})


def _sighting(*where: Q) -> Exists:
    """Whether there was such an attempt to see the child between the referral and the case's end."""
    during = Q(happened_on__range=(OuterRef("received_on"), OuterRef("over_on")))
    return Exists(Sighting.objects.standing().filter(during, *where, child=OuterRef("child")))


def _contact(*where: Q) -> Exists:
    rows = ContactChild.objects.standing().filter(contact__struck_out_at=None)
    return Exists(rows.filter(*where, child=OuterRef("child")))


def _referred(*where: Q) -> Exists:
    rows = Referral.objects.standing().exclude(pk=OuterRef("pk"))
    return Exists(rows.filter(*where, child=OuterRef("child")))


SAID = ~Q(analysis="") | (~Q(harm="") & ~Q(likelihood="") & ~Q(protective_factors=""))
ALONE = Q(was_seen=True, alone__in=["yes", "usual_for_age"])
CONTACT_AFTER = Q(contact__received_at__date__gt=OuterRef("over_on"))


def expressions(on: date) -> dict[Fact, Any]:
    """Each fact as an expression over referrals that have `over_on`."""
    return _of_the_child() | _of_the_work() | _of_the_end(on)


def _of_the_child() -> dict[Fact, Any]:
    return {
        Fact.NO_FURTHER_ACTION: REFUSED,
        Fact.NOT_YET_BORN: Q(child__born_on__isnull=True, child__expected_on__isnull=False)
        | Q(child__born_on__gt=F("over_on")),
        Fact.CHILD_DIED: Q(child__died_on__lte=F("over_on")),
        Fact.MOVED_AWAY: Q(closure_reason=ReasonForClosure.MOVED_AUTHORITY),
        Fact.HARM_TOLD: Q(contact__tells_of_harm=True)
        | Q(_there(StrategyDiscussion, _by("reasonable_cause_on")))
        | Q(_there(Enquiry, _by("started_on"))),
        Fact.TRIED_TO_SEE: _sighting(),
        Fact.SEEN: _sighting(Q(was_seen=True)),
        Fact.SEEN_ALONE: _sighting(ALONE),
        Fact.ALONE_ACCOUNTED_FOR: _sighting(ALONE | (Q(was_seen=True) & ~Q(not_alone_because=""))),
        Fact.WISHES_RECORDED: Q(_there(Assessment, ~Q(childs_words="") | _by("wishes_recorded_on")))
        | Q(_sighting(~Q(childs_words=""))),
    }


def _of_the_work() -> dict[Fact, Any]:
    return {
        Fact.ASSESS_DECIDED: Q(decision=ReferralDecision.ASSESS),
        Fact.ASSESSMENT_BEGUN: _there(Assessment, _by("started_on")),
        Fact.ASSESSMENT_AUTHORISED: _there(Assessment, _by("authorised_on")),
        Fact.ASSESSMENT_UNFINISHED: _there(
            Assessment, _by("started_on"), _not_by("authorised_on"), _not_by("left_on")
        ),
        Fact.RISK_ANALYSED: _there(Assessment, _by("authorised_on"), SAID),
        Fact.DISCUSSION_HELD: _there(StrategyDiscussion, _by("held_on")),
        Fact.DISCUSSION_REFUSED: _there(StrategyDiscussion, _by("not_held_on")),
        Fact.NO_CAUSE_FOUND: _there(ThresholdDecision, _by("decided_on")),
        Fact.DISCUSSION_WANTING: _there(
            StrategyDiscussion, _by("reasonable_cause_on"), _not_by("held_on"), _not_by("not_held_on")
        ),
        Fact.ENQUIRY_MADE: _there(Enquiry, _by("started_on")),
        Fact.ENQUIRY_OPEN: _there(Enquiry, _by("started_on"), _not_by("concluded_on")),
        Fact.CONFERENCE_WANTING: Q(_there(Enquiry, outcome=EnquiryOutcome.CONFERENCE))
        & ~Q(_there(Conference, _by("held_on"), form=ConferenceForm.INITIAL)),
    }


def _of_the_end(on: date) -> dict[Fact, Any]:
    within_a_year = Q(contact__received_at__date__lte=OuterRef("over_on") + A_YEAR)
    known = Q(contact__received_at__date__lte=on)
    return {
        Fact.CHECKS_MADE: Q(checks_made_on__lte=F("over_on")),
        Fact.HISTORY_SHOWN: Q(contact__history_seen_by_decider=True),
        Fact.KNOWN_BEFORE: _referred(
            Q(received_on__lt=OuterRef("received_on")), Q(received_on__gte=OuterRef("received_on") - A_YEAR)
        ),
        Fact.EVER_LED: _there(Allocation, _by("from_on")),
        Fact.DECIDED_BY_A_MANAGER: Q(decided_by__role__in=MANAGERS),
        Fact.ENDED_BY_A_MANAGER: Q(closed_by__role__in=MANAGERS)
        | (REFUSED & Q(decided_by__role__in=MANAGERS)),
        Fact.REASON_IN_A_WORD: Q(reason_length__lt=IN_A_WORD),
        Fact.PLAN_OPEN: Q(_there(ChildProtectionPlan, _by("started_on"), _not_by("ended_on")))
        | Q(_there(ChildInNeedPlan, _by("started_on"), _not_by("ended_on"))),
        Fact.CONTACT_WAITING: _contact(
            Q(contact__received_at__date__lte=OuterRef("over_on")),
            Q(contact__decided_at=None) | Q(contact__decided_at__date__gt=OuterRef("over_on")),
        ),
        Fact.WRITTEN_LATE: _sighting(
            Q(recorded_at__date__gt=ExpressionWrapper(F("happened_on") + WRITTEN_WITHIN, DateField()))
        ),
        Fact.CAME_BACK: Q(_contact(CONTACT_AFTER, within_a_year, known))
        | Q(
            _referred(
                Q(received_on__gt=OuterRef("over_on"), received_on__lte=OuterRef("over_on") + A_YEAR),
                Q(received_on__lte=on),
            )
        ),
    }


def annotated(cases: Any, *, on: date, facts: Callable[[date], dict[Any, Any]] = expressions) -> Any:
    """These referrals with `over_on`, and each fact as a column of yes and no, by its name in lower case."""
    reason = Trim(Case(When(REFUSED, then=F("decided_because")), default=F("closed_because")))
    begun = cases.annotate(over_on=over_on(on), reason_length=Length(reason))
    return begun.annotate(
        **{
            f"is_{fact.name.lower()}": Coalesce(
                ExpressionWrapper(Q(so) if isinstance(so, Exists) else so, output_field=BooleanField()), False
            )
            for fact, so in facts(on).items()
        }
    )
