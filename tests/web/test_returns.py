"""Returns, all year: Dev's pages, a child's findings, what is mine to mend, and another system's census."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.audit.models import Look
from sightline.people.models import Worker
from sightline.record.models import Person
from sightline.returns.cin_census import build, export
from sightline.returns.cin_census.check import Checked, check
from sightline.returns.cin_census.read import read
from sightline.returns.cin_census.year import Year
from sightline.returns.models import CensusCheck, CensusFinding, CensusNote
from sightline.returns.watch import check_record
from sightline.returns.watching import run_watch
from tests.returns.cin_census.stories import census, closed, kid
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]
MOST_QUERIES = 15
MOST_BYTES = 52_000
"""Of a page itself; the style sheet is the rest of the 100 KB."""
LAUGHS = (
    b'<!DOCTYPE Message [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>\n<Message><Children><Child>&c;</Child></Children></Message>'
)


@pytest.fixture
def checked(world: World) -> CensusCheck:
    """The record's census, checked on the day."""
    return check_record(on=TODAY, at=NOW)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    monkeypatch.setattr(settings, "FILE_UPLOAD_TEMP_DIR", tmp_path)
    return tmp_path


def independently(folder: Path) -> Checked:
    """The same census, built, read and checked with nothing of the pages'."""
    path, year = folder / "own.xml", Year(2026)
    export.write(path, build.header(year, authority="999", at=NOW), build.children(year, on=TODAY))
    return check(read(path), 2026)


def sent(body: bytes, name: str = "census.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type="text/xml")


def kept_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def a_census(number: str = "77") -> bytes:
    """Another system's: a case closed before it was referred."""
    return census(kid(closed(on="2025-05-01"), LAchildID=number)).encode()


def send(client: Client, body: bytes, name: str = "census.xml") -> Any:
    return client.post("/returns/files/", {"census": sent(body, name)})


def say(client: Client, finding: CensusFinding, because: str) -> Any:
    return client.post(f"/returns/findings/{finding.pk}/explain/", {"because": because})


def about_mia(world: World, severity: str) -> CensusFinding:
    found = CensusFinding.objects.newest().filter(severity=severity, child=world.mia.pk).first()
    assert found is not None, f"the census has something to say of Mia: {severity}"
    return found


# ── the analyst's first page


def test_the_numbers_on_the_page_are_those_of_an_independent_check(
    checked: CensusCheck, dev: Worker, browsing: Browsing, tmp_path: Path
) -> None:
    page = browsing(dev).get("/returns/").context
    found = independently(tmp_path)
    assert {one.code: (one.severity, one.found) for one in page["rules"]} == {
        result.rule.code: (result.rule.severity, len(result.hits)) for result in found.fired
    }
    assert [list(pair[::2]) for pair in page["unable"]] == [
        [result.rule.code, result.why] for result in found.results if result.why
    ]
    by_severity = [
        sum(len(one.hits) for one in found.fired if one.rule.severity == kind) for kind in ("error", "query")
    ]
    assert [checked.errors, checked.queries] == by_severity
    assert sum(by_severity) == CensusFinding.objects.newest().count() > 0


def test_an_unchecked_census_is_said_to_be_so_and_checked_when_asked(
    world: World, dev: Worker, browsing: Browsing
) -> None:
    at_work = browsing(dev)
    assert "has not been checked yet" in at_work.get("/returns/").content.decode()
    page = at_work.post("/returns/again/", follow=True).content.decode()
    assert "last checked on 24 March 2026 at 10:00, by Dev Anand" in page
    assert CensusCheck.objects.get().checked_by == dev


def test_the_pages_for_the_return_name_no_child(
    checked: CensusCheck, world: World, dev: Worker, browsing: Browsing
) -> None:
    at_work = browsing(dev)
    code = about_mia(world, "error").code
    pages = ["/returns/", "/returns/record/children/", f"/returns/record/rules/{code}/"]
    shown = [at_work.get(page).content.decode() for page in pages]
    names = [name for child in Person.objects.all() for name in (child.name, child.family_name)]
    assert not [name for name in names for page in shown if f" {name}" in page]
    assert str(world.mia.pk) in shown[2]


def test_each_finding_says_who_can_mend_it_and_the_look_is_logged(
    checked: CensusCheck, world: World, dev: Worker, browsing: Browsing
) -> None:
    of_mia = about_mia(world, "error")
    page = browsing(dev).get(f"/returns/record/rules/{of_mia.code}/").content.decode()
    assert "Amina Yusuf, who leads the work" in page
    everybody = CensusFinding.objects.newest().filter(code=of_mia.code).values_list("child", flat=True)
    looks = Look.objects.filter(worker=dev.pk, page="census-rule").values_list("child", flat=True)
    assert set(looks) == set(everybody)


def test_what_nobody_leads_is_for_the_teams_manager(
    checked: CensusCheck, world: World, dev: Worker, browsing: Browsing
) -> None:
    found = CensusFinding.objects.newest().filter(child=world.leo.pk).first()
    assert found is not None
    page = browsing(dev).get(f"/returns/record/children/{found.pk}/").content.decode()
    assert "Bryn Pugh, who manages Assessment North" in page


def test_a_year_is_drawn_and_told_day_by_day(checked: CensusCheck, dev: Worker, browsing: Browsing) -> None:
    newest = check_record(on=TODAY, at=NOW + timedelta(hours=1))
    check_record(on=TODAY - timedelta(days=40), at=NOW + timedelta(hours=2))
    page = browsing(dev).get("/returns/")
    days = page.context["trend"].table
    assert [day.on for day in days] == [TODAY, date(2026, 2, 12)]
    assert (days[0].errors, days[0].unexplained) == (newest.errors, newest.queries)
    assert "<svg" in page.content.decode()
    assert "12 February 2026" in page.content.decode()
    assert page.context["made"] == newest
    whose = set(CensusFinding.objects.values_list("check_made", flat=True))
    assert whose == {newest.pk}, "only the newest day's findings are kept, whenever an older day is checked"


def test_the_nightly_command_checks_and_says_what_it_found(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run_watch(Namespace(on=TODAY))
    made = CensusCheck.objects.get()
    assert (status, made.checked_on, made.checked_by) == (0, TODAY, None)
    told = capsys.readouterr().out
    assert told.startswith("2025-26, checked on 2026-03-24: ")
    assert f"{made.errors} errors, {made.queries} queries of which 0 explained" in told


def test_the_nightly_command_refuses_an_empty_return_and_keeps_the_last(
    checked: CensusCheck, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_watch(Namespace(on=date(2019, 3, 24))) == 2
    assert "there is no child to return" in capsys.readouterr().err
    assert CensusCheck.objects.get() == checked


# ── queries explained


def test_a_note_outlives_a_rebuild_and_is_counted_apart(
    checked: CensusCheck, world: World, dev: Worker, browsing: Browsing
) -> None:
    query, at_work = about_mia(world, "query"), browsing(dev)
    assert say(at_work, query, "Born abroad; asked for on 3 March.").status_code == 302
    again = check_record(on=TODAY + timedelta(days=1), at=NOW + timedelta(days=1))
    assert (again.queries, again.explained) == (checked.queries, 1)
    page = at_work.get("/returns/").content.decode()
    assert f"{checked.queries - 1} queries</strong> to mend or explain and 1 explained" in page
    rule = at_work.get(f"/returns/record/rules/{query.code}/").content.decode()
    assert "“Born abroad; asked for on 3 March.” Dev Anand, 24 March 2026" in rule


def test_a_note_is_of_what_the_finding_said_and_of_that_year(
    checked: CensusCheck, world: World, dev: Worker, browsing: Browsing
) -> None:
    query = about_mia(world, "query")
    say(browsing(dev), query, "As it should be.")
    note = CensusNote.objects.get()
    assert (note.year, note.code, note.number, note.says) == (2026, query.code, query.number, query.says)
    CensusFinding.objects.filter(pk=query.pk).update(says="0" * 64)
    assert not CensusFinding.objects.with_notes().filter(pk=query.pk).get().is_explained


def test_an_error_cannot_be_explained(
    checked: CensusCheck, world: World, dev: Worker, browsing: Browsing
) -> None:
    assert say(browsing(dev), about_mia(world, "error"), "It is fine.").status_code == 404
    assert say(browsing(dev), about_mia(world, "query"), "  ").status_code == 422
    assert CensusNote.objects.count() == 0


def test_her_manager_may_explain_and_her_worker_and_other_teams_may_not(
    checked: CensusCheck, world: World, carys: Worker, browsing: Browsing
) -> None:
    query = about_mia(world, "query")
    answers = {
        worker.name: say(browsing(worker), query, "Her mother was asked.").status_code
        for worker in (world.cast.amina, carys, world.cast.bryn)
    }
    assert answers == {"Amina Yusuf": 404, "Carys Bevan": 404, "Bryn Pugh": 302}
    assert [note.written_by for note in CensusNote.objects.all()] == [world.cast.bryn]


# ── the child's page, and mine to mend


def test_a_child_shows_what_the_census_asks_in_words_to_those_who_may_see_her(
    checked: CensusCheck, world: World, carys: Worker, browsing: Browsing
) -> None:
    error = about_mia(world, "error")
    address = f"/children/{world.mia.pk}/"
    page = browsing(world.cast.amina).get(address).content.decode()
    assert "What the census asks about" in page
    assert f"(rule {error.code})" in page
    assert "on the record. An error cannot be explained." in page
    assert "Explain it" not in page, "her worker mends; a manager or an analyst explains"
    assert "Explain it" in browsing(world.cast.bryn).get(address).content.decode()
    assert browsing(carys).get(address).status_code == 404


def test_my_families_counts_what_is_mine_to_mend_and_explained_needs_nothing(
    checked: CensusCheck, world: World, dev: Worker, browsing: Browsing
) -> None:
    amina = browsing(world.cast.amina)
    mine = CensusFinding.objects.newest().filter(
        child__in=[world.mia.pk, world.noah.pk, world.ivy.pk, world.ruby.pk]
    )
    before = mine.count()
    assert f"Mine to mend: {before} things" in amina.get("/families/").content.decode()
    say(browsing(dev), about_mia(world, "query"), "As it should be.")
    assert f"Mine to mend: {before - 1} things" in amina.get("/families/").content.decode()
    listed = amina.get("/families/to-mend/")
    assert listed.context["page"].total == before - 1
    looks = Look.objects.filter(worker=world.cast.amina.pk, page="to-mend").values_list("child", flat=True)
    assert set(looks) == {one.child for one in listed.context["page"].rows}


def test_another_manager_has_nothing_to_mend(checked: CensusCheck, carys: Worker, browsing: Browsing) -> None:
    assert browsing(carys).get("/families/to-mend/").context["page"].total == 0


# ── for whom, and how heavy


def pages(found: CensusFinding) -> list[str]:
    child = f"/returns/record/children/{found.pk}/"
    rule, explained = f"/returns/record/rules/{found.code}/", f"/returns/findings/{found.pk}/explain/"
    return ["/returns/", "/returns/files/", "/returns/record/children/", child, rule, explained]


def test_who_does_not_answer_for_the_return_finds_no_page_of_it(
    checked: CensusCheck, world: World, carys: Worker, femi: Worker, browsing: Browsing
) -> None:
    every = [*pages(about_mia(world, "query")), "/returns/record/workbook/"]
    for worker in (world.cast.amina, world.cast.gwen, carys, femi):
        assert [browsing(worker).get(page).status_code for page in every] == [404] * 7, worker.name
        posts = ["/returns/again/", "/returns/record/delete/", "/returns/files/"]
        assert [browsing(worker).post(page).status_code for page in posts] == [404] * 3, worker.name
    assert CensusCheck.objects.get() == checked


def test_every_page_asks_few_questions_and_is_light(
    checked: CensusCheck, world: World, dev: Worker, iris: Worker, browsing: Browsing
) -> None:
    for worker in (dev, iris):
        at_work = browsing(worker)
        for page in pages(about_mia(world, "query")):
            with CaptureQueriesContext(connection) as queries:
                answer = at_work.get(page)
            assert answer.status_code == 200, page
            assert len(queries) <= MOST_QUERIES, page
            assert len(answer.content) <= MOST_BYTES, page
    amina = browsing(world.cast.amina)
    for page in ("/families/", "/families/to-mend/"):
        with CaptureQueriesContext(connection) as queries:
            amina.get(page)
        assert len(queries) <= MOST_QUERIES, page


def test_the_web_role_may_check_and_explain_and_never_rewrite(
    world: World, dev: Worker, as_web_role: Any
) -> None:
    from django.db import DatabaseError, transaction

    from sightline.record.reader import reading
    from sightline.returns.notes import explain

    with as_web_role(), reading(dev, at=NOW):
        check_record(on=TODAY, at=NOW, by=dev)
        check_record(on=TODAY, at=NOW, by=dev)
        note = explain(about_mia(world, "query"), by=dev, because="As it should be.", at=NOW)
        for change in (lambda: CensusNote.objects.update(because="No."), note.delete):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                change()
