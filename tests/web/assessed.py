"""What the pages about assessments and minutes are about: Ivy's assessment, authorised, with a page for her
family; and the minute of the discussion about Mia, which the police dispute.
"""

from datetime import date

from sightline.casework import assessment, circulation, family_page
from sightline.record.models import Assessment, FamilyPage, SentCopy
from tests.web.world import TODAY, World

#: Lists of one's own: the same page for each worker, with other rows.
OWN = {"minutes", "carried-twice"}
#: Pages whose work a manager does and a social worker does not.
MANAGERS = {"minute-settle"}
#: Those at which nothing is written.
ONLY_SHOWN = OWN | {"assessment", "family-page"}
SAID = {"next_steps": "Amina comes on Friday.", "ring": "Amina Yusuf, Assessment North"}


def assessed(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    page, copy = FamilyPage.objects.first() or given(world), _disputed(world)
    return {
        "assessment-family": [page.assessment_id],
        "family-page": [page.pk],
        "family-page-copies": [page.pk],
        "discussion-copies": [world.discussion.pk],
        "minute-settle": [copy.pk],
    }


def authorised(world: World) -> Assessment:
    """Ivy's assessment of January, authorised in February."""
    amina, found = world.cast.amina, Assessment.objects.filter(child=world.ivy).first()
    if found is not None:
        return found
    made = assessment.start(world.ivy.referrals.get(), by=amina, on=date(2026, 1, 14))
    written = assessment.write(
        made,
        by=amina,
        childs_words="I can make toast.\nI do not like the dark.",
        harm="Ivy was alone in the flat on two nights in January.",
        protective_factors="Her grandmother, and her school.",
        analysis="Her mother leaves when Ivy sleeps. It will happen again unless somebody else comes.",
        outcome="protection",
    )
    return assessment.authorise(written, by=world.cast.hal, on=date(2026, 2, 10))


def given(world: World) -> FamilyPage:
    """The page of it that her family was given, with what we think left out."""
    sections = ["childs_words", "harm", "protective_factors"]
    return family_page.make(authorised(world), by=world.cast.amina, on=TODAY, sections=sections, **SAID)


def _disputed(world: World) -> SentCopy:
    copies = SentCopy.objects.filter(discussion=world.discussion)
    return copies.first() or disputed(world)


def disputed(world: World) -> SentCopy:
    """The police were sent the minute, and dispute what it says of them."""
    to = {"person": "Femi Ade", "agency": "police", "route": "secure_email"}
    sent = circulation.send(world.discussion, None, by=world.cast.amina, on=date(2026, 3, 11), **to)
    return circulation.answer(
        sent, by=world.cast.amina, on=date(2026, 3, 12), answer="disputed", correction="It was three calls."
    )
