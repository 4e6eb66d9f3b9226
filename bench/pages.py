"""How quickly first pages answer in a large authority, beside an empty page with one query.

    python -m bench.pages [--children 24000] [--teams 64] [--var FOLDER] [--write PAGE]

Loads Exampleshire at that size (with `--var`, uses the one in that folder, and leaves it there), serves it
with granian on this machine, and asks for each page as workers who are signed in: one request at a time over
one connection, the pages in turn, the floor with every round. The children are those with a referral on
record; about a quarter of them are open on the day.
"""

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import place
from bench.page import rewrite

PORT = 8197
ROUNDS = 40
WARM = 3
AIM = 2.5
#: Who opens which first page, and how many different workers take turns at it.
PAGES = {
    "floor": ("team_manager", "/floor/", 8),
    "my team today": ("team_manager", "/team/", 8),
    "my families": ("social_worker", "/families/", 20),
    "contacts": ("front_door_manager", "/contacts/", 2),
    "conferences": ("conference_chair", "/conferences/", 4),
    "what each worker carries": ("team_manager", "/teams/{team}/load/", 8),
    "a child": ("social_worker", "/children/{child}/", 20),
    "teams": ("director", "/teams/", 1),
}
Asked = dict[str, list[tuple[str, str]]]
"""For each page, the addresses that are asked for and the session that asks."""


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its table."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--children", type=int, default=24_000, help="about how many are open")
    parser.add_argument("--teams", type=int, default=64)
    parser.add_argument("--var", type=Path, help="a folder with Exampleshire in it already")
    parser.add_argument("--write", metavar="PAGE", type=Path, help="put the table into this page as well")
    options = parser.parse_args(arguments)
    with loaded(options.var, options.children, options.teams) as var:
        page = measured(var)
    print(page)
    if options.write:
        rewrite(options.write, "pages", page)
    return 0


@contextmanager
def loaded(var: Path | None, children: int, teams: int) -> Iterator[Path]:
    """The folder of an Exampleshire of that size, made if it is not there."""
    if var:
        yield var
        return
    with place.of_its_own() as made:
        size = ("--children", str(children), "--teams", str(teams))
        place.load_exampleshire("--on", "2026-11-20", *size)
        yield made


def measured(var: Path) -> str:
    """Serve that record, ask, and say how long each page took."""
    os.environ |= {"SIGHTLINE_VAR": str(var), "SIGHTLINE_SECOND_STEP": "no"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "sightline.config.settings"
    from sightline.config import ready

    found: list[str] = []

    def work() -> int:
        ready.prepare()
        asked, size = who_asks()
        with served():
            found.append(table(size, ask(asked)))
        return 0

    ready.with_database(work)
    return found[0]


@contextmanager
def served() -> Iterator[None]:
    """Granian, one process, as `sightline serve` runs it."""
    from sightline.config import ready
    from sightline.config.commands import THREADS

    command = [sys.executable, "-m", "granian", "bench.served:application", "--interface", "wsgi"]
    command += ["--host", "127.0.0.1", "--port", str(PORT), "--log-level", "warning", "--no-ws"]
    command += ["--blocking-threads", str(THREADS)]
    server = subprocess.Popen(command, env=ready.environment_of_the_web())
    try:
        time.sleep(5)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def who_asks() -> tuple[Asked, str]:
    """Sessions for workers of each role, and what size the authority is."""
    from django.conf import settings
    from django.test import Client

    from sightline.people.models import Worker
    from sightline.record.models import Allocation, Referral

    asked: Asked = defaultdict(list)
    for name, (role, address, many) in PAGES.items():
        workers = Worker.objects.filter(role=role, left_on=None).order_by("pk")
        workers = workers.filter(teams_managed__isnull=False) if role == "team_manager" else workers
        for worker in workers.distinct()[:many]:
            led = Allocation.objects.filter(worker=worker, until_on=None).values_list("child", flat=True)
            client = Client()
            client.force_login(worker)
            place = address.format(team=worker.team_id, child=led.first() or 1)
            asked[name].append(
                (
                    place,
                    f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}",
                )
            )
    children = Referral.objects.values("child").distinct().count()
    open_now = Referral.objects.filter(closed_on=None).exclude(decision="no_further_action").count()
    workers_now = Worker.objects.filter(left_on=None).count()
    return asked, f"{children:,} children referred, {open_now:,} open; {workers_now:,} workers at work"


def ask(asked: Asked) -> dict[str, list[float]]:
    """Seconds that each page took, round by round."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    took: dict[str, list[float]] = defaultdict(list)
    for turn in range(ROUNDS + WARM):
        for name, places in asked.items():
            address, session = places[turn % len(places)]
            began = time.perf_counter()
            connection.request("GET", address, headers={"Cookie": session})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{address} answered {answer.status}")
            if turn >= WARM:
                took[name].append(time.perf_counter() - began)
    return took


def table(size: str, took: dict[str, list[float]]) -> str:
    """p50 and p95 of each page in milliseconds, and times the floor's."""
    rows = {
        name: (statistics.median(each), sorted(each)[int(len(each) * 0.95)]) for name, each in took.items()
    }
    least, most = rows["floor"]
    lines = [
        f"| {name} | {p50 * 1000:.0f} | {p95 * 1000:.0f} | {p50 / least:.1f} | {p95 / most:.1f} |"
        for name, (p50, p95) in rows.items()
    ]
    missed = [name for name, (_, p95) in rows.items() if p95 > AIM * most]
    return "\n".join(
        [
            f"{size}. {os.cpu_count()} cores (load {os.getloadavg()[0]:.1f}); {ROUNDS} requests a page.",
            "",
            "| page | p50, ms | p95, ms | times the floor's p50 | times the floor's p95 |",
            "| --- | ---: | ---: | ---: | ---: |",
            *lines,
            "",
            f"Aim: p95 at most {AIM} times the floor's. Missed on: {', '.join(missed) or 'none'}.",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
