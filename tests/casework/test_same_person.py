"""Two entries for one person: joined whatever is open in either, read as one, parted with nothing changed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sightline.casework import family, referral, same_person, sighting
from sightline.casework.verb import Refused
from sightline.casework.verb import name as name_worker
from sightline.compliance import authority
from sightline.compliance.child import OWED, clocks
from sightline.compliance.seen import last_seen
from sightline.people.models import Team, Worker
from sightline.record import identity
from sightline.record.likeness.find import alike, find, twice
from sightline.record.likeness.sought import Sought
from sightline.record.models import Person, SamePerson
from sightline.web.story import Happening, story
from tests.cast import Case

ON = date(2026, 6, 20)


@pytest.fixture
def second(mias_case: Case, other_team: Team, carys: Worker) -> Person:
    """Mia again, whom another team met as Amelia: referred, and seen."""
    again = family.add_person(
        by=carys, given_name="Amelia", family_name="Larch", born_on=date(2019, 2, 11), sex="F"
    )
    referral.receive(by=carys, child=again, team=other_team, received_on=date(2026, 6, 8), source="6")
    sighting.record(
        again,
        by=carys,
        on=date(2026, 6, 12),
        where="Gran’s",
        purpose="assessment",
        was_seen=True,
        alone="yes",
    )
    return again


def told(child: Person) -> list[tuple[date, str]]:
    fresh = Person.objects.get(pk=child.pk)
    return [(one.on, one.title) for one in story(fresh, on=ON) if isinstance(one, Happening)]


def owed(child: Person) -> set[tuple[str, int, date]]:
    return {(one.duty.id, one.thread, one.started_on) for one in clocks([child.pk], on=ON)[child.pk]}


def test_whatever_was_written_under_either_is_read_as_one(
    mias_case: Case, second: Person, bryn: Worker
) -> None:
    mia = mias_case.child
    apart = {*told(mia), *told(second)}
    asked = {one for one in (*owed(mia), *owed(second)) if one[1] != second.pk * 32}
    judged = same_person.join(second, mia, by=bryn, on=ON, because="Her birth certificate")
    assert (judged.child, judged.kept, judged.recorded_by) == (second, mia, bryn)
    joined = {(ON, "Joined with another entry for the same person")}
    assert set(told(mia)) == set(told(second)) == apart | joined
    assert {one[:1] + one[2:] for one in asked} <= {one[:1] + one[2:] for one in owed(mia)}
    assert {child: seen and seen.on for child, seen in last_seen([mia.pk, second.pk], on=ON).items()} == {
        mia.pk: date(2026, 6, 12),
        second.pk: date(2026, 6, 12),
    }


def test_the_whole_authority_counts_one_child(mias_case: Case, second: Person, bryn: Worker) -> None:
    mia = mias_case.child
    assert {child for child, *_ in streamed(mia, second)} == {mia.pk, second.pk}
    same_person.join(second, mia, by=bryn, on=ON, because="Her birth certificate")
    running = {
        (mia.pk, one.thread, one.duty.id, one.due_on)
        for one in clocks([mia.pk], on=ON)[mia.pk]
        if one.due_on and one.standing(ON) in OWED
    }
    assert streamed(mia, second) == running, "both evaluators, of one child"


def streamed(*children: Person) -> set[tuple[int, int, str, date]]:
    """What is owed, as a whole authority is measured: child, thread, duty and day."""
    asked = authority.asked([child.pk for child in children], by=date(2027, 1, 1), on=ON)
    return {(one.child, one.thread, one.duty.id, one.due_on) for one in asked}


def test_two_plans_are_no_reason_to_refuse(mias_case: Case, second: Person, bryn: Worker) -> None:
    theirs = second.referrals.get()
    same_person.join(second, mias_case.child, by=bryn, on=ON, because="Her birth certificate")
    mias_case.plan.refresh_from_db()
    theirs.refresh_from_db()
    assert (mias_case.plan.ended_on, mias_case.referral.closed_on, theirs.closed_on) == (None, None, None)
    assert (theirs.child_id, mias_case.plan.child_id) == (second.pk, mias_case.child.pk), "no row moved"


def test_both_names_find_the_person(mias_case: Case, second: Person, bryn: Worker) -> None:
    same_person.join(second, mias_case.child, by=bryn, on=ON, because="Her birth certificate")
    for name in ("amelia", "mia"):
        found = {one.child for one in find(Person.objects.all(), Sought(given=(name, "larch")))}
        assert found == {mias_case.child.pk, second.pk}


def test_parted_again_each_has_exactly_what_it_had(mias_case: Case, second: Person, bryn: Worker) -> None:
    mia = mias_case.child
    before = (told(mia), told(second), owed(mia), owed(second), last_seen([mia.pk, second.pk], on=ON))
    judged = same_person.join(second, mia, by=bryn, on=ON, because="Her birth certificate")
    same_person.part(judged, by=bryn, because="It was her cousin’s certificate")
    struck = {(ON, "Joined with another entry for the same person")}
    after = (
        [one for one in told(mia) if one not in struck],
        [one for one in told(second) if one not in struck],
    )
    rest = (owed(mia), owed(second), last_seen([mia.pk, second.pk], on=ON))
    assert (*after, *rest) == before
    judged.refresh_from_db()
    assert (judged.struck_out_by, judged.struck_out_because) == (bryn, "It was her cousin’s certificate")


def test_a_join_lets_nobody_in(
    mias_case: Case, second: Person, amina: Worker, bryn: Worker, carys: Worker
) -> None:
    judged = same_person.join(second, mias_case.child, by=bryn, on=ON, because="Her birth certificate")
    assert list(Person.objects.visible_to(amina)) == [mias_case.child]
    assert list(Person.objects.visible_to(carys)) == [second]
    for one_half in (amina, carys):
        assert not SamePerson.objects.visible_to(one_half).filter(pk=judged.pk).exists()


def test_a_third_entry_joins_the_two(mias_case: Case, second: Person, bryn: Worker) -> None:
    mia = mias_case.child
    third = family.add_person(by=bryn, given_name="Mya", family_name="Larch")
    same_person.join(third, second, by=bryn, on=ON, because="One school")
    same_person.join(second, mia, by=bryn, on=ON, because="Her birth certificate")
    assert identity.kept([mia.pk, second.pk, third.pk]) == {second.pk: mia.pk, third.pk: mia.pk}
    assert {pk: set(all_) for pk, all_ in identity.entries([mia.pk, third.pk]).items()} == {
        mia.pk: {mia.pk, second.pk, third.pk},
        third.pk: {mia.pk, second.pk, third.pk},
    }
    with pytest.raises(Refused, match="joined already"):
        same_person.join(mia, third, by=bryn, on=ON, because="Again")


def test_entries_cannot_be_set_aside_in_a_circle(mias_case: Case, second: Person, bryn: Worker) -> None:
    """As two managers might who each see two of the three: the verb would see it, PostgreSQL must."""
    third = family.add_person(by=bryn, given_name="Mya", family_name="Larch")
    same_person.join(second, third, by=bryn, on=ON, because="One school")
    same_person.join(third, mias_case.child, by=bryn, on=ON, because="Her birth certificate")
    name_worker(bryn)
    with (
        pytest.raises(IntegrityError, match="what is set aside leads to one entry"),
        transaction.atomic(),
    ):
        SamePerson.objects.create(
            recorded_by=bryn, child=mias_case.child, kept=second, judged_on=ON, because="The front door"
        )
    assert set(identity.kept([mias_case.child.pk, second.pk, third.pk])) == {second.pk, third.pk}


def test_only_a_manager_judges(mias_case: Case, second: Person, amina: Worker) -> None:
    with pytest.raises(Refused, match="Only a manager"):
        same_person.join(second, mias_case.child, by=amina, on=ON, because="I think so")


def test_a_likely_pair_is_suggested_and_a_twin_is_not(mias_case: Case, second: Person, bryn: Worker) -> None:
    mia, everybody = mias_case.child, Person.objects.all()
    for one in (mia, second):
        family.move_home(one, by=bryn, address="14 Rowan Close", postcode="QX3 4LR", on=date(2025, 1, 1))
    twin = family.add_person(by=bryn, given_name="Rosa", family_name="Larch", born_on=date(2019, 2, 11))
    family.move_home(twin, by=bryn, address="14 Rowan Close", postcode="QX3 4LR", on=date(2025, 1, 1))
    [(one, match)] = twice([mia.pk, second.pk, twin.pk], everybody)
    assert {one, match.child} == {mia.pk, second.pk}
    assert match.why == (
        "Given name a short form of it; family name the same; birth date the same; "
        "postcode the same; address the same."
    )
    [likest, *_] = alike(mia.pk, everybody)
    assert (likest.child, likest.why) == (second.pk, match.why)


def test_two_people_who_were_told_apart_can_be_joined_later(
    mias_case: Case, second: Person, bryn: Worker
) -> None:
    apart = same_person.tell_apart(second, mias_case.child, by=bryn, on=ON, because="Two schools")
    assert identity.entries([second.pk]) == {second.pk: (second.pk,)}
    joined = same_person.join(second, mias_case.child, by=bryn, on=ON, because="Her birth certificate")
    apart.refresh_from_db()
    assert apart.struck_out_because == "Her birth certificate"
    assert list(SamePerson.objects.one()) == [joined]
