"""Signing in and out. Whoever has left cannot."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.forms import PasswordInput
from django.http import HttpResponse
from django.shortcuts import redirect

from sightline.web.fields import Line, TextBox
from sightline.web.form import Box, Renderer, SignedIn
from sightline.web.places import first_page

WHO = {"reads": "nobody: it only opens the door", "owner": "system administrator"}


class SignInForm(AuthenticationForm):
    """E-mail address and password."""

    default_renderer = Renderer
    bound_field_class = Box

    username = Line(
        label="E-mail address",
        max_length=254,
        missing="Enter your e-mail address",
        widget=TextBox({"type": "email", "autocomplete": "username"}),
        why="It is the name you sign everything with.",
        **WHO,
    )
    password = Line(
        label="Password",
        max_length=200,
        strip=False,
        missing="Enter your password",
        widget=PasswordInput({"class": "govuk-input", "autocomplete": "current-password"}),
        why="So that nobody else can write in your name.",
        **WHO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
        self.fields["username"].label = "E-mail address"

    def get_invalid_login_error(self) -> ValidationError:
        return ValidationError("That e-mail address and password do not go together: try again")


class SignIn(LoginView):
    template_name = "web/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **page: Any) -> dict[str, Any]:
        page = super().get_context_data(title="Sign in", **page)
        form = page["form"]
        names = [
            (form[name].first_id if name in form.fields else "id_username", error)
            for name, errors in form.errors.items()
            for error in errors
        ]
        return {**page, "wrong": names}

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(LogoutView):
    next_page = "sign-in"


def home(request: SignedIn) -> HttpResponse:
    """The first page, by what the worker is here to do."""
    return redirect(first_page(request.user)[0])
