"""Numbers that are missing or in question, for whoever answers for the data."""

from django.http import HttpResponse
from django.shortcuts import render

from sightline.compliance import numbers as missing_numbers
from sightline.people.models import Role
from sightline.record.reader import counting
from sightline.web.finding import look, opened, paged
from sightline.web.form import SignedIn
from sightline.web.team import EVERY_TEAM, teams_of
from sightline.web.today import today


def numbers(request: SignedIn) -> HttpResponse:
    """Numbers that are missing or in question, for whoever answers for the data: an analyst sees our number
    for a child and opens no record by it.
    """
    on = today()
    every = request.user.role in EVERY_TEAM or request.user.role == Role.ANALYST
    with counting():
        teams = None if every else list(teams_of(request.user).filter(closed_on=None).distinct())
        lacking = missing_numbers.missing(teams, on=on)
        asked = missing_numbers.in_question() if every else []
    page = paged(request, lacking, per=40)
    children = {one.child for one in page.rows} | {one.child_id for one in asked[:40]}
    may = opened(request, children)
    look(request, children - may.keys())
    said = {
        "title": "Numbers missing or in question",
        "page": page,
        "asked": asked[:40],
        "may": may,
        "on": on,
    }
    said["nhs"], said["pupil"] = sum(one.nhs for one in lacking), sum(one.pupil for one in lacking)
    return render(request, "web/numbers.html", {**said, "questions": len(asked), "every": every})
