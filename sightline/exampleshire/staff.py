"""The people who work in Exampleshire: teams, posts, and who held each post from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sightline.exampleshire import rates, sign_in
from sightline.exampleshire.days import DAY
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.names import HERITAGES, TOWNS, a_teams_name
from sightline.exampleshire.world import Row, World
from sightline.people.models import Agency, Role
from sightline.record.codes import Sex

NO_PASSWORD = "!nobody"  # noqa: S105 - Django's mark for "no password fits"
DAYS_IN_POST = 365 / rates.WORKERS_LEAVING
OFFICE = {
    Role.FRONT_DOOR_MANAGER: 3,
    Role.CONFERENCE_CHAIR: 6,
    Role.DIRECTOR: 1,
    Role.ANALYST: 2,
    Role.AUDITOR: 2,
    Role.BUSINESS_SUPPORT: 10,
    Role.PARTNER: 8,
}
#: Posts that came after the others, drawn apart so that nobody else is disturbed.
LATER = {Role.SERVICE_MANAGER: 1, Role.INSPECTOR: 1, Role.ADMINISTRATOR: 1}
#: Posts that are never left empty: somebody acts from the day after.
ALWAYS_FILLED = frozenset({Role.TEAM_MANAGER, Role.FRONT_DOOR_MANAGER, Role.DIRECTOR, Role.SERVICE_MANAGER})


@dataclass(frozen=True)
class Tenure:
    """One worker held a post from a day until, but not on, another; None: still there."""

    worker: int
    name: str
    from_on: date
    until_on: date | None

    def covers(self, day: date) -> bool:
        """Whether they were at work that day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass
class Post:
    """A place in a team, and everyone who has held it, in order."""

    role: Role
    tenures: list[Tenure] = field(default_factory=list)

    def holder(self, day: date) -> Tenure | None:
        """Who held it that day; None while it was empty."""
        return next((tenure for tenure in self.tenures if tenure.covers(day)), None)


@dataclass
class Team:
    """A team, its posts by role, and its row."""

    name: str
    row: Row
    posts: dict[Role, list[Post]]

    @property
    def id(self) -> int:
        """The team's id."""
        return int(self.row["id"])

    def at_work(self, role: Role, day: date) -> list[Tenure]:
        """Everyone in this role in the team that day."""
        return [tenure for post in self.posts[role] if (tenure := post.holder(day))]

    def any(self, role: Role, day: date, draw: Draw, *, besides: int = 0) -> Tenure:
        """Somebody in this role that day, but not `besides`; if nobody was at work, the first to come."""
        there = [tenure for tenure in self.at_work(role, day) if tenure.worker != besides]
        return draw.one(there) if there else self.posts[role][0].tenures[-1]


@dataclass
class Staff:
    """Everyone who works, or has worked, in Exampleshire."""

    teams: list[Team]
    front_door: Team
    office: dict[Role, list[Post]]

    def any(self, role: Role, day: date, draw: Draw) -> Tenure:
        """Somebody in this role of no team that day."""
        there = [tenure for post in self.office[role] if (tenure := post.holder(day))]
        return draw.one(there)


def appoint(world: World) -> Staff:
    """Make the teams and everyone who has worked in them since the record begins."""
    draw = world.draw("staff")
    many = world.teams or how_many_teams(world.children)
    teams = [_team(world, draw, a_teams_name(number), rates.TEAM) for number in range(many)]
    practitioners = max(4, round(world.children / 130))
    door = {Role.FRONT_DOOR_MANAGER: 2, Role.FRONT_DOOR: practitioners}
    front_door = _team(world, draw, sign_in.FRONT_DOOR, door)
    front_door.row["is_front_door"] = True
    office = {role: [_post(world, draw, role, None) for _ in range(posts)] for role, posts in OFFICE.items()}
    later = world.draw("staff", "later")
    office |= {role: [_post(world, later, role, None) for _ in range(posts)] for role, posts in LATER.items()}
    staff = Staff(teams, front_door, office)
    _seat_those_who_sign_in(world, staff)
    for team in (*teams, front_door):
        _name_manager(team, world.last)
        team.row["service_manager_id"] = staff.office[Role.SERVICE_MANAGER][0].tenures[-1].worker
    return staff


def how_many_teams(children: int) -> int:
    """Enough teams for so many open children, and always a second."""
    return min(max(2, round(children / rates.OPEN_CHILDREN_IN_A_TEAM)), len(TOWNS))


def _team(world: World, draw: Draw, name: str, posts: dict[Role, int]) -> Team:
    row = world.rows.add("team", name=name, is_front_door=False)
    made = {role: [_post(world, draw, role, row["id"]) for _ in range(n)] for role, n in posts.items()}
    return Team(name, row, made)


def _name_manager(team: Team, day: date) -> None:
    role = Role.FRONT_DOOR_MANAGER if team.row["is_front_door"] else Role.TEAM_MANAGER
    holder = team.posts[role][0].holder(day)
    if holder is None:
        raise LookupError(f"{team.name} has no manager")
    team.row["manager_id"] = holder.worker


def _post(world: World, draw: Draw, role: Role, team: int | None) -> Post:
    post = Post(role)
    for from_on, until_on in _stays(world, draw, role):
        worker = _worker(world, draw, role, team, from_on, until_on)
        post.tenures.append(Tenure(worker["id"], worker["name"], from_on, until_on))
    return post


def _stays(world: World, draw: Draw, role: Role) -> Iterator[tuple[date, date | None]]:
    """From when to when each holder stayed; the posts' holders at the beginning had come before it."""
    starts = world.begins_on - timedelta(days=draw.number(30, 2000))
    at_least = (world.begins_on - starts).days + 60
    while True:
        ends = starts + timedelta(days=at_least + int(draw.expovariate(1 / DAYS_IN_POST)))
        if ends > world.last:
            yield starts, None
            return
        yield starts, ends
        empty = 0 if role in ALWAYS_FILLED or draw.happens(0.6) else draw.number(10, 80)
        starts, at_least = min(ends + timedelta(days=empty), world.last), 60


def _worker(
    world: World, draw: Draw, role: Role, team: int | None, from_on: date, until_on: date | None
) -> Row:
    heritage = draw.of(HERITAGES)
    sex = Sex.FEMALE if draw.happens(0.78) else Sex.MALE
    name = f"{heritage.given(sex, draw)} {draw.one(heritage.families)}"
    row = world.rows.add("worker", name=name, role=role.value, team_id=team)
    registered = role in (
        Role.SOCIAL_WORKER,
        Role.TEAM_MANAGER,
        Role.CONFERENCE_CHAIR,
        Role.FRONT_DOOR_MANAGER,
    )
    row |= {
        "email": sign_in.address(f"{name} {row['id']}"),
        "password": NO_PASSWORD,
        "agency": _agency(role, draw).value,
        "social_work_england_number": f"SW000{row['id']:04d}" if registered else "",
        "started_on": from_on,
        "left_on": until_on,
    }
    return row


def _agency(role: Role, draw: Draw) -> Agency:
    if role is not Role.PARTNER:
        return Agency.CHILDRENS_SOCIAL_CARE
    return draw.one((Agency.POLICE, Agency.HEALTH))


def _seat_those_who_sign_in(world: World, staff: Staff) -> None:
    """Give each person with a sign-in the newest tenure of a post of their role, held for years."""
    taken: set[int] = set()
    for person in sign_in.PEOPLE:
        posts = _posts_for(staff, person)
        post = next(post for post in posts if id(post) not in taken)
        taken.add(id(post))
        _seat(world, post, person)


def _posts_for(staff: Staff, person: sign_in.Person) -> list[Post]:
    if person.team == sign_in.FRONT_DOOR:
        return staff.front_door.posts[person.role]
    if person.team:
        return next(team for team in staff.teams if team.name == person.team).posts[person.role]
    return staff.office[person.role]


def _seat(world: World, post: Post, person: sign_in.Person) -> None:
    row = world.rows.of["worker"][post.tenures[-1].worker - 1]
    before = post.tenures[-2].until_on if len(post.tenures) > 1 else None
    from_on = max(before or date.min, min(post.tenures[-1].from_on, world.on - timedelta(days=900)))
    post.tenures[-1] = Tenure(row["id"], person.name, from_on, None)
    row |= {"name": person.name, "email": person.email, "agency": person.agency.value, "started_on": from_on}


def leaves_next(tenure: Tenure) -> date | None:
    """The last day that a worker can lead anything: None while no leaving is known."""
    return tenure.until_on - DAY if tenure.until_on else None
