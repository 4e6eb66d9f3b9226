"""Settings of signing in: password and a second step, or the council's own OpenID Connect.

SIGHTLINE_SECOND_STEP     no: a password is enough. For made-up records only (default: yes)
SIGHTLINE_PROXIES         how many proxies of yours stand before this (default: 1 with TLS, else 0)
SIGHTLINE_OIDC_SERVER     the address of the council's OpenID Connect provider (default: none)
SIGHTLINE_OIDC_CLIENT     the name by which that provider knows this installation
SIGHTLINE_OIDC_SECRET     the secret that goes with it
SIGHTLINE_OIDC_NAME       what the button says one signs in with (default: the council’s own account)
SIGHTLINE_OIDC_TRUSTS_EMAIL  yes: the provider's e-mail addresses are its own and so verified (default: no)
SIGHTLINE_OIDC_CLAIM      the claim that holds groups or roles (default: roles)
SIGHTLINE_OIDC_ROLES      group=role, comma-separated; empty: roles are given in Sightline (default: empty)
"""

import os

from sightline.config import environment

SECOND_STEP = environment.is_yes("SIGHTLINE_SECOND_STEP", default=True)
SIGNED_IN_FOR = 12 * 3600
"""Seconds after which everybody signs in again: a long day."""
IDLE_FOR = 60 * 60
"""Seconds without opening a page after which a worker signs in again."""

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "sightline.web.door.Door"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator invites the address; nobody signs themselves up
ACCOUNT_FORMS = {
    "login": "sightline.web.sign_in.SignInForm",
    "reauthenticate": "sightline.web.sign_in.AgainForm",
    "change_password": "sightline.web.sign_in.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_RATE_LIMITS = {
    # An office shares an address, so the limit for an address is wide; the one for an account is not.
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/15m/key",
    "reauthenticate": "5/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_SESSION_REMEMBER = True  # how long is for `sightline.web.session` to say
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SIGHTLINE_PROXIES") or 0)

MFA_ADAPTER = "sightline.web.door.SecondStep"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "sightline.web.sign_in.CodeForm",
    "reauthenticate": "sightline.web.sign_in.CodeAgainForm",
    "activate_totp": "sightline.web.sign_in.StartAppForm",
    "add_webauthn": "sightline.web.sign_in.AddPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Sightline"
MFA_TOTP_TOLERANCE = 0  # a code is good for its own half minute
MFA_WEBAUTHN_USER_VERIFICATION = "required"

SOCIALACCOUNT_ADAPTER = "sightline.web.door.Council"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # by the verified address
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may be sent to nobody but us, so it is a link that leaves for them
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_SERVER = os.environ.get("SIGHTLINE_OIDC_SERVER", "")
OIDC_NAME = os.environ.get("SIGHTLINE_OIDC_NAME") or "the council’s own account"
OIDC_TRUSTS_EMAIL = environment.is_yes("SIGHTLINE_OIDC_TRUSTS_EMAIL")
OIDC_CLAIM = os.environ.get("SIGHTLINE_OIDC_CLAIM") or "roles"
OIDC_ROLES = dict(
    pair.rsplit("=", 1) for pair in environment.listed("SIGHTLINE_OIDC_ROLES", "") if "=" in pair
)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "council",
                "name": OIDC_NAME,
                "client_id": os.environ.get("SIGHTLINE_OIDC_CLIENT", ""),
                "secret": os.environ.get("SIGHTLINE_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}

CACHES = {
    "default": {
        # Several processes serve, and a sixth try must fail in each: so what is counted is in the database.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_tries",
        "TIMEOUT": 3600,
    }
}
