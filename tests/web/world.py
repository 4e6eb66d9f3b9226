"""A small authority in the middle of its work, on Tuesday 24 March 2026 at ten o'clock, told with verbs.

Everybody is invented. Mia Larch is in an enquiry; Ivy Birch has a child protection plan; Leo Ash was never
allocated, Ruby Elm's assessment has stalled, nobody leads for Otis Hazel; two contacts wait.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sightline.casework import (
    allocation,
    assessment,
    child_in_need,
    child_protection,
    conference,
    contact,
    enquiry,
    family,
    referral,
    sighting,
    strategy_discussion,
)
from sightline.casework.strategy_discussion import Participant
from sightline.people.models import Agency, Team, Worker
from sightline.record.codes import ReferralSource
from sightline.record.models import (
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Conference,
    Contact,
    Enquiry,
    Family,
    Person,
    PlannedVisit,
    Referral,
    Sighting,
    StrategyDiscussion,
)
from sightline.timescales.london import LONDON
from tests.web import around

NOW = datetime(2026, 3, 24, 10, 0, tzinfo=LONDON)
TODAY = NOW.date()


def at(month: int, day: int, hour: int = 9, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@dataclass
class Cast:
    amina: Worker
    bryn: Worker
    esther: Worker
    gwen: Worker
    hal: Worker
    team: Team
    front_door: Team


@dataclass
class World:
    cast: Cast
    mia: Person
    noah: Person
    dana: Person
    larches: Family
    referral: Referral
    assessment: Assessment
    discussion: StrategyDiscussion  # held, for Mia
    unheld: StrategyDiscussion
    """Still to be held, for Noah."""
    enquiry: Enquiry
    conference: Conference
    earlier: Contact
    waiting: Contact
    urgent: Contact
    ivy: Person
    plan: ChildProtectionPlan
    review: Conference
    leo: Person
    ruby: Person
    otis: Person
    visit: Sighting
    help_plan: ChildInNeedPlan  # Noah's
    planned: PlannedVisit  # to Mia, next week
    kev: Person
    second_mia: Person


def build(cast: Cast) -> World:
    mia, noah, dana, larches = _the_larches(cast)
    earlier = _earlier_contact(cast, [mia, noah])
    mias, noahs = _referred(cast, mia, noah)
    visit = _seen(cast, mia, noah)
    helped = child_in_need.plan(noahs, by=cast.amina, on=date(2026, 3, 19), lead=cast.amina)
    written = _assessed(cast, mias)
    held, begun, booked = _enquired(cast, mias)
    unheld = strategy_discussion.record_reasonable_cause(
        noahs,
        by=cast.amina,
        on=date(2026, 3, 23),
        cause="A bruise on a baby who does not yet crawl.",
        at=at(3, 23, 16),
    )
    ivy, plan, review = _on_a_plan(cast)
    urgent, waiting = _waiting(cast, mia)
    leo, ruby, otis = _nobodys(cast)
    return World(
        cast,
        mia,
        noah,
        dana,
        larches,
        mias,
        written,
        held,
        unheld,
        begun,
        booked,
        earlier,
        waiting,
        urgent,
        ivy,
        plan,
        review,
        leo,
        ruby,
        otis,
        visit,
        helped,
        sighting.plan(
            mia, by=cast.amina, on=TODAY, planned_for=date(2026, 3, 30), purpose="enquiry", is_announced=False
        ),
        *around.build(cast.amina, cast.bryn, (mia, dana), larches),
    )


def _the_larches(cast: Cast) -> tuple[Person, Person, Person, Family]:
    def add(given: str, born: date, sex: str) -> Person:
        person = family.add_person(by=cast.gwen, given_name=given, family_name="Larch", born_on=born, sex=sex)
        family.move_home(
            person, by=cast.gwen, address="14 Rowan Close", postcode="QX3 4LR", on=date(2025, 6, 1)
        )
        return person

    mia, noah = add("Mia", date(2019, 2, 11), "F"), add("Noah", date(2025, 7, 3), "M")
    dana = add("Dana", date(1996, 10, 30), "F")
    places = [(mia, "child"), (noah, "child"), (dana, "mother")]
    return mia, noah, dana, family.form_family(by=cast.gwen, name="Larch", members=places)


def _earlier_contact(cast: Cast, children: list[Person]) -> Contact:
    told = contact.receive(
        by=cast.gwen,
        children=children,
        received_at=at(9, 12, 17, 40, year=2025),
        route="telephone",
        source=ReferralSource.ACQUAINTANCE,
        words="There is shouting most evenings and the little girl is out on the step by herself.",
        team=cast.front_door,
        referrer_name="A neighbour",
    )
    because = "No injury was described. The neighbour was asked to ring again."
    decided = at(9, 13, 11, year=2025)
    contact.decide(
        told, by=cast.hal, at=decided, decision="no_further_action", because=because, history_seen=True
    )
    return told


def _referred(cast: Cast, mia: Person, noah: Person) -> tuple[Referral, Referral]:
    told = contact.receive(
        by=cast.gwen,
        children=[mia, noah],
        received_at=at(3, 2, 9, 20),
        route="telephone",
        source=ReferralSource.SCHOOL,
        words="Mia came in with a bruise across her cheek. She said Mummy’s friend was cross about the "
        "telly. She did not want to go home.",
        team=cast.front_door,
        referrer_name="Mrs Okoro, head teacher",
        referrer_agency=Agency.EDUCATION,
        referrer_reach="Quarry Hill Primary, school office",
        tells_of_harm=True,
    )
    because = "An injury with an account from the child, and an earlier contact about the same home."
    made = contact.decide(
        told,
        by=cast.hal,
        at=at(3, 2, 10, 5),
        decision="referral",
        because=because,
        history_seen=True,
        team=cast.team,
    )
    for one in made:
        referral.acknowledge(one, by=cast.gwen, on=date(2026, 3, 2))
        referral.record_checks(one, by=cast.gwen, on=date(2026, 3, 3))
        referral.decide(
            one, by=cast.bryn, on=date(2026, 3, 3), decision="assess", because="See both children this week."
        )
        referral.tell_referrer(one, by=cast.gwen, on=date(2026, 3, 3))
        allocation.allocate(
            one, to=cast.amina, by=cast.bryn, on=date(2026, 3, 3), because="Amina has room and lives near."
        )
    mias = next(one for one in made if one.child_id == mia.pk)
    return mias, next(one for one in made if one.child_id == noah.pk)


def _seen(cast: Cast, mia: Person, noah: Person) -> Sighting:
    visit = sighting.record(
        mia,
        by=cast.amina,
        on=date(2026, 3, 4),
        at=at(3, 4, 14),
        where="Quarry Hill Primary",
        purpose="assessment",
        was_seen=True,
        alone="yes",
        was_spoken_to=True,
        childs_words="Kev shouts when the telly is on. I like it when it is just us and Noah.",
        note="Mia chose the reading corner. The bruise was yellow and two fingers wide. She drew the house "
        "with four windows and coloured one black. She laughs easily, and asked when I would come again.",
    )
    sighting.record(
        noah,
        by=cast.amina,
        on=date(2026, 3, 5),
        where="At home",
        purpose="assessment",
        was_seen=True,
        alone="usual_for_age",
        sleeping_place_seen=True,
        note="Noah was fed and warm in Dana’s arms. His cot is in her room and was clean.",
    )
    sighting.record(
        mia,
        by=cast.amina,
        on=date(2026, 3, 20),
        where="At home",
        purpose="enquiry",
        was_seen=False,
        not_seen_because="Nobody came to the door, though the television was on.",
    )
    return visit


def _assessed(cast: Cast, mias: Referral) -> Assessment:
    begun = assessment.start(mias, by=cast.amina, on=date(2026, 3, 3), review_point_on=date(2026, 3, 17))
    return assessment.write(
        begun,
        by=cast.amina,
        childs_words="She feels safe at school and with her gran.",
        wishes_recorded_on=date(2026, 3, 4),
        harm="A bruise to the face, with an account of being hit.",
        factors=["3B", "18C"],
        outcome="protection",
    )


def _enquired(cast: Cast, mias: Referral) -> tuple[StrategyDiscussion, Enquiry, Conference]:
    cause = "The paediatrician says that the bruise fits a slap and not a fall."
    held = strategy_discussion.record_reasonable_cause(
        mias, by=cast.amina, on=date(2026, 3, 10), cause=cause, at=at(3, 10, 11)
    )
    there = [
        Participant(Agency.CHILDRENS_SOCIAL_CARE, "Bryn Pugh", "Team manager"),
        Participant(Agency.POLICE, "Femi Ade", "Detective sergeant"),
        Participant(Agency.HEALTH, "Dr Sen", "Paediatrician"),
    ]
    held = strategy_discussion.hold(
        held,
        by=cast.bryn,
        on=date(2026, 3, 10),
        at=at(3, 10, 15),
        participants=there,
        decision="enquiry",
        because="An injury, an account and a medical view that agree.",
        information_shared="Police: two calls to the address since June.",
    )
    begun = enquiry.start(
        mias,
        by=cast.amina,
        on=date(2026, 3, 10),
        lead=cast.amina,
        discussion=held,
        working="joint",
        safety_tonight="Kev is bailed away from the home. Gran stays.",
    )
    booked = conference.book(mias, by=cast.bryn, form="initial", on=date(2026, 3, 30), enquiry=begun)
    return held, begun, booked


def _referral(
    cast: Cast,
    given: str,
    family_name: str,
    born: date,
    received: date,
    because: str,
    *,
    decided: bool = True,
) -> Referral:
    child = family.add_person(by=cast.gwen, given_name=given, family_name=family_name, born_on=born)
    family.form_family(by=cast.gwen, name=family_name, members=[(child, "child")])
    made = referral.receive(
        by=cast.bryn,
        child=child,
        team=cast.team,
        received_on=received,
        source=ReferralSource.GP,
        referrer_agency=Agency.HEALTH,
        because=because,
    )
    referral.acknowledge(made, by=cast.gwen, on=received)
    if decided:
        referral.decide(
            made, by=cast.bryn, on=received, decision="assess", because="See the child this week."
        )
        referral.tell_referrer(made, by=cast.gwen, on=received)
    return made


def _on_a_plan(cast: Cast) -> tuple[Person, ChildProtectionPlan, Conference]:
    ivys = _referral(
        cast, "Ivy", "Birch", date(2016, 11, 5), date(2026, 1, 12), "Left alone overnight, twice."
    )
    allocation.allocate(ivys, to=cast.amina, by=cast.bryn, on=date(2026, 1, 13))
    first = conference.book(ivys, by=cast.bryn, form="initial", on=date(2026, 2, 16))
    conference.hold(
        first,
        by=cast.esther,
        on=date(2026, 2, 16),
        chair=cast.esther,
        decision="plan",
        because="Ivy is looking after herself, and nobody else is.",
        agencies_present=[Agency.CHILDRENS_SOCIAL_CARE, Agency.POLICE, Agency.EDUCATION],
        childs_words="I can make toast. I do not like the dark.",
        category="NEG",
        lead=cast.amina,
        outline="An adult at home every night. School breakfast. A lock that Ivy can open.",
    )
    plan = ChildProtectionPlan.objects.get(child=ivys.child)
    child_protection.hold_core_group(
        plan, by=cast.amina, on=date(2026, 2, 25), agencies_present=["social_care"]
    )
    review = conference.book(ivys, by=cast.esther, form="review", on=date(2026, 5, 11), plan=plan)
    sighting.record(
        ivys.child,
        by=cast.amina,
        on=date(2026, 3, 12),
        where="At home",
        purpose="plan",
        was_seen=True,
        alone="yes",
    )
    return ivys.child, plan, review


def _waiting(cast: Cast, mia: Person) -> tuple[Contact, Contact]:
    sam = family.add_person(by=cast.gwen, given_name="Sam", family_name="Alder", born_on=date(2013, 4, 2))
    waiting = contact.receive(
        by=cast.gwen,
        children=[sam],
        received_at=at(3, 20, 15, 10),
        route="written",
        source=ReferralSource.GP,
        words="Sam has missed three appointments and has lost weight.",
        team=cast.front_door,
    )
    urgent = contact.receive(
        by=cast.gwen,
        children=[mia],
        received_at=at(3, 24, 8, 50),
        route="telephone",
        source=ReferralSource.POLICE,
        words="Kev was seen at the house last night against his bail. Mia answered the door.",
        team=cast.front_door,
        referrer_agency=Agency.POLICE,
        tells_of_harm=True,
        is_urgent=True,
    )
    return urgent, waiting


def _nobodys(cast: Cast) -> tuple[Person, Person, Person]:
    leos = _referral(
        cast, "Leo", "Ash", date(2020, 8, 19), date(2026, 2, 10), "Often hungry at nursery.", decided=False
    )
    rubys = _referral(cast, "Ruby", "Elm", date(2012, 1, 30), date(2025, 12, 1), "Running away from home.")
    allocation.allocate(rubys, to=cast.amina, by=cast.bryn, on=date(2025, 12, 3))
    otiss = _referral(
        cast, "Otis", "Hazel", date(2017, 5, 6), date(2025, 11, 3), "His mother is in hospital."
    )
    led = allocation.allocate(otiss, to=cast.amina, by=cast.bryn, on=date(2025, 11, 4))
    allocation.end(led, by=cast.bryn, on=date(2026, 1, 5), because="Handed back after the assessment.")
    return leos.child, rubys.child, otiss.child
