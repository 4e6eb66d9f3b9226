"""Nobody leaves with work attached; nobody away is nobody's deputy; a reorganisation loses nothing."""

from datetime import UTC, date, datetime

import pytest

from sightline.audit.models import JournalEntry
from sightline.casework import absence, allocation, handover, leaving, reorganisation, sharing
from sightline.casework.verb import Refused
from sightline.compliance.cover import acts_for, answers_for, covered_by, deputies
from sightline.compliance.holding import held_by, in_team, nobodys
from sightline.people.models import Absence, Reorganisation, Team, Worker
from sightline.record.models import Allocation, Enquiry, HandOver, Referral

AT = datetime(2026, 6, 15, 9, tzinfo=UTC)
ON = AT.date()
WHY = "Amina is leaving"


def what(worker):
    return sorted(piece.kind for piece in held_by(worker))


def test_an_account_does_not_end_while_anything_is_attached(mias_case, amina, bryn):
    sharing.ask(mias_case.referral, by=amina, on=ON, agency="health", asks="Who is her doctor?")
    assert what(amina) == ["childprotectionplan", "informationrequest", "referral"]
    with pytest.raises(Refused, match="still holds 3 pieces"):
        leaving.end_account(amina, by=bryn, on=ON)
    amina.refresh_from_db()
    assert amina.left_on is None


def test_a_sweep_in_two_goes_and_then_the_account_ends(mias_case, led_by_amina, amina, ben, bryn):
    first, second = (piece for piece in held_by(amina) if piece.kind == "referral")
    still = leaving.hand_on(amina, by=bryn, on=ON, because=WHY, to={second: None})
    assert second not in still
    assert first in still
    leaving.hand_on(amina, by=bryn, on=ON, because=WHY, to=dict.fromkeys(still, ben))
    assert (what(amina), what(ben)) == ([], ["childprotectionplan", "referral"])
    gone = leaving.end_account(amina, by=bryn, on=ON)
    assert (gone.left_on, gone.is_active) == (ON, False)
    written = JournalEntry.objects.filter(table="people_worker", row=amina.pk).latest("pk")
    assert (written.worker, written.after["left_on"]) == (bryn.pk, "2026-06-15")
    assert nobodys() == []
    assert Allocation.objects.get(referral=led_by_amina).ended_because == WHY


def test_a_sweep_is_all_or_nothing(mias_case, led_by_amina, amina, ben, bryn, carys):
    leaving.end_account(ben, by=bryn, on=ON)
    pieces = held_by(amina)
    to = dict.fromkeys(pieces[:-1], None) | {pieces[-1]: Worker.objects.get(pk=ben.pk)}
    with pytest.raises(Refused, match="Ben Olu left on 15 June 2026"):
        leaving.hand_on(amina, by=bryn, on=ON, because=WHY, to=to)
    assert held_by(amina) == pieces


def test_a_family_worker_is_not_handed_a_plan(mias_case, amina, bryn, assessment_team):
    jonah = Worker.objects.create_user(
        "jonah@exampleshire.example", None, name="Jonah", role="family_worker", team=assessment_team
    )
    pieces = held_by(amina)
    with pytest.raises(Refused, match="Jonah is not a social worker"):
        leaving.hand_on(amina, by=bryn, on=ON, because=WHY, to=dict.fromkeys(pieces, jonah))
    assert held_by(amina) == pieces


def test_an_enquiry_whose_lead_goes_is_the_teams_until_another_is_named(led_by_amina, amina, bryn):
    begun = Enquiry.objects.create(
        recorded_by=amina,
        child_id=led_by_amina.child_id,
        referral=led_by_amina,
        lead_worker=amina,
        started_on=ON,
    )
    leaving.hand_on(amina, by=bryn, on=ON, because=WHY, to=dict.fromkeys(held_by(amina)))
    begun.refresh_from_db()
    assert (begun.lead_worker, begun.led_by) == (None, "whoever leads the case")
    assert {(piece.kind, piece.worker) for piece in in_team(bryn.team)} == {
        ("referral", None),
        ("enquiry", None),
    }


def test_only_those_who_manage_somebody_end_their_account(amina, ben, bryn, carys, iris, gwen):
    for stranger in (amina, ben, carys, gwen):
        with pytest.raises(Refused, match="manages the worker"):
            leaving.end_account(amina, by=stranger, on=ON)
    with pytest.raises(Refused, match="Somebody else"):
        leaving.end_account(bryn, by=bryn, on=ON)
    assert leaving.end_account(amina, by=iris, on=ON).left_on == ON


# ── absence


def test_a_deputy_acts_while_it_lasts_and_the_work_stays_the_absent_ones(led_by_amina, amina, bryn, carys):
    away = absence.begin(bryn, by=bryn, from_on=ON, covered_by=carys, because="An operation")
    before, after = date(2026, 6, 14), date(2026, 7, 1)
    assert [acts_for(carys, bryn, on=day) for day in (before, ON, after)] == [False, True, True]
    assert answers_for(carys, bryn.team, on=ON)
    assert not answers_for(carys, bryn.team, on=before)
    assert deputies([bryn.pk, amina.pk], on=ON) == {bryn.pk: carys}
    assert [(piece.kind, piece.worker) for piece in held_by(carys)] == [("absence", carys.pk)]
    absence.end(away, by=bryn, on=after)
    assert covered_by(carys, on=after) == []
    assert in_team(bryn.team) == in_team(Team.objects.get(pk=bryn.team_id))


def test_what_a_deputy_does_is_the_deputys(led_by_amina, ben, bryn, carys, other_team):
    with pytest.raises(Refused, match="hands it over"):
        handover.offer(led_by_amina, by=carys, at=AT, to_team=other_team, because="Moved south")
    absence.begin(bryn, by=bryn, from_on=ON, covered_by=carys)
    offered = handover.offer(led_by_amina, by=carys, at=AT, to_worker=ben, because="Amina is full")
    entry = JournalEntry.objects.get(table="record_handover", row=offered.pk)
    assert (offered.recorded_by, entry.worker, offered.from_team.manager) == (carys, carys.pk, bryn)


def test_a_deputy_is_there_and_may_do_what_the_absent_one_decides(amina, ben, bryn, carys):
    with pytest.raises(Refused, match="go to a manager"):
        absence.begin(bryn, by=bryn, from_on=ON, covered_by=amina)
    with pytest.raises(Refused, match="nobody covers for themselves"):
        absence.begin(amina, by=amina, from_on=ON, covered_by=amina)
    absence.begin(ben, by=ben, from_on=ON, covered_by=amina)
    with pytest.raises(Refused, match="is away too"):
        absence.begin(amina, by=amina, from_on=ON, covered_by=ben)
    with pytest.raises(Refused, match="nobody is away twice at once"):
        absence.begin(ben, by=bryn, from_on=date(2026, 7, 1), covered_by=amina)
    with pytest.raises(Refused, match="whoever manages them"):
        absence.begin(amina, by=carys, from_on=ON, covered_by=bryn)
    assert Absence.objects.count() == 1


def test_a_deputy_leaves_only_when_somebody_else_covers(amina, ben, bryn):
    absence.begin(amina, by=bryn, from_on=ON, covered_by=ben)
    with pytest.raises(Refused, match="still holds 1 piece"):
        leaving.end_account(ben, by=bryn, on=ON)
    leaving.hand_on(ben, by=bryn, on=ON, because="Ben leaves", to=dict.fromkeys(held_by(ben)))
    assert Absence.objects.get().covered_by == bryn, "with nobody else named, the manager covers"
    assert leaving.end_account(ben, by=bryn, on=ON).left_on == ON


# ── reorganisation


def test_teams_become_one_and_nothing_is_lost(mias_case, led_by_amina, amina, bryn, carys, iris, other_team):
    sent = handover.offer(led_by_amina, by=bryn, at=AT, to_team=other_team, because="Moved south")
    before = {(piece.kind, piece.id) for piece in in_team(bryn.team)}
    done = reorganisation.merge(bryn.team, into=other_team, by=iris, at=AT, because="One front line")
    after = {(piece.kind, piece.id) for piece in in_team(other_team)}
    assert after == before - {("handover", sent.pk)}
    assert (done.on, done.moved, done.says) == (
        ON,
        len(before),
        "Assessment North joined Assessment South",
    )
    amina.refresh_from_db()
    bryn.team.refresh_from_db()
    assert (amina.team, bryn.team.closed_on) == (other_team, ON)
    assert {piece.kind for piece in held_by(amina)} == {"referral", "childprotectionplan"}
    assert HandOver.objects.get().answer == "withdrawn", "what was offered from one to the other is in both"
    assert nobodys() == []


def test_part_of_a_team_goes_with_what_it_leads(led_by_amina, mias_case, amina, ben, bryn, carys, iris):
    allocation.allocate(led_by_amina, to=ben, by=bryn, on=ON, because="Amina is full")
    done = reorganisation.split(
        bryn.team, name="Assessment East", manager=carys, workers=[ben], by=iris, on=ON, because="Growth"
    )
    made = Team.objects.get(name="Assessment East")
    ben.refresh_from_db()
    assert (made.manager, ben.team, done.moved) == (carys, made, 1)
    assert [(piece.kind, piece.worker) for piece in in_team(made)] == [("referral", ben.pk)]
    assert {piece.worker for piece in in_team(bryn.team)} == {amina.pk}
    assert nobodys() == []


def test_a_team_is_renamed_and_given_a_manager_and_the_days_are_marked(bryn, carys, iris, led_by_amina):
    team = bryn.team
    reorganisation.rename(team, name="North", by=iris, on=ON, because="Plain names")
    reorganisation.appoint(team, manager=carys, by=iris, on=ON, because="Bryn goes to fostering")
    team.refresh_from_db()
    assert (team.name, team.manager) == ("North", carys)
    assert list(Reorganisation.objects.order_by("pk").values_list("kind", "says")) == [
        ("rename", "Assessment North is now North"),
        ("new_manager", "Carys Bevan manages North in place of Bryn Pugh"),
    ]
    assert {tuple(one.teams) for one in Reorganisation.objects.all()} == {(team.pk,)}


def test_a_reorganisation_is_a_senior_managers_act_between_open_teams(amina, bryn, carys, iris, other_team):
    for stranger in (amina, bryn, carys):
        with pytest.raises(Refused, match="reorganises teams"):
            reorganisation.merge(bryn.team, into=other_team, by=stranger, at=AT, because="x")
    with pytest.raises(Refused, match="Choose two teams"):
        reorganisation.merge(other_team, into=other_team, by=iris, at=AT, because="x")
    with pytest.raises(Refused, match="no manager in post"):
        reorganisation.appoint(other_team, manager=amina, by=iris, on=ON, because="x")
    with pytest.raises(Refused, match="has that name"):
        reorganisation.rename(other_team, name="Assessment North", by=iris, on=ON, because="x")
    with pytest.raises(Refused, match="Say why"):
        reorganisation.close(other_team, into=bryn.team, by=iris, at=AT, because=" ")
    assert not Reorganisation.objects.exists()
    assert not Team.objects.exclude(closed_on=None).exists()
    reorganisation.close(other_team, into=bryn.team, by=iris, at=AT, because="Too small")
    other_team.refresh_from_db()
    with pytest.raises(Refused, match="is closed"):
        reorganisation.close(other_team, into=bryn.team, by=iris, at=AT, because="Again")


@pytest.fixture
def led_by_amina(bryn, amina, gwen):
    """Another child's case, led by Amina."""
    from sightline.casework import family, referral

    ned = family.add_person(by=gwen, given_name="Ned", family_name="Ash")
    case = referral.receive(by=bryn, child=ned, team=amina.team, received_on=date(2026, 5, 1), source="6")
    allocation.allocate(case, to=amina, by=bryn, on=date(2026, 5, 1))
    return Referral.objects.get(pk=case.pk)
