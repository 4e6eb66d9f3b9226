"""Several people write in the same entry: all of them are saved, and nobody's words are overwritten.

What each had before them when they began is in the journal, so what each changed is known. Changes to
different fields or paragraphs stand side by side; where two changed the same paragraph, both texts are kept,
one after the other.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q

from sightline.audit.models import JournalEntry
from sightline.people.models import Worker
from sightline.record.models import OwnAnswer
from sightline.record.models.entry import Entry
from sightline.record.own_questions import form_of

Edit = tuple[int, int, list[str]]
"""From which line to which of the base, and the lines that stand there instead."""


def newest_change(model: type[Entry], pk: int) -> int:
    """The number of the last change that the journal has of an entry, or of what was answered in it to our
    own questions; 0 where it has none.
    """
    changes = JournalEntry.objects.filter(_of(model, pk))
    return changes.order_by("-pk").values_list("pk", flat=True).first() or 0


def _of(model: type[Entry], pk: int) -> Q:
    own = Q(table=model._meta.db_table, row=pk)
    form = form_of(model)
    if not form:
        return own
    answers = OwnAnswer.objects.filter(**{form: pk}).order_by().values("pk")
    return own | Q(table=OwnAnswer._meta.db_table, row__in=answers)


def changes_since(entry: Entry, change: int) -> list[JournalEntry]:
    """What happened to an entry after that change in its journal, in order."""
    later = JournalEntry.objects.filter(table=entry._meta.db_table, row=entry.pk, pk__gt=change)
    return list(later.order_by("pk"))


def joined(entry: Entry, written: Mapping[str, Any], *, since: int) -> dict[str, Any]:
    """What to save of what somebody wrote, given what others have saved since that change.

    `entry` is the entry as it stands now, locked.
    """
    later = changes_since(entry, since)
    if not later or later[0].before is None:
        return dict(written)
    base = later[0].before
    return {name: _field(entry, name, base.get(_column(entry, name)), mine) for name, mine in written.items()}


def others_since(entry: Entry, change: int, *, by: Worker) -> list[str]:
    """The names of the other people who have written in it since that change."""
    others = {one.worker for one in changes_since(entry, change)} - {by.pk}
    return sorted(Worker.objects.filter(pk__in=others).values_list("name", flat=True))


def _column(entry: Entry, name: str) -> str:
    return str(getattr(entry._meta.get_field(name), "column"))  # noqa: B009  # mypy: not every field has one


def _field(entry: Entry, name: str, was: Any, mine: Any) -> Any:
    field: Any = entry._meta.get_field(name)
    base, theirs = field.to_python(was), getattr(entry, name)
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if isinstance(mine, str) and not field.choices:
        return both(base or "", theirs or "", mine)
    if isinstance(mine, list):
        return [one for one in dict.fromkeys([*theirs, *mine]) if one in mine or one not in (base or [])
                if one in theirs or one not in (base or [])]  # fmt: skip
    return mine


def both(base: str, theirs: str, mine: str) -> str:
    """Two texts that were changed from the same one, as one: what either changed is changed.

    A paragraph that both changed stands twice, theirs first.
    """
    lines = _lines(base)
    edits = _clusters([*_edits(lines, _lines(theirs)), *_edits(lines, _lines(mine))])
    parts, at = [], 0
    for start, end, _ in edits:
        parts += lines[at:start]
        versions = [_part(lines, _edits(lines, _lines(text)), start, end) for text in (theirs, mine)]
        parts += [line for version in _unlike(versions, lines[start:end]) for line in version]
        at = end
    return "\n".join([*parts, *lines[at:]])


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _edits(base: list[str], text: list[str]) -> Iterator[Edit]:
    for tag, start, end, first, last in SequenceMatcher(None, base, text, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start, end, text[first:last]


def _clusters(edits: Iterable[Edit]) -> list[Edit]:
    """The stretches of the base that anybody changed, those that touch taken together."""
    found: list[Edit] = []
    for start, end, _ in sorted(edits, key=lambda one: one[:2]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]), [])
        else:
            found.append((start, end, []))
    return found


def _part(base: list[str], edits: Iterable[Edit], start: int, end: int) -> list[str]:
    """What a stretch of the base became by these edits."""
    part, at = [], start
    for first, last, instead in edits:
        if first >= start and last <= end:
            part += base[at:first] + instead
            at = last
    return part + base[at:end]


def _unlike(versions: list[list[str]], was: list[str]) -> list[list[str]]:
    """The versions that say something new, each once; the base's own words where nobody changed them."""
    changed = [version for version in versions if version != was]
    return changed[:1] if len(changed) == 2 and changed[0] == changed[1] else changed
