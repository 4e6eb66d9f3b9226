"""People of the record as the standard has them: one file, each person whole."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from sightline.record.models import Identifier, OtherName, Person, Relationship, Residence
from sightline.record.models.identifier import NATIONAL, NHS_NUMBER, PUPIL_NUMBER
from sightline.record.models.known_by import NameUse
from sightline.returns.person_standard.codes import CONTEXT, ETHNICITY, SEX, as_uri, back
from sightline.returns.refusal import Reason, Refused

Object = dict[str, Any]
HERE = "The record that wrote this"


def file(people: Iterable[int]) -> str:
    """These people as one JSON-LD document; Refused where one of them has no name that the standard takes."""
    return json.dumps(document(people), ensure_ascii=False, indent=2) + "\n"


def document(people: Iterable[int]) -> Object:
    """The document as values. Six queries, however many people."""
    found = Person.objects.standing().in_bulk(list(people))
    about = _about([*found])
    lacking = [pk for pk, one in found.items() if not (one.given_name.strip() and one.family_name.strip())]
    if lacking:
        raise Refused(*(Reason(f"record {pk} lacks a given or a family name") for pk in lacking))
    return {"@context": CONTEXT, "@graph": [_person(found[pk], *about[pk]) for pk in sorted(found)]}


def own_system() -> str:
    """The system of our own numbers for people, as other systems are told it."""
    return f"Sightline {settings.AUTHORITY_CODE}"


Rows = tuple[list[OtherName], list[Identifier], list[Residence], list[Relationship], dict[int, Object]]


def _about(people: list[int]) -> dict[int, Rows]:
    names = list(OtherName.objects.standing().filter(child__in=people))
    homes = list(Residence.objects.standing().filter(child__in=people))
    kin = list(Relationship.objects.standing().around(*people))
    others = {one for row in kin for one in (row.child_id, row.other_id)} | {*people}
    numbers = list(Identifier.objects.standing().filter(child__in=others))
    own = {one: _own(one, numbers) for one in others}
    return {
        pk: (
            [one for one in names if one.child_id == pk],
            [one for one in numbers if one.child_id == pk],
            [one for one in homes if one.child_id == pk],
            [one for one in kin if pk in (one.child_id, one.other_id)],
            own,
        )
        for pk in people
    }


def _own(pk: int, numbers: list[Identifier]) -> Object:
    """Our number for somebody: the one under which they were first written to a file, where they were."""
    system = own_system()
    kept = [one.value for one in numbers if one.child_id == pk and one.system == system]
    return _object("Identifier", system=as_uri(system), value=min(kept, default=str(pk)))


def _person(
    one: Person,
    names: list[OtherName],
    numbers: list[Identifier],
    homes: list[Residence],
    kin: list[Relationship],
    own: dict[int, Object],
) -> Object:
    said = _object(
        "Person",
        identifier=sorted(_identifiers(one, numbers, own[one.pk]), key=_by_system),
        name=[_name(one), *sorted((_other_name(name) for name in names), key=_in_order)],
        isDeceased=one.died_on is not None,
        address=sorted((_home(home) for home in homes), key=_in_order),
        sexCode=SEX[one.sex],
        ethnicityCode=ETHNICITY.get(one.ethnicity),
        relatedPerson=sorted((_kin(row, one.pk, own) for row in kin), key=_in_order),
    )
    if one.born_on:
        said["dateOfBirth"] = _object("PartialDate", date=one.born_on, accuracyIndicator=one.born_accuracy)
    if one.died_on:
        said["deceasedDate"] = _object("PartialDate", date=one.died_on, accuracyIndicator=one.died_accuracy)
    return said | _ours(
        expectedOn=one.expected_on,
        ethnicity=one.ethnicity,
        otherNames=one.other_names,
        language=one.language,
        disabilities=sorted(one.disabilities),
        formerPupilNumber=one.former_upn,
        noPupilNumberBecause=one.no_upn_because,
    )


def _identifiers(one: Person, numbers: list[Identifier], own: Object) -> list[Object]:
    found = [_number(row, one) for row in numbers]
    for system, value in ((NHS_NUMBER, one.nhs_number), (PUPIL_NUMBER, one.upn)):
        told = any(row.system == system and row.value == value for row in numbers)
        if value and not told:
            found.append(_object("Identifier", system=as_uri(system), value=value) | _ours(goesBy=True))
    if not any(row.system == own_system() for row in numbers):
        found.append(own | _ours(cameFrom=HERE))
    return found


def _number(row: Identifier, one: Person) -> Object:
    return _object("Identifier", system=as_uri(row.system), value=row.value) | _ours(
        cameFrom=row.came_from,
        **{"from": row.from_on},
        until=row.until_on,
        checkedOn=row.checked_on,
        checkedHow=row.checked_how,
        goesBy=row.system in NATIONAL and row.value in (one.nhs_number, one.upn),
    )


def _name(one: Person) -> Object:
    names = {"familyName": [one.family_name], "givenName": [one.given_name], "use": "usual"}
    return _object("Name", **names, preferredName=one.chosen_name)


def _other_name(row: OtherName) -> Object:
    """A name at birth is told as a former one, which is what the standard has for it, and as what it is."""
    birth = row.use == NameUse.BIRTH
    return _object(
        "Name",
        familyName=[row.family_name] if row.family_name else None,
        givenName=[row.given_name] if row.given_name else None,
        use="old" if birth else row.use,
    ) | _ours(use=row.use if birth else None, saidBy=row.said_by, **{"from": row.from_on}, until=row.until_on)


def _home(row: Residence) -> Object:
    use = "old" if row.until_on else "home"
    return _object("Address", line1=row.address, postcode=row.postcode, UPRN=row.uprn, use=use) | _ours(
        **{"from": row.from_on}, until=row.until_on
    )


def _kin(row: Relationship, pk: int, own: dict[int, Object]) -> Object:
    """The other one, as what they are to this one; `readBack` where the row is kept the other way round."""
    forwards = row.child_id == pk
    return _object(
        "PersonRelationship",
        identifier=own[row.other_id if forwards else row.child_id],
        relationship=[row.relation if forwards else back(row.relation)],
    ) | _ours(
        readBack=None if forwards else row.relation,
        saidBy=row.said_by,
        **{"from": row.from_on},
        until=row.until_on,
        disputedBy=row.disputed_by,
        disputedBecause=row.disputed_because,
    )


def _object(kind: str, **items: Any) -> Object:
    return {"@type": kind} | {name: _plain(value) for name, value in items.items() if _is_said(value)}


def _ours(**items: Any) -> Object:
    return {f"sightline:{name}": _plain(value) for name, value in items.items() if value and _is_said(value)}


def _is_said(value: Any) -> bool:
    return value not in (None, "", [])


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _by_system(one: Object) -> tuple[str, str]:
    return one["system"], one["value"]


def _in_order(one: Object) -> str:
    return json.dumps(one, sort_keys=True, ensure_ascii=False)
