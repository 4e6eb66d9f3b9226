"""What is at stake for a child in a case, as far as the record knows: it decides how soon others answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextField, Value

from sightline.record.models import (
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Enquiry,
    HandOver,
    Referral,
    StrategyDiscussion,
)

Risk = HandOver.Risk


@dataclass(frozen=True)
class Stake:
    """How much is at stake, and the facts that say so, in words."""

    risk: str
    because: tuple[str, ...]

    @property
    def rank(self) -> int:
        """0 is the gravest."""
        return list(Risk.values).index(self.risk)


def stakes(referrals: Iterable[Referral]) -> dict[int, Stake]:
    """What is at stake in each of these cases, by the referral. One query, however many cases."""
    cases = {one.pk: one for one in referrals}
    told: dict[int, list[tuple[str, str]]] = {pk: [] for pk in cases}
    first, *rest = _facts(list(cases))
    for case, risk, words in first.union(*rest, all=True):
        told[case].append((risk, words))
    return {case: _stake(facts) for case, facts in told.items()}


def stake(referral: Referral) -> Stake:
    """What is at stake in this case."""
    return stakes([referral])[referral.pk]


def _stake(told: list[tuple[str, str]]) -> Stake:
    order = list(Risk.values)
    gravest = min((risk for risk, _ in told), key=order.index, default=Risk.OTHER.value)
    return Stake(gravest, tuple(words for _, words in told))


def _facts(cases: list[int]) -> list[Any]:
    """Which of these cases each fact is so of, how grave it is, and its words: a query for each."""

    def of(model: Any, risk: str, words: str, **narrowed: object) -> Any:
        rows = model.objects.standing().filter(referral__in=cases, **narrowed).order_by()
        return rows.values_list("referral", _text(risk), _text(words))

    told = Referral.objects.filter(pk__in=cases, contact__tells_of_harm=True, contact__struck_out_at=None)
    return [
        told.order_by().values_list("pk", _text(Risk.HIGH), _text("harm was told of")),
        of(ChildProtectionPlan, Risk.HIGH, "a child protection plan", ended_on=None),
        of(Enquiry, Risk.HIGH, "a section 47 enquiry under way", concluded_on=None),
        of(StrategyDiscussion, Risk.HIGH, "a strategy discussion awaited", held_on=None, not_held_on=None),
        of(ChildInNeedPlan, Risk.PLAN, "a child in need plan", ended_on=None),
        of(Assessment, Risk.PLAN, "an assessment under way", authorised_on=None, left_on=None),
    ]


def _text(words: str) -> Value:
    return Value(str(words), output_field=TextField())
