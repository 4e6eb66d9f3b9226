"""What a look-back comes to: what went in and what came out, what was found, and what was probably missed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sightline.assurance import estimate, sampling
from sightline.assurance.estimate import Estimate
from sightline.assurance.models import FollowUp, LookBack, SampledCase, Verdict
from sightline.assurance.models.verdict import UNSAFE, Finding, FollowUpOutcome
from sightline.timescales.london import day_of


@dataclass
class Report:
    """One look-back as it stands. Every number is counted from the record each time it is asked for."""

    look_back: LookBack

    # ── in and out

    @cached_property
    def cases(self) -> list[int]:
        """The cases that went in: the list as it was kept."""
        return self.look_back.frame.cases

    @cached_property
    def scored(self) -> dict[int, bool]:
        """The cases that were held to the patterns, and whether any picked them."""
        rows = self.look_back.scored.standing().values_list("referral", "fits")
        return {case: bool(fits) for case, fits in rows}

    @cached_property
    def given(self) -> dict[int, int]:
        """The cases given to somebody to read, and to whom."""
        rows = SampledCase.objects.standing().filter(sample__in=self.samples)
        return dict(rows.values_list("referral", "reader"))

    @cached_property
    def verdicts(self) -> dict[int, str]:
        """The cases that were read, and what was made of each."""
        rows = Verdict.objects.standing().filter(case__sample__in=self.samples)
        return dict(rows.values_list("case__referral", "finding"))

    @property
    def samples(self) -> list[int]:
        """The samples that its cases are read in."""
        both = (self.look_back.readings_id, self.look_back.control_id)
        return [sample for sample in both if sample is not None]

    @property
    def lost(self) -> list[int]:
        """Cases that went in and that nothing accounts for, once the cases have been given out.

        Each has a verdict, or waits for its reader, or was held to the patterns and passed over.
        """
        if not self.samples:
            return []
        accounted = set(self.verdicts) | self.to_read | self.not_read
        return [case for case in self.cases if case not in accounted]

    @property
    def picked(self) -> set[int]:
        """The cases that a pattern fits."""
        return {case for case, fits in self.scored.items() if fits}

    @property
    def to_read(self) -> set[int]:
        """The cases that somebody was given and has not given a verdict on."""
        return set(self.given) - set(self.verdicts)

    @property
    def not_read(self) -> set[int]:
        """The cases that no pattern picks and nobody was given to read."""
        return set(self.scored) - self.picked - set(self.given)

    # ── what was found

    @cached_property
    def unsafe(self) -> set[int]:
        """The cases whose reader found the child at risk."""
        return {case for case, finding in self.verdicts.items() if finding in UNSAFE}

    @property
    def findings(self) -> dict[Finding, int]:
        """How many verdicts say each thing; every one of them is named."""
        counted = Counter(self.verdicts.values())
        return {finding: counted[finding] for finding in Finding}

    @property
    def false_alarms(self) -> set[int]:
        """The cases that a pattern picked and whose reader found the child safe."""
        return (self.picked & set(self.verdicts)) - self.unsafe

    @property
    def rate_of_false_alarms(self) -> Estimate:
        """Of the cases that the patterns picked, how many were in order."""
        read = self.picked & set(self.verdicts)
        return estimate.not_drawn(len(self.false_alarms), len(read), of=len(self.picked))

    @cached_property
    def missed(self) -> Estimate | None:
        """Of the cases that no pattern picked, how many are unsafe all the same; None before any is read.

        From the random control: or exactly, where every case is read.
        """
        passed_over = set(self.scored) - self.picked
        read = {case: self.verdicts[case] in UNSAFE for case in passed_over & set(self.verdicts)}
        if not read:
            return None
        if self.look_back.control is not None:
            return sampling.estimate_of(self.look_back.control, read)
        return estimate.not_drawn(sum(read.values()), len(read), of=len(passed_over))

    @cached_property
    def beforehand(self) -> Estimate | None:
        """What the sample that was read before it, and is left out of it, said of all; None where there is
        none.
        """
        sample = self.look_back.leaves_out
        if sample is None:
            return None
        rows = Verdict.objects.standing().filter(case__sample=sample)
        found = {case: finding in UNSAFE for case, finding in rows.values_list("case__referral", "finding")}
        return sampling.estimate_of(sample, found)

    # ── what is being done

    @cached_property
    def follow_ups(self) -> list[FollowUp]:
        """The work that its verdicts began, with who holds each: also where whoever asks may not open the
        child, for the number is theirs to know.
        """
        rows = FollowUp.objects.standing().filter(verdict__case__sample__in=self.samples)
        return list(rows.select_related("holder").order_by("begun_on", "pk"))

    @property
    def open(self) -> int:
        """How much of that work is still held by somebody."""
        return sum(one.ended_on is None for one in self.follow_ups)

    @property
    def referred_again(self) -> int:
        """How many children were referred again."""
        return sum(one.outcome == FollowUpOutcome.REFERRED_AGAIN for one in self.follow_ups)

    @cached_property
    def by_day(self) -> list[tuple[date, int, int]]:
        """Each day on which verdicts were given, in order: how many, and how many of them unsafe."""
        given: Counter[date] = Counter()
        unsafe: Counter[date] = Counter()
        rows = Verdict.objects.standing().filter(case__sample__in=self.samples)
        for at, finding in rows.values_list("given_at", "finding"):
            given[day_of(at)] += 1
            unsafe[day_of(at)] += finding in UNSAFE
        return [(day, given[day], unsafe[day]) for day in sorted(given)]

    @property
    def is_finished(self) -> bool:
        """Whether every case was scored, and every one that was to be read has a verdict."""
        return bool(self.samples) and not self.to_read and len(self.scored) == len(self.cases)
