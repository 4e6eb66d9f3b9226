"""What this worker may see: found or not there at all, and every look logged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sightline.audit import looks
from sightline.record.models import Person
from sightline.record.models.entry import ChildEntry
from sightline.web.form import SignedIn
from sightline.web.today import today

C = TypeVar("C", bound=ChildEntry)
T = TypeVar("T")


def look(request: SignedIn, children: Iterable[int], *, words: str = "") -> None:
    """Log that this worker is being shown these children, on the page that this address is of."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    if request.method == "GET":
        looks.log(worker=request.user.pk, page=page, children=children, words=words)


def opened(request: SignedIn, children: Iterable[int]) -> dict[int, Person]:
    """Those of these children whom this worker may open, each of them looked at now.

    For lists whose rows somebody may count without opening every child: a row is not joined with its child,
    since PostgreSQL leaves out what is joined with a row that may not be seen.
    """
    found = Person.objects.visible_to(request.user).in_bulk(list(children))
    look(request, found)
    return found


def find_child(request: SignedIn, pk: int) -> Person:
    """The person with this id, and the look logged; not there for whoever may not see them."""
    child = get_object_or_404(Person.objects.visible_to(request.user).with_entries(), pk=pk)
    look(request, [child.pk])
    return child


def find_entry(request: SignedIn, model: type[C], pk: int, *related: str) -> C:
    """An entry that stands, with its child, and the look logged; not there for whoever may not see it."""
    rows: Any = model._default_manager
    found: C = get_object_or_404(
        rows.visible_to(request.user).standing().select_related("child", *related), pk=pk
    )
    look(request, [found.child_id])
    return found


def about(child: Person) -> dict[str, Any]:
    """What every form about a child shows: the child, the day, and the way back."""
    return {"child": child, "on": today(), "back": record_of(child), "back_to": f"{child.name}’s record"}


def record_of(child: Person | int) -> str:
    """The address of a child's page."""
    return reverse("child", args=[child.pk if isinstance(child, Person) else child])


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a long list, from the first, and how many there are in all."""

    rows: list[T]
    number: int
    last: int
    total: int
    first_row: int

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.rows) - 1


def paged(request: SignedIn, rows: Sequence[T] | QuerySet[Any, T], *, per: int = 20) -> Page[T]:
    """The rows of the page that was asked for: the first where it was not, the last where there are fewer."""
    pages = Paginator(rows, per)
    shown = pages.get_page(request.GET.get("page"))
    return Page(list(shown), shown.number, pages.num_pages, pages.count, shown.start_index())
