"""What the pages about our own questions are about: one question about visits."""

from datetime import date

from sightline.casework import own_question
from sightline.people.models import Role, Worker
from sightline.record.models import OwnQuestion
from sightline.web.models import Obstacle
from tests.web.world import NOW, World

#: Pages on which nothing is typed.
ONLY_SHOWN = {"questions", "questions-preview", "forms", "in-my-way"}
#: Pages about our forms, and about nobody's child.
ABOUT_FORMS = ONLY_SHOWN | {"question-new", "question-change", "question-retire"}
ABOUT_FORMS |= {"in-the-way", "in-the-way-answer"}
#: Those for service managers and the director.
SENIOR = {"forms", "in-the-way-answer", "question-new", "question-change", "question-retire"}
#: Forms that ask for words alone.
WORDS_ALONE = {"in-the-way", "in-the-way-answer"}


def questioned(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    made = OwnQuestion.objects.first() or _asked(world)
    return {
        "questions-preview": ["sighting"],
        "question-new": ["sighting"],
        "question-change": [made.pk],
        "question-retire": [made.pk],
        "in-the-way": ["visit"],
        "in-the-way-answer": [_in_the_way(world).pk],
    }


def _in_the_way(world: World) -> Obstacle:
    said = {"page": "visit", "words": "It asks where twice.", "by": world.cast.amina, "said_at": NOW}
    return Obstacle.objects.first() or Obstacle.objects.create(**said)


def _asked(world: World) -> OwnQuestion:
    director = Worker.objects.filter(role=Role.DIRECTOR).first() or Worker.objects.create_user(
        "ida@exampleshire.example", name="Ida Wren", role=Role.DIRECTOR
    )
    on = date(2026, 1, 5)
    return own_question.add(
        by=director,
        on=on,
        form="sighting",
        from_on=on,
        words="Is there somewhere quiet to do homework?",
        kind="yes_no",
        why="Schools ask us what would help.",
        reads="the next worker",
        owner=world.cast.bryn,
        review_on=date(2027, 1, 5),
    )
