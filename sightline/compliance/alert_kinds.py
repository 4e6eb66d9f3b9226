"""The kinds of alert that there are, the gravest first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of alert: its words for one and for several, whose it is, and the page that it leads to."""

    words: tuple[str, str]
    whose: str
    page: str
    rest: tuple[str, ...] = ()


LEADS = "whoever leads the work, or acts for them"
MANAGES = "the team’s manager, or whoever acts for them"
#: Every kind there is, the gravest first. A new one is argued for: people stop reading what is long.
KINDS = {
    "reached-me": Kind(
        ("case that nobody moves has reached you", "cases that nobody moves have reached you"),
        "the service manager or the director, until they say that they know",
        "reached-me",
    ),
    "emergency": Kind(
        ("record opened in an emergency", "records opened in an emergency"),
        "whoever leads the case, until they say that they know; and its manager, until it is reviewed",
        "emergencies",
    ),
    "urgent-contacts": Kind(
        (
            "contact that cannot wait and nobody has taken up",
            "contacts that cannot wait and nobody has taken up",
        ),
        "the front door at once; its service manager and the director once it has waited too long",
        "contacts",
    ),
    "to-see": Kind(
        ("child to be seen, the day gone by", "children to be seen, the day gone by"), LEADS, "my-families"
    ),
    "safety-due": Kind(
        ("decision to make on what is safe enough", "decisions to make on what is safe enough"),
        MANAGES,
        "team-list",
        ("safety-due",),
    ),
    "never-allocated": Kind(
        ("case never given to anybody", "cases never given to anybody"),
        MANAGES,
        "team-list",
        ("never-allocated",),
    ),
    "orphaned": Kind(
        ("case that nobody leads any more", "cases that nobody leads any more"),
        MANAGES,
        "team-list",
        ("orphaned",),
    ),
    "contacts": Kind(
        ("contact not decided within a working day", "contacts not decided within a working day"),
        "the front door",
        "contacts",
    ),
    "handovers": Kind(
        ("case offered to you, to answer", "cases offered to you, to answer"),
        "whoever it is offered to",
        "handovers",
    ),
    "disagreements": Kind(
        ("disagreement to answer", "disagreements to answer"),
        "whoever it was put to, or acts for them",
        "disagreements",
    ),
    "stalled": Kind(
        ("case whose assessment is past due", "cases whose assessments are past due"),
        MANAGES,
        "team-list",
        ("stalled",),
    ),
    "silent": Kind(
        ("open case in which nothing is written", "open cases in which nothing is written"),
        MANAGES,
        "team-list",
        ("silent",),
    ),
    "decisions": Kind(
        ("decision waiting for over two working days", "decisions waiting for over two working days"),
        MANAGES,
        "decisions",
    ),
    "supervision": Kind(
        ("child whose supervision is overdue", "children whose supervision is overdue"),
        MANAGES,
        "supervision",
    ),
    "demand": Kind(
        ("week of more referrals than usual", "weeks of more referrals than usual"),
        "the service manager and the director",
        "demand",
    ),
    "agreed": Kind(
        ("thing that you agreed to do, the day gone by", "things that you agreed to do, the day gone by"),
        "whoever agreed to it",
        "agreed",
    ),
    "awaited": Kind(
        ("answer of another agency, the day gone by", "answers of other agencies, the day gone by"),
        "whoever asked",
        "awaited",
    ),
    "to-confirm": Kind(
        ("entry written for you, to confirm", "entries written for you, to confirm"),
        "whoever it was written for",
        "to-confirm",
    ),
    "to-write": Kind(
        ("entry to write for somebody, the day gone by", "entries to write for somebody, the day gone by"),
        "whoever it was handed to",
        "to-write",
    ),
}
