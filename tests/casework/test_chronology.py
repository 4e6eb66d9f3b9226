"""Another agency's chronology: brought in whole or not at all, each event once, and struck out together."""

from datetime import date

import pytest

from sightline.casework import chronology, entry, same_person
from sightline.casework.family import add_person
from sightline.casework.verb import Refused
from sightline.record.accuracy import MONTH
from sightline.record.models import AgencyChronology, AgencyEvent
from sightline.record.models.chronology import Event
from sightline.web.story import Happening, story

GIVEN = date(2026, 3, 3)
COLD = Event(date(2026, 1, 5), "She came without a coat.")
MOVED = Event(date(2024, 9, 1), "She came to us from another school.", MONTH)


def bring(child, by, *events, agency="education", **otherwise):
    said = {"agency": agency, "from_what": "Her file at school", "on": GIVEN} | otherwise
    return chronology.bring_in(child, by=by, events=events, **said)


def told(child):
    lines = story(child, on=date(2026, 6, 1))
    return [f"{one.on}: {one.title}: {one.words}" for one in lines if isinstance(one, Happening)]


def test_each_event_stands_in_the_story_on_its_own_day_as_far_as_it_is_known(mia, amina):
    bring(mia, amina, COLD, MOVED)
    school = "School, college or nursery"
    from_file = "From Her file at school"
    found = [line for line in told(mia) if school in line]
    assert found == [
        f"2026-03-03: {school} gave us its chronology: {from_file}",
        f"2026-01-05: {school}, in its own chronology: She came without a coat.\n{from_file}",
        f"2024-09-01: {school}, in its own chronology (September 2024, the day not known): "
        f"She came to us from another school.\n{from_file}",
    ]


def test_what_an_agency_told_us_already_stays_as_it_is_and_what_is_new_is_added(mia, amina):
    bring(mia, amina, COLD, COLD)
    assert AgencyEvent.objects.count() == 1, "it said the same twice"
    with pytest.raises(Refused, match="told us all of this already"):
        bring(mia, amina, COLD)
    later = {"on": date(2026, 3, 20)}
    assert [one.words for one in bring(mia, amina, COLD, MOVED, **later)] == [MOVED.words]
    assert len(bring(mia, amina, COLD, agency="health")) == 1, "another agency knew it too"


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (Event(date(2026, 3, 4), "Late"), "4 March 2026 is after the day"),
        (Event(date(2026, 1, 5), " "), "The event of 5 January 2026 says nothing"),
        (Event(date(2026, 1, 5), "Late", MONTH), "stands as the first"),
    ],
)
def test_one_event_that_cannot_be_so_leaves_all_of_them_out(mia, amina, event, why):
    with pytest.raises(Refused, match=why):
        bring(mia, amina, COLD, event)
    with pytest.raises(Refused, match="no event"):
        bring(mia, amina)
    with pytest.raises(Refused, match="what it is taken from"):
        bring(mia, amina, COLD, from_what=" ")
    assert not AgencyChronology.objects.exists()


def test_a_chronology_of_another_child_is_struck_out_with_all_its_events_and_can_be_given_again(mia, amina):
    bring(mia, amina, COLD, MOVED)
    alone = AgencyEvent.objects.get(words=COLD.words)
    entry.strike_out(alone, by=amina, because="It was her sister.")
    entry.strike_out(AgencyChronology.objects.get(), by=amina, because="It is another Mia.")
    assert not AgencyEvent.objects.standing().exists()
    assert set(AgencyEvent.objects.values_list("struck_out_because", flat=True)) == {
        "It was her sister.",
        "It is another Mia.",
    }
    assert len(bring(mia, amina, COLD, MOVED)) == 2


def test_whoever_is_in_the_record_twice_is_told_of_once(mia, amina, bryn):
    twin = add_person(by=amina, given_name="Mia", family_name="Larch", born_on=mia.born_on, sex="F")
    bring(twin, amina, COLD)
    same_person.join(mia, twin, by=bryn, on=GIVEN, because="One child.")
    mia.refresh_from_db()
    mia.__dict__.pop("entries", None)
    with pytest.raises(Refused, match="already"):
        bring(mia, amina, COLD)
