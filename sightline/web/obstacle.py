"""This got in my way: anybody says it of any page, somebody answers with words, and they see the answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from sightline.people.models import Worker
from sightline.web import today as clock
from sightline.web.fields import Words
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.models import Obstacle
from sightline.web.today import today


class InMyWay(Form):
    """What got in somebody's way."""

    words = Words(
        label="What got in your way?",
        help_text="Name no child and no family: the page is known",
        rows=4,
        missing="Say what got in your way",
        why="Whoever uses the forms knows best what is wrong with them.",
        reads="the service manager or the director, who answers you",
        owner="director",
    )


class Answer(Form):
    """What is done about it, or why nothing is."""

    words = Words(
        label="What do you answer?",
        rows=4,
        missing="Write an answer",
        why="Whoever is never answered says nothing the next time.",
        reads="whoever said that it got in their way",
        owner="director",
    )


def answerer_of(obstacle: Obstacle, director: Worker | None) -> Worker | None:
    """Who answers: the service manager of the team of whoever said it, else the director."""
    team = obstacle.by.team
    manager = team.service_manager if team else None
    return manager if manager and manager.left_on is None else director


def mine(request: SignedIn) -> HttpResponse:
    """What this worker said got in their way, and what was answered."""
    rows = Obstacle.objects.visible_to(request.user).filter(by=request.user).select_related("answered_by")
    return render(request, "web/in_my_way.html", {"title": "What got in my way", "rows": rows[:50]})


def say(request: SignedIn, page: str) -> HttpResponse:
    """Something on this page got in my way: the page is named by the link, without what it is about."""
    from sightline.web.urls import roles_of

    if not roles_of(page):
        raise Http404

    def do(words: str) -> Obstacle:
        return Obstacle.objects.create(page=page, words=words, by=request.user, said_at=clock.now())

    return ask(
        request,
        InMyWay(typed(request), on=today()),
        do=lambda answers: do(answers["words"].strip()),
        then=reverse("in-my-way"),
        said="Saved. Somebody answers you, and the answer stands here.",
        title="This got in my way",
        lead=f"On the page: {page.replace('-', ' ')}.",
        button="Send it",
        back=reverse("in-my-way"),
        back_to="What got in my way",
    )


def answer(request: SignedIn, pk: int) -> HttpResponse:
    """Answer with words, once."""
    found = get_object_or_404(Obstacle.objects.visible_to(request.user).select_related("by"), pk=pk)
    if found.answered_at is not None:
        messages.info(request, "This is answered already.")
        return redirect("forms")

    def do(words: str) -> Obstacle:
        found.answered_at, found.answered_by, found.answer = clock.now(), request.user, words
        found.save(update_fields=["answered_at", "answered_by", "answer"])
        return found

    return ask(
        request,
        Answer(typed(request), on=today()),
        do=lambda answers: do(answers["words"].strip()),
        then=reverse("forms"),
        said=f"Saved: {found.by.name} sees your answer.",
        title="Answer what got in somebody’s way",
        lead=f"{found.by.name}, on the page “{found.page.replace('-', ' ')}”: {found.words}",
        button="Answer",
        back=reverse("forms"),
        back_to="What our forms cost",
    )
