"""The rules on the disabilities that a child has."""

from sightline.returns.cin_census.codes import DISABILITY, NO_DISABILITY
from sightline.returns.cin_census.comparing import repeated
from sightline.returns.cin_census.rules import Found, Hit, View, Within, rule

DISABILITIES = "Disabilities"
FEWEST_CODES = 8


@rule(
    "2887Q",
    DISABILITIES,
    "Disability",
    says="Less than 8 disability codes have been used in your return",
    within=Within.RETURN,
)
def few_codes_used(disabilities: View) -> Found:
    """Different codes of the set, NONE among them."""
    used = {code for code in disabilities.texts("Disability") if code in DISABILITY}
    if len(used) < FEWEST_CODES:
        yield Hit(None, told=(("disability codes used", str(len(used))),))


@rule(
    "2888Q",
    DISABILITIES,
    "Disability",
    says=(
        "Only one disability code is recorded per child and multiple disabilities should be recorded where "
        "possible"
    ),
    within=Within.RETURN,
)
def one_code_for_every_child(disabilities: View) -> Found:
    """Disabilities are recorded, and no child in the return has two different ones."""
    codes: dict[int, set[str]] = {}
    for child, code in zip(
        disabilities.holders("ChildIdentifiers"), disabilities.texts("Disability"), strict=True
    ):
        if code:
            codes.setdefault(child, set()).add(code)
    if codes and all(len(of_child) == 1 for of_child in codes.values()):
        yield Hit(None, told=(("children with a disability code", str(len(codes))),))


@rule(
    "8790",
    DISABILITIES,
    "Disability",
    says="Disability information includes both None and other values",
    within=Within.CHILD,
)
def none_and_others(disabilities: View) -> Found:
    """Fires on NONE; the other codes stand beside it."""
    codes = disabilities.texts("Disability")
    for rows in _of_each_child(disabilities):
        others = tuple((DISABILITIES, row) for row in rows if codes[row] and codes[row] != NO_DISABILITY)
        if others:
            yield from (Hit(row, others) for row in rows if codes[row] == NO_DISABILITY)


@rule(
    "8794",
    DISABILITIES,
    "Disability",
    says="Child has two or more disabilities with the same code",
    within=Within.CHILD,
)
def same_code_twice(disabilities: View) -> Found:
    """Each of those that share it."""
    codes = disabilities.texts("Disability")
    for rows in _of_each_child(disabilities):
        yield from repeated(codes, rows)


def _of_each_child(disabilities: View) -> list[list[int]]:
    """The rows of each child that has more than one."""
    return [rows for rows in disabilities.of("ChildIdentifiers").inside(DISABILITIES) if len(rows) > 1]
