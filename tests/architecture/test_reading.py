"""Every page's reading starts from what this worker may see."""

import inspect
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

STARTS = "visible_to"
SHOWS_NO_CHILD = "allauth."
"""Views that sign somebody in, and know nothing of the record."""
STARTS_ELSEWHERE = {
    "sightline.web.sign_in.SignIn": "nobody is signed in yet, and no child is shown",
    "sightline.web.sign_in.SignOut": "shows no child",
    "sightline.web.sign_in.ChoosePassword": "nobody is signed in yet, and no child is shown",
    "sightline.web.door.to_council": "leads to the council's own sign-in",
    "sightline.web.headers.security_txt": "says where to tell of a weakness",
    "sightline.web.workers.worker": "is about a worker, and shows no child",
    "sightline.web.workers.invite": "is about a worker, and shows no child",
    "sightline.web.workers.change_role": "is about a worker, and shows no child",
    "sightline.web.workers.reset_second_step": "is about a worker, and shows no child",
    "sightline.web.workers.end_account": "counts what is attached to a worker, and shows no child",
    "sightline.web.workers.give_link": "is about a worker, and shows no child",
    "sightline.web.sign_in.home": "leads to the worker's first page",
    "sightline.web.families.my_families": "starts from what is allocated to this worker",
    "sightline.web.team.my_team": "starts from what this worker's own team holds",
    "sightline.web.team.team_list": "starts from what this worker's own team holds",
    "sightline.web.team.load": "starts from what this worker's own team holds",
    "sightline.web.training.training": "shows a worker of this manager's, and no child",
    "sightline.web.training.complete": "shows a worker of this manager's, and no child",
    "sightline.web.training.register": "shows a worker of this manager's, and no child",
    "sightline.web.team.teams": "names teams and counts, and no child",
    "sightline.web.oversight.reached_me": "starts from what this leader’s own teams hold",
    "sightline.web.allocate_several.allocate_several": "starts from what this worker's own team holds",
    "sightline.web.decision.decisions": "starts from what this worker's own team holds",
    "sightline.web.decision.safe_enough_several": "starts from what this worker's own team holds",
    "sightline.web.supervision.supervision": "starts from what this worker's own team holds",
    "sightline.web.authorise_several.authorise_several": "starts from what this worker's own team holds",
    "sightline.web.demand.authority": "shows counts, and no child",
    "sightline.web.demand.of_team": "shows counts, and no child",
    "sightline.web.alert.alerts": "counts what is this worker's own, and names no child",
    "sightline.web.referrers.referrers": "shows counts, and no child",
    "sightline.web.alert.measured": "counts what people were told, and shows no child",
    "sightline.web.sign_off.sign_offs": "shows counts, and no child",
    "sightline.web.leaving.leaving": "starts from what a worker of one's own team holds",
    "sightline.web.leaving.away": "is about a worker, and shows no child",
    "sightline.web.leaving.back": "is about a worker, and shows no child",
    "sightline.web.reorganisation.reorganise": "counts what a team holds, and shows no child",
    "sightline.web.staff.staff": "names workers, and no child",
    "sightline.web.analyst.analyst": "shows counts, and no child",
    "sightline.web.analyst.check_again": "shows counts, and no child",
    "sightline.web.analyst.download": "for whoever answers for the return; its children are numbers",
    "sightline.web.annex_a.lists": "asks for a day, and shows no child",
    "sightline.web.annex_a.of_day": "shows counts, and no child",
    "sightline.web.annex_a.one_list": "for whoever answers for the return; its children are numbers",
    "sightline.web.annex_a.workbook": "for whoever answers for the return; its children are numbers",
    "sightline.web.reading.next_case": "starts from the cases that this worker was given to read",
    "sightline.web.sample.new": "asks how cases are to be drawn, and shows no child",
    "sightline.web.inspection.begin": "asks how cases are to be drawn, and shows no child",
    "sightline.web.census_file.files": "shows no child of this record",
    "sightline.web.census_file.file": "shows no child of this record",
    "sightline.web.census_file.delete": "shows no child of this record",
    "sightline.web.extent.lapsed": "is about workers, and shows no child",
    "sightline.web.differences.differences": "names teams and shares, and no child",
    "sightline.web.procedure.write": "a procedure names no child",
    "sightline.web.redecision.decide_again": "starts from the contacts drawn for this worker to decide again",
    "sightline.web.contact_draft.new": "leads to an empty form",
    "sightline.web.obstacle.say": "names a page, and no child",
    "sightline.web.questions.questions": "says what we ask, and shows no child",
    "sightline.web.questions.preview": "says what we ask, and shows no child",
    "sightline.web.questions.add": "says what we ask, and shows no child",
    "sightline.web.drafts.drafts": "a worker’s own drafts, of children whom they may open",
    "sightline.web.drafts.discard": "a worker’s own draft, of a child whom they may open",
    "sightline.web.drafts.keep": "keeps what is typed for whoever types it, and shows nothing",
    "sightline.web.search.search": "keeps the words; the page of what they find is another",
}
"""Pages (module.function) that never come to `visible_to`, and why they need not."""


def pages() -> dict[str, Callable[..., Any]]:
    """Every view that has an address, by its place in the code."""
    return {f"{view.__module__}.{view.__qualname__}": view for view in _views(get_resolver().url_patterns)}


def _views(patterns: list[URLPattern | URLResolver]) -> Iterator[Callable[..., Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        else:
            yield getattr(pattern.callback, "view_class", inspect.unwrap(pattern.callback))


def starts_from_what_may_be_seen(thing: object, seen: set[object] | None = None) -> bool:
    """Whether a view, or anything of ours that it calls by name, asks for `visible_to`."""
    seen = set() if seen is None else seen
    if thing in seen or not str(getattr(thing, "__module__", "")).startswith("sightline."):
        return False
    seen.add(thing)
    if inspect.isclass(thing):
        return any(
            starts_from_what_may_be_seen(member, seen) for member in vars(thing).values() if callable(member)
        )
    function = inspect.unwrap(thing) if callable(thing) else thing
    if not isinstance(function, FunctionType):
        return False
    names = set(_names(function.__code__))
    return STARTS in names or any(
        starts_from_what_may_be_seen(called, seen) for called in _called(function, names)
    )


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    yield from code.co_freevars
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _called(function: FunctionType, names: set[str]) -> Iterator[Any]:
    """What of ours a function names: directly, or as a module's."""
    for name in names & set(function.__globals__):
        value = function.__globals__[name]
        if isinstance(value, ModuleType):
            yield from (getattr(value, inner) for inner in names if _is_ours(getattr(value, inner, None)))
        elif _is_ours(value):
            yield value


def _is_ours(value: object) -> bool:
    return callable(value) and str(getattr(value, "__module__", "")).startswith("sightline.")


def test_every_page_starts_from_what_this_worker_may_see() -> None:
    found = pages()
    assert len(found) >= 15, "the pages are found"
    ours = {name: view for name, view in found.items() if not name.startswith(SHOWS_NO_CHILD)}
    unguarded = {name for name, view in ours.items() if not starts_from_what_may_be_seen(view)}
    assert unguarded <= set(STARTS_ELSEWHERE), "start from visible_to(worker), or say why not"
    assert set(STARTS_ELSEWHERE) <= unguarded, "explained and no longer needed"


def test_the_search_for_a_starting_point_finds_its_absence() -> None:
    from sightline.config import ready

    assert not starts_from_what_may_be_seen(ready.prepare)
