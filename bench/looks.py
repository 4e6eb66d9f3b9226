"""What it costs a list to be held by row-level security and to log whom it showed: each on, and each off.

Every page is asked for in all four ways in turn, in an order drawn each time, so that other work on the
machine falls on all alike.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from bench.page import rewrite

ROUNDS = 25
WAYS = {"all on": (True, True), "looks off": (True, False), "rows off": (False, True), "off": (False, False)}
#: Each way: whether row-level security holds the page, and whether its looks are logged.


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its table."""
    parser = argparse.ArgumentParser(prog="python -m bench.looks", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--children", type=int, default=2000, help="about how many are open")
    parser.add_argument("--write", metavar="PAGE", type=Path, help="put the table into this page as well")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as var:
        os.chmod(var, 0o755)  # noqa: S103  # PostgreSQL may have to run as another user, who must be able to get in
        os.environ["SIGHTLINE_VAR"] = str(Path(var) / "var")
        load = [
            sys.executable,
            "-m",
            "sightline",
            "exampleshire",
            "load",
            "--children",
            str(options.children),
        ]
        done = subprocess.run(load, capture_output=True, text=True, check=True)
        said = next(line for line in done.stdout.splitlines() if line.startswith("Exampleshire is loaded"))
        from sightline.config import ready

        times: dict[str, dict[str, list[float]]] = {}
        ready.with_database(lambda: times.update(measured()) or 0)
    page = table(times, said)
    print(page)
    if options.write:
        rewrite(options.write, "looks", page)
    return 0


def measured() -> dict[str, dict[str, list[float]]]:
    """Seconds for each list, each way, round after round."""
    from django.db import connection

    from sightline.exampleshire import sign_in
    from sightline.people.models import Worker

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    people = {one: Worker.objects.get(email=one.email) for one in sign_in.PEOPLE}
    amina, bryn, hal, iris = (people[one] for one in (sign_in.AMINA, sign_in.BRYN, sign_in.HAL, sign_in.IRIS))
    team = bryn.teams_managed.get().pk
    lists = {
        "/families/": amina,
        "/team/": bryn,
        f"/teams/{team}/not-seen/": bryn,
        f"/teams/{team}/never-allocated/": bryn,
        "/contacts/": hal,
        "/plans/": iris,
    }
    random, found = Random(1), defaultdict[str, dict[str, list[float]]](lambda: defaultdict(list))  # noqa: S311
    for turn in range(ROUNDS + 2):
        for address, worker in lists.items():
            for way in random.sample(list(WAYS), len(WAYS)):
                took = _timed(worker, address, *WAYS[way])
                if turn > 1:  # the first two warm what is cached
                    found[address.replace(f"/{team}/", "/<team>/")][way].append(took)
    return found


def _timed(worker: Any, address: str, held: bool, logged: bool) -> float:
    from django.test import RequestFactory
    from django.urls import resolve

    match = resolve(address)
    request: Any = RequestFactory().get(address)
    request.user, request.session, request.resolver_match = worker, {}, match
    with _as(held, logged):
        began = time.perf_counter()
        answer = match.func(request, *match.args, **match.kwargs)
        took = time.perf_counter() - began
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return took


@contextmanager
def _as(held: bool, logged: bool) -> Iterator[None]:
    """Asked by the role that serves pages, or by the owner; with looks logged, or passed over."""
    from django.conf import settings
    from django.db import connection

    from sightline.audit import looks

    log: Callable[..., None] = looks.log
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {settings.DATABASE_WEB_ROLE if held else 'NONE'}")
        try:
            if not logged:
                looks.log = lambda **_: None
            yield
        finally:
            looks.log = log
            cursor.execute("SET ROLE NONE")


def table(times: dict[str, dict[str, list[float]]], said: str) -> str:
    """Milliseconds at the median, and what each guard adds to the page."""
    lines = [
        f"{said} {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end; {ROUNDS} rounds.",
        "",
        "| list | both off, ms | both on, ms | logging looks adds | row-level security adds |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for address, ways in times.items():
        middle = {way: statistics.median(took) * 1000 for way, took in ways.items()}
        shares = [middle["all on"] / middle[other] - 1 for other in ("looks off", "rows off")]
        figures = f"{middle['off']:.1f} | {middle['all on']:.1f} | {shares[0]:+.1%} | {shares[1]:+.1%}"
        lines.append(f"| `{address}` | {figures} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
