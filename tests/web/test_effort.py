"""What is written most often is counted: screens, questions, keys; and nothing is asked twice.

`docs/reference/effort.md` is held to what is counted here.
"""

from collections import Counter
from collections.abc import Callable

from django.test import Client

from sightline.people.models import Worker
from sightline.record.models import Contact, Person, Referral, Sighting
from sightline.web import assessment, conference, contact_form, enquiry, referral
from sightline.web.form import Form
from tests.architecture.tree import ROOT
from tests.web.effort import Walk
from tests.web.world import World

Browsing = Callable[[Worker], Client]
PAGE = ROOT / "docs" / "reference" / "effort.md"


def contact(client: Client, child: Person) -> Walk:
    """A school telephones about a child who is in the record."""
    walk = Walk(client).begin("/").follow("Record a contact")
    walk.answer(
        "find", words="Leo came to school with no coat again, and slept at his desk.", route="telephone"
    )
    walk.answer("search", words="Leo Ash")
    walk.answer(f"add-{child.pk}")
    return walk.answer("save", source="2A", referrer_agency="education")


def seen(client: Client, child: Person) -> Walk:
    """A visit at which a child is seen alone."""
    walk = (
        Walk(client)
        .begin(f"/children/{child.pk}/")
        .follow("Record something")
        .follow("A visit, or an attempt")
    )
    own = f"child{child.pk}"
    return walk.answer(
        where="At home",
        purpose="assessment",
        note="Warm, and there was bread.",
        **{f"{own}-was_seen": "seen", f"{own}-alone": "yes", f"{own}-childs_words": "I like the new bed."},
    )


def decision(client: Client) -> Walk:
    """A manager decides what happens next with a referral, from her first page."""
    walk = Walk(client).begin("/").follow("Decide this referral")
    return walk.answer(decision="assess", because="See him this week.")


def told(walks: dict[str, Walk]) -> str:
    rows = (
        f"| {name} | {one.screens} | {one.fields} | {one.answered} | {one.keys} |"
        for name, one in walks.items()
    )
    return "\n".join(rows)


def test_what_the_page_says_of_the_effort_is_what_it_takes(world: World, browsing: Browsing) -> None:
    gwen, bryn = browsing(world.cast.gwen), browsing(world.cast.bryn)
    walks = {"A contact": contact(gwen, world.leo)}
    made = Contact.objects.latest("pk")
    assert [one.child for one in made.children.all()] == [world.leo]
    walks["A sighting"] = seen(bryn, world.ruby)
    assert Sighting.objects.latest("pk").childs_words == "I like the new bed."
    walks["A decision"] = decision(bryn)
    assert Referral.objects.get(decided_because="See him this week.").decision == "assess"
    assert told(walks) in PAGE.read_text(encoding="utf-8"), f"counted:\n{told(walks)}"


def labels(*forms: type[Form]) -> Counter[str]:
    return Counter(str(box.label) for form in forms for box in form.base_fields.values())


def test_from_contact_to_conference_nothing_is_asked_that_was_told_before() -> None:
    """Re-keying is nought (F73): each form asks its own questions."""
    told_first = labels(contact_form.ContactForm, contact_form.NewPerson)
    later = {
        "decision": labels(referral.DecideReferral),
        "assessment": labels(assessment.StartAssessment, assessment.WriteAssessment, assessment.Authorise),
        "enquiry": labels(enquiry.StartEnquiry, enquiry.Conclude),
        "conference": labels(conference.Book, conference.Hold),
    }
    #: What every act has of its own: when it was, and why.
    own = {"Why?", "On which day?", "From which day?"}
    asked: Counter[str] = Counter(told_first.keys())
    for questions in later.values():
        asked.update(questions.keys() - own)
    assert {label: many for label, many in asked.items() if many > 1} == {}
