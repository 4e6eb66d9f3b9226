"""How signing in differs here: nobody signs themselves up, and the council's own accounts bring a role."""

import base64
import hashlib
import time
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect import views as openid
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.functional import cached_property

from sightline.casework import worker as workers
from sightline.people.models import Role, Worker
from sightline.web.session import begin

WAIT = "There have been too many tries. Wait 15 minutes, or ask a system administrator"
WRONG = "That e-mail address and password do not go together: try again"


class Door(DefaultAccountAdapter):
    """Signing in with a password. What is said is the same whether or not an account is there."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Worker) -> None:
        super().login(request, user)
        begin(request)

    def set_password(self, user: Worker, password: str) -> None:
        workers.choose_password(user, by=user, password=password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in minutes ago has only just shown who they are."""
        request = context.request
        newest = max(
            (record["at"] for record in get_authentication_records(request, request.user)), default=0
        )
        return bool(time.time() - newest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what was done; allauth's own messages would say it twice."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent: whatever a stranger types causes no letter to anybody."""


class SecondStep(DefaultMFAAdapter):
    """The second step. Its secrets are encrypted, so that a copy of the database is not also the keys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "This is your only second step: set up another one first",
        "incorrect_code": "That code is not the one: wait for the next, or use a recovery code",
    }

    @cached_property
    def _cipher(self) -> Fernet:
        key = hashlib.sha256(b"second step" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        return self._cipher.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._cipher.decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second step is kept: whoever has lost it asks an administrator."""
        others = Authenticator.objects.filter(user=authenticator.user_id).exclude(pk=authenticator.pk)
        return not settings.SECOND_STEP or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The worker's own page lists what they sign in with; no letter is sent."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        found: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**found, "name": "Sightline"}


class Council(DefaultSocialAccountAdapter):
    """Signing in with the council's own account: it opens what a worker has here, but makes no worker."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Match the verified address to a worker who is here, and give them the role that the claim says."""
        known = sociallogin.user if sociallogin.is_existing else None
        if not isinstance(known, Worker) or known.left_on is not None:
            raise ImmediateHttpResponse(_shut(request, "Nobody is known here by an address of yours."))
        # allauth would take away a password that a stranger may have set. Here only the invited set one.
        sociallogin._did_authenticate_by_email = None
        if settings.OIDC_ROLES:
            role = claimed(sociallogin.account.extra_data)
            if role is None:
                raise ImmediateHttpResponse(_shut(request, "Your council account has no role here."))
            sociallogin.user = workers.take_role_from_provider(known, by=known, role=role)

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """Whether an address is taken as verified even where the provider does not say that it is."""
        return bool(settings.OIDC_TRUSTS_EMAIL)

    def get_requests_session(self) -> Any:
        """A provider that does not answer in ten seconds is said to be down, rather than waited for."""
        session = super().get_requests_session()
        send = session.request
        session.request = lambda *args, **kwargs: send(*args, **{"timeout": 10, **kwargs})
        return session


def to_council(request: HttpRequest, provider_id: str) -> Any:
    """Leave for the council's own sign-in; where it does not answer, say so."""
    try:
        return openid.login(request, provider_id)
    except requests.RequestException:
        return _shut(request, "The council’s own sign-in does not answer.")


def claimed(data: dict[str, Any]) -> Role | None:
    """The role that the provider's claim gives; where several fit, the one that is mapped first."""
    told = {**data.get("userinfo", {}), **data.get("id_token", {})}
    words = told.get(settings.OIDC_CLAIM) or []
    groups = {words} if isinstance(words, str) else set(map(str, words))
    return next((Role(role) for group, role in settings.OIDC_ROLES.items() if group in groups), None)


def _shut(request: HttpRequest, why: str) -> Any:
    page = {"title": "You are not signed in", "why": why}
    return render(request, "socialaccount/authentication_error.html", page, status=403)
