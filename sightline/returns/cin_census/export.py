"""Write a census: each child as it comes, in the Department's order of elements, the whole file or nothing.

The order is that of the census schema of 2026; items and groups that only other years have stand where those
years put them. What is written can be read back (`read`) into the same tables.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree

from sightline.returns.cin_census.shape import CHILD, HEADER, Group
from sightline.returns.cin_census.tables import Census
from sightline.returns.kept_whole import whole
from sightline.returns.refusal import Reason, Refused

SCHEMA = Path(__file__).with_name("census.rng")
"""What a census looks like, in RELAX NG: element by element, with every code set."""

COLLECTION_DETAILS = ("Collection", "Year", "ReferenceDate")
SOURCE = ("SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime")
CONTENT = ("CBDSLevel",)
WRAPPED = {
    "Disability": "Disabilities",
    "AssessmentFactors": "FactorsIdentifiedAtAssessment",
    "CPPreviewDate": "Reviews",
}
"""Items that repeat, and the element that holds them together."""

_EPISODE = (
    "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
    "DateOfInitialCPC", "Assessments", "CINPlanDates", "Section47", "ReferralNFA", "ChildProtectionPlans",
    "PreProceedingsandFGDM",
)  # fmt: skip


@dataclass(slots=True)
class Part:
    """One group of a census: the name of its element, its items, and the groups inside it.

    An item is its text; one that repeats is a list of texts, of which None is an element with nothing in it.
    An item that is None is left out.
    """

    name: str
    items: Mapping[str, str | list[str | None] | None] = field(default_factory=dict)
    inside: list["Part"] = field(default_factory=list)


def write(path: Path, header: Part, children: Iterable[Part]) -> int:
    """Write that census; how many children there were. In constant memory, however many they are.

    A file that was there is replaced when the whole of the new one has been written, and only its owner may
    read it. Raises Refused, having written nothing, where the file cannot be written or there is no child.
    """
    with whole(path) as file, etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("Message"):
            xml.write("\n", _header(header), pretty_print=True)
            with xml.element("Children"):
                xml.write("\n")
                written = 0
                for child in children:
                    xml.write(_element(child), pretty_print=True)
                    written += 1
        if not written:
            raise Refused(Reason("there is no child to return"))
    return written


def _header(header: Part) -> etree._Element:
    element = etree.Element("Header")
    for name, items in (("CollectionDetails", COLLECTION_DETAILS), ("Source", SOURCE), ("Content", CONTENT)):
        given = {item: value for item in items if (value := header.items.get(item)) is not None}
        if given:
            _fill(etree.SubElement(element, name), Part(name, given), items)
    return element


def _element(part: Part) -> etree._Element:
    element = etree.Element(part.name)
    _fill(element, part, _order(part.name))
    return element


def _fill(element: etree._Element, part: Part, order: Iterable[str]) -> None:
    groups: dict[str, list[Part]] = defaultdict(list)
    for inner in part.inside:
        groups[inner.name].append(inner)
    for name in order:
        value = part.items.get(name)
        if isinstance(value, list):
            _repeat(element, name, value)
        elif value is not None:
            etree.SubElement(element, name).text = value
        if name in groups:
            element.extend(_element(inner) for inner in groups[name])


def _repeat(element: etree._Element, name: str, values: list[str | None]) -> None:
    if values:
        holder = etree.SubElement(element, WRAPPED[name])
        for value in values:
            etree.SubElement(holder, name).text = value


@cache
def _order(name: str) -> tuple[str, ...]:
    """The items and groups of a group, in the order in which they are written."""
    if name == "CINdetails":
        return _EPISODE
    group = _groups(CHILD)[name] if name != "Child" else CHILD
    return (*group.items, *group.lists, *group.groups)


def _groups(group: Group) -> dict[str, Group]:
    found = dict(group.groups)
    for inner in group.groups.values():
        found |= _groups(inner)
    return found


def parts(census: Census) -> tuple[Part, Iterator[Part]]:
    """A census that was read, as it would be written: its header, and each child."""
    header = Part("Header", {item: census.header(item) for item in HEADER.items})
    return header, _children(census)


def _children(census: Census) -> Iterator[Part]:
    held = {
        table: _rows_by_holder(census, table) for table in census.tables if table not in ("Header", "Child")
    }
    for child in range(census.children):
        yield _part(census, "Child", CHILD, child, held)


def _rows_by_holder(census: Census, table: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for row, holder in enumerate(census.tables[table].parent):
        found[holder].append(row)
    return found


def _part(census: Census, name: str, group: Group, row: int, held: dict[str, dict[int, list[int]]]) -> Part:
    table = census.tables[group.table]
    items: dict[str, str | list[str | None] | None] = {item: table.values[item][row] for item in group.items}
    for item, inner in group.lists.items():
        values = census.tables[inner.table].values[item]
        items[item] = [values[one] for one in held[inner.table].get(row, ())]
    inside = [
        _part(census, below, inner, one, held)
        for below, inner in group.groups.items()
        for one in held[inner.table].get(row, ())
    ]
    return Part(name, items, inside)
