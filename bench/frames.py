"""A duty as a pandas script, as an analyst would write it: filter, group, merge, compare whole columns."""

import pandas as pd

from sightline.duties.language import Duty, Kind, Standing, Thread

NEVER = 2147483647


def clocks(
    duty: Duty, milestones: pd.DataFrame, law: pd.DataFrame, minutes: pd.DataFrame, today: int
) -> pd.DataFrame:
    """Every clock of this duty, with its standing today."""
    triggers = _own(duty, milestones, duty.start_kinds)
    run = triggers.groupby("thread", as_index=False).agg(child=("child", "first"), first=("day", "min"))
    runs = _recurring(duty, milestones, triggers, run) if duty.recurs else run.assign(started=run["first"])
    runs = runs.merge(law, left_on="started", right_on="day").drop(columns="day")
    runs = runs.rename(columns={"due": "due_on", "no_number": "must_be_done"})
    for name, kinds in (("ended", duty.end_kinds), ("lapsed", duty.lapse_kinds)):
        stops = _beside(duty, milestones, run, kinds).groupby("thread")["day"].min().rename(name)
        runs = runs.merge(stops, left_on="thread", right_index=True, how="left").fillna({name: NEVER})
    stop = runs[["ended", "lapsed"]].min(axis=1)
    runs = runs[stop >= runs["started"]]
    runs = runs.merge(_met(duty, milestones, run, runs), on=["thread", "started"], how="left").fillna(
        {"met_on": NEVER}
    )
    runs.loc[runs["met_on"] > runs[["ended", "lapsed"]].min(axis=1), "met_on"] = NEVER
    if duty.recurs:
        meetings = _beside(duty, milestones, run, duty.met_kinds)[["thread", "day"]].drop_duplicates()
        same = runs.merge(meetings, left_on=["thread", "started"], right_on=["thread", "day"], how="left")[
            "day"
        ]
        runs["must_be_done"] = runs["must_be_done"].to_numpy() & same.isna().to_numpy()
    return _judged(duty, milestones, minutes, runs, today)


def _recurring(
    duty: Duty, milestones: pd.DataFrame, triggers: pd.DataFrame, run: pd.DataFrame
) -> pd.DataFrame:
    meetings = _beside(duty, milestones, run, duty.met_kinds)
    meetings = meetings[meetings["day"] > meetings["first"]]
    begun = pd.concat([triggers[["thread", "day"]], meetings[["thread", "day"]]]).drop_duplicates()
    return begun.rename(columns={"day": "started"}).merge(run, on="thread")


def _met(duty: Duty, milestones: pd.DataFrame, run: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    """The first meeting that can meet each clock."""
    meetings = _beside(duty, milestones, run, duty.met_kinds)[["thread", "kind", "day"]]
    if duty.recurs:
        meetings = meetings[["thread", "day"]].sort_values("day")
        runs = runs[["thread", "started"]].sort_values("started")
        met = pd.merge_asof(
            runs,
            meetings,
            left_on="started",
            right_on="day",
            by="thread",
            direction="forward",
            allow_exact_matches=False,
        )
        return met.rename(columns={"day": "met_on"})
    both = runs[["thread", "started"]].merge(meetings, on="thread")
    starts_too = both["kind"].isin(duty.start_kinds)
    both = both[(both["day"] > both["started"]) | (~starts_too & (both["day"] == both["started"]))]
    return both.groupby(["thread", "started"], as_index=False)["day"].min().rename(columns={"day": "met_on"})


def _judged(
    duty: Duty, milestones: pd.DataFrame, minutes: pd.DataFrame, runs: pd.DataFrame, today: int
) -> pd.DataFrame:
    late = runs["met_on"] > runs["due_on"]
    if duty.title == "Confirm a telephoned referral in writing":
        runs, late = _in_hours(duty, milestones, minutes, runs)
    runs["standing"] = int(Standing.RUNNING)
    runs.loc[runs["due_on"] < today, "standing"] = int(Standing.OVERDUE)
    ended = runs["ended"] <= today
    undone = runs["must_be_done"] | (runs["ended"] > runs["due_on"])
    runs.loc[ended & undone, "standing"] = int(Standing.ENDED_UNMET)
    runs.loc[ended & ~undone, "standing"] = int(Standing.NO_LONGER_OWED)
    lapsed = (runs["lapsed"] <= today) & (runs["lapsed"] <= runs["ended"])
    runs.loc[lapsed, "standing"] = int(Standing.NO_LONGER_OWED)
    met = runs["met_on"] <= today
    runs.loc[met & late, "standing"] = int(Standing.LATE)
    runs.loc[met & ~late, "standing"] = int(Standing.IN_TIME)
    runs.loc[runs["started"] > today, "standing"] = int(Standing.NOT_STARTED)
    return runs


def _in_hours(
    duty: Duty, milestones: pd.DataFrame, minutes: pd.DataFrame, runs: pd.DataFrame
) -> tuple[pd.DataFrame, pd.Series]:
    for name, kinds, unknown, on in (
        ("start_at", duty.start_kinds, "last", "started"),
        ("met_at", duty.met_kinds, "first", "met_on"),
    ):
        facts = _own(duty, milestones, kinds).merge(minutes, on="day")
        facts[name] = facts["at"].fillna(facts[unknown])
        least = facts.groupby(["thread", "day"], as_index=False)[name].min()
        runs = runs.merge(least, left_on=["thread", on], right_on=["thread", "day"], how="left").drop(
            columns="day"
        )
    due_at = runs["start_at"] + 60 * runs["due_on"]
    place = minutes["first"].searchsorted(due_at, side="right") - 1
    return runs.assign(due_on=minutes["day"].to_numpy()[place]), runs["met_at"] > due_at


def _own(duty: Duty, milestones: pd.DataFrame, kinds: tuple[Kind, ...]) -> pd.DataFrame:
    return milestones[milestones["kind"].isin(kinds) & (milestones["thread"] % 32 == duty.thread)]


def _beside(duty: Duty, milestones: pd.DataFrame, run: pd.DataFrame, kinds: tuple[Kind, ...]) -> pd.DataFrame:
    """Each run beside each of these facts, in its thread or about the child since it began."""
    own = run.merge(_own(duty, milestones, kinds)[["thread", "kind", "day"]], on="thread")
    about = milestones[milestones["kind"].isin([kind for kind in kinds if kind.is_about_the_child])]
    about = about[about["thread"] % 32 == Thread.CHILD]
    if not len(about):
        return own
    theirs = run.merge(about[["child", "kind", "day"]], on="child")
    return pd.concat([own, theirs[theirs["day"] >= theirs["first"]]])
