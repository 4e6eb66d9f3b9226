"""The few people of Exampleshire who can sign in, with one password that everybody may know."""

import re
from dataclasses import dataclass

from sightline.people.models import Agency, Role

PASSWORD = "made-up-authority"  # noqa: S105 - it is printed for whoever starts the demonstration
DOMAIN = "exampleshire.example"  # a name that nobody can register
FRONT_DOOR = "Front door"
HAZELBROOK = "Hazelbrook"
SALTMERE = "Saltmere"


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in, and what there is for them to find."""

    name: str
    role: Role
    try_first: str
    team: str = ""
    agency: Agency = Agency.CHILDRENS_SOCIAL_CARE

    @property
    def email(self) -> str:
        """What they sign in with."""
        return address(self.name)


def address(name: str) -> str:
    """The e-mail address of somebody of this name, at a name kept for examples."""
    return f"{re.sub('[^a-z0-9]+', '.', name.lower()).strip('.')}@{DOMAIN}"


AMINA = Person(
    "Amina Yusuf",
    Role.SOCIAL_WORKER,
    "Rosie Thornwell: her assessment is 12 working days old and nobody has seen her",
    team=HAZELBROOK,
)
BRYN = Person(
    "Bryn Pritchard",
    Role.TEAM_MANAGER,
    "Alba Pennock, referred 19 working days ago and given to nobody; and Orla Cinderford, left with nobody",
    team=HAZELBROOK,
)
CARYS = Person(
    "Carys Howells",
    Role.TEAM_MANAGER,
    "that she cannot open Rosie Thornwell, whom another team works with",
    team=SALTMERE,
)
GWEN = Person(
    "Gwen Marshfield",
    Role.FRONT_DOOR,
    "the contacts waiting: the police told of an assault on Kofi Brandreth’s mother, and he has a history",
    team=FRONT_DOOR,
)
HAL = Person(
    "Hal Whitcombe",
    Role.FRONT_DOOR_MANAGER,
    "the contact about Mila Gorse: it has waited three working days for a decision",
    team=FRONT_DOOR,
)
JONAH = Person(
    "Jonah Reid", Role.FAMILY_WORKER, "the Larkspur children, whom he leads the help for", team=HAZELBROOK
)
ESTHER = Person(
    "Esther Mensah",
    Role.CONFERENCE_CHAIR,
    "Idris Wainfleet: his conference is booked for after the 15th working day",
)
IRIS = Person("Iris Fontaine", Role.DIRECTOR, "the authority: every number opens the children behind it")
DEV = Person("Dev Chaudhry", Role.ANALYST, "the numbers, and that no child’s name is among them")
NADIA = Person("Nadia Osei", Role.AUDITOR, "Toby Greenacre: his case was closed and nobody had seen him")
KIT = Person("Kit Larkin", Role.BUSINESS_SUPPORT, "entering what others did, in their names and yours")
FEMI = Person(
    "Femi Adeyemi",
    Role.PARTNER,
    "that a police officer who works here opens only what they have a part in",
    agency=Agency.POLICE,
)
LENA = Person(
    "Lena Nowicka",
    Role.PARTNER,
    "that a nurse who works here opens only what she has a part in",
    agency=Agency.HEALTH,
)
MARIT = Person("Marit Solberg", Role.SERVICE_MANAGER, "every team’s counts: she manages their managers")
OWEN = Person(
    "Owen Lacey",
    Role.INSPECTOR,
    "the inspection he came to: its room, its concerns and the twelve children he may open",
)
PRIYA = Person("Priya Raman", Role.ADMINISTRATOR, "who works here, and that no child’s record is there")

PEOPLE = (AMINA, BRYN, CARYS, JONAH, GWEN, HAL, ESTHER, IRIS, DEV, NADIA, KIT, FEMI, LENA, MARIT, OWEN, PRIYA)


def who_can_sign_in() -> str:
    """The list as it is printed: name, role, e-mail address and what to try first; then the password."""
    lines = [
        f"  {one.email:<42}{one.name}, {one.role.label.lower()}\n      try {one.try_first}" for one in PEOPLE
    ]
    return "\n".join(["Who can sign in, all with the password " + PASSWORD + ":", *lines])
