"""The `sightline` command: it lists every layer's words, and serves as the role that owns nothing."""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from sightline.config.command import NEEDS, build_parser, main
from sightline.config.commands import WORKING
from sightline.config.postgres.server import SUPERUSER, Server

SIGHTLINE = [sys.executable, "-m", "sightline"]


@pytest.fixture
def port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parsers at the ends of the branches: those that do something."""
    branches = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not branches:
        yield parser
    for branch in branches:
        for child in set(branch.choices.values()):
            yield from commands(child)


def test_every_command_does_something_and_says_what_it_needs() -> None:
    parser, known = build_parser()
    assert known >= {"prepare", "serve", "demo", "stop", "measure"}
    for command in commands(parser):
        assert callable(command.get_default("run")), command.prog
        assert command.get_default("needs") in NEEDS, command.prog


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    says = capsys.readouterr().out
    lines = {line.split()[0] for line in says.splitlines() if line.startswith("    ") and line.split()}
    assert lines >= build_parser()[1]


def test_help_does_not_wait_for_django() -> None:
    program = (
        "import sys; from sightline.config.command import main; main([]); print('django' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "False"


def test_any_other_word_is_djangos(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["no-such-command-anywhere"])
    assert left.value.code == 1
    assert "Unknown command: 'no-such-command-anywhere'" in capsys.readouterr().err


@contextmanager
def running(var: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """One of our commands, running on an installation of its own until it is interrupted."""
    process = subprocess.Popen(
        [*SIGHTLINE, *words],
        env={**os.environ, "SIGHTLINE_VAR": str(var)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    assert process.returncode == 0


def said_until(process: subprocess.Popen[str], words: str) -> list[str]:
    """The lines that a command says, up to the one that begins with these words."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line.strip())
        if line.startswith(words):
            return lines
    raise AssertionError(f"it ended having said: {lines}")


def test_serving_answers_as_the_role_that_owns_nothing_and_stops_what_it_started(
    var: Path, port: int
) -> None:
    with running(var, "serve", "--port", str(port)) as serving:
        said = said_until(serving, "Sightline is at")
        assert said == [f"Sightline is at http://127.0.0.1:{port} (Ctrl-C stops it)"]
        somebody = urllib.request.Request(
            f"http://127.0.0.1:{port}/", headers={"Cookie": "sightline=nobody-is-signed-in-with-this"}
        )
        with urllib.request.urlopen(somebody, timeout=10) as answer:
            assert answer.status == 200
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert roles_connected(Server(var), besides=WORKING) == {"sightline_web"}
        queued = "from sightline.audit.jobs import seal_the_logs; seal_the_logs.defer(timestamp=0)"
        subprocess.run(
            [*SIGHTLINE, "shell", "-c", queued], env={**os.environ, "SIGHTLINE_VAR": str(var)}, check=True
        )
        assert nothing_is_left_to_do(Server(var)), "a worker beside the pages does what they queue"
        again = subprocess.run(
            [*SIGHTLINE, "serve", "--port", str(port)],
            env={**os.environ, "SIGHTLINE_VAR": str(var)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert again.returncode == 1
        assert again.stderr.strip().endswith("already: choose another with --port.")
        assert Server(var).is_running(), "refusing the second did not disturb the first"
    assert not Server(var).is_running()


def test_the_demo_is_loaded_once_and_whoever_it_names_can_sign_in(var: Path, port: int) -> None:
    in_it = {**os.environ, "SIGHTLINE_VAR": str(var)}
    subprocess.run([*SIGHTLINE, "exampleshire", "load", "--children", "60"], env=in_it, check=True)
    with running(var, "demo", "--port", str(port)) as demo:
        said = said_until(demo, "Sightline is at")
        assert not [line for line in said if "is loaded" in line], "it was there already"
        [password] = re.findall(r"all with the password (\S+):", said[0])
        addresses = [line.split()[0] for line in said if "@" in line]
        assert len(addresses) >= 8
        heading = sign_in(port, addresses[0], password)
    assert heading == "My families", "the first is a social worker, and sees her families first"


def sign_in(port: int, email: str, password: str) -> str:
    """The heading of the first page of somebody who signs in."""
    cookies = urllib.request.HTTPCookieProcessor()
    browser = urllib.request.build_opener(cookies)
    with browser.open(f"http://127.0.0.1:{port}/", timeout=30) as answer:
        token, *_ = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())
    typed = {"csrfmiddlewaretoken": token, "login": email, "password": password}
    with browser.open(
        f"http://127.0.0.1:{port}/sign-in/", urllib.parse.urlencode(typed).encode(), timeout=60
    ) as answer:
        [heading] = re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", answer.read().decode(), re.DOTALL)
    return str(heading)


def asked(server: Server, database: str, question: str, *words: str) -> set[str]:
    """The first column of what a superuser is answered."""
    facts = {"host": str(server.place.socket), "port": "5432", "user": SUPERUSER, "dbname": database}
    with psycopg.connect(**facts) as connected:  # type: ignore[arg-type]  # read as words
        return {str(row[0]) for row in connected.execute(question, words)}  # type: ignore[arg-type]  # our own


def roles_connected(server: Server, *, besides: str) -> set[str]:
    """The roles that hold a connection to the record, but for connections of that name."""
    running = "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'sightline'"
    return asked(server, "postgres", f"{running} AND application_name <> %s", besides)


def nothing_is_left_to_do(server: Server, *, within: float = 30) -> bool:
    """Whether every queued job has been done before so many seconds are over."""
    give_up_at = time.monotonic() + within
    while time.monotonic() < give_up_at:
        if asked(server, "sightline", "SELECT count(*) FROM procrastinate_jobs") == {"0"}:
            return True
        time.sleep(0.2)
    return False
