"""The few families that the people who sign in are told to look for: always there, whatever the seed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sightline.exampleshire import contact, rates, sign_in, themes
from sightline.exampleshire.course import Course, Ending, Fate
from sightline.exampleshire.days import DAY, at, working
from sightline.exampleshire.family import Family, meet
from sightline.exampleshire.staff import Staff, Team, Tenure
from sightline.exampleshire.world import Row, World
from sightline.people.models import Role
from sightline.record.models.contact import ContactDecision
from sightline.timescales.england import COUNT_UP_TO, FIRST_DAY, WORKING_DAYS

Write = Callable[..., object]


class Storyteller:
    """Writes families with the names, days and failings that their story needs."""

    def __init__(self, world: World, staff: Staff) -> None:
        self.world, self.staff = world, staff
        self.draw = world.draw("stories")
        self.hazelbrook = next(team for team in staff.teams if team.name == sign_in.HAZELBROOK)
        self.last_year = world.on - timedelta(days=300)

    def back(self, working_days: int) -> date:
        """The working day so many working days before the morning on which the record is opened."""
        return WORKING_DAYS[COUNT_UP_TO[(self.world.on - FIRST_DAY).days] - 1 - working_days]

    def family(self, name: str, *given: str, ages: tuple[int, ...], since: date) -> Family:
        """A family of this name with children of these names and ages, the eldest first."""
        by = self.staff.front_door.any(Role.FRONT_DOOR, since, self.draw).worker
        town = self.staff.teams.index(self.hazelbrook)
        family = meet(self.world, self.draw, town, by, since, name=name, ages=[age + 0.2 for age in ages])
        for child, called in zip(family.children, given, strict=True):
            child.name = called
            self.world.rows.of["person"][child.id - 1] |= {"given_name": called, "chosen_name": ""}
        return family

    def refer(
        self, family: Family, course: Course, made: Fate, theme: themes.Theme, *, lead: Tenure | None = None,
        team: Team | None = None,
    ) -> None:  # fmt: skip
        """Write the family's referral."""
        from sightline.exampleshire.authority import write

        write(self.world, self.staff, self.draw, family, team or self.hazelbrook, theme, course, made, lead)

    def course(self, day: date, *, assessed_after: int, closes_in: int = 200, **more: object) -> Course:
        """A course that starts at ten in the morning of that day."""
        closes_on = working(day + timedelta(days=closes_in))
        return Course(at(day, 10 * 60), Ending.IN_NEED, assessed_after, closes_on, **more)  # type: ignore[arg-type]  # concerns and the like, passed on as they are

    def worker(self, person: sign_in.Person) -> Tenure:
        """The tenure of somebody who signs in."""
        teams = [*self.staff.teams, self.staff.front_door]
        posts = [post for team in teams for posts in team.posts.values() for post in posts]
        posts += [post for posts in self.staff.office.values() for post in posts]
        return next(post.tenures[-1] for post in posts if post.tenures[-1].name == person.name)


def write(world: World, staff: Staff) -> None:
    """Write every story."""
    teller = Storyteller(world, staff)
    for story in (
        _not_seen,
        _never_allocated,
        _left_behind,
        _stalled,
        _led_by_a_family_worker,
        _waits,
        _booked_late,
        _closed_unseen,
    ):
        story(teller)


def _not_seen(teller: Storyteller) -> None:
    """Amina's: a child of six whom nobody has seen, twelve working days on."""
    day = teller.back(12)
    family = teller.family("Thornwell", "Rosie", ages=(6,), since=day)
    course = teller.course(day, assessed_after=40)
    teller.refer(family, course, Fate(seen_after=None), themes.NEGLECT, lead=teller.worker(sign_in.AMINA))


NEVER_ALLOCATED = (
    ("Pennock", "Alba", 4, 19),
    ("Quillfeather", "Tate", 11, 11),
    ("Amberley-Rook", "Juno", 8, 6),
    ("Sallow", "Ned", 14, 4),
)


def _never_allocated(teller: Storyteller) -> None:
    """Bryn's: four referrals, accepted and given to nobody."""
    for name, given, age, working_days in NEVER_ALLOCATED:
        day = teller.back(working_days)
        family = teller.family(name, given, ages=(age,), since=day)
        teller.refer(
            family, teller.course(day, assessed_after=40), Fate(allocated_after=None), themes.FRICTION
        )


def _left_behind(teller: Storyteller) -> None:
    """Bryn's: two assessed weeks ago, whose worker went to other work and was not replaced."""
    for name, given, age in (("Cinderford", "Orla", 9), ("Marchbank", "Sol", 3)):
        day = teller.back(48)
        family = teller.family(name, given, ages=(age,), since=day)
        teller.refer(family, teller.course(day, assessed_after=28), Fate(orphaned=True), themes.MENTAL_HEALTH)


def _stalled(teller: Storyteller) -> None:
    """Bryn's: led by a worker, and the assessment is past its forty-five working days."""
    day = teller.back(52)
    family = teller.family("Ferrand", "Bea", "Hal", ages=(10, 7), since=day)
    teller.refer(family, teller.course(day, assessed_after=64), Fate(), themes.EXPLOITATION)


def _led_by_a_family_worker(teller: Storyteller) -> None:
    """Jonah's: two children in need, whose help he leads."""
    day = working(teller.last_year)
    family = teller.family("Larkspur", "Wren", "Robin", ages=(12, 9), since=day)
    teller.refer(family, teller.course(day, assessed_after=26, closes_in=900), Fate(), themes.DISABILITY)
    jonah = teller.worker(sign_in.JONAH)
    mine = {child.id for child in family.children}
    for row in teller.world.rows.of["allocation"]:
        if row["child_id"] in mine and row["until_on"] is None:
            row["worker_id"] = jonah.worker


def _waits(teller: Storyteller) -> None:
    """Gwen's and Hal's: contacts that wait for a decision."""
    asleep = teller.back(1)
    known = teller.family("Brandreth", "Kofi", ages=(7,), since=working(teller.last_year))
    for day in (working(teller.last_year), teller.back(60)):
        row = _contact(teller, known, at(day, 11 * 60), themes.DOMESTIC_ABUSE)
        contact.decide(teller.world, teller.staff, teller.draw, row, ContactDecision.ADVICE, 0)
    urgent = _contact(teller, known, at(asleep, 16 * 60 + 40), themes.DOMESTIC_ABUSE)
    urgent |= {
        "words": "Officers went to the flat at 15.50. Mum has been hit in the face and has a cut lip. "
        "Kofi, 7, was in "
        "the room. He has been arrested and will be bailed tonight.",
        "source": "6",
        "referrer_agency": "police",
        "tells_of_harm": True,
        "is_urgent": True,
    }
    new = teller.family("Gorse", "Mila", ages=(2,), since=teller.back(3))
    _contact(teller, new, at(teller.back(3), 9 * 60 + 30), themes.NEGLECT)


def _contact(teller: Storyteller, family: Family, received_at: datetime, theme: themes.Theme) -> Row:
    children = family.children
    return contact.receive(
        teller.world, teller.staff, teller.draw, children, received_at, theme, rates.TOLD_BY
    )


def _booked_late(teller: Storyteller) -> None:
    """Esther's: a conference that the enquiry called for, booked for after the fifteenth working day."""
    from sightline.exampleshire.course import Concern

    day = teller.back(11)
    family = teller.family("Wainfleet", "Idris", ages=(5,), since=day)
    concern = Concern(day, leads_to_enquiry=True, conference_after=19, plan_for=200)
    course = teller.course(day, assessed_after=35, closes_in=400, concerns=[concern])
    teller.refer(family, course, Fate(seen_after=0), themes.PHYSICAL)


def _closed_unseen(teller: Storyteller) -> None:
    """Nadia's: a case closed after an assessment in which nobody saw the child."""
    day = working(teller.world.on - timedelta(days=100))
    family = teller.family("Greenacre", "Toby", ages=(4,), since=day)
    course = Course(at(day, 10 * 60), Ending.NOT_IN_NEED, 30, working(day + 50 * DAY))
    course.closes_on = max(course.closes_on, working(day + 46 * DAY))
    teller.refer(family, course, Fate(seen_after=None), themes.NEGLECT)
