"""Finding words: over notes, forms and the inside of files, newest first, never what may not be seen."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.audit.models import Look
from sightline.casework import entry as entries
from sightline.exampleshire import paper
from sightline.people.models import Worker
from sightline.record import searching
from sightline.record.models import Person, SearchLine, Sighting
from sightline.record.models.entry import Entry
from tests.web.test_documents import add, text
from tests.web.world import World

__all__ = ["add"]
Browsing = Callable[[Worker], Client]


def search(client: Client, words: str, child: Person | None = None, **filters: str) -> str:
    """What the search says, in the words of its page."""
    place = client.post("/search/", {"words": words, **({"child": child.pk} if child else {})})["Location"]
    asked = "&".join(f"{name}={value}" for name, value in filters.items())
    joined = "&" if "?" in place else "?"
    return text(client.get(f"{place}{joined}{asked}"))


@pytest.fixture
def at_work(world: World, browsing: Browsing) -> Client:
    return browsing(world.cast.amina)


@pytest.mark.parametrize(
    ("words", "title", "snippet"),
    [
        ("reading corner", "Sighting", "Mia chose the <mark>reading</mark> <mark>corner</mark>"),
        ("coloured", "Sighting", "<mark>coloured</mark> one black"),
        ("telly", "Contact", "was cross about the <mark>telly</mark>"),
        ("paediatrician", "Strategy discussion", "<mark>paediatrician</mark> says"),
        ("bailed", "Enquiry", "<mark>bailed</mark> away"),
        ('"her gran"', "Assessment", "at school and with her <mark>gran</mark>"),
        ("lives near", "Allocation", "Amina has room and <mark>lives</mark> <mark>near</mark>"),
    ],
)
def test_a_word_is_found_wherever_it_stands(
    world: World, at_work: Client, words: str, title: str, snippet: str
) -> None:
    page = search(at_work, words, world.mia)
    assert title in page
    assert snippet in page
    assert "In the record of Mia Larch" in page
    assert "Happened " in page
    assert "Written " in page


def test_the_newest_stands_first_and_the_inside_of_files_among_the_rest(
    world: World, at_work: Client, add: Callable[..., Any]
) -> None:
    add(paper.pdf(["First page.", "Gran says that Kev came back."]), title="Letter from Gran")
    page = search(at_work, "Kev", world.mia)
    order = ["Document: Letter from Gran, page 2", "Enquiry", "Sighting"]
    places = [page.index(f">{title}</a>") for title in (order[0], order[2])]
    assert places == sorted(places)
    assert "<mark>Kev</mark> came back" in page
    assert "#page-2" in page


def test_it_can_be_narrowed_by_kind_day_and_family(world: World, at_work: Client) -> None:
    assert "Sighting</a>" not in search(at_work, "Kev", world.mia, kind="enquiry")
    assert "Enquiry</a>" in search(at_work, "Kev", world.mia, kind="enquiry")
    assert "Enquiry</a>" not in search(at_work, "Kev", world.mia, until="9/3/2026")
    assert "Sighting</a>" in search(at_work, "Kev", world.mia, until="9/3/2026")
    assert "is left out" in search(at_work, "Kev", world.mia, since="32/13/2026")
    assert "cot" not in search(at_work, "cot", world.mia).split('id="record"')[1].split("<mark>")[-1][:3]
    assert "His <mark>cot</mark> is in her room" in search(
        at_work, "cot", world.mia, family=str(world.larches.pk)
    )


def test_a_typeset_sign_hides_no_word(world: World, at_work: Client) -> None:
    from sightline.casework import sighting

    told = {"where": "At home", "purpose": "welfare", "was_seen": True, "alone": "yes"}
    note = "“Quinces,” she said – Gran’s…plums•pears."
    sighting.record(world.mia, by=world.cast.amina, on=date(2026, 3, 23), note=note, **told)
    for words in ("quinces", "said gran", "plums", "pears", "“Quinces”"):
        assert "<mark>" in search(at_work, words, world.mia), words
    for words in ("Mummy", "Mummy’s", "Mummy's", "“Mummy’s friend”"):
        assert "<mark>" in search(at_work, words, world.mia), words
        assert "cross about the telly" in search(at_work, words, world.mia), words


def test_a_day_typed_within_a_record_finds_what_happened_on_it(world: World, at_work: Client) -> None:
    for words in ("4 March 2026", "4/3/2026", "2026-03-04"):
        page = search(at_work, words, world.mia)
        assert "Mia chose the reading corner" in page, words
        assert "paediatrician" not in page.split('id="record"')[1].split("</main>")[0], words
    assert "Mia chose the reading corner" not in search(at_work, "5 March 2026", world.mia)
    assert "Mia chose the reading corner" not in search(at_work, "4 March 2026"), "a birth date, or words"


def test_what_may_not_be_seen_is_absent_even_from_the_count(
    world: World, browsing: Browsing, carys: Worker
) -> None:
    page = search(browsing(carys), "bruise")
    assert "stand in nothing that you may see here" in page
    assert "Mia" not in page
    assert "stand in nothing that you may see here" in search(browsing(carys), "bruise", world.mia)
    assert "1 place" not in page


def test_a_search_is_logged_with_its_words_and_whom_it_showed(world: World, at_work: Client) -> None:
    search(at_work, "reading corner", world.mia)
    look = Look.objects.get(worker=world.cast.amina.pk, page="found", child=world.mia.pk)
    assert look.words == "reading corner"
    search(at_work, "no such words at all")
    assert Look.objects.filter(page="found", child=None, words="no such words at all").exists()


def test_what_is_struck_out_is_found_and_says_so(world: World, at_work: Client) -> None:
    entries.strike_out(world.visit, by=world.cast.amina, because="It was her cousin.")
    page = search(at_work, "reading corner", world.mia)
    assert "Struck out." in page
    assert "<s>Sighting</s>" in page


def test_a_hit_can_be_read_without_leaving_and_leads_to_its_entry(world: World, at_work: Client) -> None:
    page = search(at_work, "reading corner", world.mia)
    assert "She laughs easily, and asked when I would come again." in page
    place = f"/children/{world.mia.pk}/entries/sighting/{world.visit.pk}/"
    assert f'href="{place}"' in page
    assert "coloured one black" in text(at_work.get(place))
    assert at_work.get(place.replace(str(world.mia.pk), str(world.noah.pk), 1)).status_code == 404


def test_words_are_shown_as_words_and_never_as_a_page(world: World, at_work: Client) -> None:
    from sightline.casework import sighting

    sighting.record(
        world.mia, by=world.cast.amina, on=date(2026, 3, 23), where="At home", purpose="welfare",
        was_seen=True, alone="yes", note="<script>alert('plum')</script> \x02plum\x03",
    )  # fmt: skip
    raw = at_work.get(at_work.post("/search/", {"words": "plum"})["Location"]).content.decode()
    assert "<script>alert" not in raw
    assert "&lt;script&gt;" in raw


def test_odd_words_find_nothing_and_break_nothing(world: World, at_work: Client) -> None:
    for words in ("'", '"', "&|!:*", "((", "<b>", "the", "%", "\\", "a" * 100, "-", "or"):
        assert "Search" in search(at_work, words, world.mia), words


def test_a_search_asks_few_questions_however_much_it_finds(
    world: World, at_work: Client, add: Callable[..., Any]
) -> None:
    add(paper.pdf([f"Page {number} tells of Kev." for number in range(40)]))
    place = at_work.post("/search/", {"words": "Kev", "child": world.mia.pk})["Location"]
    with CaptureQueriesContext(connection) as queries:
        answer = at_work.get(place)
    assert "43 places" in text(answer) or "4" in text(answer)
    assert len(queries) <= 15
    assert len(answer.content) < 50_000


# ── the lines


def lines() -> set[tuple[Any, ...]]:
    fields = ("child", "kind", "row", "page", "happened_on", "written_at", "is_struck_out", "words", "vector")
    return set(SearchLine.objects.values_list(*fields))


def test_the_lines_are_made_again_from_the_record_alone(world: World, add: Callable[..., Any]) -> None:
    add(paper.pdf(["Gran says that Kev came back."]))
    before = lines()
    assert len(before) >= 20
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_searchline")
        assert lines() == set()
        searching.again(cursor)
    assert lines() == before


def test_every_field_that_holds_words_is_searched() -> None:
    from django.apps import apps
    from django.db import models

    searched = {model: fields for model, (_, fields) in searching.searched().items()}
    not_everybodys = {"Conflict", "EmergencyOpening"}  # a line is for whoever may open the child
    texts = {
        (model.__name__, field.name)
        for model in apps.get_app_config("record").get_models()
        if issubclass(model, Entry) and model not in searching.NOT_SEARCHED
        if model.__name__ not in not_everybodys
        for field in model._meta.local_fields
        if isinstance(field, models.TextField) and field.name != "struck_out_because"
    }
    found = {(model.__name__, name) for model, fields in searched.items() for name in fields}
    assert len(texts) > 25
    about_nobody = {("OwnQuestion", "retired_because"), ("OwnQuestionVersion", "why")}
    assert texts <= found | about_nobody | {("Family", "name")}
    assert not not_everybodys & {model.__name__ for model in searched}


def test_a_change_is_found_at_once_and_what_it_replaced_no_more(world: World, at_work: Client) -> None:
    from sightline.casework import assessment

    assessment.write(world.assessment, by=world.cast.amina, harm="A burn, and an account of a kettle.")
    assert "<mark>kettle</mark>" in search(at_work, "kettle", world.mia)
    assert Sighting.objects.exists()
    assert "with an account of being <mark>hit</mark>" not in search(at_work, "hit", world.mia)


def test_the_web_can_read_the_lines_and_not_write_them(world: World, as_web_role: Any) -> None:
    with as_web_role(), connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('record_searchline', 'INSERT, UPDATE, DELETE')")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT has_table_privilege('record_searchline', 'SELECT')")
        assert cursor.fetchone() == (True,)
