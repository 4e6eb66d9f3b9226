"""Another system's census, in the browser: sent, checked, looked at, deleted when asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.returns import elsewhere, kept, mending
from sightline.returns.cin_census.year import Year
from sightline.returns.models import CensusCheck
from sightline.returns.refusal import Refused
from sightline.web import today as clock
from sightline.web.analyst import check_named
from sightline.web.finding import paged
from sightline.web.form import Form, SignedIn, show
from sightline.web.today import today
from sightline.web.upload import CENSUS, TOO_LARGE, OneFile


class Sent(Form):
    census = OneFile(
        label="A children in need census, as XML",
        help_text=f"Up to {CENSUS >> 20} MB. It is checked and kept here until somebody deletes it.",
        why="To check another system’s census by the same rules as our own.",
        reads="Analysts and directors",
        owner="data manager",
        missing="Choose a file",
        max_length=None,
    )


def files(request: SignedIn) -> HttpResponse:
    """The censuses from elsewhere that are kept, and a form to send another."""
    form = Sent(*_sent(request), on=today())
    if request.method == "POST" and _readable(request, form):
        try:
            made = _take(request, form)
        except Refused as refused:
            for reason in refused.reasons[:20]:
                form.add_error("census", str(reason))
        else:
            messages.success(request, "Checked. It is kept here until somebody deletes it.")
            return redirect("census-file", name=made.name)
    held = CensusCheck.objects.exclude(name=CensusCheck.OWN).select_related("checked_by")
    page = {"title": "Other systems’ censuses", "page": paged(request, held)}
    back = {"back": reverse("analyst"), "back_to": "Returns"}
    return show(request, form, template="web/returns/files.html", **page, **back)


def _sent(request: SignedIn) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _readable(request: SignedIn, form: Sent) -> bool:
    if TOO_LARGE in request.META:
        form.errors.clear()
        form.add_error("census", f"The file is larger than {CENSUS >> 20} MB: nothing of it was kept")
        return False
    return form.is_valid()


def _take(request: SignedIn, form: Sent) -> CensusCheck:
    sent = form.cleaned_data["census"]
    return elsewhere.take(sent.chunks(), called=sent.name, by=request.user, on=today(), at=clock.now())


def file(request: SignedIn, name: str) -> HttpResponse:
    """What was found in a census from elsewhere, by rule."""
    made = check_named(name)
    if made.is_own:
        return redirect("analyst")
    page = {
        "title": "Another system’s census",
        "made": made,
        "year": Year(made.year),
        "rules": kept.by_rule(made),
        "unable": [(code, mending.what_it_says(code), why) for code, why in made.unable],
        "back": reverse("census-files"),
        "back_to": "Other systems’ censuses",
    }
    return render(request, "web/returns/file.html", page)


@require_POST
def delete(request: SignedIn, name: str) -> HttpResponse:
    made = check_named(name)
    if not made.is_own:
        elsewhere.forget(made)
        messages.success(request, "Deleted: the file, and everything that was found in it.")
    return redirect("census-files")
