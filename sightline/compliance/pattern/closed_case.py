"""The closed-case test: fifteen questions that whoever audits a closed case asks, as far as a machine can.

They are asked of every case on the day it ends. Only the last says anything of the child: it is
answered "no" where a pattern fits that may mean danger. None of them replaces reading the case.
"""

from sightline.compliance.pattern.book import NOT_OURS, UNSAFE, WITH_POLICE
from sightline.compliance.pattern.language import AnyUnmet, Fact, Fits, Late, Question, Unmet

WORKED_ON = (Fact.HARM_TOLD, Fact.ASSESS_DECIDED, Fact.ASSESSMENT_BEGUN)

QUESTIONS: tuple[Question, ...] = (
    Question(
        "C1",
        "Was the child seen?",
        "How the child was, and whether it was soon enough for what was told.",
        arises_if_any=WORKED_ON,
        unless=NOT_OURS,
        needs=(Fact.SEEN,),
        rests_on=("child-seen-after-referral", "child-seen-in-enquiry"),
    ),
    Question(
        "C2",
        "Was the child seen alone, or does it say why not?",
        "Whether the reason is a good one. The record refuses a visit that says neither.",
        arises_if_any=(Fact.SEEN,),
        needs=(Fact.ALONE_ACCOUNTED_FOR,),
        rests_on=("child-seen-alone-in-assessment",),
    ),
    Question(
        "C3",
        "Are the child’s wishes and feelings written down?",
        "Whether anybody acted on them.",
        arises_if_any=(Fact.ASSESSMENT_BEGUN,),
        needs=(Fact.WISHES_RECORDED,),
        rests_on=("wishes-and-feelings",),
    ),
    Question(
        "C4",
        "Was the risk weighed: the harm, how likely it is, what protects the child?",
        "Whether it was weighed rightly.",
        arises_if_any=WORKED_ON,
        unless=(Fact.NO_FURTHER_ACTION,),
        needs=(Fact.RISK_ANALYSED,),
        rests_on=("single-assessment", "initial-assessment"),
    ),
    Question(
        "C5",
        "Where harm was told of, was a strategy discussion held, or did a manager say why not?",
        "Whether harm was told of in words that nobody marked as such.",
        arises_if_any=(Fact.HARM_TOLD,),
        needs_any=(Fact.DISCUSSION_HELD, Fact.DISCUSSION_REFUSED, Fact.NO_CAUSE_FOUND),
        fails_on=(Fact.DISCUSSION_WANTING,),
        rests_on=("strategy-discussion",),
    ),
    Question(
        "C6",
        "Was the strategy discussion held in time, and with the police and health?",
        "What was shared there, and what was left out.",
        arises_if_any=(Fact.DISCUSSION_HELD,),
        fails_on=(Unmet(WITH_POLICE), Late(("strategy-discussion",))),
        rests_on=("strategy-discussion", *WITH_POLICE),
    ),
    Question(
        "C7",
        "Was the section 47 enquiry concluded, its joint working agreed, and any conference held?",
        "Whether it found out what there was to find out.",
        arises_if_any=(Fact.ENQUIRY_MADE,),
        fails_on=(
            Fact.ENQUIRY_OPEN,
            Fact.CONFERENCE_WANTING,
            Unmet(("joint-working-decision", "enquiry-conclusion", "initial-conference")),
        ),
        rests_on=("enquiry-conclusion", "joint-working-decision", "initial-conference"),
    ),
    Question(
        "C8",
        "Was the history in sight when it was decided?",
        "Whether what was in sight was taken in, and whether every adult at home was known.",
        needs_any=(Fact.CHECKS_MADE, Fact.HISTORY_SHOWN),
        rests_on=("agency-checks",),
    ),
    Question(
        "C9",
        "Were the other agencies asked?",
        "What they answered: the record says that the checks were made, not by whom each was answered.",
        needs=(Fact.CHECKS_MADE,),
        rests_on=("agency-checks",),
    ),
    Question(
        "C10",
        "Did a manager decide and end it, with a reason?",
        "Whether the reason is a good one: only that it is more than a word.",
        needs=(Fact.DECIDED_BY_A_MANAGER, Fact.ENDED_BY_A_MANAGER),
        fails_on=(Fact.REASON_IN_A_WORD,),
        rests_on=("referral-decision",),
    ),
    Question(
        "C11",
        "Was each thing that the law asks done, and in time?",
        "Why not, where it was not: the reason is in the case.",
        fails_on=(Late(), AnyUnmet()),
        rests_on=("referral-decision", "single-assessment", "initial-assessment"),
    ),
    Question(
        "C12",
        "Was it written down in time, and is every form finished?",
        "What nobody wrote down at all.",
        fails_on=(Fact.WRITTEN_LATE, Fact.ASSESSMENT_UNFINISHED),
        rests_on=("single-assessment", "initial-assessment"),
    ),
    Question(
        "C13",
        "Was nothing left hanging, and was the referrer told?",
        "Whether the family, and each agency that helps on, was told.",
        fails_on=(
            Fact.PLAN_OPEN,
            Fact.CONTACT_WAITING,
            Fact.DISCUSSION_WANTING,
            Fact.ENQUIRY_OPEN,
            Unmet(("referrer-feedback",)),
        ),
        rests_on=("referrer-feedback",),
    ),
    Question(
        "C14",
        "Has nobody been worried about the child again within the year?",
        "Whether it is the same worry.",
        fails_on=(Fact.CAME_BACK,),
        rests_on=("referral-decision",),
    ),
    Question(
        "C15",
        "Does nothing in it look as if the child may be at risk now?",
        "Whether the child is: only somebody who reads the case, and sees the child, can say.",
        fails_on=(Fits(UNSAFE),),
        rests_on=("child-seen-after-referral", "strategy-discussion"),
    ),
)
"""The questions, in order."""
