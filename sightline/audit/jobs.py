"""What the audit does by itself: it seals both logs every night."""

from procrastinate.contrib.django import app

from sightline.audit import seal


@app.periodic(cron="10 3 * * *", periodic_id="seal")
@app.task(name="audit.seal", queueing_lock="audit.seal", pass_context=False)
def seal_the_logs(timestamp: int) -> None:
    """Seal what was written since the last seal. `timestamp` is the second at which this fell due."""
    seal.seal()
