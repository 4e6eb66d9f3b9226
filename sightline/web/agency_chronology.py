"""Other agencies' chronologies: shown as they were read, brought in as they were given, and told by day."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import chronology as verbs
from sightline.people.models import Agency
from sightline.record.accuracy import in_words
from sightline.record.models import AgencyChronology, AgencyEvent, Person
from sightline.web.chronology_lines import Reading, read
from sightline.web.confirm import ask_twice
from sightline.web.fields import Day, Line, Pick, SomeOf, Words
from sightline.web.finding import about, find_child, look, paged
from sightline.web.form import Form, SignedIn, typed
from sightline.web.sighting import children_of
from sightline.web.today import today

READERS = "whoever works with the child, a conference, and a review that asks who knew what, and when"
LEAD = (
    "Paste it from their letter, table, e-mail or spreadsheet. Each event begins on a line of its own with "
    "its day, as far as they say: 3 March 2024, 3/3/24, “March 2024:” or “2024:” will do. You see what was "
    "read before anything is kept."
)
LONGEST = 30_000
"""Letters that are read at once: what was read is shown twice on one page before it is kept."""


class Bring(Form):
    """Whose chronology it is, and what it says."""

    agency = Pick(
        label="Which agency’s?",
        choices=Agency.choices,
        missing="Choose the agency",
        why="What each knew, and when, is asked by every review.",
        reads=READERS,
    )
    from_what = Line(
        label="What is it taken from?",
        help_text="For example: the school’s log, or their letter of 2 March",
        max_length=200,
        missing="Say what it is taken from",
        why="So that anybody can go back to it.",
        reads=READERS,
    )
    given_on = Day(
        label="On which day did they give it to us?",
        missing="Enter the day",
        why="What was known to us, and from when, is counted from it.",
        reads=READERS,
    )
    children = SomeOf(
        label="Whom is it about?",
        missing="Say whom it is about",
        why="It stands in the story of each.",
        reads=READERS,
    )
    lines = Words(
        label="What does it say?",
        max_length=LONGEST,
        rows=12,
        missing="Paste what it says",
        why="Each event stands on its own day, among what we know ourselves.",
        reads=READERS,
    )

    def __init__(self, *args: Any, family: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: Any = self.fields["children"]
        named.choices = [(str(one.pk), one.name) for one in family]
        if len(family) == 1:
            del self.fields["children"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if "lines" in answers:
            try:
                answers["lines"] = read(answers["lines"], given_on=answers.get("given_on") or self.today)
            except ValidationError as wrong:
                self.add_error("lines", wrong)
        return answers


def bring_in(request: SignedIn, pk: int) -> HttpResponse:
    """Bring one in for a child, and for brothers and sisters whom it is about as well."""
    on, child = today(), find_child(request, pk)
    family = children_of(child, request)
    look(request, [one.pk for one in family[1:]])

    def whose(answers: dict[str, Any]) -> list[Person]:
        chosen = set(answers.get("children") or [str(child.pk)])
        return [one for one in family if str(one.pk) in chosen]

    def preview(answers: dict[str, Any]) -> list[str]:
        return _preview(whose(answers), answers["agency"], answers["lines"])

    def do(answers: dict[str, Any]) -> list[AgencyEvent]:
        agency, events, about_whom = answers["agency"], answers["lines"].events, whose(answers)
        said = {"agency": agency, "from_what": answers["from_what"], "on": answers["given_on"]}
        new = [one for one in about_whom if AgencyEvent.objects.new_among(events, of=one, agency=agency)]
        return [
            event
            for one in new or about_whom[:1]
            for event in verbs.bring_in(one, by=request.user, events=events, **said)
        ]

    initial = {"given_on": on, "children": [str(child.pk)]}
    return ask_twice(
        request,
        Bring(typed(request), on=on, family=family, initial=initial),
        preview=preview,
        do=do,
        then=reverse("agencies", args=[child.pk]),
        said=lambda made: f"Saved: {_events(len(made))} brought in. Each stands in the story on its own day.",
        title="Bring in another agency’s chronology",
        lead=LEAD,
        button="Bring it in",
        **about(child),
    )


def _preview(whose: list[Person], agency: str, reading: Reading) -> list[str]:
    lines = []
    for one in whose:
        new = len(AgencyEvent.objects.new_among(reading.events, of=one, agency=agency))
        there = len(reading.events) - new
        known = f"; {there} {'is' if there == 1 else 'are'} there already, or said twice"
        lines.append(f"For {one.name}: {_events(new)} to bring in{known if there else ''}")
    lines += [f"Not brought in, because no day stands before it: “{line}”" for line in reading.before]
    return lines + [f"{in_words(event.on, event.accuracy)}: {event.words}" for event in reading.events]


def _events(many: int) -> str:
    return f"{many} event{'' if many == 1 else 's'}"


def agencies(request: SignedIn, pk: int) -> HttpResponse:
    """What other agencies gave us of a child, in one line or one chronology alone, the earliest first."""
    child = find_child(request, pk)
    standing = Count("events", filter=Q(events__struck_out_at=None))
    given = AgencyChronology.objects.standing().filter(child__in=child.entries)
    given = given.annotate(many=standing).select_related("recorded_by")
    events = AgencyEvent.objects.standing().filter(child__in=child.entries).select_related("recorded_by")
    events = events.order_by("happened_on", "pk")
    of = request.GET.get("of", "")
    one = next((row for row in given if str(row.pk) == of), None)
    shown = {"title": "What other agencies gave us", "given": given, "one": one}
    page = paged(request, events.filter(chronology=one) if one else events, per=40)
    return render(request, "web/agencies.html", {**shown, "page": page, **about(child)})
