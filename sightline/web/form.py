"""How a form is shown, checked and handed to a verb. Forms never write."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.verb import Refused, acting_for
from sightline.people.models import Worker
from sightline.web import acting, draft, draft_shown
from sightline.web.fields import Asked, Day


class SignedIn(HttpRequest):
    """A request from a worker; `LoginRequiredMiddleware` lets no other reach these views."""

    user: Worker


class Renderer(DjangoTemplates):
    """Forms in the Design System's patterns."""

    form_template_name = "web/form/form.html"
    field_template_name = "web/form/field.html"


class Box(BoundField):
    """A field in a form: it looks wrong when it is, and the error summary can lead to it."""

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        kind = (widget or self.field.widget).attrs.get("class")
        if self.errors:
            built["wrong"] = True
        if self.errors and kind:
            built["class"] = f"{kind} {kind.split()[0]}--error"
        return built

    @property
    def said_optional(self) -> bool:
        """Whether the label says that it may be left empty; "If not seen, why not?" says so itself."""
        return (
            not self.field.required
            and not str(self.label).startswith(("If ", "Or "))
            and not getattr(self.form, "quiet", False)
        )

    @property
    def first_id(self) -> str:
        """The id of the first thing that can be typed in or chosen."""
        if self.widget_type == "threeboxes":
            return f"{self.auto_id}_day"
        return f"{self.auto_id}_0" if self.use_fieldset else str(self.auto_id)


class Form(forms.Form):
    """A form of ours. `on` is the day it is today: nothing that happened can have happened after it."""

    default_renderer = Renderer
    bound_field_class = Box
    #: Days that may lie ahead, such as the day a conference is booked for.
    ahead: frozenset[str] = frozenset()
    #: Whether "(optional)" would be said of every field, and so of none.
    quiet = False

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        self.today = on
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Let this field be answered with any of these rows, and with no other."""
        field: Any = self.fields[name]
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            day = answers.get(name)
            if isinstance(field, Day) and name not in self.ahead and day and day > self.today:
                self.add_error(name, "That day has not come yet")
        return answers

    def as_kept(self, typed: dict[str, list[str]]) -> dict[str, list[str]]:
        """A draft's words by the boxes in which they stand now."""
        return typed

    def asked(self) -> Iterator[BoundField]:
        """The fields that account for themselves, for "why we ask"."""
        return (box for box in self if isinstance(box.field, Asked))


def typed(request: HttpRequest) -> Any:
    """What was typed, when something was."""
    return request.POST if request.method == "POST" else None


def ask(
    request: SignedIn,
    form: Form,
    *,
    do: Callable[[dict[str, Any]], Any],
    then: str | Callable[[Any], str],
    said: str | Callable[[Any], str],
    **page: Any,
) -> HttpResponse:
    """Show a form; once it is filled in, do what it says and go to `then`, saying `said`.

    What cannot be done is told at the top of the form, with everything that was typed still in it.
    """
    if "keep_draft" not in request.POST and request.method == "POST" and form.is_valid():
        absent = acting.absent_one(request.user, page, on=form.today)
        with acting_for(absent):
            done = enter(request, form, do=lambda: do(form.cleaned_data), then=then, said=said)
        if done is not None:
            return done
    return show(request, form, **page)


def enter(
    request: SignedIn,
    form: Form,
    *,
    do: Callable[[], Any],
    then: str | Callable[[Any], str],
    said: str | Callable[[Any], str],
    sitting: draft.Sitting | None = None,
) -> HttpResponse | None:
    """Do what a form says, once however often it is sent; None where it was refused, as the form says."""
    try:
        made, place = draft.enter(request, do, lambda one: _of(then, one), sitting)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    except draft.Already as already:
        messages.success(request, "This was saved already: it was sent twice and saved once.")
        return redirect(already.address)
    messages.success(request, _of(said, made))
    return redirect(place)


def _of(words: str | Callable[[Any], str], made: Any) -> str:
    return words(made) if callable(words) else words


def show(request: SignedIn, form: Form, *, template: str = "web/ask.html", **page: Any) -> HttpResponse:
    """The page of a form, as far as it has been filled in; 422 where it was refused."""
    if away := draft.put_by(request, page.get("back")):
        return away
    page = {"form": form, "forms": [form], "on": form.today, **page}
    page["draft"] = draft_shown.shown(request, page["forms"], page)
    page["wrong"] = list(wrong(page["forms"]))
    return render(request, template, page, status=422 if page["wrong"] else 200)


def wrong(forms_shown: Iterable[Form]) -> Iterator[tuple[str, str]]:
    """What the error summary says: the id that each error leads to, and its words."""
    for form in forms_shown:
        if not form.is_bound:
            continue
        for name, errors in form.errors.items():
            box = form[name] if name in form.fields else None
            address = box.first_id if isinstance(box, Box) else "form"
            yield from ((address, str(error)) for error in errors)
