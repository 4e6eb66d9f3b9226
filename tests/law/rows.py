"""Every duty that the research for the front door, assessment and child protection lists, and what answers
it.

Each row is a requirement in our own words, by the name that the research gives it, and the ids in the book
that say it or that say why it cannot be said yet. The list is written by hand, so that a duty dropped from
the book is missed.
"""

FRONT_DOOR = {
    "contact-to-referral-decision": ("decide whether a contact is a referral", ["contact-decision"]),
    "referral-decision-1wd": ("decide on a referral in one working day", ["referral-decision"]),
    "referral-acknowledge-1wd": (
        "acknowledge a referral in one working day; before 2013 a written one, or the referrer asks again",
        [
            "referral-acknowledgement",
            "written-referral-acknowledgement",
            "referrer-chases-an-acknowledgement",
        ],
    ),
    "referral-feedback": ("tell the referrer what was decided", ["referrer-feedback"]),
    "referral-written-confirm-48h": (
        "confirm a telephoned referral in writing",
        ["referral-written-confirmation"],
    ),
    "referral-allocate": ("a named worker for an accepted referral", ["referral-allocation"]),
    "supervision-regular": ("each case supervised regularly, and written down", ["supervision"]),
    "cp-lead-sw-qualified": (
        "a social worker leads every child protection plan, without a break",
        ["lead-social-worker", "lead-social-worker-without-a-break"],
    ),
    "cla-allocated-sw": ("a social worker for every looked-after child", ["looked-after-child-allocated"]),
    "unallocated-never": ("no open work without a worker", ["no-open-work-without-a-worker"]),
    "agency-checks-history": ("check records and agencies before deciding", ["agency-checks"]),
    "single-referral-date-rule": ("one date for referrals that come together", ["single-referral-date"]),
}

ASSESSMENT = {
    "initial-assessment-7wd": (
        "initial assessment in seven working days, of a referral or of new information",
        ["initial-assessment", "initial-assessment-on-new-information"],
    ),
    "initial-assessment-10wd": (
        "the same in ten from 2010",
        ["initial-assessment", "initial-assessment-on-new-information"],
    ),
    "core-assessment-35wd": (
        "core assessment in 35 working days, from three starts",
        [
            "core-assessment",
            "core-assessment-after-initial-assessment",
            "core-assessment-on-new-information",
        ],
    ),
    "single-assessment-45wd": ("one assessment in 45 working days of referral", ["single-assessment"]),
    "assessment-45wd-open-case": (
        "45 working days of its start on an open case",
        ["assessment-on-open-case"],
    ),
    "assessment-review-point": ("check the assessment on the way", ["assessment-review-point"]),
    "assessment-child-seen": (
        "see the child; an unborn child need not be",
        ["child-seen-after-referral", "child-seen-in-assessment", "unborn-child-not-yet-seen"],
    ),
    "child-seen-alone": (
        "see the child alone, in the assessment and at each visit",
        ["child-seen-alone-in-assessment", "child-seen-alone-at-each-visit"],
    ),
    "wishes-feelings": (
        "find out what the child wishes and feels",
        ["wishes-and-feelings", "wishes-and-feelings-in-enquiry"],
    ),
    "cin-plan-made": ("a plan where services are to follow", ["child-in-need-plan-made"]),
    "cin-plan-review": ("review a child in need plan", ["child-in-need-reviews"]),
    "cin-visit": ("visit a child in need", ["child-in-need-visits"]),
    "s17-lead-practitioner": ("oversee a lead who is no social worker", ["lead-practitioner-overseen"]),
}

PROTECTION = {
    "s47-duty": (
        "enquire on reasonable cause, or under emergency powers",
        ["enquiry-duty", "enquiry-after-emergency-powers"],
    ),
    "strategy-held": ("hold a strategy discussion", ["strategy-discussion"]),
    "strategy-quorum-2006": ("with the police", ["strategy-discussion-with-police"]),
    "strategy-quorum-2013": (
        "with the police and health, and the social worker's manager",
        ["strategy-discussion-with-police-and-health", "strategy-discussion-with-the-manager"],
    ),
    "strategy-quorum-2023": (
        "the same without the manager, and with the carers' service where the child is looked after",
        ["strategy-discussion-with-police-and-health", "strategy-discussion-with-the-carers-service"],
    ),
    "strategy-emergency": (
        "as soon as possible after emergency action",
        ["strategy-discussion-after-emergency-action"],
    ),
    "strategy-s47-decision": ("the authority decides whether to enquire", ["enquiry-decision"]),
    "joint-investigation": ("agree with the police who does what", ["joint-working-decision"]),
    "s47-child-access": ("see the child of an enquiry", ["child-seen-in-enquiry", "access-refused"]),
    "s47-outcome": ("conclude the enquiry", ["enquiry-conclusion"]),
    "s47-review-date": ("keep to the date set for looking again", ["enquiry-review-date"]),
    "icpc-15wd": (
        "a conference in 15 working days of the discussion that began the enquiry",
        ["initial-conference", "conference-from-the-last-strategy-discussion"],
    ),
    "icpc-weekday": ("a conference's date is a weekday", ["conference-on-a-weekday"]),
    "icpc-reports": ("share reports before it", ["conference-reports-shared"]),
    "icpc-prebirth": ("consider one before birth", ["conference-before-birth"]),
    "conference-requested": ("answer an agency that asks for one", ["agency-asks-for-a-conference"]),
    "conference-chair": ("an independent chair", ["conference-chair-independent"]),
    "cp-plan-outline": ("agree an outline plan at it", ["outline-plan-agreed"]),
    "cp-plan-circulated": ("send the plan out", ["plan-circulation"]),
    "core-group-10wd": ("the first core group in ten working days", ["first-core-group"]),
    "core-group-frequency": ("and more after it", ["later-core-groups"]),
    "cp-review-3m": ("the first review in three months", ["first-review-conference"]),
    "cp-review-6m": ("and every six after it", ["later-review-conferences"]),
    "cp-review-prebirth": ("a review soon after birth", ["review-after-birth"]),
    "cp-review-before-18": ("a review around the eighteenth birthday", ["review-before-18"]),
    "cp-visit": ("see the child as the plan says", ["plan-visits"]),
    "cp-plan-end-by-conference": ("only a conference ends a plan", ["plan-ended-only-by-a-conference"]),
    "cp-stepdown-cin": ("consider a child in need plan after it", ["step-down-to-child-in-need"]),
    "transfer-in-15wd": ("a conference for a child who moves here", ["transfer-in-conference"]),
    "transfer-out-hold": ("keep the plan until then", ["move-out-held"]),
    "cin-moves-area": ("go on supporting a child in need who moves", ["move-out-held"]),
    "family-told": ("tell the child and family", ["family-told"]),
    "repeat-cp": ("flag a second plan", ["repeat-plan"]),
}

INCIDENTS = {
    "serious-incident-5wd": (
        "notify a death or serious harm in five working days",
        ["serious-incident-duty", "serious-incident-notification"],
    ),
    "rapid-review-15wd": (
        "send a rapid review in 15 working days: of the incident, and of the notification",
        ["rapid-review", "rapid-review-after-notification"],
    ),
    "lcspr-6m": ("publish a local review in six months", ["local-review-published"]),
    "scr-decide-1m": ("decide on a serious case review in a month", ["case-review-decided"]),
    "scr-complete": ("finish it in four, later six, months", ["case-review-finished"]),
}

ROWS = FRONT_DOOR | ASSESSMENT | PROTECTION | INCIDENTS
