"""No secret is committed, packages are what is locked, and a public site's settings are clean."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.test_promises import texts
from tests.architecture.tree import ROOT, named

#: What keys and tokens look like, by the kind of thing that they open.
SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/=]{20}",
    "a cloud key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token": r"\b(?:ghp|gho|ghs|github_pat|glpat|xox[abp]|sk-(?:live|proj|ant))[-_][A-Za-z0-9_-]{16,}",
    "a web token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "an address with a password": r"\b(?:postgres(?:ql)?|https?|smtps?)://[^\s:/@{<]+:[^\s@/…{<]{3,}@",
    "a signing key": r"SECRET_KEY *= *[\"'][^\"']{12,}",
}
MADE_UP = {"tests/config/test_settings.py": "addresses of databases that are nowhere"}
ASKED = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]


@pytest.mark.parametrize("what", SECRETS)
def test_nothing_committed_is(what: str) -> None:
    found = {named(path) for path, text in texts() if re.search(SECRETS[what], text)}
    assert not found - MADE_UP.keys() - {named(Path(__file__))}


def test_the_search_finds_each_kind_of_secret() -> None:
    samples = {
        "a private key": "-----BEGIN RSA PRIVATE KEY-----\n" + "A" * 30,
        "a cloud key": "AKIA" + "A1" * 8,
        "a token": "ghp_" + "a1" * 10,
        "a web token": ".".join(("eyJ" + "a" * 12, "eyJ" + "b" * 12, "c" * 12)),
        "an address with a password": "postgresql://keeper:hunter2@db.example/record",
        "a signing key": 'SECRET_KEY = "' + "x" * 40 + '"',
    }
    assert samples.keys() == SECRETS.keys()
    assert all(re.search(SECRETS[what], text) for what, text in samples.items())


def test_what_is_installed_is_what_is_locked() -> None:
    told = subprocess.run(
        [sys.executable, "scripts/audit-packages"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout
    assert "packages are locked with hashes" in told.stdout


def checked(**said: str) -> subprocess.CompletedProcess[str]:
    """`check --deploy` on a bare machine whose environment says only this."""
    bare = {"PATH": os.defpath, "SIGHTLINE_VAR": os.environ["SIGHTLINE_VAR"]}
    public = {
        "SIGHTLINE_HOSTS": "record.exampleshire.example",
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
    }
    return subprocess.run(
        ASKED, env={**bare, **public, **said}, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_public_sites_settings_leave_django_nothing_to_warn_of() -> None:
    told = checked(SIGHTLINE_SECURITY_CONTACT="mailto:security@exampleshire.example")
    assert told.returncode == 0, told.stderr


def test_a_public_site_without_a_second_step_or_a_contact_is_warned_of() -> None:
    told = checked(SIGHTLINE_SECOND_STEP="no")
    assert told.returncode == 1
    assert "A password alone lets people in." in told.stderr
    assert "security.txt names no contact of yours." in told.stderr
