"""Read a children in need census, of any collection year, in one pass.

A child is read, put in columns and forgotten before the next is met, so memory goes with what is kept and
not with the document. What real exports get wrong is taken as it comes (see `shape`); what could harm the
reader is not: no document type, no entity but XML's own five, no network, no document without end.
"""

import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from sightline.returns.cin_census.shape import CHILD, HEADER, Group
from sightline.returns.cin_census.tables import Census, Unread
from sightline.returns.refusal import Reason, Refused

LARGEST_CHILD = 4 << 20
"""Bytes without a whole child before the file is refused. A child with every module takes about 4,000."""

LARGEST_FILE = 512 << 20
"""Bytes in all. The largest authority's return is about a tenth of this."""

KINDS_OF_UNKNOWN = 100
"""How many different unknown elements are remembered by name."""

_PROLOG = 1 << 16
_OTHER_RETURNS = {
    "EXPSSDA903": "this is a looked-after children return (SSDA903)",
    "html": "this is a web page",
    "schema": "this is a schema, not a return",
}


def read(path: Path) -> Census:
    """The census in that file.

    Raises Refused, saying where and why, for anything that is not a readable children in need census.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused(Reason(f"{path} is not a file"))
        with path.open("rb") as file:
            return _Reader(file).census()
    except OSError as problem:
        raise Refused(Reason(f"{path} cannot be read: {problem.strerror}")) from problem


class _Bounded:
    """The file as the parser sees it: it ends in a refusal where a child, or the whole, has no end."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.total, self.since_child, self.line = file, 0, 0, 1

    def read(self, size: int) -> bytes:
        chunk = self.file.read(size)
        self.total += len(chunk)
        self.since_child += len(chunk)
        if self.since_child > LARGEST_CHILD:
            raise Refused(Reason(f"{LARGEST_CHILD >> 20} MiB from here without a whole child", self.line))
        if self.total > LARGEST_FILE:
            raise Refused(Reason(f"the file is larger than {LARGEST_FILE >> 20} MiB"))
        return chunk

    def child_read(self, line: int) -> None:
        self.since_child, self.line = 0, line


class _Reader:
    def __init__(self, file: BinaryIO) -> None:
        _refuse_by_its_opening(file.read(_PROLOG))
        file.seek(0)
        self.file = _Bounded(file)
        self.result = Census()
        self.root: etree._Element | None = None
        self.plain: dict[str, str] = {}
        self.texts: dict[str, str] = {}

    def census(self) -> Census:
        parser = etree.iterparse(
            self.file, events=("start", "end"), tag=("{*}Message", "{*}Header", "{*}Children", "{*}Child"),
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            for event, element in parser:
                self._met(event, element)
        except etree.XMLSyntaxError as problem:
            raise Refused(self._broken(problem, parser.error_log)) from None
        self._refuse_what_holds_no_census()
        return self.result

    def _met(self, event: str, element: etree._Element) -> None:
        holder = element.getparent()
        if self.root is None:
            self._begin(element)
        elif event == "end" and holder is self.root and self._name(element) == "Header":
            self._header(element)
        elif event == "end" and self._is_child(element, holder):
            self._child(element)

    def _is_child(self, element: etree._Element, holder: etree._Element | None) -> bool:
        """Whether it is a `Child` where children stand, and no element of that name somewhere else."""
        if holder is None or holder.getparent() is not self.root:
            return False
        return self._name(element) == "Child" and self._name(holder) == "Children"

    def _begin(self, element: etree._Element) -> None:
        if element.getparent() is not None or self._name(element) != "Message":
            raise Refused(Reason("the census begins with <Message>", _line(element), self._name(element)))
        if element.getroottree().docinfo.internalDTD is not None:
            raise Refused(_document_type(_line(element)))
        self.root = element

    def _header(self, element: etree._Element) -> None:
        row = self.result.tables["Header"].begin(_line(element), -1, -1)
        self._fill(element, HEADER, row, -1)
        collection = self.result.header("Collection")
        if collection and not collection.upper().startswith("CIN"):
            line = self.result.tables["Header"].place(row, "Collection").line
            raise Refused(Reason(f"this is a return of {collection!r:.40}, not CIN", line, "Collection"))

    def _child(self, element: etree._Element) -> None:
        line = _line(element)
        child = self.result.tables["Child"].begin(line, -1, -1)
        self.result.tables["Child"].child[child] = child
        self._fill(element, CHILD, child, child)
        self.file.child_read(line)
        _forget(element)

    def _group(self, element: etree._Element, group: Group, child: int, parent: int) -> None:
        row = self.result.tables[group.table].begin(_line(element), child, parent)
        self._fill(element, group, row, child)

    def _fill(self, element: etree._Element, group: Group, row: int, child: int) -> None:
        """Put what the element holds in that row of the group's table, and its groups in theirs."""
        for part in element:
            name = self._name(part)
            if name in group.items:
                self._put(part, name, group, row)
            elif name in group.lists:
                self._one_of_many(part, name, group.lists[name], child, row)
            elif name in group.groups:
                self._group(part, group.groups[name], child, row)
            elif name in group.wrappers:
                self._unwrap(part, name, group, child, row)
            else:
                self._note(self.result.unknown, group.table, name, part)

    def _put(self, part: etree._Element, item: str, group: Group, row: int) -> None:
        text = self._text(part)
        if not self.result.tables[group.table].put(row, item, text, _line(part)):
            self._note(self.result.repeated, group.table, item, part)

    def _one_of_many(self, part: etree._Element, item: str, group: Group, child: int, parent: int) -> None:
        row = self.result.tables[group.table].begin(_line(part), child, parent)
        self._put(part, item, group, row)

    def _unwrap(self, part: etree._Element, name: str, group: Group, child: int, row: int) -> None:
        blank = group.wrappers[name]
        if len(part) or blank is None:
            self._fill(part, group, row, child)
        else:
            table = self.result.tables[group.lists[blank].table]
            table.begin(_line(part), child, row)

    def _name(self, element: etree._Element) -> str:
        """The element's name without its namespace, and in the specification's own capitals."""
        tag = element.tag
        name = self.plain.get(tag)
        if name is None:
            bare = tag.rpartition("}")[2] if isinstance(tag, str) else "&entity;"
            name = self.plain[tag] = _CAPITALS.get(bare.lower(), bare)
        return name

    def _text(self, element: etree._Element) -> str | None:
        text = (element.text or "").strip()
        return self.texts.setdefault(text, text) if text else None

    def _note(
        self, where: dict[tuple[str, str], Unread], table: str, name: str, element: etree._Element
    ) -> None:
        key = (table, name)
        if key in where:
            where[key].count += 1
        elif len(where) < KINDS_OF_UNKNOWN:
            where[key] = Unread(1, _line(element))

    def _broken(self, problem: etree.XMLSyntaxError, log: object) -> Reason:
        """Where the document stopped being XML, and in which element that was."""
        element = self.root
        while element is not None and len(element):
            element = element[-1]
        first = next(iter(cast("Iterable[etree._LogEntry]", log)), None)
        line, what = (first.line, first.message) if first else (problem.lineno, problem.msg)
        what = (what or "").strip().rstrip(".")
        name = self._name(element) if element is not None else None
        return Reason(f"the file is not whole, well-formed XML ({what:.200})", line or None, name)

    def _refuse_what_holds_no_census(self) -> None:
        if self.root is None or not self.result.children:
            raise Refused(Reason("there is no <Child> in <Children>: this is not a children in need census"))
        tables = self.result.tables
        if not len(tables["CINdetails"]) and not len(tables["ChildIdentifiers"]):
            line = tables["Child"].line[0]
            raise Refused(Reason("no child has <ChildIdentifiers> or <CINdetails>", line, "Child"))


def _names(group: Group) -> Iterator[str]:
    yield from (*group.items, *group.wrappers, *group.lists, *group.groups)
    for inside in (*group.groups.values(), *group.lists.values()):
        yield from _names(inside)


_CAPITALS = {name.lower(): name for group in (HEADER, CHILD) for name in _names(group)}
"""Suppliers differ in capitals (`CINPlanDates`, `CINplanDates`); an item lost to that reads as not done."""


def _line(element: etree._Element) -> int:
    """The line its start stands on; 0 where the parser does not know."""
    return cast("int | None", element.sourceline) or 0


def _forget(element: etree._Element) -> None:
    """Let go of what has been read: the element's contents, and all that stood before it."""
    element.clear()
    holder = element.getparent()
    while holder is not None:
        del holder[: holder.index(element)]
        element, holder = holder, holder.getparent()


def _refuse_by_its_opening(opening: bytes) -> None:
    """Refuse what shows at once that it is no census, before any of it reaches the parser."""
    text = _decoded(opening)
    if not text.strip():
        raise Refused(Reason("the file is empty"))
    if not text.lstrip().startswith("<"):
        kind = "a zip archive or spreadsheet" if opening.startswith(b"PK") else "not XML"
        raise Refused(Reason(f"this is {kind}: a census is an XML document", 1))
    text = re.sub(r"<!--.*?-->", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.DOTALL)
    first = re.search(r"<(!DOCTYPE\b|[^\W\d][\w.:-]*)", text, re.IGNORECASE)
    if first:
        line = 1 + text.count("\n", 0, first.start())
        _refuse_by_its_first_element(first[1].rpartition(":")[2], line, text)


def _refuse_by_its_first_element(name: str, line: int, text: str) -> None:
    if name.upper() == "!DOCTYPE":
        page = re.search(r"<!DOCTYPE\s+html\b", text, re.IGNORECASE)
        raise Refused(Reason("this is a web page", line, "!DOCTYPE html") if page else _document_type(line))
    if name != "Message":
        known = _OTHER_RETURNS.get(name, _OTHER_RETURNS.get(name.lower(), "this is something else"))
        raise Refused(Reason(f"a children in need census begins with <Message>; {known}", line, name[:60]))


def _document_type(line: int | None) -> Reason:
    return Reason("a census has no document type or entities of its own; none is read", line, "!DOCTYPE")


def _decoded(opening: bytes) -> str:
    """The opening as text, well enough to see what it is. Every encoding but UTF-16 and -32 shows ASCII."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if opening.startswith(mark):
            return opening[2:].decode(encoding, "replace")
    return opening.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").decode("latin-1")
