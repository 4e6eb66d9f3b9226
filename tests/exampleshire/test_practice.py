"""Exampleshire's leaders look at practice: an action done, one relapsed, one unverified, and the rest."""

import pytest

from sightline.assurance.models import Action, Redecision
from sightline.assurance.procedure import kept
from sightline.assurance.redecision import is_more_protective
from sightline.assurance.standing import Proof, states
from tests.exampleshire.conftest import ON

pytestmark = pytest.mark.django_db


def test_an_action_is_done_one_has_relapsed_and_one_is_unverified(exampleshire: dict[str, int]) -> None:
    found = [state.proof for state in states(Action.objects.all(), on=ON).values()]
    assert sorted(found) == sorted([Proof.DONE, Proof.RELAPSED, Proof.NOT_YET, Proof.UNVERIFIED])
    said = Action.objects.get(measure=None)
    assert said.said_done_because == "All staff have been briefed, and the poster is in every office."


def test_one_procedure_of_five_is_past_its_review(exampleshire: dict[str, int]) -> None:
    assert [one.past_review for one in kept(on=ON)] == [True, False, False, False, False]
    assert min(one.read_by for one in kept(on=ON)) > 5


def test_contacts_were_decided_again_and_most_the_same(exampleshire: dict[str, int]) -> None:
    seconds = list(Redecision.objects.select_related("contact"))
    same = sum(one.decision == one.contact.decision for one in seconds)
    assert len(seconds) >= 5
    assert len(seconds) / 2 < same < len(seconds)
    assert all(one.answered_on is None or is_more_protective(one) for one in seconds)
