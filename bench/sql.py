"""A duty as one SQL statement for DuckDB, written as somebody who knows it well would write it.

Only what a duty needs is in its statement: no join to facts about the child unless a kind is about the child,
no hours unless an edition has them. The milestones are loaded in order of kind, thread and day, which
DuckDB's zone maps like; and each duty has a table with the version and due day of every start day, made
beforehand, which is not timed.
"""

from sightline.duties.language import Duty, Kind, Standing, Thread

NEVER = 2147483647


def statement(duty: Duty, today: int) -> str:
    """Every clock of this duty, with its standing today, as a table named clocks."""
    steps = _recurring(duty) if duty.recurs else _one_off(duty)
    return f"""
        CREATE OR REPLACE TEMP TABLE clocks AS
        WITH {steps},
        stopped AS (
            SELECT *, CASE WHEN met > least(ended, lapsed) THEN {NEVER} ELSE met END AS met_on FROM clock
        ){_hours(duty)}
        SELECT thread, started, due_on, met_on, ended, lapsed, (CASE
            WHEN started > {today} THEN {Standing.NOT_STARTED:d}
            WHEN met_on <= {today} THEN CASE WHEN late THEN {Standing.LATE:d} ELSE {Standing.IN_TIME:d} END
            WHEN lapsed <= {today} AND lapsed <= ended THEN {Standing.NO_LONGER_OWED:d}
            WHEN ended <= {today} THEN CASE WHEN must_be_done OR ended > due_on
                THEN {Standing.ENDED_UNMET:d} ELSE {Standing.NO_LONGER_OWED:d} END
            WHEN {today} > due_on THEN {Standing.OVERDUE:d}
                ELSE {Standing.RUNNING:d} END)::TINYINT AS standing
        FROM judged"""


def _one_off(duty: Duty) -> str:
    stops = duty.end_kinds + duty.lapse_kinds
    return f"""
        run AS (
            SELECT thread, child, started, due AS due_on, no_number AS must_be_done
            FROM (SELECT thread, any_value(child) AS child, min(day) AS started
                  FROM milestones WHERE {_own(duty, duty.start_kinds)} GROUP BY thread)
            JOIN law ON law.day = started),
        fact AS ({_facts(duty, duty.met_kinds + stops, "run")}),
        clock AS (
            SELECT thread, any_value(child) AS child, started, any_value(due_on) AS due_on,
                any_value(must_be_done) AS must_be_done,
                coalesce(min(day) FILTER ({_meets(duty)}), {NEVER}) AS met,
                coalesce(min(day) FILTER (kind IN {_list(duty.end_kinds)}), {NEVER}) AS ended,
                coalesce(min(day) FILTER (kind IN {_list(duty.lapse_kinds)}), {NEVER}) AS lapsed
            FROM fact GROUP BY thread, started
            HAVING least(ended, lapsed) >= started)"""


def _recurring(duty: Duty) -> str:
    stops = duty.end_kinds + duty.lapse_kinds
    return f"""
        trigger AS (SELECT thread, child, day FROM milestones WHERE {_own(duty, duty.start_kinds)}),
        run AS (SELECT thread, any_value(child) AS child, min(day) AS started FROM trigger GROUP BY thread),
        stop AS (
            SELECT thread, coalesce(min(day) FILTER (kind IN {_list(duty.end_kinds)}), {NEVER}) AS ended,
                coalesce(min(day) FILTER (kind IN {_list(duty.lapse_kinds)}), {NEVER}) AS lapsed
            FROM ({_facts(duty, stops, "run")}) GROUP BY thread),
        event AS (
            SELECT thread, day, bool_or(is_trigger) AS is_trigger, bool_or(NOT is_trigger) AS is_meeting
            FROM (SELECT thread, day, true AS is_trigger FROM trigger UNION ALL
                  SELECT thread, day, false FROM ({_facts(duty, duty.met_kinds, "run")}) WHERE day >= started)
            GROUP BY thread, day),
        begun AS (
            SELECT thread, day AS started, is_meeting, min(CASE WHEN is_meeting THEN day END) OVER (
                PARTITION BY thread ORDER BY day ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS met
            FROM event),
        clock AS (
            SELECT begun.thread, begun.started, law.due AS due_on, ended, lapsed,
                law.no_number AND NOT is_meeting AS must_be_done, coalesce(met, {NEVER}) AS met
            FROM begun JOIN stop USING (thread) JOIN law ON law.day = begun.started
            WHERE begun.started <= least(ended, lapsed))"""


def _facts(duty: Duty, kinds: tuple[Kind, ...], run: str) -> str:
    """Each run beside each of these facts, in its thread or about the child since; or beside none."""
    own = f"""SELECT {run}.*, kind, day FROM {run}
        LEFT JOIN (SELECT thread, kind, day FROM milestones WHERE {_own(duty, kinds)}) USING (thread)"""
    about_child = tuple(kind for kind in kinds if kind.is_about_the_child)
    if not about_child:
        return own
    return f"""{own} UNION ALL
        SELECT {run}.*, kind, day FROM {run}
        JOIN (SELECT child, kind, day FROM milestones
              WHERE kind IN {_list(about_child)} AND thread & 31 = {Thread.CHILD:d}) AS about USING (child)
        WHERE day >= {run}.started"""


def _hours(duty: Duty) -> str:
    """Whether each was late: by days, or by minutes where the limit is in hours."""
    if duty.title != "Confirm a telephoned referral in writing":
        return ", judged AS (SELECT *, met_on > due_on AS late FROM stopped)"
    return f""",
        timed AS (
            SELECT stopped.* EXCLUDE (due_on), start.minute + 60 * due_on AS due_at, end_.minute AS met_at
            FROM stopped
            JOIN (SELECT thread, m.day, min(coalesce(m."at", minutes.last)) AS minute FROM milestones m
                  JOIN minutes USING (day) WHERE {_own(duty, duty.start_kinds)} GROUP BY ALL) AS start
                ON start.thread = stopped.thread AND start.day = stopped.started
            LEFT JOIN (SELECT thread, m.day, min(coalesce(m."at", minutes.first)) AS minute FROM milestones m
                       JOIN minutes USING (day) WHERE {_own(duty, duty.met_kinds)} GROUP BY ALL) AS end_
                ON end_.thread = stopped.thread AND end_.day = stopped.met_on),
        judged AS (
            SELECT timed.*, minutes.day AS due_on, coalesce(met_at > due_at, false) AS late
            FROM timed JOIN minutes ON due_at BETWEEN minutes.first AND minutes.last)"""


def _own(duty: Duty, kinds: tuple[Kind, ...]) -> str:
    return f"kind IN {_list(kinds)} AND thread & 31 = {duty.thread:d}"


def _meets(duty: Duty) -> str:
    later = tuple(kind for kind in duty.met_kinds if kind in duty.start_kinds)
    same_day = tuple(kind for kind in duty.met_kinds if kind not in duty.start_kinds)
    return f"(kind IN {_list(same_day)} AND day >= started) OR (kind IN {_list(later)} AND day > started)"


def _list(kinds: tuple[Kind, ...]) -> str:
    return f"({', '.join(str(int(kind)) for kind in kinds) or '-1'})"
