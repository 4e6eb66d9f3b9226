"""Sightline as it is served, with one page more: the floor, which is empty but for one query."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from sightline.config.wsgi import application
from sightline.people.models import Team

settings.ROOT_URLCONF = __name__
__all__ = ["application", "urlpatterns"]


def floor(request: HttpRequest) -> HttpResponse:
    """What any page costs before it says anything: the server, the session, the worker, the frame."""
    return render(request, "web/base.html", {"title": f"{Team.objects.count()} teams"})


urlpatterns = [path("floor/", floor), path("", include("sightline.config.urls"))]
