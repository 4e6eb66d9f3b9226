"""Who may see which children: one definition, asked by every read and by PostgreSQL under it.

What binds a worker to a child is an entry: an allocation, a referral that their team holds, a conference that
they chair. So each model declares whom its entries let open the child's record (`opens`), as it declares its
milestones, and one function in PostgreSQL, `record_sight`, is built from those declarations. `visible_to`
asks it for a worker; the row-level policies (`record/policies.py`) ask it for the reader whom the request
named (`record/reader.py`). Nobody is let in by anything else.

The answer is a map: one bit for each person in the record by their number, set where the worker may open
their record. Its last bit stands for everybody whose number lies beyond it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.models import BooleanField, Exists, Expression, F, Func, OuterRef, Q, Value
from django.db.models.expressions import RawSQL

from sightline.people.models import DIRECTOR, OPENS_CHILDREN, Absence, Role, Team, Worker
from sightline.record.work import Work

#: Roles that may open every child but those that are kept from them.
EVERY_CHILD = DIRECTOR


def today() -> RawSQL:
    """The day of the request, in London."""
    return RawSQL("(record_moment() AT TIME ZONE 'Europe/London')::date", [], models.DateField())


@dataclass(frozen=True)
class Opens:
    """Whom an entry lets open its child's record.

    `to` is the look-up from the entry to a worker, or to the team that holds it: then to whoever works in
    that team, manages it, or manages its manager. None: to everybody in `roles`. `when` limits it to some
    entries, and may be a function where it must wait for all models to be loaded. An entry that was struck
    out opens nothing. The child's family is opened too, unless the child `alone` is. A restricted record is
    opened by what opens it `even_restricted`, and by nothing else.
    """

    to: str | None
    roles: frozenset[Role] = OPENS_CHILDREN
    when: Q | Callable[[], Q] = field(default_factory=Q)
    alone: bool = False
    even_restricted: bool = False


def ago(interval: str = "0 days") -> RawSQL:
    """The instant that the request is of, or so long before it."""
    return RawSQL("(record_moment() - interval %s)", [interval], models.DateTimeField())


_SELVES = "@selves@"


@dataclass(frozen=True)
class Reader:
    """Somebody who reads, as SQL: their id, their role where it is known, and the map of what they see."""

    pk: Any
    role: Role | None = None
    map: str = "record_sight(record_reader())"
    known: int | None = None
    """Their id, where it is known: beside the statement, so that it is the same for every reader."""

    @classmethod
    def of(cls, worker: Worker) -> "Reader":
        """A worker whom we know."""
        return cls(Value(worker.pk), Role(worker.role), "record_sight(%s)", int(worker.pk))

    def is_one_of(self, roles: frozenset[Role]) -> Q:
        """Whether their role is one of these."""
        if self.role is not None:
            return Q(Value(self.role in roles, BooleanField()))
        words = f"(SELECT record_role()) IN ({listed(roles)})"
        return Q(RawSQL(words, [], BooleanField()))  # noqa: S611 - our own words

    def sees(self, child: str) -> Expression:
        """Whether they may open the record of the person whose id this look-up leads to."""
        return InSight(F(child), map=self.map, known=self.known)

    def sees_through(self, model: type[models.Model], lookup: str) -> Exists:
        """The same through a relation: some row of it that stands is about a child whom they see."""
        relation, _, rest = lookup.partition("__")
        step: Any = model._meta.get_field(relation)
        related: Any = step.related_model
        rows = related._default_manager.order_by()
        if hasattr(related, "struck_out_at"):
            rows = rows.filter(struck_out_at__isnull=True)
        rows = (
            rows.filter(pk=OuterRef(step.attname))
            if step.concrete
            else rows.filter(**{step.field.name: OuterRef("pk")})
        )
        return Exists(rows.filter(self.sees(rest)))


#: Whoever the request named to PostgreSQL.
NAMED = Reader(RawSQL("(SELECT record_reader())", [], models.BigIntegerField()))


class InSight(Func):
    """Whether a person's bit is set in a map of what somebody sees."""

    template = (
        "record_in_sight((SELECT %(map)s), (SELECT octet_length(%(map)s) * 8 - 1)::bigint, %(expressions)s)"
    )
    output_field = BooleanField()

    def as_sql(self, *how: Any, **more: Any) -> Any:
        """With the reader's id in both places where their map is asked for."""
        sql, params = super().as_sql(*how, **more)
        known = () if self.extra["known"] is None else (self.extra["known"],) * 2
        return sql, (*known, *params)


def openings() -> Iterator[tuple[type[models.Model], Opens]]:
    """Every way into a child's record that some model declares: whoever holds open work opens its child, and
    goes on doing so when the record is restricted: what they answer for they must see.
    """
    for model in apps.get_models():
        for one in vars(model).get("opens", ()):
            yield model, one
        work = vars(model).get("work")
        if isinstance(work, Work) and work.worker and work.child:
            theirs = model._meta.app_label == "record"
            yield model, Opens(work.worker, when=work.is_open, even_restricted=theirs)


def _rows(model: type[models.Model], when: Q | Callable[[], Q], using: str) -> Any:
    rows = model._default_manager.using(using).order_by().filter(when() if callable(when) else when)
    return rows.filter(struck_out_at__isnull=True) if hasattr(model, "struck_out_at") else rows


def _sql(rows: Any, using: str) -> str:
    sql, params = rows.query.sql_with_params()
    operations: Any = connections[using].ops
    return str(operations.compose_sql(sql, params))


def _opened(model: type[models.Model], one: Opens, using: str) -> str:
    """Add to `own`, to `alone` or to `even` whom entries of this model open to the worker, `his` row."""
    rows = _rows(model, one.when, using).values_list(getattr(model, "child_is", "child_id"))
    holders = "selves"
    if one.to is not None:
        rows = rows.filter(**{one.to: _placeholder()})
        holders = "teams" if _leads_to(model, one.to) is Team else "selves"
    selected = _sql(rows, using).replace(f"= ({_SELVES})", f"= ANY ({holders})")
    into = "even" if one.even_restricted else "alone" if one.alone else "own"
    return f"IF his.role IN ({listed(one.roles)}) THEN {into} := {into} || ARRAY({selected}); END IF;"


def _leads_to(model: Any, lookup: str) -> Any:
    for step in lookup.split("__"):
        model = model._meta.get_field(step).related_model
    return model


def _placeholder() -> RawSQL:
    return RawSQL(_SELVES, [], models.BigIntegerField())  # noqa: S611 - our own words, replaced by a variable


def listed(roles: frozenset[Role]) -> str:
    return ", ".join(f"'{role.value}'" for role in sorted(roles))


def _stood_in_for(using: str) -> str:
    """Whoever covers for somebody who is away opens what they may."""
    lasts = Q(from_on__lte=today()) & (Q(until_on=None) | Q(until_on__gt=today()))
    away = Absence.objects.using(using).order_by().filter(lasts, covered_by=_placeholder())
    covered = _sql(away.values_list("worker"), using).replace(f"({_SELVES})", "his.id")
    return f"SELECT his.id UNION ALL {covered}"


def sight_sql(*, using: str) -> str:
    """The statements that make `record_sight`, from what the models declare."""
    ways = [(one.even_restricted, _opened(model, one, using)) for model, one in openings()]
    return (
        SETTINGS
        + MAP
        + SIGHT.format(
            opened="\n    ".join(way for even, way in ways if not even),
            opened_even="\n    ".join(way for even, way in ways if even),
            selves=_stood_in_for(using),
            everybody=listed(EVERY_CHILD),
        )
    )


SETTINGS = """
CREATE OR REPLACE FUNCTION record_reader() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('app.reader', true), '')::bigint
$$;
CREATE OR REPLACE FUNCTION record_role() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT role FROM people_worker WHERE id = record_reader() AND left_on IS NULL
$$;
CREATE OR REPLACE FUNCTION record_since() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('app.since', true), '')::timestamptz
$$;
CREATE OR REPLACE FUNCTION record_moment() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('app.moment', true), '')::timestamptz, statement_timestamp())
$$;
"""

MAP = """
CREATE OR REPLACE FUNCTION record_map(children bigint[], of_others boolean) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT decode(
        coalesce(string_agg(
            repeat(CASE WHEN of_others THEN 'ff' ELSE '00' END, (n - coalesce(before, -1) - 1)::int)
            || lpad(to_hex(CASE WHEN of_others THEN 255 - byte ELSE byte END), 2, '0'), '' ORDER BY n
        ), '') || CASE WHEN of_others THEN 'ff' ELSE '00' END, 'hex')
    FROM (
        SELECT child / 8 AS n, bit_or(1 << (child % 8)::int) AS byte,
               lag(child / 8) OVER (ORDER BY child / 8) AS before
        FROM unnest(children) AS child GROUP BY child / 8
    ) AS bytes
$$;
CREATE OR REPLACE FUNCTION record_in_sight(map bytea, last bigint, child bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN get_bit(map, least(child, last)) = 1 THEN true ELSE false END
$$;
"""

SIGHT = """
CREATE OR REPLACE FUNCTION record_sight(who bigint) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    named boolean := who::text = current_setting('app.reader', true);
    his people_worker%ROWTYPE;
    selves bigint[];
    teams bigint[];
    restricted bigint[];
    shut bigint[];
    even bigint[] := '{{}}';
    own bigint[] := '{{}}';
    alone bigint[] := '{{}}';
    kept text := current_setting('app.sight', true);
    seen bytea;
BEGIN
    IF named AND current_setting('app.scope', true) = 'counts' AND record_role() IS NOT NULL THEN
        RETURN '\\xff';
    END IF;
    IF named AND kept <> '' THEN
        RETURN decode(kept, 'hex');
    END IF;
    SELECT * INTO his FROM people_worker WHERE id = who AND left_on IS NULL;
    IF NOT FOUND THEN
        RETURN '\\x00';
    END IF;
    selves := ARRAY({selves});
    teams := ARRAY(
        SELECT team_id FROM people_worker WHERE id = ANY (selves) AND team_id IS NOT NULL
        UNION SELECT id FROM people_team
        WHERE manager_id = ANY (selves) OR service_manager_id = ANY (selves)
    );
    restricted := record_restricted();
    IF restricted <> '{{}}' OR his.role NOT IN ({everybody}) THEN
        {opened_even}
    END IF;
    IF restricted <> '{{}}' THEN  -- whoever is named reads what is joined with it too
        even := even || record_also(ARRAY(
            SELECT n.child_id FROM record_restrictedto n JOIN record_restriction r ON r.id = n.restriction_id
            WHERE n.worker_id = ANY (selves) AND n.ended_at IS NULL AND n.struck_out_at IS NULL
            AND r.lifted_at IS NULL AND r.struck_out_at IS NULL
        ));
    END IF;
    shut := ARRAY(SELECT unnest(restricted) EXCEPT SELECT unnest(even)) || record_kept_from(who);
    IF his.role IN ({everybody}) THEN
        seen := record_map(shut, true);
    ELSE
        {opened}
        own := ARRAY(SELECT unnest(own || even) EXCEPT SELECT unnest(shut));
        own := own || ARRAY(
            SELECT other.child_id FROM record_familymember one JOIN record_familymember other
            ON other.family_id = one.family_id AND other.struck_out_at IS NULL
            WHERE one.struck_out_at IS NULL AND one.child_id = ANY (own)
        );
        seen := record_map(ARRAY(SELECT unnest(own || alone) EXCEPT SELECT unnest(shut)), false);
    END IF;
    IF named THEN
        PERFORM set_config('app.sight', encode(seen, 'hex'), true);
    END IF;
    RETURN seen;
END $$;
"""
