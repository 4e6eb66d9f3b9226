"""A place that worries us: its own entry, somebody's to answer for, linked with whoever has to do with it."""

from datetime import date, datetime, timedelta

import pytest

from sightline.casework import agreed, place, reorganisation
from sightline.casework.entry import strike_out
from sightline.casework.leaving import end_account, hand_on
from sightline.casework.verb import Refused
from sightline.compliance import place as known
from sightline.compliance.alerts import alerts
from sightline.compliance.holding import held_by, in_team
from sightline.people.models import Team, Worker
from sightline.record.models import Person, Place, PlaceLink, Referral
from sightline.timescales.london import LONDON

ON = date(2026, 3, 16)
WEEK = timedelta(days=7)


@pytest.fixture
def park(amina: Worker, assessment_team: Team) -> Place:
    return place.add(
        by=amina,
        team=assessment_team,
        on=ON,
        kind="outdoors",
        name=" The bandstand ",
        address="Riverside Park",
        postcode="zz9 9zz",
        worry="Older men wait there after school.",
        came_from="The park keeper",
        review_on=ON + 6 * WEEK,
    )


def shown(worker: Worker) -> list[tuple[str, date, int]]:
    return [(one.name, one.again_on, one.linked) for one in known.places(worker)]


def test_a_place_is_its_own_entry_and_a_team_answers_for_it(park: Place, amina: Worker, bryn: Worker) -> None:
    assert (park.name, park.where) == ("The bandstand", "Riverside Park, ZZ9 9ZZ")
    [piece] = in_team(park.team)
    assert (piece.what, piece.row, piece.worker, piece.child) == ("Place of concern", park, None, None)
    said = {"kind": "outdoors", "worry": park.worry, "address": park.address, "team": park.team}
    with pytest.raises(Refused, match="Say why it changes"):
        place.put_right(park, by=amina, name="Bandstand", because=" ", **said)
    right = place.put_right(park, by=amina, name="The old bandstand", because="There is a new one", **said)
    assert (right.name, right.postcode) == ("The old bandstand", "")
    with pytest.raises(Refused, match="a place says what worries us"):
        place.put_right(park, by=amina, because="Shorter", name="Bandstand", **{**said, "worry": " "})


def test_a_child_has_to_do_with_a_place_from_a_day_to_a_day(park: Place, amina: Worker, mia: Person) -> None:
    said = {"by": amina, "on": ON, "came_from": "Her aunt"}
    goes = place.link(mia, park, role="goes", **said)
    place.link(mia, park, role="harmed", what="A man took her telephone.", **said)
    with pytest.raises(Refused, match="somebody has one such part in a place at a time"):
        place.link(mia, park, role="goes", **said)
    with pytest.raises(Refused, match="a link with a place ends after it begins"):
        place.unlink(goes, by=amina, on=ON - WEEK)
    place.unlink(goes, by=amina, on=ON + WEEK)
    with pytest.raises(Refused, match="That has ended already"):
        place.unlink(goes, by=amina, on=ON + WEEK)
    again = place.link(mia, park, role="goes", **{**said, "on": ON + 2 * WEEK})
    found = [(one.role, one.from_on, one.until_on) for one in known.of_child(mia)]
    assert found == [
        ("goes", ON + 2 * WEEK, None),
        ("harmed", ON, None),
        ("goes", ON, ON + WEEK),
    ]
    strike_out(again, by=amina, because="It was her sister")
    assert [one.role for one in PlaceLink.objects.running()] == ["harmed"]


def test_nobody_is_counted_whom_the_reader_may_not_open(
    park: Place, led: Referral, amina: Worker, bryn: Worker, carys: Worker, iris: Worker
) -> None:
    said = {"on": ON, "role": "goes", "came_from": "Her aunt"}
    place.link(led.child, park, by=amina, **said)
    ned = Person.objects.create(recorded_by=carys, given_name="Ned", family_name="Ash")
    place.link(ned, park, by=carys, **said)
    counted = {worker.name: shown(worker)[0][2] for worker in (amina, bryn, carys, iris)}
    assert counted == {"Amina Yusuf": 1, "Bryn Pugh": 1, "Carys Bevan": 0, iris.name: 2}
    assert known.others(led.child, [park.pk], amina) == {}
    assert known.others(led.child, [park.pk], iris) == {park.pk: 1}


def test_what_is_done_about_it_is_somebodys_by_a_day(park: Place, amina: Worker, bryn: Worker) -> None:
    said = {"by": bryn, "on": ON, "due_on": ON + WEEK}
    with pytest.raises(Refused, match="not both: one person does one thing"):
        place.agree(park, what="Mend the lights", owner=amina, outside="Parks", **said)
    lights = place.agree(park, what="Mend the lights", owner=amina, **said)
    place.agree(park, what="Walk past at four", **said)
    assert [(one.what, one.row) for one in held_by(amina)] == [("Action about a place", lights)]
    assert len(in_team(park.team)) == 3, "the place, what is Amina’s in it, and what the team does itself"
    late = [(one.many, one.since_on) for one in alerts(amina, on=ON + 2 * WEEK) if one.kind == "agreed"]
    assert late == [(1, ON + WEEK)]
    with pytest.raises(Refused, match="Say how it is known"):
        agreed.finish(lights, by=amina, on=ON + WEEK, outcome="done", evidence=" ")
    agreed.finish(lights, by=amina, on=ON + WEEK, outcome="done", evidence="They shine: I went at seven")
    with pytest.raises(Refused, match="Somebody has said already what came of it"):
        agreed.finish(lights, by=amina, on=ON + WEEK, outcome="not_done", evidence="No")
    assert held_by(amina) == []


def test_nobody_leaves_with_it_and_no_team_closes_with_it(
    park: Place, amina: Worker, bryn: Worker, other_team: Team, seth: Worker
) -> None:
    action = place.agree(park, by=bryn, on=ON, what="Mend the lights", owner=amina, due_on=ON + WEEK)
    with pytest.raises(Refused, match="still holds 1 pieces of open work"):
        end_account(amina, by=bryn, on=ON)
    hand_on(amina, by=bryn, on=ON, because="She leaves", to={held_by(amina)[0]: None})
    action.refresh_from_db()
    assert (action.owner, action.doer) == (None, "Whoever answers for the place")
    at = datetime(2026, 3, 17, 9, tzinfo=LONDON)
    reorganisation.close(park.team, into=other_team, by=seth, at=at, because="One team now")
    park.refresh_from_db()
    assert (park.team, len(in_team(other_team))) == (other_team, 2)


def test_it_is_looked_at_again_until_a_manager_says_that_it_worries_us_no_more(
    park: Place, amina: Worker, bryn: Worker, carys: Worker, mia: Person
) -> None:
    assert shown(bryn) == [("The bandstand", ON + 6 * WEEK, 0)]
    place.review(
        park, by=amina, on=ON + WEEK, found="Two of them are still there", next_review_on=ON + 3 * WEEK
    )
    assert shown(bryn) == [("The bandstand", ON + 3 * WEEK, 0)]
    said = {"on": ON + 4 * WEEK, "because": "It is fenced in, and they have gone"}
    for stranger in (amina, carys):
        with pytest.raises(Refused, match="A manager of the team that answers for a place"):
            place.end(park, by=stranger, **said)
    place.agree(park, by=amina, on=ON, what="Walk past at four", due_on=ON + WEEK)
    ended = place.end(park, by=bryn, **said)
    assert (ended.ended_by, in_team(park.team)) == (bryn, []), "what was still to be done is nobody’s"
    with pytest.raises(Refused, match="This place worries us no more"):
        place.review(park, by=amina, on=ON + 5 * WEEK, found="Quiet", next_review_on=ON + 9 * WEEK)
    linked = place.link(mia, park, by=amina, on=ON, role="harmed", came_from="Mia, years later")
    assert list(known.of_child(mia)) == [linked], "what happened there can always be written"


def test_places_are_found_by_their_words_and_those_that_worry_us_come_first(
    park: Place, amina: Worker, bryn: Worker, other_team: Team
) -> None:
    said = {"by": amina, "on": ON, "came_from": "School", "worry": "Knives are shown."}
    group = place.add(kind="group", name="The Elms lot", team=other_team, review_on=ON + WEEK, **said)
    place.add(kind="shop", name="Corner shop", team=park.team, review_on=ON, **said)
    place.end(Place.objects.get(name="Corner shop"), by=bryn, on=ON, because="It is sold")
    assert [one.name for one in known.places(amina)] == ["The Elms lot", "The bandstand", "Corner shop"]
    found = {
        words: [one.name for one in known.places(amina, words)] for words in ("zz9", "KNIVES group", "x")
    }
    assert found == {"zz9": ["The bandstand"], "KNIVES group": ["The Elms lot"], "x": []}
    place.agree(park, by=amina, on=ON, what="Mend the lanterns", due_on=ON + WEEK)
    place.review(park, by=amina, on=ON, found="Broken bottles", next_review_on=ON + WEEK)
    for words in ("lanterns", "bottles", "keeper"):
        assert [one.name for one in known.places(amina, words)] == ["The bandstand"], words
    assert [one.name for one in known.places(amina, "sold")] == ["Corner shop"]
    assert [one.name for one in known.places(amina, team=other_team)] == ["The Elms lot"]
    strike_out(group, by=amina, because="It is a football team")
    assert [one.name for one in known.places(amina)] == ["The bandstand", "Corner shop"]
