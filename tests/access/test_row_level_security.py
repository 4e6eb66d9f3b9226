"""PostgreSQL itself shows a page only what its reader may see, and takes only what they may write."""

import ast
from collections import defaultdict
from datetime import date
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, ProgrammingError, connection, transaction

from sightline.assurance.models import Audit
from sightline.audit import looks
from sightline.audit.models import JournalEntry, Look
from sightline.casework import absence, family, referral, sighting
from sightline.casework.verb import Refused
from sightline.casework.verb import name as name_worker
from sightline.people.models import Role, Team, Worker
from sightline.record import policies
from sightline.record.models import (
    Contact,
    ContactChild,
    FamilyMember,
    OnlineReferral,
    OnlineReferralChild,
    Person,
    Referral,
    Residence,
    Sighting,
)
from sightline.record.models.entry import Entry, EntryQuerySet
from sightline.record.reader import around, counting, matching, reading
from tests.access.authorities import NOW as THEN
from tests.access.authorities import expected, make
from tests.access.conftest import Reads
from tests.architecture.tree import calls, modules, named
from tests.web.online import online
from tests.web.world import NOW, World

pytestmark = pytest.mark.django_db
NOT_THEIRS = "row-level security"
#: Trigger functions that look at no other row than the one before them.
DOORS = ("counting", "matching", "around", "warned", "existing")
LOOK_AT_NOTHING = {"audit_refuse", "audit_write_digest"}


def asked(words: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        return cursor.fetchall()


def seen(model: type[Entry]) -> set[int]:
    rows: Any = model._default_manager
    return set(rows.values_list("pk", flat=True))


def test_every_table_of_entries_and_both_logs_are_held_by_policies() -> None:
    tables = {model._meta.db_table for model in policies.entries()}
    assert {"record_person", "record_referral", "record_contact"} <= tables
    secured = {table for (table,) in asked("SELECT relname FROM pg_class WHERE relrowsecurity")}
    assert tables | {"audit_journalentry", "audit_look"} <= secured
    held = "SELECT tablename, cmd FROM pg_policies WHERE %s = ANY (roles)"
    found = set(asked(held, settings.DATABASE_WEB_ROLE))
    assert {(table, command) for table in tables for command in ("SELECT", "INSERT", "UPDATE")} <= found


def test_every_entry_leads_to_its_child_or_says_who_may_read_it() -> None:
    for model in policies.entries():
        rows: Any = model._default_manager
        leads = rows.none().child_lookup or type(rows.none()).in_sight_of is not None
        assert leads, model
        assert policies.condition(model, policies.NAMED, "default"), model


def test_no_view_shows_what_the_tables_keep() -> None:
    """A view reads as whoever made it, unless it says otherwise: the web's role may read only those that say
    so, and the one that asks who reads.
    """
    role = settings.DATABASE_WEB_ROLE
    views = (
        "SELECT c.relname FROM pg_class c WHERE c.relkind = 'v' AND c.relnamespace = 'public'::regnamespace "
        "AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)"
    )
    may = "SELECT has_table_privilege(%s, %s, 'SELECT')"
    assert [view for (view,) in asked(views) if asked(may, role, view)[0][0]] == ["record_milestone"]


def test_what_guards_a_table_looks_at_all_there_is() -> None:
    """A trigger that looked with the writer's eyes would miss what the writer may not see."""
    guards = asked(
        "SELECT DISTINCT p.proname, p.prosecdef FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND split_part(c.relname, '_', 1) = ANY (%s)",
        ["record", "people", "assurance", "returns"],
    )
    assert {guard for guard, as_owner in guards if not as_owner} <= LOOK_AT_NOTHING


def test_nobody_named_sees_nothing(world: World, as_web_role: Any) -> None:
    with as_web_role():
        found = {model.__name__: len(seen(model)) for model in policies.entries()}
        assert found == dict.fromkeys(found, 0)
        assert (JournalEntry.objects.count(), Look.objects.count()) == (0, 0)
        assert asked("SELECT count(*) FROM record_milestone") == [(0,)]


@pytest.mark.parametrize("seed", range(6))
def test_a_policy_and_visible_to_never_differ(seed: int, reads: Reads) -> None:
    """Over authorities made up at random: each is what binds a worker to a child, and nothing else."""
    made = make(Random(seed))  # noqa: S311 - to be drawn again, not guessed
    for worker in made.workers:
        with reading(worker, at=THEN):
            asks = {model: set(_rows(model, worker)) for model in policies.entries()}
        with reads(worker, at=THEN):
            shows = {model: seen(model) for model in policies.entries()}
        assert shows == asks, worker.role
        assert shows[Person] == expected(worker), worker.role


def _rows(model: type[Entry], worker: Worker) -> Any:
    rows: Any = model._default_manager
    return rows.visible_to(worker).values_list("pk", flat=True)


def test_what_a_stranger_sent_is_read_by_whoever_holds_it_and_those_above(
    world: World, iris: Worker, femi: Worker, reads: Reads
) -> None:
    """And by whoever acts for one of them while they are away: by the page's rule and PostgreSQL's."""
    online(world)
    cast, director = world.cast, Worker.objects.filter(role=Role.DIRECTOR)
    absence.begin(cast.hal, by=cast.hal, from_on=NOW.date(), covered_by=cast.bryn)
    overseen = Team.objects.filter(pk=cast.front_door.pk).values_list("service_manager", flat=True)
    may = {cast.gwen.pk, cast.hal.pk, cast.bryn.pk, *director.values_list("pk", flat=True), *overseen}
    for worker in Worker.objects.filter(left_on=None):
        with reads(worker):
            shown = OnlineReferral.objects.count(), OnlineReferralChild.objects.count()
            assert shown == ((1, 1) if worker.pk in may else (0, 0)), worker
            assert OnlineReferral.objects.visible_to(worker).count() == shown[0], worker


def test_milestones_are_of_the_children_whom_the_reader_sees(
    world: World, carys: Worker, reads: Reads
) -> None:
    children = "SELECT DISTINCT child FROM record_milestone"
    everybody = {child for (child,) in asked(children)}
    with reads(world.cast.amina):
        assert {child for (child,) in asked(children)} == everybody & seen(Person)
    with reads(carys):
        assert asked(children) == []
    with pytest.raises(ProgrammingError, match="permission denied"), reads(world.cast.amina):
        asked("SELECT child FROM record_every_milestone")


def test_the_journal_and_the_looks_are_read_by_whoever_sees_the_child(
    world: World, carys: Worker, reads: Reads
) -> None:
    looks.log(worker=world.cast.bryn.pk, page="child", children=[world.mia.pk])
    entries = JournalEntry.objects.filter(child=world.mia.pk).count()
    with reads(world.cast.amina):
        assert JournalEntry.objects.filter(child=world.mia.pk).count() == entries > 0
        assert Look.objects.filter(child=world.mia.pk, worker=world.cast.bryn.pk).exists()
        about = JournalEntry.objects.filter(table="record_contact").values_list("row", flat=True)
        assert set(about) == seen(Contact)
    with reads(carys):
        assert (JournalEntry.objects.count(), Look.objects.count()) == (0, 0)


def test_a_look_is_logged_in_ones_own_name_only(world: World, carys: Worker, reads: Reads) -> None:
    with pytest.raises(DatabaseError, match=NOT_THEIRS), reads(carys):
        looks.log(worker=world.cast.amina.pk, page="child", children=[world.mia.pk])
    with reads(carys):
        looks.log(worker=carys.pk, page="child", children=[world.mia.pk])
    assert list(Look.objects.values_list("worker", flat=True)) == [carys.pk]


def test_what_one_may_not_see_one_cannot_change(world: World, carys: Worker, reads: Reads) -> None:
    with reads(carys):
        name_worker(carys)
        assert Referral.objects.filter(pk=world.referral.pk).update(because="Nothing") == 0
        assert Sighting.objects.update(was_seen=False) == 0
    world.referral.refresh_from_db()
    assert world.referral.because.startswith("Mia came in with a bruise")


def test_what_one_may_not_see_one_cannot_write_about(world: World, carys: Worker, reads: Reads) -> None:
    told = {
        "on": date(2026, 3, 23),
        "where": "At home",
        "purpose": "welfare",
        "was_seen": True,
        "alone": "yes",
    }
    before = Sighting.objects.count()
    with pytest.raises(DatabaseError, match=NOT_THEIRS), reads(carys):
        sighting.record(world.mia, by=carys, **told)
    with reads(world.cast.amina):
        sighting.record(world.mia, by=world.cast.amina, **told)
    assert Sighting.objects.count() == before + 1


def test_nobody_writes_in_anothers_name(world: World, reads: Reads) -> None:
    amina, bryn = world.cast.amina, world.cast.bryn
    told = {
        "on": date(2026, 3, 23),
        "where": "At home",
        "purpose": "welfare",
        "was_seen": True,
        "alone": "yes",
    }
    with pytest.raises(DatabaseError, match=NOT_THEIRS), reads(amina):
        sighting.record(world.mia, by=bryn, **told)
    with reads(amina):
        name_worker(bryn)
        mias = Referral.objects.filter(pk=world.referral.pk)
        with pytest.raises(DatabaseError, match=NOT_THEIRS), transaction.atomic():
            mias.update(because="Nothing")
        name_worker(amina)
        with pytest.raises(DatabaseError, match=NOT_THEIRS), transaction.atomic():
            _home(world.mia, recorded_by=bryn)


def _home(child: Person, *, recorded_by: Worker) -> Residence:
    there = {"address": "1 High Street", "postcode": "QX1 1AA", "from_on": date(2026, 3, 1)}
    return Residence.objects.create(child=child, recorded_by=recorded_by, **there)


def test_a_role_that_only_looks_writes_nothing_though_a_verb_let_it(
    world: World, owen: Worker, nadia: Worker, dev: Worker, priya: Worker, reads: Reads
) -> None:
    for worker in (owen, nadia, dev, priya):
        with reads(worker):
            name_worker(worker)
            with pytest.raises(DatabaseError, match=NOT_THEIRS), transaction.atomic():
                Person.objects.create(recorded_by=worker, given_name="Ned", family_name="Ash")


def test_somebody_new_is_read_back_while_they_are_written_and_not_after(
    world: World, carys: Worker, reads: Reads
) -> None:
    with transaction.atomic(), reads(carys):
        ned = family.add_person(by=carys, given_name="Ned", family_name="Ash")
        family.move_home(ned, by=carys, address="2 Ash Way", postcode="zz1 1ab", on=date(2026, 3, 2))
        assert Person.objects.filter(pk=ned.pk).exists()
    with reads(carys):
        assert Person.objects.visible_to(carys).filter(pk=ned.pk).count() == 0


def test_counting_opens_the_record_to_numbers_for_as_long_as_it_lasts(
    world: World, nadia: Worker, priya: Worker, reads: Reads
) -> None:
    with reads(nadia):
        assert seen(Referral) == set()
        with counting():
            assert len(seen(Referral)) == 7
        assert seen(Referral) == set()
    with reads(priya):
        name_worker(priya)
        priya.left_on = NOW.date()
        priya.save(update_fields=["left_on"])
        with counting():
            assert seen(Referral) == set(), "nobody who has left counts"


def test_matching_shows_who_people_are_and_nothing_of_their_story(
    world: World, carys: Worker, reads: Reads
) -> None:
    with reads(carys):
        with matching("Larch"):
            assert {world.mia.pk, world.noah.pk, world.dana.pk} <= seen(Person)
            assert Residence.objects.filter(child=world.mia).count() == 1
            assert FamilyMember.objects.filter(child=world.mia).count() == 1
            doors = {"identity", "whereabouts"}
            story = {model for model in policies.entries() if not doors & model.beside and seen(model)}
            assert story == set()
        assert seen(Person) == set()
    line = Look.objects.get(worker=carys.pk)
    assert (line.page, line.words, line.child) == ("contact-people", "Larch", None)


def test_matching_is_for_whoever_takes_contacts(
    world: World, dev: Worker, nadia: Worker, reads: Reads
) -> None:
    for worker in (dev, nadia):
        with reads(worker), matching("Larch"):
            assert seen(Person) == set()
    assert not Look.objects.exists()


def test_what_came_before_is_read_of_contacts_that_one_may_see(
    world: World, carys: Worker, reads: Reads
) -> None:
    """The neighbours' earlier contact, and nothing else of the neighbours' record."""
    kev = family.add_person(by=world.cast.gwen, given_name="Kev", family_name="Rowe")
    there = {"address": "14 Rowan  close", "postcode": "qx3 4lr", "on": date(2026, 1, 5)}
    family.move_home(kev, by=world.cast.gwen, **there)
    referral.receive(
        by=world.cast.bryn,
        child=kev,
        team=carys.team,
        received_on=date(2026, 1, 5),
        source="6",
        because="Noise",
    )
    with reads(world.cast.gwen):
        assert kev.pk not in seen(Person)
        with around([world.urgent.pk]):
            assert kev.pk in seen(Person)
            assert Referral.objects.filter(child=kev).count() == 1
            assert kev.pk not in set(Person.objects.visible_to(world.cast.gwen).values_list("pk", flat=True))
    with reads(carys), around([world.urgent.pk]):
        assert not {world.mia.pk, world.noah.pk} & seen(Person), "not hers to decide"


def test_a_contact_can_be_recorded_about_a_child_of_any_team_and_only_with_a_contact(
    world: World, carys: Worker, reads: Reads
) -> None:
    with reads(carys):
        name_worker(carys)
        with pytest.raises(DatabaseError, match=NOT_THEIRS), transaction.atomic():
            ContactChild.objects.create(recorded_by=carys, contact=world.urgent, child=world.ivy)


def test_the_name_of_a_reader_ends_with_the_transaction(world: World) -> None:
    with reading(world.cast.amina, at=NOW):
        assert asked("SELECT record_reader()") == [(world.cast.amina.pk,)]
    assert asked("SELECT record_reader()") == [(None,)]
    with pytest.raises(Refused), reading(world.cast.amina, at=NOW):
        raise Refused("No")
    assert asked("SELECT record_reader()") == [(None,)]


def test_what_is_read_beside_ones_own_children_is_these_tables() -> None:
    doors: dict[str, set[str]] = defaultdict(set)
    for model in policies.entries():
        for door in model.beside:
            doors[door].add(model.__name__)
    people = {"Person", "Residence", "FamilyMember"}
    assert doors == {
        "identity": {"Person"},
        "whereabouts": {"Residence", "FamilyMember", "Identifier", "OtherName", "Family"},
        "history": people | {"Contact", "ContactChild", "EarlyHelp", "Referral", "SamePerson"},
        "warnings": people | {"Relationship", "WarningNote", "WarningReview"},
        "existence": {"Person", "Restriction"},
    }


def test_the_doors_beyond_ones_own_children_are_opened_in_these_places_and_no_other() -> None:
    found = {
        (named(path), call.func.id)
        for path in modules()
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id in DOORS
    }
    assert found == {
        ("sightline/assurance/redecision.py", "counting"),
        ("sightline/assurance/conflict.py", "counting"),
        ("sightline/compliance/referrers.py", "counting"),
        ("sightline/assurance/sampling.py", "counting"),
        ("sightline/assurance/examined.py", "counting"),
        ("sightline/compliance/attached.py", "counting"),
        ("sightline/compliance/by_team.py", "counting"),
        ("sightline/compliance/lag.py", "counting"),
        ("sightline/compliance/measure.py", "counting"),
        ("sightline/compliance/odd_looks.py", "counting"),
        ("sightline/compliance/sign_off.py", "counting"),
        ("sightline/returns/mending.py", "counting"),
        ("sightline/returns/watch.py", "counting"),
        ("sightline/web/annex_a.py", "counting"),
        ("sightline/web/demand.py", "counting"),
        ("sightline/web/form_costs.py", "counting"),
        ("sightline/web/extent.py", "counting"),
        ("sightline/web/numbers.py", "counting"),
        ("sightline/web/inspection.py", "counting"),
        ("sightline/web/redecision.py", "counting"),
        ("sightline/web/team.py", "counting"),
        ("sightline/compliance/warnings.py", "warned"),
        ("sightline/web/contact_draft.py", "matching"),
        ("sightline/web/history.py", "around"),
        ("sightline/web/search.py", "existing"),
    }, "say in the test, and in docs/decisions/0023, what else needs a door of its own"


def test_no_query_says_for_itself_whom_a_worker_may_see() -> None:
    """`visible_to` is said once; `in_sight_of` is what PostgreSQL's policy is made from too."""
    for model in set(policies.entries()) - {Audit}:  # which says besides who reads blind
        rows: Any = model._default_manager
        assert type(rows.none()).visible_to is EntryQuerySet.visible_to, model


def test_every_model_of_the_record_has_a_policy() -> None:
    held = {*policies.entries(), *policies.others(), OnlineReferral, OnlineReferralChild}
    assert [model for model in apps.get_app_config("record").get_models() if model not in held] == []
