"""What a contact asks, and what is asked of somebody who is not in the record yet."""

from typing import Any

from sightline.people.models import Agency, Team
from sightline.record.codes import ReferralSource, Sex
from sightline.record.models.contact import Route
from sightline.web.fields import Day, Line, OneOf, Pick, Somebody, Tick, Time, Words
from sightline.web.form import Form

READERS = "the front door, and whoever works with the child"
#: What we still say of a contact that somebody sent online.
OURS_TO_SAY = ("tells_of_harm", "is_urgent", "team")


class ContactForm(Form):
    """What somebody told us."""

    received = Day(
        label="When did they reach us?",
        missing="Enter the day they reached us",
        why="The working day to decide in counts from it.",
        reads="the front door",
        item="statutory item: date of the referral",
    )
    time = Time(
        label="At what time?",
        help_text="For example 14:30. Now, if you leave it empty",
        required=False,
        why="Contacts are taken longest waiting first.",
        reads="the front door",
    )
    words = Words(
        label="What did they say?",
        help_text="Their own words, as near as you can",
        rows=8,
        missing="Write what they said",
        why="A summary loses what turns out to matter.",
        reads=READERS,
    )
    route = OneOf(
        label="How did they reach us?",
        choices=Route.choices,
        missing="Choose how they reached us",
        why="A telephone call from a professional is to be confirmed in writing.",
        reads="the front door",
    )
    source = Pick(
        label="Who are they to the child?",
        choices=ReferralSource.choices,
        missing="Choose who they are",
        why="It says what they could have seen for themselves.",
        reads=READERS,
        item="statutory item: referral source",
    )
    referrer_name = Line(label="Their name", required=False, why="To go back to them.", reads=READERS)
    referrer_agency = Pick(
        label="Their agency",
        choices=Agency.choices,
        required=False,
        empty="None, or not known",
        why="A professional is told within a working day what we decided.",
        reads="the front door",
    )
    referrer_reach = Line(
        label="How to reach them",
        max_length=200,
        required=False,
        why="To ask more, and to tell them what we decided.",
        reads="the front door",
    )
    tells_of_harm = Tick(
        label="It tells of an injury, a disclosure or an assault",
        required=False,
        why="Only a manager may then decide to do nothing.",
        reads="the manager",
    )
    is_urgent = Tick(
        label="It is urgent: a child may be in danger now",
        required=False,
        why="Urgent contacts come first in the list.",
        reads="the front door",
    )
    team = Somebody(
        label="Which team decides?",
        queryset=Team.objects.none(),
        missing="Choose the team that decides",
        why="It is never nobody’s.",
        reads="the team’s manager",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", Team.objects.filter(closed_on=None, is_front_door=True))


class OnlineContactForm(ContactForm):
    """What is still to be said where somebody sent it online: the rest stays as they sent it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {name: self.fields[name] for name in OURS_TO_SAY}


class NewPerson(Form):
    """Somebody who is not in the record yet."""

    given_name = Line(
        label="Given name", missing="Enter a name, or “Not known”", why="To find them again.", reads=READERS
    )
    family_name = Line(
        label="Family name",
        missing="Enter a family name, or “Not known”",
        why="To find them again.",
        reads=READERS,
    )
    born_on = Day(
        label="Born on",
        required=False,
        earliest=None,
        why="It tells people of the same name apart, and says how old a child is.",
        reads=READERS,
        item="statutory item: date of birth",
    )
    expected_on = Day(
        label="Or expected on, if not yet born",
        required=False,
        earliest=None,
        why="We can be needed before the birth.",
        reads=READERS,
        item="statutory item: expected date of birth",
    )
    sex = OneOf(
        label="Sex",
        choices=Sex.choices,
        initial=Sex.UNKNOWN.value,
        required=False,
        why="It is part of the census.",
        reads="whoever works with the child",
        item="statutory item: sex",
    )
    address = Line(
        label="Address",
        max_length=200,
        required=False,
        why="What happened at an address before matters.",
        reads=READERS,
    )
    postcode = Line(
        label="Postcode", max_length=8, required=False, why="It finds the address again.", reads=READERS
    )
    ahead = frozenset({"expected_on"})

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("born_on") and answers.get("expected_on"):
            self.add_error("expected_on", "Give the day of birth or the day expected, not both")
        if bool(answers.get("address")) != bool(answers.get("postcode")):
            missing = "postcode" if answers.get("address") else "address"
            self.add_error(missing, "An address needs its postcode, and a postcode its address")
        return answers
