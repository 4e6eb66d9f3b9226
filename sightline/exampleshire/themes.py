"""What brings families to the door of Exampleshire, in the words that people use: every word made up."""

from dataclasses import dataclass

from sightline.exampleshire.draw import Shares
from sightline.record.codes import AssessmentFactor as Factor
from sightline.record.codes import PrimaryNeed


@dataclass(frozen=True)
class Theme:
    """One kind of trouble: what is said at the door, found on assessing and feared. `{child}` is a name."""

    need: PrimaryNeed
    factors: tuple[Factor, ...]
    told: tuple[str, ...]
    harm: tuple[str, ...]
    likelihood: tuple[str, ...]
    protective: tuple[str, ...]
    cause: tuple[str, ...]
    tells_of_harm: bool = True


DOMESTIC_ABUSE = Theme(
    PrimaryNeed.ABUSE_OR_NEGLECT,
    (Factor.DOMESTIC_ABUSE_PARENT, Factor.MENTAL_HEALTH_PARENT, Factor.EMOTIONAL_ABUSE),
    (
        "Officers were called at 23.40 by a neighbour who heard shouting and something being broken. "
        "{child} was on the stairs in pyjamas.",
        "Third call to the address since the summer. Mum says it was only words. {child} told the "
        "officer “he does it when I’m in bed”.",
        "{child} told the teaching assistant that they did not sleep because dad came back and there was "
        "banging.",
    ),
    (
        "{child} has heard and seen violence between the adults at home and has been frightened by it "
        "more than once.",
        "The violence is worse when there has been drinking. {child} has tried to get between the adults.",
    ),
    ("Likely to happen again: the couple have separated and got back together three times.",),
    (
        "Mum has told us about it herself and has moved the bedrooms so that the children are together.",
        "Gran lives two streets away, knows, and the children can go there at any hour.",
    ),
    (
        "{child} was in the room when mum was held by the throat; he has a conviction and has breached "
        "his order.",
        "An assault with {child} in mum’s arms, and threats to come back.",
    ),
)
NEGLECT = Theme(
    PrimaryNeed.ABUSE_OR_NEGLECT,
    (Factor.NEGLECT, Factor.DRUGS_PARENT, Factor.MENTAL_HEALTH_PARENT),
    (
        "{child} is often the last to be collected, is hungry in the mornings and has had the same cold "
        "sore for a month.",
        "Missed the two-year check and three appointments since. No answer at the door, though the "
        "curtains moved.",
        "The flat has no bedding on the children’s beds and there is no food in. {child} has nits again "
        "and is teased for it.",
    ),
    (
        "{child} is not being fed, washed or got to school reliably, and is behind in speech.",
        "The home is unsafe at floor level and {child} is left with whoever is there.",
    ),
    ("Likely to go on without help: it improves while we visit and slips when we step back.",),
    (
        "Mum is affectionate and {child} goes to her for comfort. She has asked for help with the money.",
        "School breakfast club, and an aunt who takes the children at weekends.",
    ),
    (
        "{child} was found alone in the street at ten at night, and no adult at home could be woken.",
        "Weight has fallen through two centiles and the feeds are not being given.",
    ),
)
PHYSICAL = Theme(
    PrimaryNeed.ABUSE_OR_NEGLECT,
    (Factor.PHYSICAL_ABUSE_BY_ADULT, Factor.ALCOHOL_PARENT),
    (
        "A bruise on {child}’s cheek in the shape of fingers. Asked what happened, {child} said “I was "
        "naughty”.",
        "{child} has a mark on the upper arm and flinched when the coat came off. The story changed when "
        "mum came.",
        "Came to the department with a sore wrist, brought by an uncle. The account does not fit how old "
        "{child} is.",
    ),
    ("{child} has been hit as a punishment and has an injury that the account does not explain.",),
    ("May well happen again: dad says that this is how he was brought up.",),
    (
        "Dad was open about what happened and has agreed to stay elsewhere while we find out.",
        "Mum acted at once and took {child} to the doctor herself.",
    ),
    (
        "A bruise with the shape of a hand, and {child} says who did it.",
        "An injury to a child too young to get it by accident.",
    ),
)
MENTAL_HEALTH = Theme(
    PrimaryNeed.ACUTE_STRESS,
    (Factor.MENTAL_HEALTH_PARENT, Factor.YOUNG_CARER),
    (
        "Mum rang us herself. She has stopped her tablets and is frightened that she cannot keep things "
        "going for {child}.",
        "{child} is getting the little ones up and has missed eleven days this half term.",
        "The crisis team saw mum last night. She is not being admitted. They ask who is looking at how "
        "{child} is.",
    ),
    ("{child} carries worries that belong to adults and is missing school to look after others.",),
    ("Comes and goes with how well mum is; she knows the signs and so does {child}.",),
    ("Mum sees her nurse every week and has written with {child} what to do on a bad day.",),
    ("Mum has said that the children would be better off with her, dead.",),
    tells_of_harm=False,
)
EXPLOITATION = Theme(
    PrimaryNeed.UNACCEPTABLE_BEHAVIOUR,
    (Factor.GOING_MISSING, Factor.GANGS, Factor.CHILD_SEXUAL_EXPLOITATION, Factor.DRUGS_CHILD),
    (
        "{child} came back at four in the morning with a second phone and will not say where it came from.",
        "Found in a car with two adults, forty miles away, with cash. {child} said they were friends.",
        "{child} has stopped coming in. Friends say that older boys wait at the gate.",
    ),
    ("Adults are using {child} to carry things and money, and {child} believes it is a debt.",),
    ("Very likely to happen again while the debt is talked of as owed.",),
    ("{child} answers the youth worker’s messages, and mum reports every absence at once.",),
    ("{child} is being taken out of the county by adults and has come back hurt.",),
)
DISABILITY = Theme(
    PrimaryNeed.CHILD_DISABILITY,
    (Factor.LEARNING_DISABILITY_CHILD, Factor.PHYSICAL_DISABILITY_CHILD),
    (
        "{child} is getting heavier to lift and does not sleep. The family ask for help at night and in "
        "the holidays.",
        "The paediatrician asks for an assessment of what {child} and the family need at home.",
    ),
    ("Without help {child} will miss out and the parents will not be able to go on.",),
    ("Their need will grow as {child} does.",),
    ("Two loving parents who know {child} better than anyone; a good school.",),
    ("A carer at the respite home was seen to handle {child} roughly, and there is a mark.",),
    tells_of_harm=False,
)
SEXUAL = Theme(
    PrimaryNeed.ABUSE_OR_NEGLECT,
    (Factor.SEXUAL_ABUSE_BY_ADULT, Factor.SELF_HARM),
    (
        "{child} told a friend, and the friend told her tutor, that mum’s boyfriend comes into the room "
        "at night.",
        "{child} has drawn something in class that no child of that age should know.",
    ),
    ("{child} has told two people, in the same words, about being touched by an adult at home.",),
    ("Likely while he has any way to be alone with the children.",),
    ("Mum believes {child} and he has gone from the house.",),
    ("{child} has said what was done and by whom.",),
)
FRICTION = Theme(
    PrimaryNeed.DYSFUNCTION,
    (Factor.SOCIALLY_UNACCEPTABLE, Factor.MENTAL_HEALTH_CHILD, Factor.OTHER),
    (
        "The parents are in court over where {child} lives, and each says the other is not fit.",
        "{child} has been told to leave home after a row and has slept on friends’ sofas for a week.",
        "School asks for help: {child} is near to being excluded and mum says that she cannot manage any "
        "more.",
    ),
    ("{child} is caught between adults who cannot speak to one another.",),
    ("Rows will go on; nobody has been hurt.",),
    ("{child} has a grandad who is steady, and a teacher who is trusted.",),
    ("{child} was pushed down the stairs in a row and knocked out.",),
    tells_of_harm=False,
)

THEMES = Shares(
    (DOMESTIC_ABUSE, 0.29),
    (NEGLECT, 0.21),
    (MENTAL_HEALTH, 0.16),
    (FRICTION, 0.12),
    (PHYSICAL, 0.08),
    (EXPLOITATION, 0.07),
    (DISABILITY, 0.05),
    (SEXUAL, 0.02),
)
