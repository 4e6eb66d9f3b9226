"""Workers, the teams they belong to, and the authority's own standards.

A worker is whoever acts in the record: the authority's own social workers and managers, and partners who
work here. Every team has a manager, so that work held by a team is still held by a person.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from sightline.people.absence import Absence
from sightline.people.reorganisation import Reorganisation
from sightline.people.training import Course, Training
from sightline.people.weight import LoadWeight, Weighed
from sightline.timescales import Timescale, Unit

__all__ = [
    "Absence",
    "Agency",
    "AuthorityStandard",
    "Course",
    "LoadWeight",
    "Reorganisation",
    "Role",
    "Team",
    "Training",
    "Weighed",
    "Worker",
]


class Role(models.TextChoices):
    """What a worker is here to do; it decides their first page and what they may see and decide."""

    SOCIAL_WORKER = "social_worker", "Social worker"
    FAMILY_WORKER = "family_worker", "Family support worker"
    TEAM_MANAGER = "team_manager", "Team manager"
    FRONT_DOOR = "front_door", "Front door practitioner"
    FRONT_DOOR_MANAGER = "front_door_manager", "Front door manager"
    CONFERENCE_CHAIR = "conference_chair", "Conference chair"
    DIRECTOR = "director", "Director"
    ANALYST = "analyst", "Analyst"
    AUDITOR = "auditor", "Auditor"
    BUSINESS_SUPPORT = "business_support", "Business support"
    PARTNER = "partner", "Partner agency worker"
    SERVICE_MANAGER = "service_manager", "Service manager"
    INSPECTOR = "inspector", "Inspector"
    ADMINISTRATOR = "administrator", "System administrator"


#: Sets of roles, by what they are for: what a page or a verb is open to is one of these, or made of them.
#: A role that stands in none of them may do nothing.
EVERYBODY = frozenset(Role)
MANAGERS = frozenset({Role.TEAM_MANAGER, Role.FRONT_DOOR_MANAGER, Role.SERVICE_MANAGER, Role.DIRECTOR})
#: Managers of managers, to whom work that has waited too long comes.
SENIOR_MANAGERS = frozenset({Role.SERVICE_MANAGER, Role.DIRECTOR})
DIRECTOR = frozenset({Role.DIRECTOR})
FRONT_DOOR = frozenset({Role.FRONT_DOOR, Role.FRONT_DOOR_MANAGER})
PRACTITIONERS = frozenset({Role.SOCIAL_WORKER, Role.FAMILY_WORKER})
#: Roles that may come to open a child's record: each child by what binds them to it, never by the role alone.
OPENS_CHILDREN = EVERYBODY - {Role.ANALYST, Role.ADMINISTRATOR}
#: Roles that write in the record; whoever looks at it from outside, or looks after the machine, never does.
PRACTISES = OPENS_CHILDREN - {Role.AUDITOR, Role.INSPECTOR}
#: Roles that write down what somebody told us, and so may match anybody to whom it might be about.
TAKES_CONTACTS = (
    FRONT_DOOR | PRACTITIONERS | {Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR, Role.BUSINESS_SUPPORT}
)
#: Roles that chair conferences, independent of every case.
CHAIRS = frozenset({Role.CONFERENCE_CHAIR})
#: Roles that cover for one another in a team: each opens what the team has open.
ON_DUTY = PRACTITIONERS | FRONT_DOOR | {Role.PARTNER}
#: Roles that see how many of each team's cases are nobody's: every team's, or every team's of theirs.
OVERSEES = SENIOR_MANAGERS | CHAIRS | {Role.AUDITOR, Role.INSPECTOR}
#: Roles that open a team's own page, with the children on it: each their own teams.
FOLLOWS_TEAMS = MANAGERS
#: Roles that follow child protection plans across families.
FOLLOWS_PLANS = MANAGERS | CHAIRS
#: Roles that read what looking at practice found: actions, measures, what was examined and what was not.
READS_PRACTICE = FOLLOWS_PLANS | {Role.AUDITOR, Role.INSPECTOR}
#: Roles that audit cases: never one of their own team's, or one in which they had a hand.
READS_CASES = FOLLOWS_PLANS | {Role.AUDITOR}
#: Roles that agree what is to be put right, and how it would show.
LEADS_PRACTICE = SENIOR_MANAGERS | {Role.AUDITOR}
#: Roles that look after who may sign in, and open no child.
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
#: Roles that see who works here.
KNOWS_STAFF = SENIOR_MANAGERS | {Role.ADMINISTRATOR}
#: Roles that record what others are registered as and trained in.
KNOWS_TRAINING = MANAGERS | {Role.ADMINISTRATOR}
#: Roles that answer for the authority's returns: they see numbers, and never open a child by being one.
ANSWERS_FOR_RETURNS = frozenset({Role.ANALYST, Role.DIRECTOR})
#: Roles whose word on a query of a return stands.
EXPLAINS_RETURNS = MANAGERS | {Role.ANALYST}
#: Roles that draw samples of cases and begin look-backs, and see what every reader made of them.
DRAW_SAMPLES = frozenset({Role.AUDITOR, Role.DIRECTOR})
#: Roles that may be given cases to read: nobody reads a case in which they had a hand.
READ_SAMPLES = DRAW_SAMPLES | {Role.CONFERENCE_CHAIR, Role.SERVICE_MANAGER, Role.TEAM_MANAGER}


class Agency(models.TextChoices):
    """Who a person speaks for at a meeting or as a referrer."""

    CHILDRENS_SOCIAL_CARE = "social_care", "Children’s social care"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    EDUCATION = "education", "School, college or nursery"
    HOUSING = "housing", "Housing"
    PROBATION = "probation", "Probation"
    VOLUNTARY = "voluntary", "Voluntary organisation"
    FAMILY = "family", "Family member"
    OTHER = "other", "Another agency"


class Team(models.Model):
    """A group of workers under one named manager, who answers for whatever the team holds.

    `service_manager` is that manager's own manager, where there is one below the director.
    """

    name = models.CharField(max_length=100, unique=True)
    manager = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="teams_managed")
    service_manager = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="teams_overseen"
    )
    is_front_door = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class WorkerManager(BaseUserManager["Worker"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Worker":
        """Add a worker who may sign in with this e-mail address; no password means no signing in."""
        worker = self.model(email=self.normalize_email(email), **fields)
        worker.set_password(password)
        worker.save(using=self._db)
        return worker


class Worker(AbstractBaseUser):
    """Somebody who works in the record, signs in by e-mail address and is named on everything they write."""

    last_login = None
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=30, choices=Role)
    agency = models.CharField(max_length=20, choices=Agency, default=Agency.CHILDRENS_SOCIAL_CARE)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="workers")
    social_work_england_number = models.CharField(max_length=20, blank=True)
    registered_until_on = models.DateField(null=True, blank=True)
    languages = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="Besides English"
    )
    started_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    signed_out_at = models.DateTimeField(
        null=True, blank=True, help_text="When an administrator last ended their sessions"
    )

    objects = WorkerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name", "role"]

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="worker_has_a_known_role"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(left_on__gte=models.F("started_on")),
                name="worker_leaves_after_starting",
            ),
            models.CheckConstraint(
                condition=Q(registered_until_on__isnull=True) | ~Q(social_work_england_number=""),
                name="nobody_is_registered_without_a_number",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django declares a class attribute; ours follows left_on
        """Whether they may sign in: leavers may not, from the minute their leaving is recorded."""
        return self.left_on is None

    def check_password(self, raw_password: str) -> bool:
        """Whether this is the password; `hash_is_old` then says whether it should be hashed anew."""

        def mark(raw: str) -> None:
            self.hash_is_old = True

        self.hash_is_old = False
        return check_password(raw_password, self.password, setter=mark)

    def get_session_auth_hash(self) -> str:
        """What a session is held to: another password, role or team, or leaving, ends them all at once."""
        return self._hash_of_rights(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._hash_of_rights(secret)

    def _hash_of_rights(self, secret: str | bytes | None) -> str:
        ended = self.signed_out_at and self.signed_out_at.timestamp()
        rights = (self.password, str(self.role), self.team_id, self.left_on, ended)
        return salted_hmac("sightline.session", repr(rights), secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_manager(self) -> bool:
        return self.role in MANAGERS

    @property
    def is_front_door(self) -> bool:
        return self.role in FRONT_DOOR


#: What is no limit of time is counted in times.
IN_TIMES = "time"
UNITS = [*((unit.value, f"{unit}s") for unit in Unit), (IN_TIMES, "times")]


class AuthorityStandard(models.Model):
    """A time limit that the authority set itself: it may fill a gap in the law or tighten it, not loosen it.

    `duty` is the duty's id in the book, or a way of working's; `amount` and `unit` are a timescale (hours,
    days, working days, weeks or months), or so many times. The book refuses a
    standard that falls due later than the law on any day (`duties.language.adopt`).
    """

    duty = models.CharField(max_length=100)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=UNITS)
    adopted_on = models.DateField()
    minute = models.CharField(max_length=200, help_text="Where the authority decided this")

    class Meta:
        ordering: ClassVar = ["duty", "adopted_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "adopted_on"], name="one_standard_for_a_duty_from_a_day"),
            models.CheckConstraint(
                condition=Q(unit__in=[*Unit, IN_TIMES]),
                name="standard_is_in_a_known_unit",
            ),
        ]

    def __str__(self) -> str:
        if self.unit == IN_TIMES:
            return f"{self.duty}: {self.amount} times"
        return f"{self.duty}: {Timescale(self.amount, Unit(self.unit))}"
