"""What changes hands, waits or is covered in the authority of `world.py`, told with verbs, once."""

from datetime import date

from sightline.casework import absence, disagreement, family, handover, referral, sharing
from sightline.people.models import Absence, Role, Team, Worker
from sightline.record.codes import ReferralSource
from sightline.record.models import DisagreementStep, HandOver, InformationRequest, Referral
from tests.web.world import NOW, TODAY, World, at

#: Addresses at which something is only done.
ONLY_DONE = {"handover-read", "information-chase"}
#: First pages of what is a worker's own.
OWN = {"handovers", "awaited", "disagreements", "reached-me"}
#: Pages for a service manager or a director.
SENIOR = {"reorganise", "escalation-acknowledge"}
#: Pages for the team's manager and not for its workers.
MANAGERS = {"allocate-several", "safe-enough", "leaving", "handover", "handover-answer"}
#: Pages about workers and teams, on which no child is.
NO_CHILD = {"absence-begin", "absence-end"}
#: Those at which nothing is written.
ONLY_SHOWN = {"handovers", "awaited", "disagreements", "reached-me", "handover"}


def held(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    offered = HandOver.objects.filter(to_authority="").first() or _offered_to(world)
    sent = HandOver.objects.exclude(to_authority="").first() or _sent_by(world)
    asked = InformationRequest.objects.first() or _asked(world)
    disputed = DisagreementStep.objects.first() or _disputed(world)
    away = Absence.objects.first() or _away(world)
    ids: dict[str, list[object]] = {
        "allocate-several": [world.cast.team.pk, "never-allocated"],
        "leaving": [world.cast.amina.pk],
        "absence-begin": [world.cast.amina.pk],
        "absence-end": [away.pk],
        "information-answer": [asked.pk],
        "disagreement": [disputed.pk],
        "handover": [offered.pk],
        "handover-answer": [offered.pk],
    }
    return ids | {f"handover-{act}": [sent.pk] for act in ("withdraw", "sent", "receipt", "taken-over")}


def _offered_to(world: World) -> HandOver:
    """Uma Quince, whose team offers her to Bryn's."""
    piet = Worker.objects.create_user("piet@exampleshire.example", name="Piet Moor", role=Role.TEAM_MANAGER)
    team = Team.objects.create(name="Family help", manager=piet)
    uma = family.add_person(by=piet, given_name="Uma", family_name="Quince", born_on=date(2015, 5, 5))
    case = referral.receive(
        by=piet, child=uma, team=team, received_on=date(2026, 3, 2), source=ReferralSource.SCHOOL
    )
    sent = handover.offer(
        case, by=piet, at=at(3, 23, 15), to_team=world.cast.team, because="She lives in the north now."
    )
    return handover.read(sent, by=world.cast.bryn, at=NOW)


def _sent_by(world: World) -> HandOver:
    """Ruby Elm, whom Bryn's team hands over to another authority."""
    rubys = Referral.objects.get(child=world.ruby)
    because = "Ruby lives with her father there now."
    return handover.offer(rubys, by=world.cast.amina, at=NOW, to_authority="Elsewhereshire", because=because)


def _asked(world: World) -> InformationRequest:
    return sharing.ask(
        world.referral, by=world.cast.amina, on=TODAY, agency="health", asks="Has Mia been seen before?"
    )


def _disputed(world: World) -> DisagreementStep:
    """Mia's school does not agree that she stays at home, and Bryn has to answer."""
    disagreement.disagree(
        world.referral,
        by=world.cast.amina,
        on=TODAY,
        agency="education",
        person="Mr Quill",
        decision="That Mia stays at home while the enquiry runs",
        because="Kev has been at the gate twice this week.",
        wants="Mia at her gran’s until the conference.",
    )
    return DisagreementStep.objects.get()


def _away(world: World) -> Absence:
    """Wil, who leads nobody, is away, and Amina acts for him."""
    wil = Worker.objects.create_user(
        "wil@exampleshire.example", name="Wil Frost", role=Role.SOCIAL_WORKER, team=world.cast.team
    )
    return absence.begin(wil, by=world.cast.bryn, from_on=TODAY, covered_by=world.cast.amina)
