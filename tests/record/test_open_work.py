"""Every kind of open work has a holder in post: each kind by itself, and none forgotten."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from sightline.assurance import action
from sightline.casework import (
    absence,
    agreed,
    allocation,
    assessment,
    child_in_need,
    conference,
    contact,
    disagreement,
    early_help,
    enquiry,
    handover,
    sharing,
    strategy_discussion,
)
from sightline.casework.handing_on import pass_piece
from sightline.compliance.holding import held_by, in_team, nobodys
from sightline.people.models import Team, Worker
from sightline.record.models import ChildProtectionPlan, Conference
from sightline.record.work import kinds

ON = date(2026, 3, 4)
AT = datetime(2026, 3, 4, 9, tzinfo=UTC)
#: Models with a day still to come that are no work of their own, and why.
NO_WORK = {
    "Person": "somebody, not work",
    "Residence": "where somebody lives",
    "OtherName": "what somebody is known by",
    "Identifier": "a number that somebody is known by",
    "FamilyMember": "somebody's place",
    "Sighting": "has happened",
    "Allocation": "says who holds the case, which is the work",
    "CoreGroup": "has happened",
    "SentBack": "the assessment is the work",
    "AccessRequest": "whoever manages the child's team prepares the copy; the record is the work",
    "Correction": "whoever manages the child's team decides it; the record is the work",
    "LegalHold": "keeps a record whole, and is nobody's to finish",
    "Relationship": "a span of days",
    "Restriction": "keeps a record for few until it is lifted; the case is the work",
    "RestrictedTo": "says who may read, and is nobody's to finish",
    "Conflict": "keeps somebody out until it is ended",
    "EmergencyOpening": "its manager's to review, at once; an alert until they have, and never handed on",
    "RetentionDecision": "decided when it is written; its day is when the record comes round again",
    "WarningNote": "a span of days; what is to be done about it is the case's",
    "SentCopy": "was sent; what they say of it is theirs",
    "CarriedSection": "what an assessment took over: the assessment is the work",
    "Draft": "what somebody is typing",
    "Obstacle": "what got in somebody’s way at a page: no child waits for its answer",
    "BegunReferral": "what a stranger is typing, until it is sent or its days are over",
    "OnlineReferralChild": "named in an online referral, which is the work",
    "Digest": "was sent, or had nothing in it",
    "PlannedVisit": "a day on which somebody means to go: the case is the work",
    "EarlyHelpMember": "a part in early help, which its lead holds",
    "EarlyHelpReview": "has happened; its next is the early help’s",
    "TransferIn": "how a child came here: the case is the work",
    "PlaceLink": "what somebody has to do with a place: the place is the work",
    "SecondaryWorker": "a part beside the lead, who holds the case",
    "OwnQuestion": "is asked until it is retired; whoever owns it looks at it again on its day",
    "Training": "what somebody has learnt",
    "SamplingFrame": "a span of days",
    "SeriousIncident": "the case is the work; its clocks are the law's",
    "StoredFile": "the bytes of a file, read or not yet",
    "Worker": "holds work",
    "Team": "holds work",
}


def may_be_open(model):
    """Whether a row can wait for a day: it has one that may be empty, besides that of striking out."""
    days = (models.DateField, models.DateTimeField)
    return any(
        isinstance(field, days) and field.null and field.name != "struck_out_at"
        for field in model._meta.local_fields
    )


def test_every_model_that_can_be_open_says_who_holds_it():
    ours = [model for model in apps.get_models() if model.__module__.startswith("sightline.")]
    waiting = {model.__name__ for model in ours if may_be_open(model)}
    declared = {one.model.__name__ for one in kinds().values()}
    assert {"Referral", "Enquiry", "HandOver", "Absence", "InformationRequest"} <= declared
    assert waiting - declared - NO_WORK.keys() == set(), "declare `work`, or say here why it is none"
    assert not declared & NO_WORK.keys()
    assert NO_WORK.keys() <= waiting, "explained and no longer needed"


@pytest.fixture
def everything(mias_referral, amina, bryn, gwen, esther, ben, front_door_team, other_team):
    """One open piece of each kind: all that is in Mia's case and Amina's to hold, and a contact."""
    case = mias_referral
    allocation.allocate(case, to=amina, by=bryn, on=ON)
    assessment.start(case, by=amina, on=ON)
    strategy_discussion.record_reasonable_cause(case, by=amina, on=ON, cause="A bruise")
    enquiry.start(case, by=amina, on=ON, lead=amina)
    met = conference.book(case, by=amina, form="initial", on=ON)
    conference.hold(
        met, by=amina, on=ON, chair=esther, decision="plan", because="Risk", category="PHY", lead=amina
    )
    plan = ChildProtectionPlan.objects.get()
    conference.book(case, by=amina, form="review", on=date(2026, 6, 1), plan=plan)
    agreed.agree(plan, by=amina, on=ON, what="See her weekly", owner=amina, due_on=ON)
    sharing.ask(case, by=amina, on=ON, agency="health", asks="Is she known?")
    said = {"decision": "The plan", "because": "It is too thin", "wants": "A core group a month"}
    disputed = disagreement.disagree(case, by=amina, on=ON, agency="health", person="Dr Sen", **said)
    [piece] = [one for one in held_by(bryn) if one.kind == "disagreementstep"]
    assert piece.id == disputed.steps.get().pk
    pass_piece(piece, to=amina, by=bryn, on=ON)
    said = {"because": "Mornings", "change": "School by nine", "consented_by": "Her mother"}
    early_help.begin(
        case.child, by=amina, team=case.team, on=ON, consented_on=ON, lead_worker=amina, after=case, **said
    )
    handover.offer(case, by=amina, at=AT, to_team=other_team, because="Moved")
    absence.begin(ben, by=ben, from_on=ON, covered_by=amina)
    contact.receive(
        by=gwen,
        children=[mias_referral.child],
        received_at=AT,
        route="telephone",
        source="6",
        words="Again",
        team=front_door_team,
    )
    director = Worker.objects.create_user("iris@exampleshire.example", None, name="Iris", role="director")
    action.agree(
        by=director,
        source="inspection",
        came_from="The letter",
        found="x",
        recommendation="y",
        owner=amina,
        agreed_on=ON,
        due_on=ON,
    )
    return case


OF_AMINA = {
    "absence",
    "action",
    "agreedaction",
    "assessment",
    "childprotectionplan",
    "conference",
    "disagreementstep",
    "earlyhelp",
    "enquiry",
    "handover",
    "informationrequest",
    "referral",
    "strategydiscussion",
}


def test_there_is_one_of_each_kind_and_each_has_its_holder(everything, amina, front_door_team, bryn):
    assert {piece.kind for piece in held_by(amina)} == OF_AMINA
    assert [(piece.kind, piece.worker) for piece in in_team(front_door_team)] == [("contact", None)]
    assert OF_AMINA | {"contact", "childinneedplan"} <= kinds().keys()
    assert {piece.team for piece in held_by(amina)} == {bryn.team_id, None}
    assert nobodys() == []


def refused_because(sql, *params):
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    return error.value.__cause__.diag.constraint_name


def test_nobody_leaves_while_any_one_kind_is_theirs(everything, amina, bryn, ben):
    """What the rest of the case carries is put elsewhere, one kind after another; each alone is enough."""
    leaves = "UPDATE people_worker SET left_on = '2026-03-05' WHERE id = %s"
    allocation.end(everything.allocations.get(), by=bryn, on=ON, because="Ben takes it")
    own = {piece.kind: piece for piece in held_by(amina)}
    assert own.keys() == {"absence", "action", "disagreementstep", "earlyhelp"}
    for piece in own.values():
        assert refused_because(leaves, amina.pk) == "nobody_leaves_with_work_attached"
        table, field = piece.declared.model._meta.db_table, piece.declared.work.worker
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {field}_id = %s WHERE id = %s", [bryn.pk, piece.id])
    with connection.cursor() as cursor:
        cursor.execute(leaves, [amina.pk])


NAMED = {
    "record_agreedaction": "owner_id",
    "record_enquiry": "lead_worker_id",
    "record_childprotectionplan": "lead_worker_id",
    "record_informationrequest": "holder_id",
    "record_disagreementstep": "holder_id",
    "record_earlyhelp": "lead_worker_id",
    "record_handover": "from_worker_id",
    "people_absence": "covered_by_id",
    "assurance_action": "owner_id",
    "record_allocation": "worker_id",
}


def test_a_leaver_is_given_none_of_it_even_in_raw_sql(everything, amina, sunil):
    Worker.objects.filter(pk=sunil.pk).update(left_on=ON)
    refusals = {
        table: refused_because(f"UPDATE {table} SET {column} = %s", sunil.pk)
        for table, column in NAMED.items()
    }
    assert refusals == dict.fromkeys(NAMED, "a_leaver_is_given_no_work")


def test_a_closed_team_is_given_none_of_it_even_in_raw_sql(everything, other_team):
    Team.objects.filter(pk=other_team.pk).update(closed_on=ON)
    for table in ("record_referral", "record_contact", "record_earlyhelp"):
        assert refused_because(f"UPDATE {table} SET team_id = %s", other_team.pk) == (
            "a_closed_team_is_given_no_work"
        )


def test_what_must_be_somebodys_is_nobodys_never(everything):
    assert refused_because("UPDATE record_referral SET team_id = NULL") is None, "its column is never empty"
    assert Conference.objects.filter(held_on=None).count() == 1


def test_a_service_manager_leaves_only_when_another_oversees_the_team(bryn, iris):
    Team.objects.filter(pk=bryn.team_id).update(service_manager=iris)
    leaves = "UPDATE people_worker SET left_on = '2026-03-05' WHERE id = %s"
    assert refused_because(leaves, iris.pk) == "a_team_keeps_a_manager"
    Team.objects.filter(pk=bryn.team_id).update(service_manager=None)
    Worker.objects.filter(pk=iris.pk).update(left_on=ON)
    oversees = "UPDATE people_team SET service_manager_id = %s"
    assert refused_because(oversees, iris.pk) == "a_team_keeps_a_manager"


def test_a_child_in_need_plan_is_held_by_its_lead_and_then_by_the_case(mias_referral, amina, ben, bryn):
    allocation.allocate(mias_referral, to=ben, by=bryn, on=ON)
    plan = child_in_need.plan(mias_referral, by=amina, on=ON, lead=amina)
    assert [piece.kind for piece in held_by(amina)] == ["childinneedplan"]
    plan.lead_worker = None
    plan.save()
    assert {piece.kind for piece in held_by(ben)} == {"childinneedplan", "referral"}
