"""The rules on a child's episodes of need beside each other, and on an episode beside what should have
ended in it.
"""

from sightline.returns.cin_census.comparing import Days
from sightline.returns.cin_census.rules import Found, Hit, View, Within, rule
from sightline.returns.cin_census.spans import Span, begun_during, overlaps, spans

EPISODE = "CINdetails"
ENQUIRY = "Section47"


def open_episodes(episodes: View) -> list[bool]:
    """Whether each has no closure date and its flag says that there was further action."""
    flags = zip(episodes.days("CINclosureDate"), episodes.flags("ReferralNFA"), strict=True)
    return [closed is None and flag is False for closed, flag in flags]


@rule(
    "8815",
    EPISODE,
    "CINreferralDate",
    "CINclosureDate",
    "ReferralNFA",
    says=(
        "More than one open CIN Details episode (a module with no CIN Closure Date) has been provided for "
        "this child and case is not a referral with no further action"
    ),
    within=Within.CHILD,
)
def two_open_episodes(episodes: View) -> Found:
    """Each of the child's open episodes whose flag says that there was further action."""
    still_open = open_episodes(episodes)
    for rows in episodes.of("ChildIdentifiers").inside(EPISODE):
        found = [row for row in rows if still_open[row]]
        if len(found) > 1:
            yield from found


@rule(
    "8816",
    EPISODE,
    "CINreferralDate",
    "CINclosureDate",
    "ReferralNFA",
    says=(
        "An open CIN episode is shown and case is not a referral with no further action, but it is not the "
        "latest episode"
    ),
    within=Within.CHILD,
)
def open_and_not_the_latest(episodes: View) -> Found:
    """Another of the child's episodes, of any kind, has a later referral date."""
    still_open, referred = open_episodes(episodes), episodes.days("CINreferralDate")
    for rows in episodes.of("ChildIdentifiers").inside(EPISODE):
        dated = [(day, row) for row in rows if (day := referred[row]) is not None]
        latest = max(dated, default=None)
        if latest and len(dated) > 1:
            yield from (
                Hit(row, ((EPISODE, latest[1]),)) for day, row in dated if still_open[row] and day < latest[0]
            )


@rule(
    "8820",
    EPISODE,
    "CINreferralDate",
    "CINclosureDate",
    says="The dates on the CIN episodes for this child overlap",
    within=Within.CHILD,
)
def overlapping_episodes(episodes: View) -> Found:
    """Each that overlaps another. One may be referred on the day that another is closed. A referral with
    no further action and no closure date lasts its own day.
    """
    referred, closed, flags = (
        episodes.days("CINreferralDate"),
        list(episodes.days("CINclosureDate")),
        episodes.flags("ReferralNFA"),
    )
    for row, flag in enumerate(flags):
        if flag and closed[row] is None:
            closed[row] = referred[row]
    return overlapping(episodes, EPISODE, referred, closed)


def overlapping(view: View, table: str, starts: Days, ends: Days) -> Found:
    """The rows that overlap another of the same child, each with one that it overlaps beside it."""
    for rows in view.of("ChildIdentifiers").inside(table):
        if len(rows) > 1:
            yield from _both_of_each_pair(table, spans(rows, starts, ends))


def _both_of_each_pair(table: str, ordered: list[Span]) -> Found:
    found: dict[int, int] = {}
    for first, second in overlaps(ordered):
        found.setdefault(first.row, second.row)
        found.setdefault(second.row, first.row)
    return [Hit(row, ((table, other),)) for row, other in found.items()]


@rule(
    "8867",
    EPISODE,
    "CINclosureDate",
    "AssessmentActualStartDate",
    "AssessmentAuthorisationDate",
    says="CIN episode is shown as closed, however Assessment is not shown as completed",
    within=Within.EPISODE,
)
def closed_with_an_unfinished_assessment(episodes: View) -> Found:
    """An assessment without an authorisation date. A date that cannot be read is there all the same."""
    assessments = episodes.of("Assessments")
    authorised, given = assessments.texts("AssessmentAuthorisationDate"), assessments.filled()
    inside = episodes.inside("Assessments")
    for row, closed in enumerate(episodes.texts("CINclosureDate")):
        unfinished = [one for one in inside[row] if given[one] and not authorised[one]] if closed else []
        if unfinished:
            yield Hit(row, tuple(("Assessments", one) for one in unfinished))


@rule(
    "8868",
    EPISODE,
    "CINclosureDate",
    "S47ActualStartDate",
    "DateOfInitialCPC",
    "ICPCnotRequired",
    says=(
        "CIN episode is shown as closed, however Section 47 enquiry is not shown as completed by ICPC date or"
        " ICPC not required flag"
    ),
    within=Within.EPISODE,
)
def closed_with_an_unfinished_enquiry(episodes: View) -> Found:
    """By its own conference date: one on the episode says nothing of which enquiry led to it."""
    unfinished = unfinished_enquiries(episodes.of(ENQUIRY))
    inside = episodes.inside(ENQUIRY)
    for row, closed in enumerate(episodes.texts("CINclosureDate")):
        found = [one for one in inside[row] if unfinished[one]] if closed else []
        if found:
            yield Hit(row, tuple((ENQUIRY, one) for one in found))


def unfinished_enquiries(enquiries: View) -> list[bool]:
    """Whether each has neither a conference date, nor a flag that says that none was required."""
    columns = (enquiries.filled(), enquiries.days("DateOfInitialCPC"), enquiries.flags("ICPCnotRequired"))
    return [given and held is None and not excused for given, held, excused in zip(*columns, strict=True)]


@rule(
    "8890",
    ENQUIRY,
    "S47ActualStartDate",
    "DateOfInitialCPC",
    says="A Section 47 enquiry is shown as starting when there is another Section 47 Enquiry ongoing",
    within=Within.CHILD,
)
def enquiry_begun_during_another(enquiries: View) -> Found:
    """Of the same child. One is ongoing from its start until its conference, or for good without one;
    where no conference was required there is no knowing when it ended, so it counts on its first day
    only. One may start on the day of another's conference.
    """
    starts, excused = enquiries.days("S47ActualStartDate"), enquiries.flags("ICPCnotRequired")
    ends = list(enquiries.days("DateOfInitialCPC"))
    for row, flag in enumerate(excused):
        if flag and ends[row] is None:
            ends[row] = starts[row]
    return begun_during_another(enquiries, ENQUIRY, starts, ends)


def begun_during_another(view: View, table: str, starts: Days, ends: Days) -> Found:
    """The rows that begin while another of the same child is running, with it beside them."""
    for rows in view.of("ChildIdentifiers").inside(table):
        if len(rows) > 1:
            ongoing = begun_during(spans(rows, starts, ends))
            yield from (Hit(row, ((table, other),)) for row, other in ongoing.items())
