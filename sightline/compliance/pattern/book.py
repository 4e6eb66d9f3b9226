"""The book of patterns: what inspections and reviews found to go wrong, each written once.

They are data. The first of them are what was found in 2009, in closed cases whose child was not safe.
"""

from sightline.compliance.pattern.language import Danger, Fact, Pattern, Unmet

LEEDS = "The inspection of Leeds, 2009: closed cases in which children were at potential risk"
CALDERDALE = "The inspection of Calderdale, 2009: enquiries not properly made"
NORTH_YORKSHIRE = "The inspection of North Yorkshire, 2009: work that nobody was moving"
NOT_OURS = (Fact.CHILD_DIED, Fact.NOT_YET_BORN, Fact.MOVED_AWAY)
"""Cases in which there was nobody for us to see: they are not asked who saw the child."""

WITH_POLICE = ("strategy-discussion-with-police", "strategy-discussion-with-police-and-health")
ASSESSMENT = ("initial-assessment", "single-assessment")

PATTERNS: dict[str, Pattern] = {
    "harm-and-no-discussion": Pattern(
        title="Harm was told of and no strategy discussion was held",
        danger=Danger.HARM_UNANSWERED,
        all_of=(Fact.HARM_TOLD,),
        none_of=(Fact.DISCUSSION_HELD, Fact.DISCUSSION_REFUSED, Fact.NO_CAUSE_FOUND),
        rests_on=("strategy-discussion",),
        source=LEEDS,
        cannot_tell="Whether what was told gave reasonable cause, or was answered and not written down.",
    ),
    "discussion-left-wanting": Pattern(
        title="Reasonable cause was recorded, and the discussion of it neither held nor accounted for",
        danger=Danger.HARM_UNANSWERED,
        all_of=(Fact.DISCUSSION_WANTING,),
        rests_on=("strategy-discussion",),
        source=LEEDS,
        cannot_tell="Whether people talked and nobody wrote it down.",
    ),
    "discussed-without-the-police": Pattern(
        title="The strategy discussion was held without the police, or without health where the law names it",
        danger=Danger.HARM_UNANSWERED,
        any_of=(Unmet(WITH_POLICE),),
        rests_on=WITH_POLICE,
        source=LEEDS,
        cannot_tell="Whether the police were told in another way, or took part and were not listed.",
    ),
    "harm-and-not-seen": Pattern(
        title="Harm was told of and the child was never seen",
        danger=Danger.HARM_UNANSWERED,
        all_of=(Fact.HARM_TOLD,),
        none_of=(Fact.SEEN, *NOT_OURS),
        rests_on=("child-seen-after-referral", "child-seen-in-enquiry"),
        source=LEEDS,
        cannot_tell="Whether somebody outside saw the child, and how the child was.",
    ),
    "enquiry-without-an-outcome": Pattern(
        title="A section 47 enquiry was left without an outcome",
        danger=Danger.HARM_UNANSWERED,
        all_of=(Fact.ENQUIRY_OPEN,),
        rests_on=("enquiry-conclusion",),
        source=CALDERDALE,
        cannot_tell="Whether the enquiry was made and only its outcome not written.",
    ),
    "conference-not-held": Pattern(
        title="An enquiry called for a child protection conference and none was held",
        danger=Danger.HARM_UNANSWERED,
        all_of=(Fact.CONFERENCE_WANTING,),
        none_of=(Fact.CHILD_DIED, Fact.MOVED_AWAY),
        rests_on=("initial-conference",),
        source=CALDERDALE,
        cannot_tell="Whether what was found out afterwards made the conference needless.",
    ),
    "closed-unseen": Pattern(
        title="The case was worked on and closed, and the child was never seen",
        danger=Danger.MAY_BE_UNSAFE,
        any_of=(Unmet(("child-seen-after-referral",)),),
        none_of=(Fact.SEEN, *NOT_OURS),
        rests_on=("child-seen-after-referral",),
        source=LEEDS,
        cannot_tell="Whether somebody outside saw the child, and how the child was.",
    ),
    "harm-and-not-seen-alone": Pattern(
        title="Harm was told of, and the child was never seen alone",
        danger=Danger.MAY_BE_UNSAFE,
        all_of=(Fact.HARM_TOLD, Fact.SEEN),
        none_of=(Fact.SEEN_ALONE, Fact.NO_CAUSE_FOUND, *NOT_OURS),
        rests_on=("child-seen-in-enquiry", "child-seen-in-assessment"),
        source=LEEDS,
        cannot_tell="Whether the reason is good, and whether the child could speak freely all the same.",
    ),
    "assessment-never-authorised": Pattern(
        title="An assessment was begun and nobody but its author ever signed it",
        danger=Danger.MAY_BE_UNSAFE,
        all_of=(Fact.ASSESSMENT_BEGUN,),
        none_of=(Fact.ASSESSMENT_AUTHORISED, Fact.NO_FURTHER_ACTION, *NOT_OURS),
        rests_on=ASSESSMENT,
        source=LEEDS,
        cannot_tell="Whether it was finished and read, and only the signature is missing.",
    ),
    "assessment-decided-and-not-begun": Pattern(
        title="It was decided to assess the child, and no assessment was begun",
        danger=Danger.MAY_BE_UNSAFE,
        all_of=(Fact.ASSESS_DECIDED,),
        none_of=(Fact.ASSESSMENT_BEGUN, *NOT_OURS),
        rests_on=ASSESSMENT,
        source=LEEDS,
        cannot_tell="Whether another assessment, of a brother or sister, covers this child.",
    ),
    "ended-without-a-reason": Pattern(
        title="The case was ended, and the reason for it says next to nothing",
        danger=Danger.MAY_BE_UNSAFE,
        all_of=(Fact.REASON_IN_A_WORD,),
        rests_on=("referral-decision",),
        source=LEEDS,
        cannot_tell="Whether it was right to end it: only that nobody said why.",
    ),
    "nobody-led": Pattern(
        title="The case was accepted and ended, and no worker ever led it",
        danger=Danger.MAY_BE_UNSAFE,
        all_of=(Fact.ASSESS_DECIDED,),
        none_of=(Fact.EVER_LED, *NOT_OURS),
        rests_on=("referral-allocation",),
        source=NORTH_YORKSHIRE,
        cannot_tell="Whether somebody did the work without being given it.",
    ),
    "ended-while-somebody-worried": Pattern(
        title="The case was ended while another contact about the child waited for a decision",
        danger=Danger.MAY_BE_UNSAFE,
        all_of=(Fact.CONTACT_WAITING,),
        rests_on=("contact-decision",),
        source=LEEDS,
        cannot_tell="Whether the contact was about what was known already.",
    ),
    "plan-left-open": Pattern(
        title="The case was ended and a plan for the child left open",
        danger=Danger.RECORD_GAP,
        all_of=(Fact.PLAN_OPEN,),
        rests_on=("child-in-need-reviews",),
        source=LEEDS,
        cannot_tell="Whether the plan goes on elsewhere.",
    ),
}
"""Every pattern by its name, the gravest first."""
UNSAFE = Danger.MAY_BE_UNSAFE
"""From this danger up a case is shown to whoever ends it, to whoever oversees them, and to auditors."""
