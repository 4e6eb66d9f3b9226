"""The account of a census that was brought in, as text: where every row went, and why."""

from collections.abc import Iterator

from sightline.returns.cin_census.bring_in import COUNTED, Account, Manner
from sightline.returns.words import many

ALL_WELL = "Every row that was read is in one of the three columns."


def as_text(account: Account, heading: str) -> str:
    """The whole account. Nothing is cut short: whoever puts the file right needs every line of it."""
    return "\n".join(
        [
            heading,
            _outcome(account),
            "",
            *_table(account),
            "",
            *_made(account),
            *_left_out(account),
            *_nowhere(account),
            *_orphans(account),
        ]
    ).rstrip()


def _outcome(account: Account) -> str:
    if account.manner is Manner.DRY_RUN:
        return "A dry run: nothing was written. The record would be as follows."
    if account.written:
        return "Written."
    return "Nothing was written, because not every child can be. What follows is what would have been."


def _table(account: Account) -> Iterator[str]:
    yield f"{'table':<22}{'read':>9}{'brought in':>12}{'there already':>15}{'left out':>10}"
    for name in COUNTED:
        if read := account.read[name]:
            fates = (account.brought_in[name], account.there_already[name], account.left_out[name])
            yield f"{name:<22}{read:>9,}{fates[0]:>12,}{fates[1]:>15,}{fates[2]:>10,}"
    yield ALL_WELL


def _made(account: Account) -> Iterator[str]:
    yield "Records made" if account.written else "Records that would be made"
    for model, made in sorted(account.made.items(), key=lambda one: str(one[0]._meta.verbose_name)):
        yield f"  {made:>8,}  {model._meta.verbose_name_plural if made > 1 else model._meta.verbose_name}"
    if not account.made:
        yield "  none"


def _left_out(account: Account) -> Iterator[str]:
    if account.children_left_out:
        yield ""
        yield f"Left out: {many(len(account.children_left_out), 'child', 'children')}"
    for child in account.children_left_out:
        yield f"  {child.name}"
        yield from (f"    {reason}" for reason in child.reasons)


def _nowhere(account: Account) -> Iterator[str]:
    if account.nowhere:
        yield ""
        yield "Rows left out whatever became of the child"
    for (table, why), rows in sorted(account.nowhere.items()):
        yield f"  {rows:>8,}  {table}: {why}"


def _orphans(account: Account) -> Iterator[str]:
    if account.orphans:
        yield ""
        yield "Orphans: what cannot both be right, taken as it is where the child is brought in"
    for name, reason in account.orphans:
        yield f"  {name}: {reason}"
