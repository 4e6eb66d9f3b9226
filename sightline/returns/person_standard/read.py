"""A file of people as the standard has them, read: what can be held of each, and what cannot be.

Every mistake is told by its place in the file, never with a name or a birth date; nothing is written here.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.casework.taking_in import Kin, Number, Told
from sightline.record.codes import Disability, Ethnicity, NoPupilNumber, Sex
from sightline.record.models.identifier import NHS_NUMBER, PUPIL_NUMBER
from sightline.record.models.known_by import NameUse
from sightline.returns.person_standard import codes
from sightline.returns.person_standard.items import Object, Reader, Wrong
from sightline.returns.refusal import Reason, Refused

LARGEST = 20_000_000
"""Bytes in a file."""
NOT_HELD = (
    "contact", "genderCode", "primaryContactProfessional", "matchedPersonRef", "aboutMe", "communication",
)  # fmt: skip


@dataclass
class People:
    """What a file tells: the people, and what of them cannot be held, each with its place."""

    people: list[Told] = field(default_factory=list)
    left_out: list[Reason] = field(default_factory=list)


def read(content: bytes, *, on: date, called: str) -> People:
    """What a file of this name tells; a home that does not say since when is theirs since `on`.

    Refused, with every mistake, where there is one.
    """
    found, wrong = People(), []
    for number, one in enumerate(_people(content)):
        reader = _Reader(f"person {number + 1}", on, called, found.left_out)
        try:
            found.people.append(reader.person(one))
        except Wrong as mistake:
            wrong.append(Reason(str(mistake), element=reader.place))
    own = [told.own for told in found.people]
    wrong += [
        Reason("an earlier person in the file has the same number", element=f"person {place + 1}")
        for place, number in enumerate(own)
        if number in own[:place]
    ]
    if wrong:
        raise Refused(*wrong)
    _one_way(found)
    return found


def _people(content: bytes) -> list[Any]:
    if len(content) > LARGEST:
        raise Refused(Reason(f"the file has more than {LARGEST:,} bytes"))
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(Reason("this is not a file of text in UTF-8")) from error
    except json.JSONDecodeError as error:
        raise Refused(Reason(f"this is not JSON: {error.msg}", line=error.lineno)) from error
    except RecursionError as error:
        raise Refused(Reason("this is not JSON of people: it is too deep")) from error
    people = said.get("@graph", [said]) if isinstance(said, dict) else said
    if not isinstance(people, list) or not people:
        raise Refused(Reason("there are no people in the file"))
    return people


def _one_way(found: People) -> None:
    """A relationship that both of its people tell of is kept once, as the one it is kept with tells it."""
    told = {one.own for one in found.people}
    for one in found.people:
        one.kin = [kin for kin in one.kin if kin.child == one.own or kin.child not in told]


class _Reader(Reader):
    """One person."""

    def person(self, said: Any) -> Told:
        if not isinstance(said, dict):
            raise Wrong("this is no person")
        if said.get("@type", "Person") != "Person":
            raise Wrong("this is not of the type Person")
        for item in NOT_HELD:
            if said.get(item) not in (None, [], {}, ""):
                self._leave_out(item, "there is no place for it in the record")
        fields, numbers = self._who(said), list(self._numbers(said))
        own = next((one for one in numbers if one["system"].startswith("Sightline ")), numbers[0])
        told = Told((own["system"], own["value"]), fields)
        for one in numbers:
            self._number(one, told)
        told.names = self._names(said, fields)
        told.homes = [self._home(one) for one in self._each(said, "address")]
        told.kin = [
            kin for one in self._each(said, "relatedPerson") for kin in self._kin(one, told.own) if kin
        ]
        return told

    def _who(self, said: Object) -> Object:
        self.place = self.first
        born, born_accuracy = self._day(said, "dateOfBirth")
        died, died_accuracy = self._day(said, "deceasedDate")
        if said.get("isDeceased") is True and died is None:
            self._leave_out("isDeceased", "a death is kept with its day")
        self.place = self.first
        return {
            "born_on": born,
            "born_accuracy": born_accuracy,
            "died_on": died,
            "died_accuracy": died_accuracy,
            "expected_on": self._when(said, "sightline:expectedOn"),
            "sex": self._code(said, "sexCode", codes.SEX_READ) or Sex.UNKNOWN.value,
            "ethnicity": self._one_of(said, "sightline:ethnicity", Ethnicity.values)
            or self._code(said, "ethnicityCode", codes.ETHNICITY_READ)
            or Ethnicity.NOT_YET_KNOWN.value,
            "other_names": self._text(said, "sightline:otherNames", 200),
            "language": self._text(said, "sightline:language", 60),
            "disabilities": self._disabilities(said),
            "former_upn": self._text(said, "sightline:formerPupilNumber", 13) or None,
            "no_upn_because": self._one_of(said, "sightline:noPupilNumberBecause", NoPupilNumber.values),
        }

    def _disabilities(self, said: Object) -> list[str]:
        found = said.get("sightline:disabilities") or []
        if not isinstance(found, list) or not set(map(str, found)) <= set(Disability.values):
            raise Wrong("sightline:disabilities are not codes of disabilities")
        return sorted(map(str, found))

    def _names(self, said: Object, fields: Object) -> list[Object]:
        names = list(self._each(said, "name"))
        uses = [one.get("use") for one in names]
        first = next((uses.index(use) for use in ("usual", "official") if use in uses), 0)
        self.place = f"{self.first}, name"
        if not names:
            raise Wrong("a person has a name")
        main = names.pop(first)
        fields["given_name"] = self._words(main, "givenName")
        fields["family_name"] = self._words(main, "familyName")
        fields["chosen_name"] = self._text(main, "preferredName", 100)
        if not (fields["given_name"] and fields["family_name"]):
            raise Wrong("a person has a name with a given and a family name")
        return [self._other_name(one) for one in names]

    def _other_name(self, one: Object) -> Object:
        use = self._one_of(one, "sightline:use", NameUse.values) or self._one_of(one, "use", NameUse.values)
        name = {"given_name": self._words(one, "givenName"), "family_name": self._words(one, "familyName")}
        if not any(name.values()):
            raise Wrong("this name is empty")
        if one.get("preferredName"):
            self._leave_out("preferredName", "what they are called is kept with the usual name")
        said_by = self._text(one, "sightline:saidBy", 200) or self.called
        return name | {"use": use or NameUse.FORMER.value, "said_by": said_by} | self._span(one)

    def _numbers(self, said: Object) -> Iterator[Object]:
        found = 0
        for one in self._each(said, "identifier"):
            found += 1
            uri, value = self._text(one, "system", 300), self._text(one, "value", 60)
            system = codes.as_system(uri)
            if not system or not value:
                raise Wrong("an identifier has a system and a value")
            if len(system) > 60:
                raise Wrong("the name of this system has more than 60 letters")
            yield {"system": system, "value": value, "said": one, "place": self.place}
        self.place = f"{self.first}, identifier"
        if not found:
            raise Wrong("a person has an identifier")

    def _number(self, one: Object, told: Told) -> None:
        said, system, value = one["said"], one["system"], one["value"]
        self.place = one["place"]
        came_from, goes_by = self._text(said, "sightline:cameFrom", 200), said.get("sightline:goesBy") is True
        span = self._span(said)
        foreign = not any(name.startswith("sightline:") for name in said)
        held = {NHS_NUMBER: "nhs_number", PUPIL_NUMBER: "upn"}.get(system)
        says_so = goes_by or (foreign and span["until_on"] is None)
        if held and says_so and held not in told.person:
            told.person[held] = value
        if came_from or foreign or not (held and goes_by):
            checked = self._when(said, "sightline:checkedOn")
            how = self._text(said, "sightline:checkedHow", 200) or None
            if (checked is None) != (how is None):
                raise Wrong("that a number was made sure has a day and how")
            row = {"system": system, "value": value, "came_from": came_from or self.called, **span}
            told.numbers.append(row | {"checked_on": checked, "checked_how": how})

    def _home(self, one: Object) -> Object:
        lines = [self._text(one, item, 200) for item in ("line1", "line2", "city")]
        address, span = ", ".join(line for line in lines if line), self._span(one)
        if not lines[0] or len(address) > 200:
            raise Wrong("an address has a first line, and at most 200 letters")
        uprn = self._text(one, "UPRN", 20).lstrip("0")
        if uprn and not re.fullmatch(r"[0-9]{1,12}", uprn):
            raise Wrong("a UPRN has up to twelve digits")
        if one.get("USRN"):
            self._leave_out("USRN", "there is no place for it in the record")
        if one.get("use", "home") not in ("home", "old"):
            self._leave_out("use", "every address is kept as where they live or lived")
        if span["from_on"] is None:
            span["from_on"] = min(self.on, span["until_on"] or self.on)
            self._leave_out("", "the address does not say since when: the day of reading stands for it")
        return {"address": address, "postcode": self._text(one, "postcode", 8), "uprn": uprn, **span}

    def _kin(self, one: Object, own: Number) -> Iterator[Kin]:
        other = one.get("identifier")
        if not isinstance(other, dict):
            raise Wrong("a related person has an identifier")
        number = (codes.as_system(self._text(other, "system", 300)), self._text(other, "value", 60))
        kept = self._one_of(one, "sightline:readBack", list(codes.RELATIONS))
        said = one.get("relationship")
        for code in said if isinstance(said, list) else [said]:
            relation = kept or codes.BROADER.get(str(code), str(code))
            if relation not in codes.RELATIONS:
                self._leave_out("relationship", "there is no such relationship in the record")
                continue
            if not kept and relation != code:
                self._leave_out("relationship", "it is kept as a code that says less")
            fields = self._span(one) | {
                "relation": relation,
                "said_by": self._text(one, "sightline:saidBy", 200) or self.called,
                "disputed_by": self._text(one, "sightline:disputedBy", 200),
                "disputed_because": self._text(one, "sightline:disputedBecause", 100_000),
            }
            yield Kin(number, own, fields) if kept else Kin(own, number, fields)
