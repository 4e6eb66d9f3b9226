"""What is looked back at in the authority of `world.py`, told with verbs.

Three cases of Rowans were closed unseen this month. Nadia drew them and has read two: one child is safe, and
one at risk, whom Bryn sees to. One look-back over all that ended is given out to her; another is not yet.
"""

from dataclasses import dataclass
from datetime import date

from sightline.assurance import look_back, sampling, verdict
from sightline.assurance.models import FollowUp, LookBack, Sample, SampledCase, Verdict
from sightline.audit import looks
from sightline.casework import allocation, closure, family, referral
from sightline.duties.book import BOOK
from sightline.people.models import Role, Worker
from sightline.record.codes import ReferralSource
from sightline.record.models import Referral
from tests.web.audited import somebody
from tests.web.world import NOW, TODAY, World

#: Pages on which people look back. Each has a test of its own that says who opens it.
LOOKING = {"reading", "case-to-read", "verdict-back", "closures", "closures-of"}
LOOKING |= {"samples", "sample-new", "sample"}
LOOKING |= {"look-backs", "look-back-new", "look-back", "look-back-share", "look-back-list"}
LOOKING |= {"follow-up", "follow-up-refer", "follow-up-end", "follow-up-hand-on"}
#: Addresses that only pass a worker on, or only take what was pressed.
PRESSED_IN_LOOKING = {"next-case", "look-back-on"}
#: Those of them at which nothing is written.
ONLY_READ = {"reading", "closures", "closures-of", "samples", "sample", "look-backs", "look-back"}
ONLY_READ |= {"look-back-list", "follow-up"}
#: Those that only whoever reads the case may open.
JUDGES_OWN = {"case-to-read", "verdict-back"}
LONG_AGO = date(2026, 1, 1)


@dataclass
class Looked:
    """The rows that the addresses hold."""

    nadia: Worker
    sample: Sample
    to_read: SampledCase
    safe: Verdict
    follow_up: FollowUp
    given_out: LookBack
    to_give_out: LookBack


def closed(world: World, given: str) -> Referral:
    """A case that Bryn closed on Friday 20 March, and whose child nobody had seen."""
    child = family.add_person(
        by=world.cast.gwen, given_name=given, family_name="Rowan", born_on=date(2018, 5, 4)
    )
    case = referral.receive(
        by=world.cast.gwen,
        child=child,
        team=world.cast.team,
        received_on=date(2026, 3, 9),
        source=ReferralSource.SCHOOL,
        because="Often tired at school.",
    )
    case = referral.decide(
        case, by=world.cast.bryn, on=date(2026, 3, 9), decision="assess", because="See the child this week."
    )
    allocation.allocate(case, to=world.cast.amina, by=world.cast.bryn, on=date(2026, 3, 9), because="Next.")
    return closure.close(
        case, by=world.cast.bryn, on=date(2026, 3, 20), reason="RC7",
        because="Mother says that all is well.", unmet_seen=frozenset(BOOK),
    )  # fmt: skip


def looked(world: World) -> Looked:
    """The same rows each time."""
    nadia = somebody("Nadia Osei", Role.AUDITOR)
    first = Sample.objects.filter(asks="Was this child safe when we closed?").first()
    if first is None:
        _look(world, nadia)
    sample = Sample.objects.get(asks="Was this child safe when we closed?")
    unread = SampledCase.objects.filter(sample=sample, verdicts=None).get()
    return Looked(
        nadia,
        sample,
        unread,
        Verdict.objects.get(finding="fine"),
        FollowUp.objects.get(),
        LookBack.objects.get(title="Given out"),
        LookBack.objects.get(title="To give out"),
    )


def _look(world: World, nadia: Worker) -> None:
    for given in ("Ned", "Una", "Wyn"):
        closed(world, given)
    sample = sampling.draw_sample(
        by=nadia,
        on=TODAY,
        population="closed",
        cases=sampling.listed("closed", from_on=LONG_AGO, until_on=TODAY),
        method="simple",
        size=3,
        seed=7,
        asks="Was this child safe when we closed?",
        readers=[nadia],
        from_on=LONG_AGO,
    )
    [fine, risk, _] = sample.cases.all()
    for case, finding, holder in ((fine, "fine", None), (risk, "potential_risk", world.cast.bryn)):
        looks.log(worker=nadia.pk, page=verdict.PAGE, children=[case.child_id])
        verdict.give(case, by=nadia, at=NOW, finding=finding, because="As I read it.", holder=holder)
    for title in ("Given out", "To give out"):
        made = look_back.begin(
            by=nadia, on=TODAY, title=title, population="ended", from_on=LONG_AGO, until_on=TODAY
        )
        look_back.score_all(made)
        if title == "Given out":
            look_back.share_out(made, by=nadia, on=TODAY, readers=[nadia], control=0, seed=7)


def looking(world: World) -> dict[str, list[object]]:
    """What each address of these pages holds."""
    told = looked(world)
    ids: dict[str, list[object]] = {
        "case-to-read": [told.to_read.pk],
        "verdict-back": [told.safe.pk],
        "closures-of": ["closed-unseen"],
        "sample": [told.sample.pk],
        "look-back": [told.given_out.pk],
        "look-back-share": [told.to_give_out.pk],
        "look-back-list": [told.given_out.pk, "picked"],
    }
    for name in ("follow-up", "follow-up-refer", "follow-up-end", "follow-up-hand-on"):
        ids[name] = [told.follow_up.pk]
    return ids
