"""The analyst's first page: what there is for them so far, said honestly."""

from django.http import HttpResponse
from django.shortcuts import render

from sightline.web.form import SignedIn


def analyst(request: SignedIn) -> HttpResponse:
    return render(request, "web/analyst.html", {"title": "Returns"})
