"""The book of duties as pages to read: one to an area, and a list of them all."""

from collections.abc import Iterator
from datetime import timedelta

from sightline.duties.binding import Area
from sightline.duties.book import AREAS, BOOK, NOT_YET_EXPRESSED
from sightline.duties.language import Duty, Kind, NotYetExpressed, Repealed, Version
from sightline.duties.sources import EDITIONS

FOLDER = "docs/reference/duties"
MADE = "This page is made from the book of duties by `sightline duties --write`; do not edit it."


def documents() -> dict[str, str]:
    """The path of each page, from the top of the project, and its text."""
    return {f"{FOLDER}/{name}": text for name, text in pages().items()}


def pages() -> dict[str, str]:
    """The name of each page and its text."""
    return {"index.md": index()} | {f"{area.name}.md": area_page(area) for area in AREAS.values()}


def index() -> str:
    """The areas, every duty of each, and the editions that they cite."""
    said = [
        "# The book of duties",
        MADE,
        f"{len(BOOK)} duties, and {len(NOT_YET_EXPRESSED)} requirements that cannot be said yet. It is not "
        "legal advice: a value that drives an alert must be read in the text by a qualified person first. "
        "Each citation says how far it has been verified: V read in the text, V2 in another's account of "
        "it, K from general knowledge; then high, medium or low confidence.",
    ]
    for area in AREAS.values():
        said += [
            f"## [{area_title(area)}]({area.name}.md)",
            _list(_entry(duty) for duty in area.duties.values()),
        ]
    said += [
        "## Sources",
        _table(["edition", "in force from", "how exact that is", "what was read"], _editions()),
    ]
    return "\n\n".join(said) + "\n"


def area_page(area: Area) -> str:
    """Every duty of one area, edition by edition, and what cannot be said yet."""
    said = [f"# {area_title(area)}", MADE, area.about]
    said += [part for duty in area.duties.values() for part in _duty(duty)]
    if area.not_yet_expressed:
        said.append("## Not yet expressed")
        said += [_not_yet(name, entry) for name, entry in area.not_yet_expressed.items()]
    return "\n\n".join(said) + "\n"


def area_title(area: Area) -> str:
    """The area's name as a heading."""
    return area.name.replace("_", " ").capitalize()


def limit_words(version: Version) -> str:
    """The limit of a version as it is said."""
    return str(version.within) if version.within else "no number: before it ends"


def rows_of(duty: Duty) -> Iterator[tuple[str, str, str, str, str]]:
    """Each version of a duty: limit, first and last day in force, citation, and how far that was verified."""
    ends = [str(later.in_force_from - timedelta(days=1)) for later in duty.versions[1:]] + ["now"]
    for entry, until in zip(duty.versions, ends, strict=True):
        limit = "repealed" if isinstance(entry, Repealed) else limit_words(entry)
        source = entry.source
        yield limit, str(entry.in_force_from), until, str(source), str(source.verified)


def facts(duty: Duty) -> dict[str, str]:
    """What a duty turns on, in words."""
    who = sorted({entry.who for entry in duty.versions if isinstance(entry, Version) and entry.who})
    said = {
        "who": "; in later editions ".join([duty.who, *who]),
        "force": duty.force.value,
        "in each": duty.thread.words if duty.thread else "child",
        "starts on": kinds(duty.start_kinds) + (", and again with each meeting" if duty.recurs else ""),
        "met by": kinds(duty.met_kinds),
        "ends on": kinds(duty.end_kinds),
        "no longer owed from": kinds(duty.lapse_kinds),
        "note": duty.note,
    }
    return {name: words for name, words in said.items() if words}


def kinds(some: tuple[Kind, ...]) -> str:
    """Kinds of fact as words: "this, or that"."""
    return ", or ".join(kind.words for kind in some)


def _duty(duty: Duty) -> Iterator[str]:
    yield f"## {duty.title}"
    yield _list([f"id: `{duty.id}`", *(f"{name}: {words}" for name, words in facts(duty).items())])
    yield _table(["limit", "from", "to", "source", "verified", "note"], list(_noted(duty)))


def _noted(duty: Duty) -> Iterator[list[str]]:
    for entry, row in zip(duty.versions, rows_of(duty), strict=True):
        note = "" if isinstance(entry, Repealed) else "; ".join(filter(None, (entry.who, entry.note)))
        yield [*row, note]


def _not_yet(name: str, entry: NotYetExpressed) -> str:
    source = f"source: {entry.source} ({entry.source.verified})"
    return f"### {entry.title}\n\n{_list([f'id: `{name}`', source])}\n\n{entry.why}"


def _entry(duty: Duty) -> str:
    current = duty.versions[-1]
    limit = "repealed" if isinstance(current, Repealed) else limit_words(current)
    return f"`{duty.id}`: {duty.title} ({limit})"


def _editions() -> list[list[str]]:
    return [
        [str(edition), str(edition.in_force_from), edition.how_exact, edition.text] for edition in EDITIONS
    ]


def _list(items: Iterator[str] | list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
