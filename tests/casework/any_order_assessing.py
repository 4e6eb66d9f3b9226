"""What is carried forward, chosen for a family, set and disputed, as acts that take all else by chance."""

from collections.abc import Callable
from typing import Any

from sightline.casework import assessment, carried, circulation, family_page, finishing
from sightline.record import models as record
from sightline.record.models.carried import AssessmentSection

TO_POLICE = {"person": "Femi Ade", "agency": "police", "route": "secure_email"}


def _section(c: Any) -> str:
    return str(c.random.choice(AssessmentSection.values))


def _page(c: Any) -> object:
    said = {"next_steps": "We come again.", "ring": "Amina Yusuf"}
    return family_page.make(c.of(record.Assessment), by=c.by, on=c.on, sections=[_section(c)], **said)


def _bring(c: Any) -> object:
    """Into an assessment that begins with it, from one that says something."""
    source = c.of(record.Assessment)
    said = [one for one in AssessmentSection.values if getattr(source, one)]
    begun = assessment.start(
        source.referral, by=c.by, on=source.started_on, form=c.random.choice(["initial", "core", "single"])
    )
    return carried.bring(begun, by=c.by, section=c.one(said), source=source)


def _copy(c: Any, **which: object) -> record.SentCopy:
    copies = record.SentCopy.objects.filter(child=c.child, discussion__isnull=False, **which)
    found: record.SentCopy = c.one(list(copies.order_by("pk")))
    return found


def _dispute(c: Any) -> object:
    answer = c.random.choice(["confirmed", "disputed", "disputed"])
    on = max(c.on, (sent := _copy(c)).sent_on)
    return circulation.answer(sent, by=c.by, on=on, answer=answer, correction="It was his left hand.")


def _settle(c: Any) -> object:
    disputed = _copy(c, answer="disputed")
    return circulation.settle(
        disputed, by=c.by, on=max(c.on, disputed.answered_on), answer="The paper says so too."
    )


ASSESSING: dict[str, Callable[[Any], object]] = {
    "what was known is brought in": _bring,
    "it is still true": lambda c: carried.confirm(
        (mark := c.of(record.CarriedSection)).assessment, by=c.by, section=mark.section
    ),
    "a day is set": lambda c: finishing.set_day(
        c.of(record.Assessment), by=c.by, on=c.on, finish_on=c.on, because="Her exams"
    ),
    "a page is made": _page,
    "the family is given it": lambda c: circulation.send(
        c.of(record.FamilyPage), None, by=c.by, on=c.on, person="Dana", agency="family", route="hand"
    ),
    "the minute is sent": lambda c: circulation.send(
        c.of(record.StrategyDiscussion), None, by=c.by, on=c.on, **TO_POLICE
    ),
    "they say whether it is so": _dispute,
    "a manager answers them": _settle,
}
