"""Stepping down to early help and up from it, whether it held, and moves between authorities."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sightline.casework import (
    child_in_need,
    closure,
    conference,
    early_help,
    entry,
    family,
    handover,
    referral,
    transfer,
)
from sightline.casework.verb import Refused
from sightline.compliance import early_help as stepping
from sightline.compliance import transfer as moving
from sightline.compliance.child import clocks, unmet
from sightline.compliance.holding import held_by, in_team
from sightline.people.models import Team
from sightline.record.models import ChildInNeedPlan, EarlyHelp, Referral
from sightline.timescales.timescale import months_after
from sightline.web.story import Happening, story

RECEIVED = date(2026, 3, 2)
CLOSED = date(2026, 6, 12)
BEGAN = date(2026, 6, 15)
AGAIN = date(2026, 12, 15)
AT = datetime(2026, 3, 4, 9, tzinfo=UTC)


def close(case, by, on=CLOSED, reason="RC7"):
    seen = frozenset(clock.duty.id for clock in unmet(case, on=on))
    return closure.close(case, by=by, on=on, reason=reason, because="It is better", unmet_seen=seen)


def begin(child, by, team, **changed):
    said = {
        "on": BEGAN,
        "because": "Mornings are hard",
        "change": "At school by nine",
        "consented_by": "Her mother",
        "consented_on": BEGAN,
        "lead_agency": "education",
        "lead_person": "Mr Quill",
    }
    return early_help.begin(child, by=by, team=team, **said | changed)


def refer(child, by, team, on):
    return referral.receive(by=by, child=child, team=team, received_on=on, source="2A")


@pytest.fixture
def stepped_down(led, amina, bryn):
    """Mia's child in need plan ended, her case closed, and her school leads early help since."""
    child_in_need.plan(led, by=amina, on=date(2026, 4, 20), lead=amina, outline="Two visits a month")
    close(led, bryn)
    plan = ChildInNeedPlan.objects.get(referral=led)
    return begin(led.child, amina, led.team, after=plan)


def test_from_a_plan_to_early_help_and_back_a_child_keeps_one_history(stepped_down, mia, amina, bryn):
    helped = stepped_down
    assert (helped.stepped_down_from.closed_on, helped.after_plan.ended_on) == (CLOSED, CLOSED)
    member = early_help.join(helped, by=amina, on=BEGAN, agency="health", person="Dr Sen", does="Her teeth")
    early_help.review(
        helped, by=amina, on=date(2026, 9, 1), found="Four mornings of five", family_said="Good"
    )
    early_help.leave(member, by=amina, on=date(2026, 10, 1))
    again = refer(mia, bryn, helped.team, AGAIN)
    early_help.end(
        helped, by=amina, on=AGAIN, outcome="stepped_up", because="He hit her", stepped_up_to=again
    )
    mia.refresh_from_db()
    told = [one for one in story(mia, on=AGAIN) if isinstance(one, Happening)]
    assert sorted((one.on, one.title) for one in told if one.on >= CLOSED) == [
        (CLOSED, "Amina Yusuf stopped leading"),
        (CLOSED, "Case closed: Services ended for another reason"),
        (CLOSED, "Child in need plan ended"),
        (BEGAN, "Early help begins, stepped down from a child in need plan"),
        (BEGAN, "In the team around the family: Dr Sen (Health)"),
        (date(2026, 9, 1), "Early help reviewed"),
        (date(2026, 10, 1), "In the team around the family no more: Dr Sen (Health)"),
        (AGAIN, "Early help ends: stepped up to children’s services"),
        (AGAIN, "Referral received: School"),
    ]
    [began] = [one for one in told if one.field == "began_on"]
    assert (began.by, began.written_later >= 0, began.key) == ("Amina Yusuf", True, True)
    first, second = Referral.objects.filter(child=mia).order_by("received_on")
    assert (first.closed_on, second.closed_on) == (CLOSED, None)
    [known] = EarlyHelp.objects.filter(stepped_up_to=second)
    assert known.stepped_down_from == first


def test_early_help_is_open_work_with_a_holder_whoever_leads_it(stepped_down, amina, bryn):
    assert [(one.kind, one.worker) for one in in_team(stepped_down.team)] == [("earlyhelp", None)]
    early_help.change_lead(stepped_down, by=bryn, because="The school asked", lead_worker=amina)
    assert [(one.kind, one.worker) for one in held_by(amina)] == [("earlyhelp", amina.pk)]
    early_help.end(stepped_down, by=amina, on=AGAIN, outcome="needs_met", because="She is at school")
    assert list(held_by(amina)) == [] == list(in_team(stepped_down.team))
    with pytest.raises(Refused, match="has ended"):
        early_help.review(stepped_down, by=amina, on=AGAIN, found="More")


def test_there_is_one_early_help_at_a_time(stepped_down, mia, amina):
    with pytest.raises(Refused, match="one early help at a time"):
        begin(mia, amina, stepped_down.team, on=AGAIN, consented_on=AGAIN)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"lead_agency": "", "lead_person": ""}, "one lead practitioner"),
        ({"lead_person": " "}, "one lead practitioner"),
        ({"consented_by": ""}, "somebody agrees to early help"),
        ({"consented_on": BEGAN + timedelta(days=1)}, "begins once it is agreed to"),
        ({"change": " "}, "says what is to change"),
    ],
)
def test_early_help_is_agreed_to_and_led_by_somebody(mia, amina, assessment_team, changed, why):
    with pytest.raises(Refused, match=why):
        begin(mia, amina, assessment_team, **changed)


def test_a_plan_that_goes_on_is_not_stepped_down_from(led, mia, amina):
    plan = child_in_need.plan(led, by=amina, on=date(2026, 4, 20), lead=amina)
    with pytest.raises(Refused, match="has not ended"):
        begin(mia, amina, led.team, after=plan)


def test_a_step_up_names_a_referral_that_came_since(stepped_down, amina):
    ends = {"by": amina, "on": AGAIN, "because": "Worse"}
    with pytest.raises(Refused, match="which referral"):
        early_help.end(stepped_down, outcome="stepped_up", **ends)
    before = stepped_down.stepped_down_from
    with pytest.raises(Refused, match="stepped down from that case"):
        early_help.end(stepped_down, outcome="stepped_up", stepped_up_to=before, **ends)
    with pytest.raises(Refused, match="Only help that is stepped up"):
        early_help.end(stepped_down, outcome="needs_met", stepped_up_to=before, **ends)


def test_six_months_are_counted_to_the_same_day_and_then_it_held(stepped_down, bryn, mia):
    """The early help began on 15 June, so six months are over once 15 December is."""

    def said(on):
        teams = list(Team.objects.all())
        [one] = stepping.step_downs(bryn, teams, first=BEGAN, last=BEGAN, on=on)
        return one.came_back(6, on=on), one.came_back(12, on=on)

    assert said(AGAIN) == (None, None)
    assert said(AGAIN + timedelta(days=1)) == (False, None)
    refer(mia, bryn, stepped_down.team, AGAIN)
    assert said(AGAIN) == (True, True)
    assert said(AGAIN - timedelta(days=1)) == (None, None), "what had not come yet was not known"


def test_whether_it_held_is_the_same_counted_another_way(mia, bryn, iris, assessment_team, other_team, amina):
    """Twelve children who came back after so many days, or never, counted over from the bare rows."""
    on, gaps = date(2027, 9, 1), [None, 0, 30, 183, 184, 200, 364, 365, 366, 400, None, 12]
    for number, gap in enumerate(gaps):
        child = family.add_person(by=amina, given_name=f"Kim{number}", family_name="Ash", born_on=mia.born_on)
        case = refer(child, bryn, assessment_team, RECEIVED)
        close(case, bryn, reason="RC9")
        if number == 10:
            continue  # closed to early help, and nobody knows what came of it
        helped = begin(child, amina, assessment_team, after=case)
        if gap is not None:
            refer(child, bryn, other_team, BEGAN + timedelta(days=gap))
        if number == 11:
            entry.strike_out(helped, by=amina, because="Another child’s")
    period = {"first": BEGAN, "last": BEGAN}
    steps = stepping.step_downs(iris, [assessment_team], **period, on=on)
    for months, back in ((6, {0, 30, 183}), (12, {0, 30, 183, 184, 200, 364, 365})):
        came = {one.early_help.child_id for one in steps if one.came_back(months, on=on)}
        assert came == again_by_hand(months), months
        assert len(came) == len(back)
        assert not [one for one in steps if one.came_back(months, on=on) is None]
    assert len(steps) == 10
    [unknown] = stepping.nothing_begun(iris, [assessment_team], first=CLOSED, last=CLOSED).filter(
        child__given_name="Kim10"
    )
    assert unknown.closure_reason == "RC9"
    assert stepping.step_downs(iris, [other_team], **period, on=on) == []


def again_by_hand(months):
    """The children with another referral between two days, from the rows and nothing of ours."""
    rows = EarlyHelp.objects.filter(struck_out_at=None, stepped_down_from__isnull=False)
    limit = months_after(BEGAN, months)
    return {
        child
        for child, case in rows.values_list("child", "stepped_down_from")
        if Referral.objects.filter(child=child, received_on__gte=BEGAN, received_on__lte=limit)
        .exclude(pk=case)
        .exists()
    }


THEIRS = {"taken_over_on": date(2026, 3, 20), "taken_over_by": "Sam Reed, team manager"}


def test_a_child_who_moves_is_ours_until_they_have_taken_over(led, amina, bryn):
    sent = handover.offer(led, by=amina, at=AT, to_authority="Elsewhereshire", because="Moved for good")
    handover.record_sent(sent, by=amina, on=AT.date(), sent="The chronology", route="secure_email")
    on = date(2026, 3, 16)
    [waiting] = moving.going(bryn, [led.team], on=on)
    assert (waiting.days, waiting.handover.sender, waiting.closed_on) == (12, amina.name, None)
    assert ("handover", amina.pk) in {(one.kind, one.worker) for one in held_by(amina)}
    assert "move-out-held" in {clock.duty.id for clock in unmet(led, on=on)}
    handover.record_receipt(sent, by=amina, on=on, receipt_by="Duty manager, Elsewhereshire")
    handover.complete(sent, by=amina, at=datetime(2026, 3, 20, 16, tzinfo=UTC), **THEIRS)
    assert moving.going(bryn, [led.team], on=date(2026, 3, 20)) == []
    assert "move-out-held" not in {clock.duty.id for clock in unmet(led, on=date(2026, 3, 20))}


def test_closed_before_they_took_over_it_is_shown_and_not_blocked(led, amina, bryn):
    handover.offer(led, by=amina, at=AT, to_authority="Elsewhereshire", because="Moved for good")
    on = date(2026, 3, 16)
    with pytest.raises(Refused, match="until that authority has taken over"):
        closure.close(led, by=bryn, on=on, reason="RC5", because="Moved", unmet_seen=frozenset())
    close(led, bryn, on=on, reason="RC5")
    [left] = moving.going(bryn, [led.team], on=on)
    assert left.closed_on == on
    [clock] = clocks([led.child_id], on=on, duties={"move-out-held"})[led.child_id]
    assert clock.standing(on).name == "ENDED_UNMET"


def test_a_move_that_is_called_off_asks_nothing(led, amina, bryn):
    sent = handover.offer(led, by=amina, at=AT, to_authority="Elsewhereshire", because="Moved for good")
    handover.withdraw(sent, by=amina, at=AT, because="They came back")
    assert clocks([led.child_id], on=AT.date(), duties={"move-out-held"})[led.child_id] == []


def test_a_child_on_a_plan_there_is_owed_a_conference_here(mia, amina, bryn, esther, assessment_team):
    case = refer(mia, bryn, assessment_team, RECEIVED)
    came = transfer.move_here(
        case,
        by=amina,
        from_authority="Elsewhereshire",
        told_by="Sam Reed, team manager",
        plan="child_protection",
        plan_since_on=date(2025, 11, 3),
        received="The plan",
    )
    assert came.told_on == RECEIVED
    [waiting] = moving.coming(bryn, [assessment_team], on=RECEIVED)
    assert (waiting.transfer, waiting.conference.due_on) == (came, date(2026, 3, 23))
    met = conference.book(case, by=amina, form="transfer_in", on=date(2026, 3, 20))
    conference.hold(
        met,
        by=amina,
        on=date(2026, 3, 20),
        chair=esther,
        decision="plan",
        because="As there",
        category="NEG",
        lead=amina,
    )
    [now] = moving.coming(bryn, [assessment_team], on=date(2026, 3, 20))
    assert now.conference.met_on == date(2026, 3, 20)
    with pytest.raises(Refused, match="a child moves here once"):
        transfer.move_here(case, by=amina, from_authority="Farshire", told_by="Sam", plan="none")


def test_a_child_who_moves_here_without_a_plan_is_owed_no_transfer_in_conference(
    mia, amina, bryn, assessment_team
):
    case = refer(mia, bryn, assessment_team, RECEIVED)
    with pytest.raises(Refused, match="began by the day of the referral"):
        transfer.move_here(
            case,
            by=amina,
            from_authority="Farshire",
            told_by="Sam",
            plan="child_in_need",
            plan_since_on=RECEIVED + timedelta(days=1),
        )
    transfer.move_here(case, by=amina, from_authority="Farshire", told_by="Sam", plan="child_in_need")
    [here] = moving.coming(bryn, [assessment_team], on=RECEIVED)
    assert here.conference is None
