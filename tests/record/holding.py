"""What constraints on hand-overs, absence, oversight and reorganisation refuse, and a story of each."""

from datetime import UTC, date, datetime

from sightline.casework import absence, disagreement, handover, oversight, reorganisation, sharing
from sightline.people.models import Team, Worker

#: As in `test_constraints.py`: (table, constraint, what is changed).
CASES = [
    ("record_handover", "a_hand_over_is_of_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_handover", "a_hand_over_is_offered_to_one", "to_authority = 'Elsewhere'"),
    ("record_handover", "a_hand_over_has_a_reason", "because = ''"),
    ("record_handover", "a_hand_over_is_read_by_somebody", "read_by_id = NULL"),
    ("record_handover", "a_hand_over_is_answered_by_somebody", "answered_by_id = NULL"),
    ("record_handover", "a_hand_over_is_returned_for_a_reason", "answer_because = ''"),
    (
        "record_handover",
        "nobody_accepts_a_hand_over_unread",
        "answer = 'accepted', read_at = NULL, read_by_id = NULL",
    ),
    ("record_handover", "only_another_authority_sends_a_receipt", "notified_on = '2026-06-01'"),
    (
        "record_handover",
        "a_receipt_is_sent_by_somebody",
        "to_team_id = NULL, to_authority = 'B', receipt_on = '2026-06-01'",
    ),
    ("record_handover", "a_hand_over_is_answered_after_it_is_offered", "answered_at = '2026-05-31 09:00Z'"),
    ("record_handover", "a_hand_over_is_read_after_it_is_offered", "read_at = '2026-05-31 09:00Z'"),
    ("record_handover", "hand_over_risk_is_a_known_code", "risk = 'some'"),
    ("record_handover", "hand_over_answer_is_a_known_code", "answer = 'perhaps'"),
    (
        "record_informationrequest",
        "information_is_asked_in_the_same_childs_referral",
        "referral_id = {neds_referral}",
    ),
    ("record_informationrequest", "an_information_request_asks_something", "asks = ''"),
    ("record_informationrequest", "an_answer_is_wanted_after_it_is_asked", "answer_by_on = '2026-05-31'"),
    ("record_informationrequest", "an_answer_comes_after_it_is_asked", "answered_on = '2026-05-31'"),
    ("record_informationrequest", "an_answer_is_dated_and_signed", "answer_recorded_by_id = NULL"),
    ("record_informationrequest", "an_answer_says_what_was_told", "told = ''"),
    ("record_informationrequest", "information_agency_is_a_known_code", "agency = 'circus'"),
    ("record_informationrequest", "information_answer_is_a_known_code", "answer = 'perhaps'"),
    (
        "record_interimsafetydecision",
        "a_safety_decision_is_in_the_same_childs_referral",
        "referral_id = {neds_referral}",
    ),
    ("record_interimsafetydecision", "a_safety_decision_has_a_reason", "because = ''"),
    ("record_interimsafetydecision", "not_safe_enough_says_what_is_done", "is_safe_enough = false"),
    ("record_interimsafetydecision", "a_safety_decision_lasts_from_its_day", "until_on = '2026-05-31'"),
    (
        "record_acknowledgement",
        "an_acknowledgement_is_of_the_same_childs_referral",
        "referral_id = {neds_referral}",
    ),
    ("record_acknowledgement", "an_acknowledgement_says_what_was_done", "note = ''"),
    ("record_acknowledgement", "escalation_level_is_a_known_code", "level = 'mayor'"),
    (
        "record_disagreement",
        "a_disagreement_is_in_the_same_childs_referral",
        "referral_id = {neds_referral}",
    ),
    ("record_disagreement", "a_disagreement_is_somebodys_by_name", "person = ''"),
    ("record_disagreement", "a_disagreement_says_with_which_decision", "decision = ''"),
    ("record_disagreement", "a_disagreement_has_a_reason", "because = ''"),
    ("record_disagreement", "a_disagreement_says_what_is_wanted", "wants = ''"),
    ("record_disagreement", "disagreement_agency_is_a_known_code", "agency = 'circus'"),
    ("record_disagreementstep", "a_step_is_of_the_same_childs_disagreement", "child_id = {ned}"),
    ("record_disagreementstep", "a_disagreement_is_answered_by_whom_and_why", "answered_by_id = NULL"),
    ("record_disagreementstep", "a_disagreement_is_answered_for_a_reason", "because = ''"),
    ("record_disagreementstep", "nothing_is_taken_higher_than_the_director", "level = 'director'"),
    (
        "record_disagreementstep",
        "a_disagreement_is_to_be_answered_after_it_is_put",
        "answer_by_on = '2026-05-31'",
    ),
    ("record_disagreementstep", "a_disagreement_is_answered_after_it_is_put", "answered_on = '2026-05-31'"),
    ("record_disagreementstep", "disagreement_level_is_a_known_code", "level = 'mayor'"),
    ("record_disagreementstep", "disagreement_outcome_is_a_known_code", "outcome = 'shrug'"),
    ("people_absence", "nobody_covers_for_themselves", "covered_by_id = worker_id"),
    ("people_absence", "nobody_is_back_before_they_go", "until_on = '2026-05-31'"),
    ("people_reorganisation", "a_reorganisation_is_of_a_known_kind", "kind = 'shuffle'"),
    ("people_reorganisation", "a_reorganisation_has_a_reason", "because = ''"),
]
#: (constraint, the row copied, with what changed).
COPIES = [
    ("nobody_is_away_twice_at_once", "people_absence", {}),
    (
        "a_disagreement_is_with_one_manager_at_a_time",
        "record_disagreementstep",
        {"answered_on": "NULL", "answered_by_id": "NULL", "outcome": "NULL", "because": "NULL"},
    ),
    (
        "a_case_is_offered_once_at_a_time",
        "record_handover",
        {"answered_at": "NULL", "answered_by_id": "NULL", "answer": "NULL"},
    ),
]


def happens(case, amina, bryn):
    """A hand-over that was returned and another offered, an answer, and what managers said and decided."""
    mias, day = case.referral, date(2026, 6, 1)
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    elsewhere = Team.objects.create(name="Elsewhere", manager=bryn)
    sent = handover.offer(mias, by=bryn, at=at, to_team=elsewhere, because="She has moved")
    handover.read(sent, by=bryn, at=at)
    handover.give_back(sent, by=bryn, at=at, because="She has moved back")
    handover.offer(mias, by=bryn, at=at, to_team=elsewhere, because="She has moved again")
    asked = sharing.ask(mias, by=amina, on=day, agency="health", asks="Is she seen by anybody?")
    sharing.answer(asked, by=amina, on=day, answer="told", told="By her own doctor")
    oversight.decide_safe_enough(
        mias, by=bryn, on=day, is_safe_enough=True, because="Gran is there", until_on=day
    )
    iris = Worker.objects.create_user("iris@exampleshire.example", None, name="Iris", role="director")
    said = {"decision": "No conference", "because": "He is back", "wants": "A conference"}
    disputed = disagreement.disagree(mias, by=amina, on=day, agency="education", person="Mr Quill", **said)
    disagreement.answer(disputed.steps.get(), by=bryn, on=day, outcome="higher", because="Not mine to change")
    oversight.acknowledge(mias, by=iris, on=day, note="Spoke to Bryn")
    absence.begin(amina, by=amina, from_on=day, covered_by=bryn)
    reorganisation.rename(elsewhere, name="Anywhere", by=iris, on=day, because="It is not elsewhere")
