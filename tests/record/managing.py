"""What the database refuses of what managing the work writes, for `test_constraints.py`."""

from datetime import UTC, date, datetime

from sightline.casework import allocation, assessment, delegation, supervision, training
from sightline.people.models import LoadWeight, Role, Worker
from sightline.record.models import AgreedAction
from sightline.record.models.allocation import WorkKind

CASES = [
    (
        "people_worker",
        "nobody_is_registered_without_a_number",
        "registered_until_on = '2027-11-30', social_work_england_number = ''",
    ),
    ("people_training", "training_expires_after_it_is_completed", "expires_on = completed_on"),
    ("people_training", "training_is_in_a_known_course", "course = 'juggling'"),
    ("people_loadweight", "no_work_weighs_less_than_nothing", "points = -1"),
    ("people_loadweight", "a_weight_is_of_a_known_kind", "weighed = 'tea'"),
    ("record_secondaryworker", "a_part_is_in_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_secondaryworker", "a_part_ends_for_a_reason", "until_on = '2026-07-01'"),
    (
        "record_secondaryworker",
        "a_part_ends_after_it_begins",
        "until_on = '2026-03-01', ended_because = 'moved'",
    ),
    ("record_secondaryworker", "a_part_is_a_known_code", "part = 'mascot'"),
    ("record_override", "an_override_is_in_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_override", "an_override_has_a_reason", "because = ''"),
    ("record_override", "an_override_says_what_was_lacking", "lacking = '{{}}'"),
    ("record_override", "nobody_overrides_for_themselves", "worker_id = recorded_by_id"),
    ("record_override", "what_is_lacking_is_a_known_code", "lacking = '{{luck}}'"),
    ("record_override", "overridden_work_is_a_known_code", "work = 'tea'"),
    ("record_supervision", "a_supervision_is_in_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_supervision", "nobody_supervises_themselves", "worker_id = supervisor_id"),
    ("record_supervision", "a_supervision_says_something", "reflection = '', decisions = ''"),
    ("record_supervisionaction", "an_action_is_of_the_same_childs_supervision", "child_id = {ned}"),
    ("record_supervisionaction", "a_supervision_action_says_what", "what = ''"),
    ("record_supervisionaction", "a_supervision_action_is_done_with_a_result", "done_on = '2026-07-01'"),
    *(
        ("record_agreedaction", constraint, change)
        for constraint, change in (
            ("what_is_agreed_is_in_the_same_childs_referral", "referral_id = {neds_referral}"),
            ("what_is_agreed_is_in_the_same_childs_plan", "child_id = {ned}, referral_id = {neds_referral}"),
            ("what_is_agreed_is_in_the_same_childs_help_plan", "plan_id = NULL, help_plan_id = {neds_help}"),
            (
                "what_is_agreed_is_in_the_same_childs_discussion",
                "plan_id = NULL, discussion_id = {neds_discussion}",
            ),
            ("an_action_is_agreed_in_one_place", "discussion_id = {neds_discussion}"),
            ("agreedaction_says_what", "what = ''"),
            ("agreedaction_is_done_by_one", "outside = 'Her aunt'"),
            ("what_is_agreed_is_due_on_a_day_or_at_an_hour", "due_on = NULL"),
            ("agreedaction_is_due_after_it_is_agreed", "due_on = agreed_on - 1"),
            (
                "agreedaction_is_finished_after_it_is_agreed",
                "finished_on = agreed_on - 1, finished_by_id = owner_id, outcome = 'done', evidence = 'Seen'",
            ),
            ("agreedaction_is_finished_as_said", "finished_on = agreed_on, outcome = 'done'"),
            (
                "agreedaction_is_finished_with_evidence",
                "finished_on = agreed_on, finished_by_id = owner_id, outcome = 'done', evidence = ''",
            ),
            (
                "agreedaction_outcome_is_a_known_code",
                "finished_on = agreed_on, finished_by_id = owner_id, outcome = 'tea', evidence = 'Seen'",
            ),
        )
    ),
    ("record_sentback", "what_is_sent_back_is_the_same_childs_assessment", "child_id = {ned}"),
    ("record_sentback", "an_assessment_is_sent_back_for_a_reason", "because = ''"),
    ("record_sentback", "an_assessment_is_answered_after_it_is_sent_back", "answered_on = '2026-03-01'"),
    ("record_handedentry", "a_handed_entry_has_notes", "notes = ''"),
    ("record_handedentry", "nobody_hands_an_entry_to_themselves", "to_id = recorded_by_id"),
    ("record_handedentry", "a_handed_entry_is_written_somewhere", "entered_at = NULL"),
    ("record_handedentry", "a_handed_entry_is_of_a_known_kind", "what = 'poem'"),
    ("record_sighting", "sighting_is_entered_for_somebody_else", "on_behalf_of_id = recorded_by_id"),
    ("record_sighting", "sighting_is_confirmed_by_its_owner", "confirmed_at = now()"),
    ("record_coregroup", "coregroup_is_entered_for_somebody_else", "on_behalf_of_id = recorded_by_id"),
    ("record_coregroup", "coregroup_is_confirmed_by_its_owner", "confirmed_at = now()"),
    ("record_conference", "conference_is_confirmed_by_its_owner", "confirmed_at = now()"),
]
COPIES = [
    ("nobody_has_two_parts_in_a_referral_at_once", "record_secondaryworker", {"from_on": "'2026-05-01'"}),
    ("an_assessment_is_sent_back_once_at_a_time", "record_sentback", {}),
    ("a_course_is_completed_once_in_a_day", "people_training", {}),
    ("one_weight_of_a_kind_from_a_day", "people_loadweight", {}),
]
POINTED_AT = {"assessment_with_its_child", "supervision_with_its_child"}


def build(mias, amina, bryn):
    """One of everything that managing the work writes."""
    jo, kit = (
        Worker.objects.create_user(f"{name}@exampleshire.example", name=name, role=role, team=bryn.team)
        for name, role in (("jo", Role.FAMILY_WORKER), ("kit", Role.BUSINESS_SUPPORT))
    )
    training.complete(amina, by=bryn, course="joint_enquiry", completed_on=date(2025, 3, 1))
    LoadWeight.objects.create(weighed="limit", points=30, adopted_on=date(2026, 1, 1), minute="Board, item 4")
    allocation.give_part(mias.referral, to=jo, part="parenting", by=bryn, on=date(2026, 3, 10))
    allocation.allow(
        mias.referral, worker=jo, work=WorkKind.ENQUIRY, by=bryn, on=date(2026, 3, 10), because="Nobody else"
    )
    agreed = supervision.Agreed("Ring the school", amina, date(2026, 3, 20))
    supervision.supervise(
        mias.referral, by=bryn, on=date(2026, 3, 12), worker=amina, decisions="Go on", actions=[agreed]
    )
    AgreedAction.objects.create(
        recorded_by=bryn,
        child=mias.child,
        referral=mias.referral,
        plan=mias.plan,
        what="See her at school each week",
        agreed_on=mias.plan.started_on,
        owner=amina,
        due_on=mias.plan.started_on,
    )
    again = assessment.start(mias.referral, by=amina, on=date(2026, 4, 20), form="core")
    assessment.send_back(again, by=bryn, on=date(2026, 4, 22), because="Where is her father?")
    handed = delegation.hand(
        mias.child,
        by=amina,
        to=kit,
        what="core_group",
        about_on=date(2026, 5, 1),
        notes="All came",
        due_on=date(2026, 5, 4),
    )
    delegation.write_core_group(
        handed, by=kit, at=datetime(2026, 5, 2, 9, tzinfo=UTC), plan=mias.plan, on=date(2026, 5, 1)
    )
