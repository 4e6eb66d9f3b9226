"""What the lists ask of the record more than once: who a child is, who holds a case, when they were seen."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from sightline.record.at_once import Part, at_once
from sightline.record.models import Allocation, Conference, Enquiry, Person, Referral, Sighting
from sightline.returns.annex_a import codes
from sightline.timescales.timescale import months_after

Value = str | int | date | None
Row = tuple[Value, ...]
MONTHS = 6
"""How far back the lists of what happened go."""
YEAR = 12
"""How far back the lists count, in months."""


class Facts:
    """The record as it stood on the evening of a day, with the first day of the six months before it."""

    def __init__(self, on: date) -> None:
        self.on, self.from_on = on, months_after(on, -MONTHS)
        self.year_from = months_after(on, -YEAR)
        leads = Allocation.objects.on(self.on).order_by("from_on", "pk")
        asked = at_once(
            {
                "people": _people(on),
                "leads": leads.values_list("referral", "worker__name"),
                "enquiries": self._days(Enquiry, "started_on"),
                "conferences": self._days(Conference, "held_on", form=Conference.Form.INITIAL),
            }
        )
        self.people = {person.pk: person for person in asked["people"]}
        self.leads: dict[int, str] = dict(asked["leads"])
        self.enquiries, self.conferences = (days_of(asked[one]) for one in ("enquiries", "conferences"))

    def _days(self, model: Any, field: str, **narrowed: Any) -> Part:
        rows = model.objects.standing().filter(**narrowed, **{f"{field}__range": (self.year_from, self.on)})
        return rows.values_list("child", field)  # type: ignore[no-any-return]  # the model is one of several

    def known(self, day: date | None) -> date | None:
        """The day, if it had come."""
        return day if day is not None and day <= self.on else None

    def in_months(self, name: str) -> Q:
        """Those whose day of this name is in the six months."""
        return Q(**{f"{name}__range": (self.from_on, self.on)})

    def who(self, child: int) -> Row:
        """The first five columns."""
        person = self.people[child]
        born_on = self.known(person.born_on)
        gender = codes.GENDER.write(person.sex if born_on else "U")
        ethnicity = codes.ETHNICITY.write(person.ethnicity)
        return (person.pk, gender, ethnicity, born_on, person.age(on=self.on))

    def disability(self, child: int) -> str | None:
        """Nothing where nobody has said: only NONE says that there is none."""
        said = self.people[child].disabilities
        return codes.YES_NO.write("no" if "NONE" in said else "yes") if said else None

    def held(self, referral: Referral) -> Row:
        """The team that holds it and whoever led it that day."""
        return (referral.team.name, self.leads.get(referral.pk))


def days_of(rows: Iterable[tuple[int, date]]) -> dict[int, list[date]]:
    """The days of each child."""
    found: dict[int, list[date]] = defaultdict(list)
    for child, day in rows:
        found[child].append(day)
    return found


def _people(on: date) -> Part:
    """Everybody whom any of the lists might be about."""
    about = Q(referrals__received_on__lte=on) | Q(contactchilds__contact__received_at__date__lte=on)
    ids = Person.objects.filter(about).order_by().values("pk")
    fields = ("born_on", "sex", "ethnicity", "disabilities")
    return Person.objects.filter(pk__in=ids).only("pk", *fields)


def yes_no(is_so: bool | None) -> str | None:
    return None if is_so is None else codes.YES_NO.write("yes" if is_so else "no")


def seen(children: Iterable[int], facts: Facts) -> dict[int, list[date]]:
    """The days on which each child was seen."""
    rows = Sighting.objects.seen().filter(child__in=set(children), happened_on__lte=facts.on)
    return days_of(rows.values_list("child", "happened_on"))


def visits(children: Iterable[int], facts: Facts) -> dict[int, list[tuple[date, str]]]:
    """The visits under a plan at which each child was seen, and whether alone."""
    rows = Sighting.objects.seen().filter(
        child__in=set(children), happened_on__lte=facts.on, purpose=Sighting.Purpose.PLAN
    )
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for child, day, alone in rows.order_by("happened_on", "pk").values_list("child", "happened_on", "alone"):
        found[child].append((day, alone))
    return found
