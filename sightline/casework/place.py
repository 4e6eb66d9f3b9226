"""Places and groups that worry us: written down, linked with people, acted on, looked at again and ended."""

from datetime import date

from sightline.casework.agreed import undertake
from sightline.casework.verb import Refused, verb
from sightline.compliance.cover import answers_for
from sightline.people.models import MANAGERS, Team, Worker
from sightline.record.models import Person, Place, PlaceAction, PlaceLink, PlaceReview

NOT_THEIRS = "A manager of the team that answers for a place says that it worries us no more."


@verb
def add(
    *,
    by: Worker,
    team: Team,
    on: date,
    kind: str,
    name: str,
    worry: str,
    came_from: str,
    review_on: date,
    address: str = "",
    postcode: str = "",
) -> Place:
    """A place or a group worries us since a day: what and by whose account; the team answers for it."""
    return Place.objects.create(
        recorded_by=by,
        team=team,
        worried_on=on,
        review_on=review_on,
        came_from=came_from.strip(),
        **_said(kind, name, worry, address, postcode),
    )


@verb
def put_right(
    place: Place,
    *,
    by: Worker,
    team: Team,
    kind: str,
    name: str,
    worry: str,
    because: str,
    address: str = "",
    postcode: str = "",
) -> Place:
    """What is written of a place is put right, or another team answers for it, because.

    What stood there before is kept in the journal.
    """
    if not because.strip():
        raise Refused("Say why it changes.")
    place = _running(place)
    said = {**_said(kind, name, worry, address, postcode), "team": team}
    for field, value in said.items():
        setattr(place, field, value)
    place.save(update_fields=list(said))
    return place


def _said(kind: str, name: str, worry: str, address: str, postcode: str) -> dict[str, str]:
    return {
        "kind": kind,
        "name": name.strip(),
        "worry": worry.strip(),
        "address": address.strip(),
        "postcode": postcode.strip().upper(),
    }


@verb
def link(
    person: Person, place: Place, *, by: Worker, on: date, role: str, came_from: str, what: str = ""
) -> PlaceLink:
    """What a child, or an adult, has to do with a place since a day, and by whose account.

    Whether it worries us still is not asked: what happened there can always be written.
    """
    if place.struck_out_at is not None:
        raise Refused("The place was struck out.")
    return PlaceLink.objects.create(
        recorded_by=by,
        child=person,
        place=place,
        role=role,
        what=what.strip(),
        came_from=came_from.strip(),
        from_on=on,
    )


@verb
def unlink(linked: PlaceLink, *, by: Worker, on: date) -> PlaceLink:
    """They have nothing to do with it any more, since a day. What was written in error is struck out."""
    linked = PlaceLink.objects.select_for_update(of=("self",)).get(pk=linked.pk)
    if linked.until_on is not None:
        raise Refused("That has ended already.")
    linked.until_on = on
    linked.save(update_fields=["until_on"])
    return linked


@verb
def agree(
    place: Place,
    *,
    by: Worker,
    on: date,
    what: str,
    due_on: date,
    owner: Worker | None = None,
    outside: str = "",
) -> PlaceAction:
    """This is to be done about a place: by a worker, somebody elsewhere or the team that answers for it."""
    action = PlaceAction(
        recorded_by=by,
        place=_running(place),
        what=what.strip(),
        agreed_on=on,
        owner=owner,
        outside=outside.strip(),
        due_on=due_on,
    )
    return undertake(action, by=by)


@verb
def review(place: Place, *, by: Worker, on: date, found: str, next_review_on: date) -> PlaceReview:
    """Somebody looked at the place again, and says what has changed and when it is looked at next."""
    return PlaceReview.objects.create(
        recorded_by=by,
        place=_running(place),
        reviewed_on=on,
        found=found.strip(),
        next_review_on=next_review_on,
    )


@verb(may=MANAGERS, refused=NOT_THEIRS)
def end(place: Place, *, by: Worker, on: date, because: str) -> Place:
    """It worries us no more, because. What is still to be done about it is asked of nobody any more."""
    place = _running(place)
    if not answers_for(by, place.team, on=on):
        raise Refused(NOT_THEIRS)
    if not because.strip():
        raise Refused("Say why it worries us no more.")
    place.ended_on, place.ended_by, place.ended_because = on, by, because.strip()
    place.save(update_fields=["ended_on", "ended_by", "ended_because"])
    return place


def _running(place: Place) -> Place:
    """The place, locked, where it worries us."""
    found = Place.objects.select_for_update(of=("self",)).select_related("team").get(pk=place.pk)
    if found.ended_on is not None or found.struck_out_at is not None:
        raise Refused("This place worries us no more.")
    return found
