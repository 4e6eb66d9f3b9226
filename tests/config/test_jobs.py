"""Work between pages: queued by the role that serves them, and done by a worker (see test_command)."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from sightline.audit.jobs import seal_the_logs

AsWebRole = Callable[[], AbstractContextManager[None]]


def test_a_page_may_queue_work(as_web_role: AsWebRole) -> None:
    with as_web_role():
        seal_the_logs.defer(timestamp=0)
    queued = ProcrastinateJob.objects.get()
    assert (queued.task_name, queued.status, queued.args) == ("audit.seal", "todo", {"timestamp": 0})


def test_the_logs_are_sealed_every_night_without_being_asked() -> None:
    rounds = {name: task.cron for (name, _), task in app.periodic_registry.periodic_tasks.items()}
    assert rounds["audit.seal"] == "10 3 * * *"


def test_a_page_may_not_take_work_back_or_change_it(as_web_role: AsWebRole) -> None:
    with as_web_role(), connection.cursor() as cursor:
        rights = "SELECT has_table_privilege('procrastinate_jobs', %s)"
        held = {}
        for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            cursor.execute(rights, [right])
            held[right] = cursor.fetchone()[0]
    assert held == {"INSERT": True, "UPDATE": False, "DELETE": False, "TRUNCATE": False}
