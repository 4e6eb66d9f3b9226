"""Code sets of the Department for Education's collections, in the words a worker would read.

The codes are those of the children in need census and the Standard Safeguarding Dataset; the labels are ours.
"""

from django.db.models import TextChoices

NOT_SAID = "not said"
"""What stands for a code that a record brought in from another system came without. No form offers it."""


class Sex(TextChoices):
    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "U", "Not known, or not yet born"


class Ethnicity(TextChoices):
    WHITE_BRITISH = "WBRI", "White British"
    WHITE_IRISH = "WIRI", "White Irish"
    WHITE_TRAVELLER = "WIRT", "Traveller of Irish heritage"
    WHITE_ROMA = "WROM", "Gypsy or Roma"
    WHITE_OTHER = "WOTH", "Any other White background"
    MIXED_CARIBBEAN = "MWBC", "White and Black Caribbean"
    MIXED_AFRICAN = "MWBA", "White and Black African"
    MIXED_ASIAN = "MWAS", "White and Asian"
    MIXED_OTHER = "MOTH", "Any other mixed background"
    INDIAN = "AIND", "Indian"
    PAKISTANI = "APKN", "Pakistani"
    BANGLADESHI = "ABAN", "Bangladeshi"
    ASIAN_OTHER = "AOTH", "Any other Asian background"
    BLACK_CARIBBEAN = "BCRB", "Black Caribbean"
    BLACK_AFRICAN = "BAFR", "Black African"
    BLACK_OTHER = "BOTH", "Any other Black background"
    CHINESE = "CHNE", "Chinese"
    OTHER = "OOTH", "Any other ethnic group"
    REFUSED = "REFU", "Preferred not to say"
    NOT_YET_KNOWN = "NOBT", "Not yet known"


class Disability(TextChoices):
    NONE = "NONE", "None"
    MOBILITY = "MOB", "Mobility"
    HAND_FUNCTION = "HAND", "Hand function"
    PERSONAL_CARE = "PC", "Personal care"
    INCONTINENCE = "INC", "Incontinence"
    COMMUNICATION = "COMM", "Communication"
    LEARNING = "LD", "Learning"
    HEARING = "HEAR", "Hearing"
    VISION = "VIS", "Vision"
    BEHAVIOUR = "BEH", "Behaviour"
    CONSCIOUSNESS = "CON", "Consciousness"
    AUTISM = "AUT", "Autism"
    OTHER = "DDA", "Another disability under the Equality Act 2010"


class NoPupilNumber(TextChoices):
    """Why a child has no pupil number, where somebody has to find out.

    The code set's other reasons (too young, newly referred, no further action) follow from the record.
    """

    NEVER_AT_A_STATE_SCHOOL = "UN2", "Never went to a maintained school in England"
    EDUCATED_ELSEWHERE = "UN3", "Educated outside England"
    NO_CERTAIN_MATCH = "UN5", "Sources differ about who this is, so no number can be matched"
    NOT_OBTAINED = "UN6", "Asked for and could not be had"


class ReferralSource(TextChoices):
    FAMILY = "1A", "Family member or carer"
    ACQUAINTANCE = "1B", "Acquaintance or neighbour"
    SELF = "1C", "The child"
    OTHER_INDIVIDUAL = "1D", "Another individual"
    SCHOOL = "2A", "School"
    EDUCATION_SERVICE = "2B", "Education service"
    GP = "3A", "GP"
    HEALTH_VISITOR = "3B", "Health visitor"
    SCHOOL_NURSE = "3C", "School nurse"
    OTHER_PRIMARY_HEALTH = "3D", "Other primary health service"
    EMERGENCY_DEPARTMENT = "3E", "Emergency department"
    OTHER_HEALTH = "3F", "Other health service"
    HOUSING = "4", "Housing"
    OWN_SOCIAL_CARE = "5A", "This authority’s social care"
    OTHER_DEPARTMENT = "5B", "Another department of this authority"
    OTHER_AUTHORITY = "5C", "Another authority"
    EARLY_HELP = "5D", "This authority’s early help"
    POLICE = "6", "Police"
    OTHER_LEGAL = "7", "Another legal agency"
    OTHER = "8", "Another source"
    ANONYMOUS = "9", "Anonymous"
    UNKNOWN = "10", "Not known"


class PrimaryNeed(TextChoices):
    ABUSE_OR_NEGLECT = "N1", "Abuse or neglect"
    CHILD_DISABILITY = "N2", "The child’s disability or illness"
    PARENT_DISABILITY = "N3", "A parent’s disability or illness"
    ACUTE_STRESS = "N4", "Family in acute stress"
    DYSFUNCTION = "N5", "Family dysfunction"
    UNACCEPTABLE_BEHAVIOUR = "N6", "Socially unacceptable behaviour"
    LOW_INCOME = "N7", "Low income"
    ABSENT_PARENTING = "N8", "Absent parenting"
    OTHER = "N9", "Not children in need"
    NOT_STATED = "N0", "Not stated"


class ReasonForClosure(TextChoices):
    ADOPTED = "RC1", "Adopted"
    DIED = "RC2", "The child died"
    CHILD_ARRANGEMENTS = "RC3", "Child arrangements order"
    GUARDIANSHIP = "RC4", "Special guardianship order"
    MOVED_AUTHORITY = "RC5", "Transferred to another authority"
    ADULT_SERVICES = "RC6", "Transferred to adult services"
    OTHER = "RC7", "Services ended for another reason"
    NO_FURTHER_ACTION = "RC8", "Closed after assessment, no further action"
    EARLY_HELP = "RC9", "Closed after assessment, referred to early help"


class CategoryOfAbuse(TextChoices):
    NEGLECT = "NEG", "Neglect"
    PHYSICAL = "PHY", "Physical abuse"
    SEXUAL = "SAB", "Sexual abuse"
    EMOTIONAL = "EMO", "Emotional abuse"
    MULTIPLE = "MUL", "More than one category"


class AssessmentFactor(TextChoices):
    """What the assessment found: the census's main factors, each with who it is about."""

    ALCOHOL_CHILD = "1A", "Alcohol: the child"
    ALCOHOL_PARENT = "1B", "Alcohol: a parent or carer"
    ALCOHOL_OTHER = "1C", "Alcohol: someone else at home"
    DRUGS_CHILD = "2A", "Drugs: the child"
    DRUGS_PARENT = "2B", "Drugs: a parent or carer"
    DRUGS_OTHER = "2C", "Drugs: someone else at home"
    DOMESTIC_ABUSE_CHILD = "3A", "Domestic abuse: of the child"
    DOMESTIC_ABUSE_PARENT = "3B", "Domestic abuse: of a parent or carer"
    DOMESTIC_ABUSE_OTHER = "3C", "Domestic abuse: of someone else at home"
    MENTAL_HEALTH_CHILD = "4A", "Mental health: the child"
    MENTAL_HEALTH_PARENT = "4B", "Mental health: a parent or carer"
    MENTAL_HEALTH_OTHER = "4C", "Mental health: someone else at home"
    LEARNING_DISABILITY_CHILD = "5A", "Learning disability: the child"
    LEARNING_DISABILITY_PARENT = "5B", "Learning disability: a parent or carer"
    LEARNING_DISABILITY_OTHER = "5C", "Learning disability: someone else at home"
    PHYSICAL_DISABILITY_CHILD = "6A", "Physical disability or illness: the child"
    PHYSICAL_DISABILITY_PARENT = "6B", "Physical disability or illness: a parent or carer"
    PHYSICAL_DISABILITY_OTHER = "6C", "Physical disability or illness: someone else at home"
    YOUNG_CARER = "7A", "Young carer"
    PRIVATELY_FOSTERED_RETURNING = "8B", "Privately fostered: from overseas, and going back"
    PRIVATELY_FOSTERED_STAYING = "8C", "Privately fostered: from overseas, and staying"
    PRIVATELY_FOSTERED_EDUCATION = "8D", "Privately fostered: placed for education"
    PRIVATELY_FOSTERED_FAMILY = "8E", "Privately fostered: the family arranged it"
    PRIVATELY_FOSTERED_OTHER = "8F", "Privately fostered: for another reason"
    UNACCOMPANIED = "9A", "Unaccompanied asylum-seeking child"
    GOING_MISSING = "10A", "Going missing"
    CHILD_SEXUAL_EXPLOITATION = "11A", "Child sexual exploitation"
    TRAFFICKING = "12A", "Trafficking"
    GANGS = "13A", "Gangs"
    SOCIALLY_UNACCEPTABLE = "14A", "Socially unacceptable behaviour"
    SELF_HARM = "15A", "Self-harm"
    NEGLECT = "16A", "Neglect"
    EMOTIONAL_ABUSE = "17A", "Emotional abuse"
    PHYSICAL_ABUSE_BY_CHILD = "18B", "Physical abuse: by another child"
    PHYSICAL_ABUSE_BY_ADULT = "18C", "Physical abuse: by an adult"
    SEXUAL_ABUSE_BY_CHILD = "19B", "Sexual abuse: by another child"
    SEXUAL_ABUSE_BY_ADULT = "19C", "Sexual abuse: by an adult"
    OTHER = "20", "Another factor"
    NONE = "21", "No factor found"
    GENITAL_MUTILATION = "22A", "Female genital mutilation"
    FAITH_OR_BELIEF = "23A", "Abuse linked to faith or belief"
    CRIMINAL_EXPLOITATION = "24A", "Child criminal exploitation"
