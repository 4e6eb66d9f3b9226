"""Ordinary sentences of the work: reasons, visit notes, what children said. Every word is made up."""

CONTACT_BECAUSE = {
    "referral": (
        "The history and what is said now call for an assessment.",
        "Enough to think that the child may be in need; needs a social worker to see them.",
        "Third contact this year about the same thing. It has not stopped.",
    ),
    "early_help": (
        "The family want help and know what with; no sign of harm. Passed to the early help team with "
        "their agreement.",
        "School already knows the family well and will lead; early help to join them.",
    ),
    "advice": (
        "Told where to turn and what would make us look again.",
        "Advice given about the court’s part and ours; no worry for the child’s safety.",
        "The caller wanted to know what is on offer locally. Given, and the number to ring.",
    ),
    "known_case": (
        "The child has a social worker, who was told today.",
        "Passed to the worker who knows the family.",
    ),
    "no_further_action": (
        "Checked our records and the school’s: nothing that adds to this. The family were told.",
        "One loud argument, no child at home, police satisfied.",
        "The same event that we assessed last month.",
    ),
}
ASSESS_BECAUSE = (
    "The children’s needs should be assessed; the first visit within five working days.",
    "History of the same worry. See each child and speak to both parents.",
    "What school describes has gone on for months; an assessment, with health’s view.",
)
DISCUSS_BECAUSE = (
    "Reasonable cause to suspect significant harm: police and health asked to a strategy discussion.",
    "What the child said needs a strategy discussion today.",
)
NOTHING_BECAUSE = (
    "On what the agencies told us today this does not call for an assessment. The referrer was told.",
    "Resolved since it was sent: the parent and school have agreed what to do.",
)
NOT_IN_NEED_BECAUSE = (
    "Assessed. The family are managing, with what they have already put in place.",
    "The assessment found no need that calls for us. The family know how to come back.",
)
CLOSED_BECAUSE = (
    "What the plan set out to change has changed, and has held for two months.",
    "The family and the agencies agree that our part is done; school keeps an eye.",
    "Needs met as far as they can be; early help goes on with the family’s agreement.",
    "The family have moved out of Exampleshire; the other authority has taken it on.",
)
ALLOCATED_BECAUSE = (
    "Knows this part of the town, and has room.",
    "Has worked with the family before.",
    "Next in turn.",
    "Experience of this kind of worry.",
)
CHECKS = ("Police, health and school were asked, and what they said is written in the assessment.",)
ANALYSIS = (
    "Put together, this is a family under strain with real strengths. What worries us most is how long "
    "it has gone on.",
    "The pattern matters more than any one event. The children need it to stop, and the adults to show "
    "that it has.",
    "The parents and we see the same trouble and differ about how big it is. The children’s words settle "
    "it for us.",
    "What has changed is small and recent. We should stay beside them until it holds.",
)
WHERE = ("At home", "At home", "At home", "At school", "At gran’s", "At nursery", "At the family centre")
NOT_SEEN = (
    "Nobody answered. A card was left, and mum was rung twice.",
    "Mum said the child was asleep and asked us to come back.",
    "The family were out; a neighbour said that they had gone to an aunt’s.",
    "The child was at a friend’s. Another visit is booked.",
    "Refused at the door. Discussed with the manager the same day.",
)
NOT_ALONE = (
    "The child asked for mum to stay.",
    "There was nowhere to talk apart; will see the child at school next time.",
    "Dad would not leave the room.",
    "Seen with brothers and sisters, as they wished.",
)
BABY_SHOWED = (
    "Settled in mum’s arms and followed her face.",
    "Awake, warm and dressed for the day; watched us from the mat.",
    "Cried when put down and was picked up at once.",
    "Asleep in the cot, on the back, nothing else in it.",
    "",
)
YOUNG_SAID = (
    "“I like it when it’s quiet.”",
    "Showed me the bunk beds and said which is whose.",
    "“Mummy was sad but now she’s making dinner.”",
    "“He doesn’t live here now. I’ve got his side.”",
    "Drew the house with everybody in it, and the dog biggest.",
    "“I don’t like the shouting.”",
    "“Can you tell them I want to do football?”",
)
OLDER_SAID = (
    "“It’s been better since the summer. Don’t stop coming yet.”",
    "“Everyone asks me and then nothing happens.”",
    "“I’m fine. Can I go now?”",
    "“I don’t want to talk about him. Ask me about school.”",
    "“I just want to know where I’m sleeping next week.”",
    "“Mum’s trying. She really is.”",
    "“If I say, they’ll know it was me.”",
)
NOTES = (
    "Talked about how the mornings are going. Less rushed. Agreed to try the chart for another fortnight.",
    "Bedrooms seen. Beds made up. The window catch that we asked for has been fitted.",
    "Mum was tired and tearful, and said so. We went through what to do on a bad day.",
    "The house was busy and noisy, in a cheerful way. Will ask to see each child apart next time.",
    "Went through last time’s actions: the doctor has been seen, the school form has not. Will ring "
    "together on Monday.",
    "Dad came for the second half. He listened. He does not agree with all of the plan.",
    "Short visit: the children were about to go out. Another is booked for next week.",
    "Food in, heating on, the children at ease. Nothing of concern seen today.",
)
INFORMATION = (
    "Police: two earlier calls. Health: appointments missed. School: comes tired, and has said little.",
    "Police: nothing before this. Health: known to the health visitor. School: attendance falling.",
    "Police will speak to the adult today. Health will see the child this afternoon.",
)
DISCUSSION_BECAUSE = {
    "enquiry": ("The threshold is met: a section 47 enquiry begins today.",),
    "assess": (
        "Not significant harm on what is known; the assessment goes on, and comes back here if that changes.",
    ),
    "no_further_action": ("What was feared is explained by what health and police know.",),
}
NO_CAUSE_BECAUSE = (
    "The mark has an explanation that fits, which the health visitor saw happen.",
    "What was said was about a film. The child and the school say the same.",
    "The injury is two years old, was looked into then, and the person has left the home.",
    "The doctor saw the child the same day: an accident, and the family had asked for help themselves.",
    "A worry about tone and shouting. No injury is claimed, and none was seen. To be assessed.",
)
NOT_HELD_BECAUSE = (
    "Police and health could not be brought together and the child was seen by the worker; accepted by "
    "the manager.",
    "Overtaken by events: the parent had moved out. It should have been held all the same.",
)
SAFE_TONIGHT = "At home with mum; the adult of concern is staying elsewhere, and gran is there until Monday."
CONCLUDED_BECAUSE = {
    "not_substantiated": ("The child was seen and spoken to, and the account fits what the doctor found.",),
    "no_continuing_risk": ("It happened, and the adult who did it is no longer where the child is.",),
    "conference": ("It happened, and it may again: the family and agencies should meet in conference.",),
}
LEFT_BECAUSE = (
    "The family moved away before it was done, and the other authority has all that we knew.",
    "The case was closed on what we knew by then; nobody went back to finish it.",
)
CONFERENCE_BECAUSE = {
    "plan": ("Everyone but the father thought that the child is likely to suffer significant harm.",),
    "no_plan": ("The risk is real but the family are working with us: a plan for a child in need instead.",),
    "continue": ("Some progress, not yet enough to be sure that it holds.",),
    "end": ("The child is no longer likely to suffer significant harm; help goes on for a child in need.",),
}
OUTLINE = (
    "Who sees the child and how often; what has to change, in the family’s words; what we do if it does not."
)
HELP_OUTLINE = (
    "What the family asked for, who brings it and by when, and how we shall all know that it helped."
)
REVIEW_NOTES = (
    "The parenting group has started and mum likes it. School sees a difference on Mondays.",
    "Not everybody came. What was agreed last time is half done; two new dates set.",
    "The family say that things are steadier. If that lasts until the next review, our part is over.",
)
CORE_GROUP_NOTES = (
    "Each action gone through. Two done, one not, one no longer needed.",
    "The school reports better attendance. The health visitor could not come and sent a note.",
    "Mum brought her own list. The plan was changed to take it in.",
)
PARENTS_SAID = (
    "Mum agrees with most of it. Dad says it is out of proportion.",
    "They want it over, and will do what it says.",
)
