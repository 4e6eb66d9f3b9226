"""Signing in and out, and the forms of it. Whoever has left cannot."""

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.forms import Field, Form, PasswordInput
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from sightline.casework import worker as workers
from sightline.people.models import Worker
from sightline.web.fields import Line, TextBox, Tick
from sightline.web.form import Box, Renderer, SignedIn
from sightline.web.places import first_page

WHO = {"reads": "nobody: it only opens the door", "owner": "system administrator"}
NEW = "A dozen characters or more: three words that nobody would put together do well."


def _password(label: str, *, autocomplete: str = "current-password", help_text: str = "") -> Field:
    return Line(
        label=label,
        max_length=200,
        strip=False,
        help_text=help_text,
        missing="Enter your password",
        widget=PasswordInput({"class": "govuk-input", "autocomplete": autocomplete}),
        why="So that nobody else can write in your name.",
        **WHO,
    )


def _code(label: str) -> Field:
    return Line(
        label=label,
        max_length=20,
        missing="Enter the code",
        widget=TextBox({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        why="A password can be watched or guessed; this shows that it is you.",
        **WHO,
    )  # fmt: skip


class Ours(Form):
    """An allauth form in our own pattern, with our own fields in place of its own."""

    default_renderer = Renderer
    bound_field_class = Box
    ours: dict[str, Field] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.use_required_attribute = False
        self.fields.update({name: self._fresh(field) for name, field in self.ours.items()})

    def _fresh(self, field: Field) -> Field:
        from copy import deepcopy

        return deepcopy(field)


class SignInForm(Ours, account.LoginForm):
    """E-mail address and password."""

    ours = {
        "login": Line(
            label="E-mail address",
            max_length=254,
            missing="Enter your e-mail address",
            widget=TextBox({"type": "email", "autocomplete": "username"}),
            why="It is the name you sign everything with.",
            **WHO,
        ),
        "password": _password("Password"),
    }

    def clean(self) -> dict[str, Any]:
        """Whoever has left is told what anybody is told who has no account."""
        answers: dict[str, Any] = super().clean() or {}
        if self.user is not None and not self.user.is_active:
            raise get_adapter().validation_error("email_password_mismatch")
        if self.user is not None and self.user.hash_is_old:
            workers.choose_password(self.user, by=self.user, password=answers["password"])
        return answers


class AgainForm(Ours, account.ReauthenticateForm):
    ours = {"password": _password("Password")}


class ChangePasswordForm(Ours, account.ChangePasswordForm):
    ours = {
        "oldpassword": _password("Your password now"),
        "password1": _password("A new password", autocomplete="new-password", help_text=NEW),
        "password2": _password("The new password again", autocomplete="new-password"),
    }


if TYPE_CHECKING:
    _SetPassword = SetPasswordForm[Worker]
else:
    _SetPassword = SetPasswordForm


class ChoosePasswordForm(Ours, _SetPassword):
    ours = {
        "new_password1": _password("A password", autocomplete="new-password", help_text=NEW),
        "new_password2": _password("The password again", autocomplete="new-password"),
    }

    def save(self, commit: bool = True) -> Worker:
        return workers.choose_password(self.user, by=self.user, password=self.cleaned_data["new_password1"])


class CodeForm(Ours, codes.AuthenticateForm):
    ours = {"code": _code("Code from your app, or a recovery code")}


class CodeAgainForm(Ours, codes.ReauthenticateForm):
    ours = {"code": _code("Code from your app, or a recovery code")}


class StartAppForm(Ours, ActivateTOTPForm):
    ours = {"code": _code("Code that the app shows")}


class AddPasskeyForm(Ours, AddWebAuthnForm):
    ours = {
        "name": Line(
            label="What you call it",
            help_text="Such as “my phone”.",
            max_length=60,
            required=False,
            why="So that you know which to remove when you lose one.",
            reads="you",
            owner="system administrator",
        ),
        "passwordless": Tick(
            label="Sign in with this alone, without my password",
            required=False,
            why="A passkey that knows your finger or face is two steps in one.",
            **WHO,
        ),
    }


class SignIn(LoginView):
    """The first step. What is wrong is said at the top, as on every other form of ours."""

    def get_context_data(self, **page: Any) -> dict[str, Any]:
        page = super().get_context_data(title="Sign in", **page)
        council = settings.OIDC_NAME if settings.OIDC_SERVER else ""
        return {**page, "wrong": wrong(page["form"]), "council": council}

    def form_invalid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
        return answer


class SignOut(LogoutView):
    """Asks, when it is opened as a page; signs out when the button is pressed."""

    template_name = "account/logout.html"
    extra_context = {"title": "Sign out"}


class ChoosePassword(PasswordResetConfirmView):
    """Where an invitation leads: once, within days, to choosing a password."""

    form_class = ChoosePasswordForm
    template_name = "account/choose_password.html"
    success_url = reverse_lazy("sign-in")
    title = "Choose your password"

    def get_context_data(self, **page: Any) -> dict[str, Any]:
        page = super().get_context_data(**page)
        return {**page, "wrong": wrong(page["form"]) if page.get("form") else []}


def wrong(form: Form) -> list[tuple[str, str]]:
    """What the error summary says of a form: where each error leads, and its words."""
    first = next(iter(form.visible_fields()), None)
    top = first.auto_id if first else "form"
    return [
        (form[name].auto_id if name in form.fields else top, str(error))
        for name, errors in form.errors.items()
        for error in errors
    ]


def home(request: SignedIn) -> HttpResponse:
    """The first page, by what the worker is here to do."""
    return redirect(first_page(request.user)[0])
