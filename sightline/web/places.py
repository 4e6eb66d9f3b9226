"""Where each worker starts, by what they are here to do."""

from sightline.people.models import Role, Worker

_FIRST = {
    Role.TEAM_MANAGER: ("my-team", "My team today"),
    Role.FRONT_DOOR: ("contacts", "Contacts"),
    Role.FRONT_DOOR_MANAGER: ("contacts", "Contacts"),
    Role.DIRECTOR: ("extent", "Known extent"),
    Role.AUDITOR: ("teams", "Teams"),
    Role.CONFERENCE_CHAIR: ("conferences", "Conferences"),
    Role.SERVICE_MANAGER: ("teams", "Teams"),
    Role.INSPECTOR: ("inspections", "Inspections"),
    Role.ADMINISTRATOR: ("staff", "Who works here"),
    Role.BUSINESS_SUPPORT: ("to-write", "To write"),
    Role.ANALYST: ("analyst", "Returns"),
}


def first_page(worker: Worker) -> tuple[str, str]:
    """The name of a worker's first page's address, and what the page is called."""
    return _FIRST.get(Role(worker.role), ("my-families", "My families"))
