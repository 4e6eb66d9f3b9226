"""What is carried forward, chosen for a family, set and disputed, as acts that take all else by chance."""

from collections.abc import Callable
from typing import Any

from sightline.casework import carried, circulation, family_page, finishing
from sightline.record import models as record
from sightline.record.models.carried import AssessmentSection

TO_POLICE = {"person": "Femi Ade", "agency": "police", "route": "secure_email"}


def _section(c: Any) -> str:
    return str(c.random.choice(AssessmentSection.values))


def _page(c: Any) -> object:
    said = {"next_steps": "We come again.", "ring": "Amina Yusuf"}
    return family_page.make(c.of(record.Assessment), by=c.by, on=c.on, sections=[_section(c)], **said)


def _dispute(c: Any) -> object:
    answer = c.random.choice(["confirmed", "disputed"])
    return circulation.answer(
        c.of(record.SentCopy), by=c.by, on=c.on, answer=answer, correction="It was his left hand."
    )


ASSESSING: dict[str, Callable[[Any], object]] = {
    "what was known is brought in": lambda c: carried.bring(
        c.of(record.Assessment), by=c.by, section=_section(c), source=c.of(record.Assessment)
    ),
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
    "a manager answers them": lambda c: circulation.settle(
        c.of(record.SentCopy), by=c.by, on=c.on, answer="The paper says so too."
    ),
}
