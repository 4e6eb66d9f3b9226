"""Leeds at its full size, at the browsers of those who read it: every one of 1,550 cases, and none lost.

It takes half an hour, so `make test` leaves it out; a look-back of six cases is in `test_looking_back.py`.
"""

import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from sightline.assurance.models import FollowUp, LookBack, SampledCase, Verdict
from sightline.assurance.models.verdict import Finding
from sightline.exampleshire.rehearsals import leeds
from sightline.exampleshire.rehearsals.acting import outsiders
from sightline.people.models import Role
from sightline.timescales.london import LONDON
from tests.journeys.conftest import DESK
from tests.journeys.test_every_page import wrong_with
from tests.journeys.test_looking_back import a_worker, begin
from tests.journeys.test_rehearsals import may_sign_in

pytestmark = pytest.mark.skipif(
    os.environ.get("SIGHTLINE_WHOLE_LOOK_BACK") != "yes", reason="half an hour: make test-look-back"
)
THE_NEXT_MORNING = datetime(2009, 7, 23, 8, tzinfo=LONDON)


def test_the_look_back_ends_with_every_case_read_and_every_child_at_risk_held(
    site: str, person: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sightline.web.today.now", lambda: THE_NEXT_MORNING)
    found = leeds.live()
    [auditor, *readers] = outsiders("Leeds 2009", Role.AUDITOR, 12)
    sample = leeds.draw_and_read(found, auditor, readers)
    may_sign_in(auditor, *readers)

    page = person(auditor, size=DESK)
    begin(page, since="1 9 2008", until="22 7 2009", leaves_out=str(sample.pk))
    assert a_worker(piece=200).wait(timeout=300) == 0
    page.reload()
    main = page.get_by_role("main")
    main.get_by_role("link", name="Give the cases out").click()
    for reader in readers:
        main.get_by_label(reader.name).check()
    main.get_by_label("How many of those that no pattern picked").fill("0")
    main.get_by_label("From which seed?").fill("2009")
    main.get_by_role("button", name="Give out").click()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    report = LookBack.objects.get()
    for reader in readers:
        read_all(person(reader, size=DESK), found.truth)
    page.goto(f"/look-backs/{report.pk}/")
    says = main.inner_text()
    for words in (
        "1,550 of 1,550 read",
        "54 children were found at risk.",
        "54 pieces of work began: 54 held by somebody now, 0 referred again.",
        "7 of 23 read: 30%. Of all 1,573 it is between 13% and 53%, 210 to 830 cases, with 95% certainty.",
        "1,550 went in: 1,550 read, 0 given out and not read, 0 given to nobody, 0 not accounted for.",
    ):
        assert words in says, says
    assert wrong_with(page) == []
    theirs = Verdict.objects.filter(case__sample=report.readings)
    assert (theirs.count(), FollowUp.objects.filter(ended_on=None, verdict__in=theirs).count()) == (1550, 54)


def read_all(page: Any, truth: dict[int, bool]) -> None:
    """One reader's cases, one after another: the reader sees what really was."""
    page.goto("/looking-back/")
    main = page.get_by_role("main")
    if main.get_by_role("link", name="Read the next").count() == 0:
        return
    main.get_by_role("link", name="Read the next").click()
    while "Why?" in main.inner_text():
        case = SampledCase.objects.get(pk=int(page.url.rstrip("/").rsplit("/", 1)[-1]))
        at_risk = truth[case.referral_id]
        main.get_by_label(Finding.POTENTIAL_RISK.label if at_risk else Finding.FINE.label).check()
        main.get_by_label("Why?").fill("Nobody saw this child." if at_risk else "The school saw this child.")
        main.get_by_role("button", name="Save, and read the next").click()
