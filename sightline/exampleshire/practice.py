"""How Exampleshire's leaders look at practice: actions in every state, procedures, second decisions.

Told with the verbs themselves once the record is loaded, so that what an action's measure comes to is what
the record says. A draw of its own: nothing else is disturbed.
"""

from datetime import date, timedelta

from sightline.assurance import action, procedure, redecision
from sightline.assurance.models import Action
from sightline.assurance.standing import Proof, judged
from sightline.compliance.history import Value
from sightline.compliance.measure import CATALOGUE, readings
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import World
from sightline.people.models import Role, Team, Worker
from sightline.record.models import Contact

WEEKS = 4
LETTER = "Inspectors’ letter"
AUDIT = "Our audit of visits"
REVIEW = "Serious case review, recommendation 3"
#: What the record may show, likeliest first; the threshold is whichever comes to what is wanted.
SHARES = (
    "referral-decision-in-time",
    "plan-visits-in-time",
    "child-seen-after-referral-in-time",
    "single-assessment-in-time",
    "first-core-group-in-time",
    "initial-conference-in-time",
    "referrer-feedback-in-time",
)
PROCEDURES = (
    ("Deciding about contacts", "contact", "Working Together 2023, chapter 3, paragraph 153", 400),
    ("Strategy discussions", "strategy_discussion", "Working Together 2023, chapter 3, page 86", -40),
    ("Section 47 enquiries", "enquiry", "Children Act 1989, section 47", 150),
    ("Assessments", "assessment", "Working Together 2023, chapter 3, paragraph 155", 220),
    ("Child protection plans", "child_protection", "Working Together 2023, chapter 3, page 97", 90),
)
SAYS = {
    "contact": "Read everything that came before. Decide by the end of the next working day. Say why.",
    "strategy_discussion": "Hold it the same day, with the police and health. Write down who was there.",
    "enquiry": "See the child, alone where that is right. Decide with the police who does what.",
    "assessment": "See the child. Write what was seen apart from what was said, and from what we think.",
    "child_protection": "Visit at least every ten working days. The child’s words come first.",
}


def look_at(world: World) -> None:
    """Write it all down."""
    draw = world.draw("practice")
    director = Worker.objects.filter(role=Role.DIRECTOR, left_on=None).order_by("pk").first()
    if director is None:
        return
    _actions(world, draw, director)
    _procedures(world, draw, director)
    _second_decisions(world, draw)


def _actions(world: World, draw: Draw, director: Worker) -> None:
    agreed_on = world.last - timedelta(days=300)
    manager = draw.one(list(Team.objects.filter(is_front_door=False).order_by("pk"))).manager
    measured = _thresholds(agreed_on, world.last)
    kept, fallen = measured[Proof.DONE], measured[Proof.RELAPSED]
    for kind, what, shown in (
        (("inspection", LETTER, "priority"), "Work for children was late.", kept),
        (("case_review", REVIEW, "priority"), "She was not seen for weeks.", None),
        (("audit", AUDIT, "development"), "The same was late again.", fallen),
    ):
        measure, threshold = shown or ("plan-visits-overdue", 0)
        better = f"{CATALOGUE[measure].title}: {CATALOGUE[measure].holds_to(threshold)}, and it stays so."
        made = _agree(director, manager, *kind, what, better, agreed_on)
        action.give_measure(
            made, by=director, measure=measure, threshold=threshold, weeks=WEEKS, on=agreed_on
        )
    said = _agree(
        director,
        manager,
        "case_review",
        "Serious case review, recommendation 7",
        "development",
        "Staff were unsure when to call the police.",
        "Staff know when to call the police.",
        agreed_on,
    )
    because = "All staff have been briefed, and the poster is in every office."
    action.say_done(said, by=manager, on=agreed_on + timedelta(days=60), because=because)


def _agree(
    by: Worker, owner: Worker, source: str, came_from: str, weight: str, found: str, better: str, on: date
) -> Action:
    return action.agree(
        by=by,
        source=source,
        came_from=came_from,
        weight=weight,
        found=found,
        recommendation=better,
        owner=owner,
        agreed_on=on,
        due_on=on + timedelta(days=180),
    )


def _thresholds(first: date, last: date) -> dict[Proof, tuple[str, int] | None]:
    """For each way an action may stand, a measure and a threshold of which the record says so today."""
    read = readings([CATALOGUE[name] for name in SHARES], on=last)
    found: dict[Proof, tuple[str, int] | None] = {Proof.DONE: None, Proof.RELAPSED: None}
    for name in SHARES:
        series = read[name].series(first, last)
        for threshold in range(95, 45, -5):
            proof = _proof(name, threshold, first, series)
            if proof in found and found[proof] is None:
                found[proof] = (name, threshold)
                break
    return found


def _proof(name: str, threshold: int, first: date, series: list[Value]) -> Proof:
    tried = Action(measure=name, threshold=threshold, holds_for_weeks=WEEKS, measured_from_on=first)
    return judged(tried, CATALOGUE[name], series).proof


def _procedures(world: World, draw: Draw, director: Worker) -> None:
    managers = [team.manager for team in Team.objects.order_by("pk").select_related("manager")]
    workers = list(Worker.objects.filter(left_on=None, team__isnull=False).order_by("pk"))
    for title, area, basis, review_in in PROCEDURES:
        made = procedure.write(by=director, title=title, area=area, owner=draw.one(managers))
        version = procedure.bring_into_force(
            made,
            by=director,
            in_force_from_on=world.last - timedelta(days=draw.number(300, 500)),
            review_by_on=world.last + timedelta(days=review_in),
            legal_basis=basis,
            words=SAYS[area],
        )
        for worker in workers[:40]:
            if draw.happens(0.7):
                procedure.say_read(version, by=worker, on=world.last - timedelta(days=draw.number(1, 200)))


def _second_decisions(world: World, draw: Draw) -> None:
    """Those drawn in the two months before last week: most the same as the first, and some not."""
    this_week = redecision.monday(world.last)
    drawn = [
        (contact, week + timedelta(days=draw.number(8, 11)))
        for week in (this_week - timedelta(weeks=back) for back in range(9, 1, -1))
        for contact in redecision.drawn(week)
    ]
    for number, (contact, on) in enumerate(drawn):
        _decide(contact, on, draw, differs=number % 4 == 2)


def _decide(contact: Contact, on: date, draw: Draw, *, differs: bool) -> None:
    theirs = contact.referrals.values("team")
    managers = Worker.objects.filter(role=Role.TEAM_MANAGER, left_on=None).exclude(team__in=theirs)
    able = list(managers.exclude(contacts_decided=contact).exclude(team=contact.team_id).order_by("pk"))
    if not able or contact.decision is None:
        return
    first = Contact.Decision(contact.decision)
    other = first.EARLY_HELP if first is first.REFERRAL else first.REFERRAL
    decision = other if differs else first
    because = "From what was known then, I would have done this."
    made = redecision.decide_again(contact, by=draw.one(able), on=on, decision=decision, because=because)
    if redecision.is_more_protective(made) and draw.happens(0.5):
        said = "We rang the referrer again the same day and spoke to the family."
        redecision.answer(made, by=contact.team.manager, on=on + timedelta(days=1), because=said)
