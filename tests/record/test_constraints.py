"""Each constraint of the record refuses what it is named for.

Every case takes a record that stands, changes one thing in raw SQL that must never be, and sees PostgreSQL
refuse it by that constraint's name. A constraint without a case fails the last test.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from sightline.casework import (
    assessment,
    child_in_need,
    contact,
    enquiry,
    family,
    identifier,
    referral,
    serious_incident,
    sighting,
    strategy_discussion,
)
from sightline.people.models import AuthorityStandard
from sightline.record.models import Opening
from sightline.record.models.entry import Entry
from tests.cast import Case
from tests.record import (
    agencies,
    asking,
    assessing,
    chosen,
    holding,
    kept,
    kin,
    known,
    managing,
    online,
    papers,
    placed,
    rights,
    stepping,
)

#: (table, constraint, what is changed). {ned…} are another child's rows.
CASES = [
    (
        "record_seriousincident",
        "a_notification_is_signed_and_referenced",
        "not_notifiable_on = NULL, not_notifiable_by_id = NULL, not_notifiable_because = NULL,"
        " notified_on = '2026-07-01'",
    ),
    (
        "record_seriousincident",
        "an_incident_is_not_notified_by_whom_and_why",
        "not_notifiable_by_id = NULL",
    ),
    (
        "record_seriousincident",
        "an_incident_is_notified_or_not",
        "notified_on = '2026-07-01', notified_by_id = {bryn}, reference = 'P1'",
    ),
    ("record_seriousincident", "an_incident_is_not_notified_for_a_reason", "not_notifiable_because = ''"),
    ("record_seriousincident", "a_serious_incident_is_described", "what = ''"),
    ("record_seriousincident", "an_incident_is_known_after_it_happens", "known_on = '2026-05-31'"),
    (
        "record_seriousincident",
        "an_incident_is_notified_after_it_is_known",
        "not_notifiable_on = NULL, not_notifiable_by_id = NULL, not_notifiable_because = NULL,"
        " notified_on = '2026-06-01', notified_by_id = {bryn}, reference = 'P1'",
    ),
    ("record_seriousincident", "a_rapid_review_follows_the_incident", "review_sent_on = '2026-06-01'"),
    ("record_seriousincident", "incident_harm_is_a_known_code", "harm = 'unwell'"),
    *agencies.CASES,
    *managing.CASES,
    *papers.CASES,
    *rights.CASES,
    *kin.CASES,
    *kept.CASES,
    *chosen.CASES,
    *asking.CASES,
    *assessing.CASES,
    *known.CASES,
    *online.CASES,
    *placed.CASES,
    ("people_worker", "worker_has_a_known_role", "role = 'wizard'"),
    ("people_worker", "worker_leaves_after_starting", "started_on = '2026-02-02', left_on = '2026-02-01'"),
    ("people_authoritystandard", "standard_is_in_a_known_unit", "unit = 'fortnights'"),
    ("record_contact", "a_contact_decision_is_signed_and_reasoned", "decided_by_id = NULL"),
    ("record_contact", "a_contact_decision_has_a_reason", "decided_because = ''"),
    (
        "record_contact",
        "nobody_decides_a_contact_without_seeing_the_history",
        "history_seen_by_decider = false",
    ),
    (
        "record_contact",
        "a_contact_is_decided_after_it_comes",
        "decided_at = received_at - interval '1 minute'",
    ),
    ("record_contact", "whoever_takes_up_a_contact_says_when", "taken_up_by_id = {bryn}"),
    (
        "record_contact",
        "a_contact_is_taken_up_after_it_comes",
        "taken_up_by_id = {bryn}, taken_up_at = received_at - interval '1 minute'",
    ),
    ("record_contact", "contact_decision_is_a_known_code", "decision = 'shrug'"),
    ("record_contact", "contact_route_is_a_known_code", "route = 'owl'"),
    ("record_contact", "contact_source_is_a_known_code", "source = 'X'"),
    ("record_contact", "a_contact_keeps_the_words", "words = ''"),
    ("record_referral", "a_referral_decision_is_signed_and_reasoned", "decided_because = NULL"),
    ("record_referral", "a_referral_decision_has_a_reason", "decided_because = ''"),
    ("record_referral", "a_closure_is_signed_and_reasoned", "closed_on = '2026-07-01'"),
    (
        "record_referral",
        "a_closure_has_a_reason",
        "closed_on = '2026-07-01', closed_by_id = {bryn}, closure_reason = 'RC7', closed_because = ''",
    ),
    ("record_referral", "a_referral_is_decided_after_it_comes", "decided_on = '2026-03-01'"),
    (
        "record_referral",
        "a_referral_closes_after_it_comes",
        "closed_on = '2026-03-01', closed_by_id = {bryn}, closure_reason = 'RC7', closed_because = 'x'",
    ),
    ("record_referral", "referral_decision_is_a_known_code", "decision = 'wait'"),
    ("record_referral", "referral_source_is_a_known_code", "source = 'X'"),
    ("record_referral", "primary_need_is_a_known_code", "primary_need = 'XX'"),
    (
        "record_referral",
        "closure_reason_is_a_known_code",
        "closed_on = '2026-07-01', closed_by_id = {bryn}, closure_reason = 'XX', closed_because = 'x'",
    ),
    ("record_referral", "a_referral_is_received_on_one_day", "received_at = '2026-03-01 09:00Z'"),
    ("record_allocation", "an_allocation_is_of_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_allocation", "an_allocation_ends_for_a_reason", "until_on = '2026-07-01'"),
    (
        "record_allocation",
        "an_allocation_ends_after_it_begins",
        "until_on = '2026-03-01', ended_because = 'moved'",
    ),
    ("record_assessment", "an_assessment_is_in_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_assessment", "an_authorisation_is_dated_and_signed", "authorised_by_id = NULL"),
    ("record_assessment", "nobody_authorises_their_own_assessment", "authorised_by_id = author_id"),
    ("record_assessment", "an_assessment_is_authorised_after_it_starts", "authorised_on = '2026-03-02'"),
    ("record_assessment", "an_authorised_assessment_has_an_outcome", "outcome = ''"),
    ("record_assessment", "an_assessment_is_left_by_whom_and_why", "left_because = 'moved away'"),
    (
        "record_assessment",
        "an_assessment_is_left_for_a_reason",
        "authorised_on = NULL, authorised_by_id = NULL,"
        " left_on = '2026-03-21', left_by_id = {bryn}, left_because = ''",
    ),
    (
        "record_assessment",
        "an_assessment_is_left_after_it_starts",
        "authorised_on = NULL, authorised_by_id = NULL,"
        " left_on = '2026-03-02', left_by_id = {bryn}, left_because = 'moved away'",
    ),
    (
        "record_assessment",
        "an_assessment_is_finished_or_left",
        "left_on = '2026-03-21', left_by_id = {bryn}, left_because = 'moved away'",
    ),
    ("record_assessment", "factors_are_known_codes", "factors = '{{99}}'"),
    ("record_assessment", "no_factor_found_stands_alone", "factors = '{{21,18C}}'"),
    ("record_assessment", "assessment_form_is_a_known_code", "form = 'long'"),
    ("record_assessment", "assessment_outcome_is_a_known_code", "outcome = 'shrug'"),
    (
        "record_sighting",
        "a_child_not_seen_has_a_reason",
        "was_seen = false, alone = '', was_spoken_to = NULL",
    ),
    ("record_plannedvisit", "a_visit_is_called_off_because", "called_off_on = '2026-03-04'"),
    (
        "record_plannedvisit",
        "a_visit_is_called_off_for_a_reason",
        "called_off_on = '2026-03-04', called_off_because = ''",
    ),
    ("record_plannedvisit", "planned_visit_purpose_is_a_known_code", "purpose = 'tea'"),
    ("record_sighting", "a_planned_visit_is_to_the_same_child", "planned_id = {neds_visit}"),
    ("record_sighting", "a_child_seen_was_alone_or_not", "alone = ''"),
    ("record_sighting", "a_child_not_seen_was_not_spoken_to", "was_seen = false, not_seen_because = 'out'"),
    ("record_sighting", "a_child_not_seen_alone_has_a_reason", "alone = 'no'"),
    ("record_sighting", "a_sighting_has_a_place", "\"where\" = ''"),
    ("record_sighting", "a_sighting_happens_on_one_day", "happened_at = '2026-03-05 09:00Z'"),
    ("record_sighting", "sighting_alone_is_a_known_code", "alone = 'perhaps'"),
    ("record_sighting", "sighting_purpose_is_a_known_code", "purpose = 'tea'"),
    (
        "record_strategydiscussion",
        "a_discussion_is_in_the_same_childs_referral",
        "referral_id = {neds_referral}",
    ),
    ("record_strategydiscussion", "a_discussion_held_is_signed_and_decided", "convened_by_id = NULL"),
    ("record_strategydiscussion", "a_discussion_not_held_is_accepted_because", "not_held_because = 'busy'"),
    (
        "record_strategydiscussion",
        "a_discussion_is_held_or_not",
        "not_held_on = '2026-03-06', not_held_because = 'busy', not_held_accepted_by_id = {bryn}",
    ),
    ("record_strategydiscussion", "a_discussion_decides_for_a_reason", "decided_because = ''"),
    (
        "record_strategydiscussion",
        "a_discussion_not_held_has_a_reason",
        "held_on = NULL, convened_by_id = NULL, decision = NULL, decided_because = NULL,"
        " not_held_on = '2026-03-06', not_held_because = '', not_held_accepted_by_id = {bryn}",
    ),
    ("record_strategydiscussion", "reasonable_cause_is_said", "reasonable_cause = ''"),
    ("record_strategydiscussion", "a_discussion_follows_its_cause", "held_on = '2026-03-03'"),
    ("record_strategydiscussion", "discussion_decision_is_a_known_code", "decision = 'shrug'"),
    ("record_strategyparticipant", "a_participant_is_in_the_same_childs_discussion", "child_id = {ned}"),
    (
        "record_thresholddecision",
        "a_threshold_decision_is_in_the_same_childs_referral",
        "child_id = {ned}",
    ),
    ("record_thresholddecision", "a_threshold_decision_has_a_reason", "because = ''"),
    ("record_strategyparticipant", "participant_agency_is_a_known_code", "agency = 'circus'"),
    ("record_strategyparticipant", "a_participant_has_a_name", "name = ''"),
    ("record_enquiry", "an_enquiry_is_in_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_enquiry", "an_enquiry_follows_the_same_childs_discussion", "discussion_id = {neds_discussion}"),
    ("record_enquiry", "single_or_joint_is_decided_on_a_day", "working = NULL"),
    ("record_enquiry", "a_conclusion_is_signed_and_reasoned", "concluded_by_id = NULL"),
    ("record_enquiry", "a_conclusion_has_a_reason", "concluded_because = ''"),
    ("record_enquiry", "an_enquiry_concludes_after_it_starts", "concluded_on = '2026-03-04'"),
    ("record_enquiry", "enquiry_working_is_a_known_code", "working = 'apart'"),
    ("record_enquiry", "enquiry_outcome_is_a_known_code", "outcome = 'shrug'"),
    ("record_conference", "a_conference_is_in_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_conference", "a_conference_follows_the_same_childs_enquiry", "enquiry_id = {neds_enquiry}"),
    ("record_conference", "a_conference_held_is_chaired_and_decided", "chair_id = NULL"),
    ("record_conference", "a_conference_decides_for_a_reason", "decided_because = ''"),
    ("record_conference", "a_review_conference_reviews_a_plan", "plan_id = {plan}"),
    ("record_conference", "a_conference_decides_what_its_form_can", "decision = 'continue'"),
    ("record_conference", "conference_form_is_a_known_code", "form = 'tea'"),
    ("record_childprotectionplan", "a_plan_is_in_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_childprotectionplan", "a_plan_starts_on_the_day_of_its_conference", "started_on = '2026-03-25'"),
    (
        "record_childprotectionplan",
        "a_plan_ends_on_the_day_of_its_conference",
        "ended_on = '2026-06-11', end_reason = 'conference', ended_by_id = {review}",
    ),
    (
        "record_childprotectionplan",
        "a_plan_lasts_at_least_a_day",
        "ended_on = started_on, end_reason = 'died'",
    ),
    ("record_childprotectionplan", "a_plan_ends_for_a_reason", "ended_on = '2026-06-10'"),
    (
        "record_childprotectionplan",
        "nobody_but_a_conference_ends_a_plan",
        "ended_on = '2026-06-10', end_reason = 'conference'",
    ),
    ("record_childprotectionplan", "a_lead_worker_is_named_on_a_day", "lead_named_on = NULL"),
    ("record_childprotectionplan", "first_category_is_a_known_code", "first_category = 'XXX'"),
    ("record_childprotectionplan", "latest_category_is_a_known_code", "latest_category = 'XXX'"),
    (
        "record_childprotectionplan",
        "plan_end_reason_is_a_known_code",
        "ended_on = '2026-06-10', end_reason = 'bored'",
    ),
    ("record_coregroup", "a_core_group_is_of_the_same_childs_plan", "child_id = {ned}"),
    (
        "record_childinneedplan",
        "a_child_in_need_plan_is_in_the_same_childs_referral",
        "referral_id = {mias_referral}",
    ),
    ("record_childinneedplan", "a_child_in_need_plan_ends_for_a_reason", "ended_on = '2026-06-10'"),
    (
        "record_childinneedplan",
        "a_child_in_need_plan_ends_after_it_starts",
        "ended_on = '2026-03-09', ended_because = 'moved'",
    ),
    ("record_childinneedreview", "a_child_in_need_review_is_of_the_same_childs_plan", "child_id = {mia}"),
    ("record_person", "a_person_is_born_or_expected", "expected_on = '2026-06-01'"),
    ("record_person", "nobody_dies_before_birth", "died_on = '2019-02-10'"),
    ("record_person", "person_sex_is_a_known_code", "sex = 'X'"),
    ("record_person", "person_ethnicity_is_a_known_code", "ethnicity = 'XXXX'"),
    ("record_person", "an_nhs_number_has_ten_digits", "nhs_number = '12345'"),
    ("record_person", "a_pupil_number_has_thirteen_characters", "upn = 'A12'"),
    ("record_person", "a_former_pupil_number_has_thirteen_characters", "former_upn = '1234567890123'"),
    (
        "record_person",
        "a_pupil_number_that_is_known_is_not_missing",
        "upn = 'A001000000001', no_upn_because = 'UN6'",
    ),
    ("record_person", "no_upn_because_is_a_known_code", "no_upn_because = 'UN1'"),
    ("record_person", "disabilities_are_known_codes", "disabilities = '{{XX}}'"),
    ("record_person", "no_disability_stands_alone", "disabilities = '{{NONE,LD}}'"),
    *holding.CASES,
    *stepping.CASES,
    ("record_identifier", "an_identifier_names_its_system", "system = ''"),
    ("record_opening", "an_opening_ends_after_it_begins", "until_on = from_on - 1"),
    ("record_opening", "an_opening_has_a_reason", "because = ''"),
    ("record_identifier", "an_identifier_has_a_value", "value = ''"),
    ("record_identifier", "an_identifier_came_from_somewhere", "came_from = ''"),
    ("record_residence", "nobody_leaves_home_before_moving_in", "until_on = '2019-02-10'"),
    ("record_familymember", "nobody_leaves_a_family_before_joining", "until_on = '2019-02-10'"),
]

#: Added rows that must never be: (constraint, the row copied, with what changed).
COPIES = [
    *agencies.COPIES,
    *managing.COPIES,
    *papers.COPIES,
    ("a_days_looks_are_accounted_for_once", "record_looknote", {}),
    *kin.COPIES,
    *kept.COPIES,
    *chosen.COPIES,
    *asking.COPIES,
    *assessing.COPIES,
    *known.COPIES,
    *online.COPIES,
    *placed.COPIES,
    ("one_standard_for_a_duty_from_a_day", "people_authoritystandard", {}),
    *holding.COPIES,
    *stepping.COPIES,
    (
        "one_referral_open_at_a_time",
        "record_referral",
        {},
    ),
    ("one_lead_worker_at_a_time", "record_allocation", {"worker_id": "{bryn}", "from_on": "'2026-05-01'"}),
    ("one_child_in_need_plan_at_a_time", "record_childinneedplan", {}),
    ("one_child_protection_plan_at_a_time", "record_childprotectionplan", {}),
    ("a_contact_names_a_child_once", "record_contactchild", {}),
    ("an_old_number_means_one_person", "record_identifier", {"child_id": "{ned}"}),
    ("a_person_has_one_place_in_a_family", "record_familymember", {"place": "'other'"}),
]

#: Nothing can violate these, because the id alone is unique: they are there for foreign keys to point at.
POINTED_AT = {
    *agencies.POINTED_AT,
    *managing.POINTED_AT,
    *papers.POINTED_AT,
    *kin.POINTED_AT,
    *stepping.POINTED_AT,
    *kept.POINTED_AT,
    *chosen.POINTED_AT,
    *asking.POINTED_AT,
    *placed.POINTED_AT,
    *assessing.POINTED_AT,
    "disagreement_with_its_child",
    "planned_visit_with_its_child",
    "access_request_with_its_child",
    "referral_with_its_child",
    "strategy_discussion_with_its_child",
    "enquiry_with_its_child",
    "plan_with_its_child",
    "child_in_need_plan_with_its_child",
    "conference_with_its_child_and_day",
}


@dataclass(frozen=True)
class Story:
    mia: Case
    names: dict[str, int]

    def first(self, table: str) -> int:
        """The row of Mia's that each case spoils."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT min(id) FROM {table}")
            return cursor.fetchone()[0]


def incident(mia, bryn):
    """A serious incident, which need not be notified."""
    told = {"harm": "seriously_harmed", "happened_on": date(2026, 6, 1), "known_on": date(2026, 6, 2)}
    mias_incident = serious_incident.record(mia, by=bryn, what="A fracture.", **told)
    with connection.cursor() as cursor:  # a senior manager's decision, which is not told here
        cursor.execute(
            "UPDATE record_seriousincident SET not_notifiable_on = '2026-06-03', not_notifiable_by_id = %s,"
            " not_notifiable_because = 'Not abuse' WHERE id = %s",
            [bryn.pk, mias_incident.pk],
        )


def referred(ned, gwen, team):
    """A contact about Ned, and his referral."""
    contact.receive(
        by=gwen,
        children=[ned],
        received_at=datetime(2026, 3, 9, 9, tzinfo=UTC),
        route="written",
        source="6",
        words="Ned was alone in the park.",
        team=gwen.team,
    )
    return referral.receive(by=gwen, child=ned, team=team, received_on=date(2026, 3, 9), source="6")


@pytest.fixture
def story(mias_case, amina, bryn, gwen, carys, assessment_team):
    mia = mias_case.child
    family.move_home(mia, by=gwen, address="1 Larch Row", postcode="ZZ1 1AA", on=mia.born_on)
    ned = family.add_person(by=gwen, given_name="Ned", family_name="Ash", born_on=date(2018, 5, 4))
    family.form_family(by=gwen, name="Larch", members=[(mia, "child")], on=mia.born_on)
    neds = referred(ned, gwen, assessment_team)
    neds_discussion = strategy_discussion.record_reasonable_cause(
        neds, by=amina, on=date(2026, 3, 10), cause="Left alone at night"
    )
    neds_visit = sighting.plan(
        ned, by=amina, on=date(2026, 3, 1), planned_for=date(2026, 3, 4), purpose="enquiry"
    )
    strategy_discussion.decide_no_cause(
        mias_case.referral, by=bryn, on=date(2026, 3, 2), because="It was thought to be an accident"
    )
    neds_enquiry = enquiry.start(neds, by=amina, on=date(2026, 3, 10), lead=amina)
    until = {"from_on": date(2026, 6, 1), "until_on": date(2026, 6, 12)}
    Opening.objects.create(recorded_by=bryn, child=mia, worker=gwen, because="An inspection", **until)
    identifier.keep(mia, by=gwen, system="The old system", value="OLD-1", came_from="A list of 2019")
    plan = child_in_need.plan(neds, by=amina, on=date(2026, 3, 20), lead=amina)
    child_in_need.review(plan, by=amina, on=date(2026, 4, 20))
    managing.build(mias_case, amina, bryn)
    holding.happens(mias_case, amina, bryn)
    stepping.happens(mias_case, amina)
    placed.happens(mias_case, amina, bryn)
    neds_document = papers.build(mia, mias_case.referral, ned, amina)
    rights.ask_of(mia, amina=amina, bryn=bryn, gwen=gwen)
    kin.build(mia, ned, amina, bryn)
    known.build(mia, amina)
    AuthorityStandard.objects.create(
        duty="core-group", amount=10, unit="working day", adopted_on=date(2026, 1, 1), minute="Board, item 4"
    )
    incident(mia, bryn)
    agencies.build(mia, amina)
    kept.build(mia, ned, amina, bryn, carys)
    chosen.build(mias_case, amina)
    asking.build(mias_case, amina)
    online.happens()
    return Story(
        mias_case,
        {
            "ned": ned.pk,
            "mia": mia.pk,
            "mias_referral": mias_case.referral.pk,
            "bryn": bryn.pk,
            "plan": mias_case.plan.pk,
            "review": mias_case.review.pk,
            "neds_referral": neds.pk,
            "neds_discussion": neds_discussion.pk,
            "neds_help": plan.pk,
            "neds_enquiry": neds_enquiry.pk,
            "neds_visit": neds_visit.pk,
            "neds_document": neds_document.pk,
            **assessing.build(mias_case, neds, amina),
        },
    )


def violated_by(sql, params=()):
    """The name of the constraint by which PostgreSQL refuses this."""
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    return error.value.__cause__.diag.constraint_name


@pytest.mark.parametrize(("table", "constraint", "change"), CASES, ids=[case[1] for case in CASES])
def test_the_database_refuses(story, table, constraint, change):
    sql = f"UPDATE {table} SET {change.format(**story.names)} WHERE id = %s"
    assert violated_by(sql, [story.first(table)]) == constraint


@pytest.mark.parametrize(("constraint", "table", "changes"), COPIES, ids=[case[0] for case in COPIES])
def test_the_database_refuses_a_second(story, constraint, table, changes):
    changed = {column: value.format(**story.names) for column, value in changes.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped AND attname <> 'id' AND attgenerated = ''",
            [table],
        )
        columns = [column for (column,) in cursor.fetchall()]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    sql = f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE id = %s"
    assert violated_by(sql, [story.first(table)]) == constraint


def test_one_assessment_of_a_form_under_way(story, amina):
    again = assessment.start(story.mia.referral, by=amina, on=date(2026, 5, 1))
    sql = "UPDATE record_assessment SET authorised_on = NULL, authorised_by_id = NULL WHERE id = %s"
    assert again.authorised_on is None
    assert violated_by(sql, [story.mia.assessment.pk]) == "one_assessment_of_a_form_under_way"


def test_a_conference_has_a_day(story):
    sql = "UPDATE record_conference SET booked_for_on = NULL WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_conference (recorded_by_id, child_id, referral_id, form, booked_for_on,"
            " agencies_present, childs_words, parents_words, dissent)"
            " SELECT recorded_by_id, child_id, referral_id, 'initial', '2026-07-01', '{}', '', '', ''"
            " FROM record_conference WHERE id = %s RETURNING id",
            [story.first("record_conference")],
        )
        booked = cursor.fetchone()[0]
    assert violated_by(sql, [booked]) == "a_conference_has_a_day"


def test_a_conference_reviews_the_same_childs_plan(story):
    sql = "UPDATE record_conference SET child_id = %s, referral_id = %s WHERE id = %s"
    params = [story.names["ned"], story.names["neds_referral"], story.names["review"]]
    assert violated_by(sql, params) == "a_conference_reviews_the_same_childs_plan"


def test_a_number_is_written_once_of_a_person(story):
    columns = "recorded_by_id, child_id, system, value, came_from"
    again = f"INSERT INTO record_identifier ({columns}) SELECT {columns} FROM record_identifier"
    assert violated_by(f"{again} WHERE system = 'NHS number'") == "a_number_is_written_once_of_a_person"


def test_a_number_is_found_right_of_one_person(story):
    columns = "recorded_by_id, system, value, came_from, checked_on, checked_how"
    again = f"INSERT INTO record_identifier ({columns}, child_id) SELECT {columns}, %s FROM record_identifier"
    refused = violated_by(f"{again} WHERE system = 'NHS number'", [story.names["ned"]])
    assert refused == "a_number_is_found_right_of_one_person"


def test_a_document_is_replaced_once(story):
    columns = "recorded_by_id, child_id, file_id, kind, title, dated_on, name, replaces_id"
    again = f"INSERT INTO record_document ({columns}) SELECT {columns} FROM record_document"
    assert violated_by(f"{again} WHERE replaces_id IS NOT NULL") == "a_document_is_replaced_once"


STRUCK_OUT = [
    model._meta.db_table for model in apps.get_app_config("record").get_models() if issubclass(model, Entry)
]


@pytest.mark.parametrize("table", STRUCK_OUT)
def test_an_entry_is_struck_out_by_whom_and_why(story, table):
    model = table.removeprefix("record_")
    row = [story.first(table)]
    assert violated_by(f"UPDATE {table} SET struck_out_at = now() WHERE id = %s", row) == (
        f"{model}_struck_out_by_whom_and_why"
    )
    complete = "struck_out_at = now(), struck_out_because = '', struck_out_by_id = recorded_by_id"
    assert violated_by(f"UPDATE {table} SET {complete} WHERE id = %s", row) == (
        f"{model}_struck_out_for_a_reason"
    )


def test_every_constraint_has_a_test_that_it_refuses():
    declared = {
        constraint.name
        for app in ("people", "record")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }
    struck_out = {name for name in declared if "_struck_out_" in name}
    tested = {constraint for _, constraint, _ in CASES} | {constraint for constraint, _, _ in COPIES}
    tested |= {"a_conference_has_a_day", "a_conference_reviews_the_same_childs_plan"}
    tested |= {"one_assessment_of_a_form_under_way", "a_document_is_replaced_once"}
    tested |= {"a_number_is_written_once_of_a_person", "a_number_is_found_right_of_one_person"}
    assert len(struck_out) == 2 * len(STRUCK_OUT)
    assert declared - struck_out - POINTED_AT == tested
