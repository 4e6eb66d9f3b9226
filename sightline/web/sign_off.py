"""Sign-offs that never change anything, for whoever may retire them."""

from django.http import HttpResponse
from django.shortcuts import render

from sightline.compliance.sign_off import ENOUGH, OVER
from sightline.compliance.sign_off import sign_offs as kinds
from sightline.web.form import SignedIn
from sightline.web.today import today


def sign_offs(request: SignedIn) -> HttpResponse:
    """Each kind of sign-off over a year: how often it was given, and how often it changed anything."""
    on = today()
    shown = {"title": "Sign-offs", "on": on, "since": on - OVER, "kinds": kinds(on=on), "enough": ENOUGH}
    return render(request, "web/sign_offs.html", shown)
