"""Enquiries not properly made, rehearsed: each is listed the same day, with what is missing and the law."""

import json
from statistics import median

import pytest

from sightline.duties.book import BOOK
from sightline.exampleshire.rehearsals import REHEARSALS, calderdale
from sightline.people.models import Worker
from sightline.record.models import Enquiry, Referral

pytestmark = pytest.mark.django_db

EXPECTED = {
    "without police": ("discussion-without-police", "strategy-discussion-with-police"),
    "with no discussion": ("enquiry-without-discussion", "strategy-discussion"),
    "unseen": ("concluded-unseen", "child-seen-in-enquiry"),
    "no outcome": ("no-outcome", "enquiry-conclusion"),
    "disclosure": ("harm-told-without-discussion", "strategy-discussion"),
}


def test_each_enquiry_that_was_not_properly_made_is_on_the_list_the_same_day() -> None:
    found = calderdale.rehearse()
    assert found.counts == {
        "without police": 6,
        "with no discussion": 3,
        "unseen": 5,
        "no outcome": 4,
        "disclosure": 2,
    }
    for case, (what, happened_on) in found.happened.items():
        shown, (rule, duty) = found.first_shown[case], EXPECTED[what]
        version = BOOK[duty].version_on(happened_on)
        assert version is not None
        assert (shown.rule.id, shown.since_on) == (rule, happened_on), what
        assert shown.citation == version.source, what
        assert found.first_shown_on[case] == happened_on, what
    assert (len(found.in_order), found.false_alarms, found.same_day) == (20, 0, True)
    assert found.first_shown.keys() == found.happened.keys(), "and nothing else was ever on it"
    days = [(calderdale.LAST_DAY - found.first_shown_on[case]).days for case in found.happened]
    [warned] = REHEARSALS["calderdale"].warned
    assert (warned.least, warned.middle) == (min(days), int(median(days)))

    told = json.loads(found.json)
    assert told["shown_the_same_day"] is True
    assert len(told["shown"]) == 20
    assert {one["law"] for one in told["shown"]} == {
        "Working Together 2006, chapter 5",
        "Children Act 1989, section 47(4)",
    }
    assert "Each of the 20 was on the list by that evening." in found.story
    assert not Referral.objects.exists(), "everything was rolled back"
    assert not Enquiry.objects.exists()
    assert not Worker.objects.exists()
