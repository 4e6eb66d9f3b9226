"""Commands that put Sightline to work on a machine: prepare, serve, demo, work, stop."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

THREADS = 4
"""Requests that one process serves at once; its pool holds at most twice as many connections."""

BETWEEN = 5
"""Seconds between two looks at whether the process that does jobs is still there."""

WORKING = "sightline work"
"""How the database knows the connections that do jobs; they are the owner's, as the nightly seal needs."""


def add_to(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds this layer's commands."""
    _add(subcommands, "prepare", run_prepare, "make or update the database, its roles and the static files")
    _served(_add(subcommands, "serve", run_serve, "serve the pages until interrupted"))
    _served(
        _add(subcommands, "demo", run_demo, "serve a made-up authority, loading it first if it is not there")
    )
    working = _add(subcommands, "work", run_work, "do what is queued and what comes round, until interrupted")
    working.set_defaults(needs="database")
    _add(subcommands, "stop", run_stop, "stop the database that Sightline started")


def run_prepare(arguments: argparse.Namespace) -> int:
    """Brings the database, its roles and the static files up to this version."""
    return _with_everything(lambda: print("Ready: sightline serve"))


def run_serve(arguments: argparse.Namespace) -> int:
    """Serves until interrupted."""
    return _with_everything(lambda: _serve(arguments))


def run_demo(arguments: argparse.Namespace) -> int:
    """Loads Exampleshire unless it is there, says who can sign in, and serves.

    Everybody in it is made up, so a password is enough; `sightline serve` asks for a second step.
    """

    def demonstrate() -> int:
        from sightline.config.command import main

        os.environ.setdefault("SIGHTLINE_SECOND_STEP", "no")
        os.environ.setdefault("SIGHTLINE_TELEPHONE", "01632 960 123")  # of the numbers kept for stories
        return main(["exampleshire", "load", "--if-empty"]) or _serve(arguments)

    return _with_everything(demonstrate)


def run_work(arguments: argparse.Namespace) -> int:
    """Does queued and recurring jobs until interrupted; `serve` and `demo` start one of these beside them."""
    from sightline.config.working import work

    work()
    return 0


def run_stop(arguments: argparse.Namespace) -> int:
    """Stops our own PostgreSQL cleanly, whoever is using it."""
    from sightline.config import ready

    return ready.told_plainly(lambda: print("Stopped." if ready.stop_database() else "It was not running."))


def _with_everything(work: Callable[[], int | None]) -> int:
    """Does the work with the database running, its tables and the static files of this version."""
    from sightline.config import ready

    def until_interrupted() -> int:
        try:
            ready.prepare()
            return work() or 0
        except KeyboardInterrupt:
            return 0

    signal.signal(signal.SIGTERM, _interrupt)
    return ready.told_plainly(lambda: ready.with_database(until_interrupted))


def _serve(arguments: argparse.Namespace) -> int:
    """Runs the web server as its own process, connecting as the role that owns nothing."""
    from sightline.config import ready

    host, port = arguments.host, arguments.port
    _refuse_a_taken_port(host, port)
    command = [sys.executable, "-m", "granian", "sightline.config.wsgi:application", "--interface", "wsgi"]
    command += ["--host", host, "--port", str(port), "--log-level", "warning", "--no-ws"]
    command += ["--workers", str(arguments.workers), "--blocking-threads", str(THREADS)]
    command += ["--respawn-failed-workers"]
    server = subprocess.Popen(command, env=ready.environment_of_the_web())  # noqa: S603 - our own words
    worker = Worker()
    try:
        if _answers(server, host, port):
            print(f"Sightline is at http://{host}:{port} (Ctrl-C stops it)", flush=True)
        while server.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=BETWEEN)
            worker.begin_again_if_it_ended()
        return server.returncode
    finally:
        for process in (server, worker.process):
            process.terminate()
        for process in (server, worker.process):
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)


class Worker:
    """The process beside the pages that does jobs. Where it ends, another takes up what it left."""

    def __init__(self) -> None:
        self.process = self._begin()

    def begin_again_if_it_ended(self) -> None:
        if self.process.poll() is not None:
            self.process = self._begin()

    @staticmethod
    def _begin() -> "subprocess.Popen[bytes]":
        named = {**os.environ, "PGAPPNAME": WORKING}
        return subprocess.Popen([sys.executable, "-m", "sightline", "work"], env=named)


def _refuse_a_taken_port(host: str, port: int) -> None:
    from sightline.config.postgres.place import CannotRun

    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        raise CannotRun(f"Something is served at http://{host}:{port} already: choose another with --port.")


def _answers(server: "subprocess.Popen[bytes]", host: str, port: int, within: float = 120) -> bool:
    """Waits until the server takes connections; False if it ended first or took too long (seconds)."""
    give_up_at = time.monotonic() + within
    while server.poll() is None and time.monotonic() < give_up_at:
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return True
        time.sleep(0.05)
    return False


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _served(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--workers", type=int, default=1, help="processes, about one a core (default: %(default)s)"
    )


def _add(
    subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    says: str,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subcommands.add_parser(
        name, help=says, description=says[0].upper() + says[1:]
    )
    parser.set_defaults(run=run, needs="nothing")
    return parser
