"""What somebody without an account is asked: little, most of it optional, and each with why we ask."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

from sightline.people.models import Agency
from sightline.record.codes import ReferralSource
from sightline.record.models.online_referral import LONGEST, Said
from sightline.web.fields import Line, OneOf, Pick, TextBox, Tick, Words, read_day
from sightline.web.form import Form

READS = "the front door team, and whoever works with the child"
CHILDREN = 8
"""Children whom one referral has boxes for; of more, the words tell."""
#: How somebody says of themselves what the code set says of them. What only our own staff are is left out.
WHO = {
    ReferralSource.SELF: "I am the child or young person",
    ReferralSource.FAMILY: "I am family, or I look after them",
    ReferralSource.ACQUAINTANCE: "I am a neighbour, or I know them",
    ReferralSource.OTHER_INDIVIDUAL: "I am a member of the public",
    ReferralSource.SCHOOL: "I work in a school, college or nursery",
    ReferralSource.EDUCATION_SERVICE: "I work in another education service",
    ReferralSource.GP: "I work in a GP practice",
    ReferralSource.HEALTH_VISITOR: "I am a health visitor",
    ReferralSource.SCHOOL_NURSE: "I am a school nurse",
    ReferralSource.EMERGENCY_DEPARTMENT: "I work in an emergency department",
    ReferralSource.OTHER_PRIMARY_HEALTH: "I work in another health service near home",
    ReferralSource.OTHER_HEALTH: "I work in a hospital or another health service",
    ReferralSource.POLICE: "I work in the police",
    ReferralSource.OTHER_LEGAL: "I work in a court, probation or prisons",
    ReferralSource.HOUSING: "I work in housing",
    ReferralSource.OTHER_AUTHORITY: "I work for another council",
    ReferralSource.OTHER_DEPARTMENT: "I work in another part of this council",
    ReferralSource.OTHER: "Somebody else",
    ReferralSource.ANONYMOUS: "I would rather not say",
}
_BY_FIRST_FIGURE = {
    "2": Agency.EDUCATION,
    "3": Agency.HEALTH,
    "4": Agency.HOUSING,
    "5": Agency.OTHER,
    "6": Agency.POLICE,
    "7": Agency.OTHER,
}


def agency_of(source: str) -> str:
    """The agency that somebody of this source speaks for; empty for a member of the public."""
    return str(_BY_FIRST_FIGURE.get(source[:1], ""))


def _danger(**more: Any) -> OneOf:
    return OneOf(
        label="Is anybody in danger now?",
        choices=Said.choices,
        missing="Say whether anybody is in danger now",
        why="Whoever is in danger now cannot wait until a form is read.",
        reads=READS,
        **more,
    )


class BeginForm(Form):
    """The one question before all others."""

    danger_now = _danger(help_text="Somebody may be hurt, or left alone and unsafe, today")


class OpenForm(Form):
    """What opens it again: both, or nothing."""

    number = Line(
        label="Receipt number",
        max_length=40,
        missing="Enter your receipt number",
        widget=TextBox({"inputmode": "numeric", "autocomplete": "off"}),
        why="It says which referral is yours.",
        reads="nobody: it only opens what you wrote",
    )
    code = Line(
        label="Secret code",
        max_length=60,
        missing="Enter your secret code",
        widget=TextBox({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        why="So that nobody who sees your number can read what you wrote.",
        reads="nobody: we keep no copy of it",
    )


class ChildForm(Form):
    """One child, as far as they are known."""

    quiet = True

    given_name = Line(
        label="First name", required=False, why="To find the child, and not another.", reads=READS
    )
    family_name = Line(label="Family name", required=False, why="To find the child.", reads=READS)
    age = Line(
        label="Age or date of birth",
        help_text="As far as you know: “about 6”, or 3/4/2019",
        max_length=40,
        required=False,
        why="It tells children of the same name apart.",
        reads=READS,
    )

    def answers(self) -> dict[str, Any]:
        """What was said of the child, and the day of birth where a day was written."""
        found: dict[str, Any] = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return {**found, "born_on": self._day(found["age"])}

    def _day(self, words: str) -> str | None:
        try:
            born = read_day([words, "", ""])
        except ValidationError:
            return None
        return born.isoformat() if born.year >= 1900 and born <= self.today else None


class ReferForm(Form):
    """What somebody tells us, apart from the children."""

    danger_now = _danger()
    words = Words(
        label="What are you worried about?",
        help_text="What you saw or heard, when, and from whom. Your own words are best",
        rows=10,
        max_length=LONGEST,
        missing="Write what you are worried about",
        error_messages={
            "max_length": "That is too long to send: keep the most important, and ring us for the rest"
        },
        why="What you saw yourself tells us most.",
        reads=READS,
    )
    source = Pick(
        label="Who are you?",
        choices=[(code.value, words) for code, words in WHO.items()],
        missing="Choose who you are: you can choose not to say",
        why="It says what you could have seen. What you tell us counts the same whoever you are.",
        reads=READS,
        item="statutory item: referral source",
    )
    knows_how = Line(
        label="How do you know them?",
        help_text="For example: I teach her, I live next door",
        max_length=200,
        required=False,
        why="So that we know what you could see, and how often.",
        reads=READS,
    )
    stays_anonymous = Tick(
        label="I do not want to say who I am",
        required=False,
        why="You need not. We look at what you say just as carefully.",
        reads=READS,
    )
    referrer_name = Line(
        label="Your name",
        required=False,
        widget=TextBox({"autocomplete": "name"}),
        why="To go back to you, if there is something we do not understand.",
        reads=READS,
    )
    referrer_reach = Line(
        label="How can we reach you?",
        help_text="A telephone number or an e-mail address, and when it is safe to use it",
        max_length=200,
        required=False,
        why="To ask more, and to tell you what we may.",
        reads=READS,
    )
    address = Line(
        label="Where do they live?",
        help_text="As much of the address as you know",
        max_length=200,
        required=False,
        why="It finds a child whose name is not known.",
        reads=READS,
    )
    postcode = Line(label="Postcode", max_length=8, required=False, why="It finds the address.", reads=READS)
    family_knows = OneOf(
        label="Does the family know that you are telling us?",
        choices=Said.choices,
        required=False,
        why="So that we know what they expect. You need not have told them.",
        reads=READS,
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        named = answers.get("referrer_name") or answers.get("referrer_reach")
        if answers.get("stays_anonymous") and named:
            self.add_error(
                "stays_anonymous",
                "You asked not to be named, and gave a name or a way to reach you: take one away",
            )
        return answers

    def sections(self) -> Iterator[tuple[str, list[Any]]]:
        """The questions as they stand on the page, under what they are about."""
        for title, names in SECTIONS:
            yield title, [self[name] for name in names]


SECTIONS = (
    ("What has happened", ("danger_now", "words")),
    ("You", ("source", "knows_how", "stays_anonymous", "referrer_name", "referrer_reach")),
    ("Where they live", ("address", "postcode", "family_knows")),
)
