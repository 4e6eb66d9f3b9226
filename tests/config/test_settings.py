"""Safe as they stand: what a bare installation's settings say, and what the environment may change."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sightline.config import environment

READ = """
import json, sys
from sightline.config import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def settings_of(var: Path, *names: str, **said: str) -> dict[str, object]:
    """These settings as a new process has them, whose environment says only this."""
    bare = {"PATH": os.defpath, "SIGHTLINE_VAR": str(var)}
    told = subprocess.run(
        [sys.executable, "-c", READ, *names],
        env={**bare, **said},
        capture_output=True,
        text=True,
        check=True,
        cwd=environment.CHECKOUT,
    )
    answer: dict[str, object] = json.loads(told.stdout)
    return answer


def test_a_bare_installation_is_for_this_machine_only(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE") == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "SESSION_COOKIE_SECURE": False,
    }


def test_a_name_that_others_can_reach_is_served_with_tls_unless_said_otherwise(tmp_path: Path) -> None:
    secure = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    hosts = {"SIGHTLINE_HOSTS": "record.exampleshire.example, localhost"}
    assert settings_of(tmp_path, *secure, **hosts) == dict.fromkeys(secure, True)
    assert settings_of(tmp_path, *secure, **hosts, SIGHTLINE_TLS="no") == dict.fromkeys(secure, False)


def test_the_signing_key_is_made_once_and_kept_from_everybody_else(tmp_path: Path) -> None:
    first = settings_of(tmp_path, "SECRET_KEY")["SECRET_KEY"]
    assert settings_of(tmp_path, "SECRET_KEY")["SECRET_KEY"] == first
    assert len(str(first)) > 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert settings_of(tmp_path, "SECRET_KEY", SIGHTLINE_SECRET_KEY="given")["SECRET_KEY"] == "given"


def test_pages_run_only_our_own_scripts_and_styles(tmp_path: Path) -> None:
    [policy] = settings_of(tmp_path, "CONTENT_SECURITY_POLICY").values()
    assert isinstance(policy, dict)
    allowed = {source for sources in policy["DIRECTIVES"].values() for source in sources}
    assert allowed == {"'none'", "'self'"}
    assert policy["DIRECTIVES"]["default-src"] == ["'none'"]


def test_serving_keeps_a_pool_and_the_owner_does_not(tmp_path: Path) -> None:
    for role, pooled in (("web", True), ("owner", False)):
        [databases] = settings_of(tmp_path, "DATABASES", SIGHTLINE_DATABASE_ROLE=role).values()
        assert isinstance(databases, dict)
        assert databases["default"]["CONN_MAX_AGE"] == 0
        assert ("pool" in databases["default"]["OPTIONS"]) is pooled


def test_databases_of_ones_own_are_taken_as_given(tmp_path: Path) -> None:
    urls = {
        "DATABASE_URL": "postgresql://keeper:one@db.example:5433/record?sslmode=verify-full",
        "DATABASE_WEB_URL": "postgresql://pages:two@db.example:5433/record?sslmode=verify-full",
    }
    for role, name, password in (("owner", "keeper", "one"), ("web", "pages", "two")):
        said = settings_of(tmp_path, "DATABASES", "DATABASE_WEB_ROLE", **urls, SIGHTLINE_DATABASE_ROLE=role)
        assert said["DATABASE_WEB_ROLE"] == "pages"
        databases = said["DATABASES"]
        assert isinstance(databases, dict)
        given = databases["default"]
        assert (given["USER"], given["PASSWORD"], given["HOST"]) == (name, password, "db.example")
        assert (given["PORT"], given["NAME"], given["OPTIONS"]["sslmode"]) == (
            "5433",
            "record",
            "verify-full",
        )


def test_an_unknown_role_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_DATABASE_ROLE", "superuser")
    with pytest.raises(ValueError, match="it must be owner or web"):
        environment.database_role()


def test_a_public_sites_cookies_are_its_own_alone(tmp_path: Path) -> None:
    names = (
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
    )
    said = settings_of(tmp_path, *names, "CSRF_COOKIE_NAME", SIGHTLINE_HOSTS="record.exampleshire.example")
    assert said == {
        "SESSION_COOKIE_NAME": "__Host-sightline",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": "__Host-csrf",
    }
    here = settings_of(tmp_path, "SESSION_COOKIE_NAME", "SECOND_STEP")
    assert here == {"SESSION_COOKIE_NAME": "sightline", "SECOND_STEP": True}
    assert settings_of(tmp_path, "SECOND_STEP", SIGHTLINE_SECOND_STEP="no") == {"SECOND_STEP": False}
