"""Finding people: few who might be meant, by the keys that their names share, and then the likest of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Upper

from sightline.record.likeness.compare import Compared, Held, compare, score
from sightline.record.likeness.names import words_of
from sightline.record.likeness.sought import PartialDay, Sought, called
from sightline.record.likeness.weights import LIKELY, PLAUSIBLE, VERY_LIKELY, Field, Likeness
from sightline.record.models import Identifier, OtherName, Person, Residence
from sightline.record.models.person import PersonQuerySet

#: So many are compared at most; with more than that the words are too few to tell people apart.
MOST = 1000
#: With so many found who might be meant, nobody who shares less is looked for.
ENOUGH = 20

#: What is asked of each person in a row (`_held`).
ASKED = ("pk", "given_name", "chosen_name", "family_name", "other_names", "born_on", "nhs_number", "upn")
KEYED = "SELECT record_named(record_name_keys(%s::text[], %s::text[], %s::date[], %s::int[], %s))"
SPELT = "SELECT record_spelt_like(%s)"
WHO_SHARE = "SELECT child, other FROM record_who_share(%s::bigint[], %s)"


@dataclass(frozen=True)
class Match:
    """One person who might be meant: how likely (`compare.score`), and why, field by field."""

    child: int
    score: float
    compared: tuple[Compared, ...]

    @property
    def likely(self) -> str:
        """How likely, in words."""
        if self.score >= VERY_LIKELY:
            return "Very likely"
        return "Likely" if self.score >= LIKELY else "Possibly"

    @property
    def why(self) -> str:
        """The likenesses as a sentence."""
        told = "; ".join(str(one) for one in self.compared)
        return f"{told[:1].upper()}{told[1:]}." if told else ""


def find(among: PersonQuerySet, sought: Sought) -> list[Match]:
    """Whoever among these people might be meant, the likest first. A few queries, however many people."""
    found: dict[int, Match] = {}
    for candidates in _blocks(among.standing(), sought):
        fresh = [row for row in candidates.values_list(*ASKED)[:MOST] if row[0] not in found]
        for child, held in _hold(fresh, sought).items():
            compared = compare(sought, held)
            found[child] = Match(child, score(compared), compared)
        if sum(one.score >= PLAUSIBLE for one in found.values()) >= ENOUGH:
            break
    return _likest(found.values())


def _blocks(among: PersonQuerySet, sought: Sought) -> Iterator[PersonQuerySet]:
    """People who share ever less with what is sought, but for a number and a home, which are asked first."""
    sure = _numbered(sought) | _at_home(sought)
    if sure:
        yield among.filter(sure)
    for sorts in _sorts(sought):
        yield among.filter(pk__in=_keyed(sought, sorts))


def _sorts(sought: Sought) -> tuple[str, ...]:
    """The sorts of key to ask for in turn (`record/naming.py`): the fewer people share one, the sooner.

    Whoever is spelt like it (~) is likelier meant than whoever shares a sound and an initial.
    """
    if not sought.words:
        return ("b",) if sought.born else ()
    if len(sought.words) == 1:
        return ("yb", "n", "s~") if sought.born else ("n", "s~")
    return ("eb", "py", "~", "i")


def _keyed(sought: Sought, sorts: str) -> RawSQL:
    """Whoever shares a key of these sorts; with ~ among them, whoever is spelt like this as well."""
    given, family = next(sought.ways())
    born = sought.born
    years = [born.year] if born else []
    asked = [called(given), called(family), list(born.possible) if born else [], years, sorts]
    statement, also = (f"{KEYED} UNION {SPELT}", [" ".join(sought.words)]) if "~" in sorts else (KEYED, [])
    return RawSQL(statement, [*asked, *also])  # noqa: S611 - the words are ours, what was typed is a parameter


def _numbered(sought: Sought) -> Q:
    """Whoever is known here or elsewhere by one of these numbers."""
    if not sought.numbers:
        return Q()
    numbers = list(sought.numbers)
    elsewhere = Identifier.objects.standing().filter(value__in=numbers).values("child")
    return Q(nhs_number__in=numbers) | Q(upn__in=numbers) | Q(former_upn__in=numbers) | Q(pk__in=elsewhere)


def _at_home(sought: Sought) -> Q:
    """Whoever has lived at the postcode, or at the address where it begins with a house number."""
    homes = Q()
    if sought.postcode:
        homes |= Q(code__in=[sought.postcode, f"{sought.postcode[:-3]} {sought.postcode[-3:]}"])
    if any(letter.isdigit() for letter in sought.address):
        homes |= Q(address__icontains=sought.address)
    if not homes:
        return Q()
    lived = Residence.objects.standing().annotate(code=Upper("postcode")).filter(homes)
    return Q(pk__in=lived.values("child"))


def hold(children: Iterable[int], sought: Sought) -> dict[int, Held]:
    """What the record holds of each of these people, as far as it is asked about. Four queries at most."""
    return _hold(list(Person.objects.filter(pk__in=list(children)).values_list(*ASKED)), sought)


def _hold(rows: list[tuple[Any, ...]], sought: Sought) -> dict[int, Held]:
    wanted = [row[0] for row in rows]
    if not wanted:
        return {}
    homes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if sought.postcode or sought.address:
        for child, address, code in (
            Residence.objects.standing().filter(child__in=wanted).values_list("child", "address", "postcode")
        ):
            homes[child].append((address.lower(), code.replace(" ", "").upper()))
    numbers: dict[int, set[str]] = defaultdict(set)
    if sought.numbers:
        known = Identifier.objects.standing().filter(child__in=wanted)
        for child, value in known.values_list("child", "value"):
            numbers[child].add(value)
    names: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if sought.words or sought is EVERYTHING:
        known_by = OtherName.objects.standing().filter(child__in=wanted)
        for child, given, family in known_by.values_list("child", "given_name", "family_name"):
            names[child].append((given, family))
    return {row[0]: _held(row, homes[row[0]], numbers[row[0]], names[row[0]]) for row in rows}


#: Asked of everything that may be compared.
EVERYTHING = Sought(postcode="any", address="any", numbers=frozenset({"any"}))


def _as_sought(held: Held) -> Sought:
    given, family = held.names[0]
    return Sought(
        given=given,
        family=family,
        born=PartialDay.of(held.born_on) if held.born_on else None,
        postcode=held.postcodes[-1] if held.postcodes else "",
        address=held.addresses[-1] if held.addresses else "",
        numbers=held.numbers,
    )


def alike(child: int, among: PersonQuerySet) -> list[Match]:
    """Whoever among these people might be the same person as this one, the likest first. Seven queries.

    They share a birth date, a number, or a name as it is said and the year: by less nobody is taken for
    another.
    """
    pairs = _who_share([child], "bepy") | _share_numbers([child])
    others = [other for _, other in pairs][:MOST]
    held = hold([child, *among.standing().filter(pk__in=others).values_list("pk", flat=True)], EVERYTHING)
    sought = _as_sought(held.pop(child))
    found = {other: compare(sought, theirs) for other, theirs in held.items()}
    return _likest(Match(other, score(compared), compared) for other, compared in found.items())


def _likest(found: Iterable[Match]) -> list[Match]:
    likely = [one for one in found if one.score >= PLAUSIBLE]
    return sorted(likely, key=lambda one: (-one.score, one.child))


def _who_share(children: Iterable[int], sorts: str) -> set[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(WHO_SHARE, [list(children), sorts])
        return set(cursor.fetchall())


def _share_numbers(children: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs of entries of which the same number is said, as far as the reader may see both: two queries."""
    said = Identifier.objects.standing()
    own = list(said.filter(child__in=list(children)).values_list("child", "system", "value"))
    known = said.filter(value__in={value for *_, value in own}) if own else said.none()
    others = list(known.values_list("child", "system", "value"))
    return {
        (child, other)
        for child, *number in own
        for other, *theirs in others
        if number == theirs and other != child
    }


#: What tells a brother, a sister or a twin from the same person written down twice, whatever else they share.
OTHERS = frozenset({Compared(Field.GIVEN, Likeness.UNLIKE), Compared(Field.BORN, Likeness.UNLIKE)})


def twice(children: Iterable[int], among: PersonQuerySet) -> list[tuple[int, Match]]:
    """Of these children, each with anybody among these people who is very likely the same person.

    A brother or a twin shares all but the given name or the birth date, and is not; whoever has the same
    number is asked about, however unlike. Eight queries, however many children.
    """
    same_number = _share_numbers(children)
    shared = _who_share(children, "be") | same_number
    pairs = {(min(pair), max(pair)) for pair in shared}
    seen = set(
        among.standing().filter(pk__in={one for pair in pairs for one in pair}).values_list("pk", flat=True)
    )
    held = hold(seen, EVERYTHING)
    found = []
    for one, other in sorted(pairs):
        if {one, other} <= seen:
            compared = compare(_as_sought(held[one]), held[other])
            match = Match(other, score(compared), compared)
            likely = match.score >= VERY_LIKELY and not OTHERS.intersection(compared)
            if likely or not same_number.isdisjoint({(one, other), (other, one)}):
                found.append((one, match))
    return found


def _held(
    row: tuple[Any, ...], homes: list[tuple[str, str]], numbers: set[str], names: list[tuple[str, str]]
) -> Held:
    _, given, chosen, family, others, born_on, *own = row
    first, also = words_of(f"{given} {chosen}"), words_of(others)
    known_by = ((tuple(words_of(one or given)), tuple(words_of(other or family))) for one, other in names)
    return Held(
        names=((tuple(first + also), tuple(words_of(family) + also)), *known_by),
        born_on=born_on,
        postcodes=tuple(code for _, code in homes),
        addresses=tuple(address for address, _ in homes),
        numbers=frozenset(numbers | {one for one in own if one}),
    )
