"""The rules on a child's ethnicity, and on whether there is a disability at all."""

from sightline.returns.cin_census.codes import DISABILITY, ETHNICITY
from sightline.returns.cin_census.comparing import missing_or_not_in
from sightline.returns.cin_census.rules import Found, Hit, View, Within, rule

CHARACTERISTICS = "ChildCharacteristics"


@rule("4220", CHARACTERISTICS, "Ethnicity", says="Ethnicity is missing or invalid (see Ethnicity table)")
def no_known_ethnicity(children: View) -> Found:
    return missing_or_not_in(children.texts("Ethnicity"), ETHNICITY)


@rule(
    "8540",
    CHARACTERISTICS,
    "Disability",
    "PersonBirthDate",
    "ReferralNFA",
    says="Child’s disability is missing or invalid (see Disability table)",
    within=Within.CHILD,
)
def no_known_disability(children: View) -> Found:
    """A code that is not in the set always is. Nothing at all is where the child is born and a referral
    went on to further action (its flag says false or 0): a child without a disability has the code NONE.
    """
    born, acted_on = children.texts("PersonBirthDate"), _acted_on(children)
    for row, given in enumerate(children.texts_inside("Disabilities", "Disability")):
        wrong = [one for one, code in given if code not in DISABILITY]
        if wrong or (not given and born[row] and acted_on[row]):
            yield Hit(row, tuple(("Disabilities", one) for one in wrong))


def _acted_on(children: View) -> list[bool]:
    """Whether any referral of each child went on to further action."""
    flags = children.of("CINdetails").flags("ReferralNFA")
    episodes = children.of("ChildIdentifiers").inside("CINdetails")
    return [
        any(flags[episode] is False for episode in episodes[child])
        for child in children.holders("ChildIdentifiers")
    ]
