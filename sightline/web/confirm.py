"""A form that is looked at twice: filled in, shown as what it would do, and only then done."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from sightline.web.form import Form, SignedIn, ask, show

NOT_KEPT = {"csrfmiddlewaretoken", "confirmed", "change"}


def ask_twice(
    request: SignedIn,
    form: Form,
    *,
    preview: Callable[[dict[str, Any]], list[str]],
    do: Callable[[dict[str, Any]], Any],
    then: str | Callable[[Any], str],
    said: str | Callable[[Any], str],
    **page: Any,
) -> HttpResponse:
    """Ask as `ask` does, but show `preview`, what it would do line by line, before anything is done."""
    said_twice = {"confirmed", "keep_draft"} & request.POST.keys()
    if request.method != "POST" or said_twice or not form.is_valid():
        return ask(request, form, do=do, then=then, said=said, **page)
    if "change" in request.POST:
        return show(request, form, **page)
    kept = [
        (name, value) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT
    ]
    shown = {**page, "lines": preview(form.cleaned_data), "kept": kept, "on": form.today}
    return render(request, "web/confirm.html", shown)
