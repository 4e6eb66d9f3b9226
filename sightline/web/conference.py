"""Conferences: those ahead, booked, and held by an independent chair."""

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render

from sightline.casework import conference as verbs
from sightline.compliance.child import owed_by
from sightline.compliance.seen import last_seen
from sightline.people.models import Agency, Role, Worker
from sightline.record.codes import CategoryOfAbuse
from sightline.record.models import ChildProtectionPlan, Conference, Enquiry, Referral
from sightline.record.models.own_question import LongForm
from sightline.web.fields import Day, OneOf, Pick, Somebody, SomeOf, Words, YesNo
from sightline.web.finding import about, find_entry, look, paged, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.own_questions import AsksOwn, asked_now, with_own
from sightline.web.today import today

READERS = "the family, the core group and the next conference"


class Book(Form):
    """A conference is booked."""

    form = OneOf(
        label="Which conference?",
        choices=Conference.Form.choices,
        missing="Choose which conference",
        why="An initial conference answers an enquiry; a review a plan.",
        reads="the chair",
    )
    on = Day(
        label="For which day?",
        missing="Enter the day it is booked for",
        why="Everybody who comes needs the day.",
        reads="the chair, the family and the agencies",
    )
    enquiry = Somebody(
        label="After which enquiry?",
        queryset=Enquiry.objects.none(),
        required=False,
        empty="None",
        why="The days are counted from its strategy discussion.",
        reads="the chair",
    )
    ahead = frozenset({"on"})

    def __init__(
        self, *args: Any, referral: Referral, plan: ChildProtectionPlan | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.offer("enquiry", referral.enquiries.standing().order_by("-started_on"))

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("form") == Conference.Form.REVIEW and self.plan is None:
            self.add_error("form", "There is no child protection plan to review")
        return answers


class Hold(AsksOwn):
    """The conference was held."""

    on = Day(
        label="When was it held?",
        missing="Enter the day it was held",
        why="A plan starts on it, and reviews count from it.",
        reads=READERS,
        item="statutory item: date of initial conference",
    )
    chair = Somebody(
        label="Who chaired it?",
        queryset=Worker.objects.filter(role=Role.CONFERENCE_CHAIR, left_on=None),
        missing="Choose who chaired it",
        why="The chair has no part in managing the case.",
        reads=READERS,
    )
    agencies_present = SomeOf(
        label="Who was there?",
        choices=Agency.choices,
        required=False,
        why="It says whose view is missing.",
        reads=READERS,
    )
    was_quorate = YesNo(
        label="Were enough of them there?",
        required=False,
        why="A decision by too few is weaker.",
        reads="the chair",
    )
    childs_words = Words(
        label="What did the child want the conference to know?",
        rows=4,
        required=False,
        why="It is their conference.",
        reads=READERS,
    )
    parents_words = Words(
        label="What did the parents say?",
        rows=4,
        required=False,
        why="A plan works with them or not at all.",
        reads=READERS,
    )
    decision = OneOf(
        label="What was decided?",
        choices=Conference.Decision.choices,
        missing="Choose what was decided",
        why="A plan starts, goes on or ends with it.",
        reads=READERS,
    )
    because = Words(
        label="Why?", missing="Say why", why="The family and the next conference need it.", reads=READERS
    )
    dissent = Words(
        label="Did anybody disagree, and why?",
        rows=3,
        required=False,
        why="The dissent is sometimes right.",
        reads=READERS,
    )
    category = Pick(
        label="If there is to be a plan: what is the risk?",
        choices=CategoryOfAbuse.choices,
        required=False,
        empty="No plan is made",
        why="A plan has a category of abuse.",
        reads=READERS,
        item="statutory item: category of abuse",
    )
    lead = Somebody(
        label="If there is to be a plan: which social worker leads it?",
        queryset=Worker.objects.none(),
        required=False,
        empty="Nobody is named yet",
        why="A plan is never without one.",
        reads=READERS,
    )
    outline = Words(
        label="If there is to be a plan: its outline",
        help_text="What must change, by when, who helps, and what if it does not",
        required=False,
        why="It is what the family is asked to do.",
        reads=READERS,
    )

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        review = conference.form == Conference.Form.REVIEW
        may = (
            {Conference.Decision.CONTINUE, Conference.Decision.END}
            if review
            else {Conference.Decision.PLAN, Conference.Decision.NO_PLAN}
        )
        decisions: Any = self.fields["decision"]
        decisions.choices = [(code, label) for code, label in Conference.Decision.choices if code in may]
        self.offer("lead", conference.referral.team.workers.filter(left_on=None, role=Role.SOCIAL_WORKER))
        if review:
            for field in ("category", "lead", "outline"):
                del self.fields[field]


def book(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk)
    plan = ChildProtectionPlan.objects.standing().filter(child=referral.child_id, ended_on=None).first()
    enquiry = referral.enquiries.standing().order_by("-started_on").first()
    first = Conference.Form.REVIEW if plan else Conference.Form.INITIAL
    form = Book(
        typed(request),
        on=on,
        referral=referral,
        plan=plan,
        initial={"form": first.value, "enquiry": None if plan else enquiry},
    )

    def do(answers: dict[str, Any]) -> Conference:
        reviewed = plan if answers["form"] == Conference.Form.REVIEW else None
        return verbs.book(referral, by=request.user, plan=reviewed, **answers)

    said = "Saved: the conference is booked."
    return ask(
        request,
        form,
        do=do,
        then=record_of(referral.child_id),
        said=said,
        title="Book a conference",
        **about(referral.child),
    )


def hold(request: SignedIn, pk: int) -> HttpResponse:
    on, conference = today(), find_entry(request, Conference, pk, "referral__team", "plan")
    booked = conference.booked_for_on
    own = request.user.pk if request.user.role == Role.CONFERENCE_CHAIR else None
    initial = {"on": booked if booked and booked <= on else on, "chair": own}
    asked = asked_now(LongForm.CONFERENCE, typed(request), conference.form)
    form = Hold(typed(request), on=on, conference=conference, initial=initial, own=asked)
    return ask(
        request,
        form,
        do=with_own(form, lambda said: verbs.hold(conference, by=request.user, **said), by=request.user),
        then=record_of(conference.child_id),
        said="Saved: the conference was held.",
        title=f"The {conference.get_form_display().lower()} was held",
        **about(conference.child),
    )


def conferences(request: SignedIn) -> HttpResponse:
    """Conferences booked and not yet held, the soonest first, those whose day has gone by among them."""
    on = today()
    ahead = Conference.objects.visible_to(request.user).standing().filter(held_on=None)
    page = paged(
        request, ahead.select_related("child", "referral__team").order_by(F("booked_for_on").asc(), "pk")
    )
    children = [one.child_id for one in page.rows]
    look(request, children)
    seen = last_seen(children, on=on)
    shown = {"title": "Conferences", "on": on, "page": page, "seen": seen}
    return render(request, "web/conferences.html", shown)


def plans(request: SignedIn) -> HttpResponse:
    """Every child protection plan that is open, the longest running first, and what is owed under each."""
    on = today()
    running = ChildProtectionPlan.objects.visible_to(request.user).standing().filter(ended_on=None)
    page = paged(request, running.select_related("child", "lead_worker").order_by("started_on", "pk"))
    children = [one.child_id for one in page.rows]
    look(request, children)
    asked = owed_by(children, on=on)
    shown = {"title": "Child protection plans", "on": on, "page": page, "owed": asked}
    return render(request, "web/plans.html", {**shown, "seen": last_seen(children, on=on)})
