"""The addresses at which workers sign in and look after how they do: allauth's views, our pages.

Only what is listed here can be reached. There is no signing up, and nobody resets a password by e-mail: an
administrator gives a link (`workers.py`), because whoever reads somebody's mail must not so open children's
records.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as council
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from sightline.web import door, headers, sign_in

#: Address, view, its name in allauth, and what the page is called.
OPEN: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("sign-in/", sign_in.SignIn.as_view(), "account_login"),
    ("sign-out/", sign_in.SignOut.as_view(), "account_logout"),
    (
        "sign-in/second-step/",
        mfa.AuthenticateView.as_view(extra_context={"title": "The second step"}),
        "mfa_authenticate",
    ),
    ("sign-in/passkey/", passkeys.login_webauthn, "mfa_login_webauthn"),
    (
        "sign-in/ended/",
        account.AccountInactiveView.as_view(extra_context={"title": "This account has ended"}),
        "account_inactive",
    ),
    ("sign-in/link/<uidb64>/<token>/", sign_in.ChoosePassword.as_view(), "choose-password"),
    ("sign-in/with/<provider_id>/", door.to_council, "openid_connect_login"),
    ("sign-in/with/<provider_id>/back/", openid.callback, "openid_connect_callback"),
    (
        "sign-in/not-finished/",
        council.LoginCancelledView.as_view(extra_context={"title": "You are not signed in"}),
        "socialaccount_login_cancelled",
    ),
    (
        "sign-in/did-not-work/",
        council.LoginErrorView.as_view(extra_context={"title": "You are not signed in"}),
        "socialaccount_login_error",
    ),
)


def _titled(view: Any, title: str) -> Callable[..., Any]:
    made: Callable[..., Any] = view.as_view(extra_context={"title": title})
    return made


AGAIN, MINE = "Is it you?", "How I sign in"
OWN: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("my-account/", _titled(mfa.IndexView, MINE), "mfa_index"),
    ("my-account/again/", _titled(account.ReauthenticateView, AGAIN), "account_reauthenticate"),
    ("my-account/again/code/", _titled(mfa.ReauthenticateView, AGAIN), "mfa_reauthenticate"),
    (
        "my-account/again/passkey/",
        _titled(passkeys.ReauthenticateWebAuthnView, AGAIN),
        "mfa_reauthenticate_webauthn",
    ),
    ("my-account/password/", _titled(account.PasswordChangeView, "My password"), "account_change_password"),
    ("my-account/app/", _titled(totp.ActivateTOTPView, "Set up the second step"), "mfa_activate_totp"),
    ("my-account/app/stop/", _titled(totp.DeactivateTOTPView, "Stop using the app"), "mfa_deactivate_totp"),
    ("my-account/codes/", _titled(codes.ViewRecoveryCodesView, "Recovery codes"), "mfa_view_recovery_codes"),
    (
        "my-account/codes/new/",
        _titled(codes.GenerateRecoveryCodesView, "Make new recovery codes"),
        "mfa_generate_recovery_codes",
    ),
    ("my-account/passkeys/", _titled(passkeys.ListWebAuthnView, "Passkeys"), "mfa_list_webauthn"),
    ("my-account/passkeys/add/", _titled(passkeys.AddWebAuthnView, "Add a passkey"), "mfa_add_webauthn"),
    (
        "my-account/passkeys/<int:pk>/remove/",
        _titled(passkeys.RemoveWebAuthnView, "Remove the passkey"),
        "mfa_remove_webauthn",
    ),
)  # fmt: skip

urlpatterns = [
    path(".well-known/security.txt", headers.security_txt, name="security-txt"),
    *(path(address, login_not_required(view), name=name) for address, view, name in OPEN),
    *(path(address, view, name=name) for address, view, name in OWN),
]
