"""Whether a difference is more than chance makes: exact binomial limits around the share of all together.

Small teams vary more. A funnel shows each team's share against the limits for its own number, and a control
chart a month's share against the limits for that month's. What stands outside is worth asking about; it says
nothing about why, and no team is ranked.
"""

from dataclasses import dataclass

from scipy import stats

from sightline.compliance.history import Value

WARNING, ACTION = 0.95, 0.998
"""One in twenty, and one in five hundred, stand outside by chance alone."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which shares (0 to 1) so many out of so many would come by chance, so often."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Placed:
    """One share against the limits for its own number."""

    value: Value
    warning: Limits
    action: Limits

    @property
    def share(self) -> float:
        return self.value.number / (self.value.out_of or 1)

    @property
    def words(self) -> str:
        """How it stands: "within what chance makes", or outside and on which side."""
        for limits, often in ((self.action, "1 in 500"), (self.warning, "1 in 20")):
            if self.share < limits.low:
                return f"lower than chance makes {often} times"
            if self.share > limits.high:
                return f"higher than chance makes {often} times"
        return "within what chance makes"

    @property
    def stands_out(self) -> bool:
        """Whether it is outside the limits that one in five hundred are."""
        return not self.action.low <= self.share <= self.action.high


def limits(out_of: int, share: float, certainty: float) -> Limits:
    """The exact binomial limits for a share of so many, where all together have this share.

    The chance of falling below the lower, and above the upper, is at most half of what is left of certainty.
    """
    left = (1 - certainty) / 2
    low, high = stats.binom.ppf(left, out_of, share), stats.binom.ppf(1 - left, out_of, share)
    return Limits(float(low) / out_of, float(high) / out_of)


def together(values: list[Value]) -> Value:
    """All of them as one."""
    return Value(sum(one.number for one in values), sum(one.out_of or 0 for one in values))


def placed(value: Value, whole: Value) -> Placed | None:
    """Where one share stands among all together; None where either has nothing in it."""
    if not value.out_of or not whole.out_of:
        return None
    share = whole.number / whole.out_of
    return Placed(value, limits(value.out_of, share, WARNING), limits(value.out_of, share, ACTION))
