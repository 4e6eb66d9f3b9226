"""Doing what is queued and what comes round; and doing again what a worker that died had begun."""

import asyncio
import logging
from typing import Any

from procrastinate import App, JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

NAME = "sightline"

logger = logging.getLogger("sightline.working")


def work(**options: Any) -> None:
    """Do jobs until interrupted; with `wait=False`, until none is left."""
    with app.replace_connector(app.connector.get_worker_connector()) as ours:  # type: ignore[attr-defined]  # Django's own
        asyncio.run(_work(ours, **options))


async def _work(ours: App, **options: Any) -> None:
    async with ours.open_async():
        await take_up(ours)
        await ours.run_worker_async(name=NAME, delete_jobs="successful", **options)


async def take_up(ours: App) -> int:
    """Queue again each job whose worker has given no sign of life for half a minute; how many there were.

    Where the same has been queued since, that one is done instead: every job comes to the same done twice.
    """
    cut_off = list(await ours.job_manager.get_stalled_jobs())
    for job in cut_off:
        logger.warning("doing job %s again: its worker has died", job.id)
        try:
            await ours.job_manager.retry_job(job)
        except UniqueViolation:
            await ours.job_manager.finish_job(job, Status.ABORTED, delete_job=True)
    return len(cut_off)


@app.periodic(cron="* * * * *", periodic_id="config.take_up")
@app.task(name="config.take_up", queueing_lock="config.take_up", pass_context=True)
async def take_up_each_minute(context: JobContext, timestamp: int) -> None:
    """Look for such jobs once a minute; `timestamp`: the second at which it fell due."""
    await take_up(context.app)
