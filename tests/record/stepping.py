"""What constraints on early help, transfers in and moves out refuse, and a story of each."""

from datetime import date

from sightline.casework import early_help, transfer

ENDED = "ended_on = began_on, outcome = 'needs_met', ended_because = 'Well'"
#: A hand-over to a team, spoilt as one to an authority.
AWAY = "to_team_id = NULL, to_authority = 'B'"

#: As in `test_constraints.py`: (table, constraint, what is changed).
CASES = [
    *(
        ("record_earlyhelp", constraint, change)
        for constraint, change in (
            (
                "early_help_is_stepped_down_from_the_same_childs_case",
                "after_plan_id = NULL, stepped_down_from_id = {neds_referral}",
            ),
            ("early_help_comes_after_the_same_childs_plan", "after_plan_id = {neds_help}"),
            (
                "early_help_is_stepped_up_to_the_same_childs_referral",
                "ended_on = began_on, outcome = 'stepped_up', ended_because = 'Worse',"
                " stepped_up_to_id = {neds_referral}",
            ),
            ("early_help_has_a_reason", "because = ''"),
            ("early_help_says_what_is_to_change", "change = ''"),
            ("somebody_agrees_to_early_help", "consented_by = ''"),
            ("early_help_is_led_by_somebody_by_name", "lead_person = ''"),
            (
                "early_help_after_a_plan_names_its_case",
                "child_id = {ned}, stepped_down_from_id = NULL, after_plan_id = {neds_help}",
            ),
            ("early_help_ends_with_an_outcome_and_why", "ended_on = began_on"),
            (
                "early_help_ends_for_a_reason",
                "ended_on = began_on, outcome = 'needs_met', ended_because = ''",
            ),
            ("early_help_stepped_up_names_the_referral", ENDED.replace("needs_met", "stepped_up")),
            ("early_help_begins_once_it_is_agreed_to", "consented_on = began_on + 1"),
            ("early_help_ends_after_it_begins", ENDED.replace("= began_on,", "= began_on - 1,")),
            ("early_help_lead_agency_is_a_known_code", "lead_agency = 'circus'"),
            ("early_help_outcome_is_a_known_code", ENDED.replace("needs_met", "shrug")),
        )
    ),
    ("record_earlyhelpmember", "a_member_is_of_the_same_childs_early_help", "child_id = {ned}"),
    ("record_earlyhelpmember", "a_member_is_somebody_by_name", "person = ''"),
    ("record_earlyhelpmember", "a_member_does_something", "does = ''"),
    ("record_earlyhelpmember", "a_member_leaves_after_they_come", "until_on = from_on - 1"),
    ("record_earlyhelpmember", "agency_of_a_member_is_a_known_code", "agency = 'circus'"),
    ("record_earlyhelpreview", "an_early_help_review_is_of_the_same_childs_early_help", "child_id = {ned}"),
    ("record_earlyhelpreview", "an_early_help_review_finds_something", "found = ''"),
    ("record_earlyhelpreview", "early_help_is_reviewed_next_after_this", "next_on = held_on - 1"),
    ("record_transferin", "a_transfer_in_is_in_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_transferin", "a_child_moves_here_from_somewhere", "from_authority = ''"),
    ("record_transferin", "somebody_told_us_that_a_child_moves_here", "told_by = ''"),
    ("record_transferin", "a_child_without_a_plan_there_has_it_since_no_day", "plan = 'none'"),
    ("record_transferin", "a_plan_there_began_before_we_were_told", "plan_since_on = told_on + 1"),
    ("record_transferin", "plan_in_another_authority_is_a_known_code", "plan = 'circus'"),
    (
        "record_handover",
        "only_another_authority_is_sent_papers_and_takes_over",
        "taken_over_on = '2026-06-01', taken_over_by = 'Sam Reed'",
    ),
    ("record_handover", "what_was_sent_went_on_a_day_by_a_route", f"{AWAY}, sent = 'The chronology'"),
    ("record_handover", "somebody_there_takes_a_child_over", f"{AWAY}, taken_over_on = '2026-06-01'"),
    (
        "record_handover",
        "a_child_is_taken_over_after_they_were_told",
        f"{AWAY}, notified_on = '2026-06-01', taken_over_on = '2026-05-31', taken_over_by = 'Sam Reed'",
    ),
    (
        "record_handover",
        "hand_over_route_is_a_known_code",
        f"{AWAY}, sent = 'The chronology', sent_on = '2026-06-01', route = 'pigeon'",
    ),
]
#: (constraint, the row copied, with what changed).
COPIES = [
    ("one_early_help_at_a_time", "record_earlyhelp", {}),
    ("a_child_moves_here_once", "record_transferin", {}),
]
POINTED_AT = {"early_help_with_its_child"}


def happens(case, amina):
    """Mia's early help, stepped down from her case, with its team and a review; and where she came from."""
    day = date(2026, 6, 1)
    begun = early_help.begin(
        case.child,
        by=amina,
        team=case.referral.team,
        on=day,
        because="Mornings are hard",
        change="She is at school by nine",
        consented_by="Her mother",
        consented_on=day,
        lead_agency="education",
        lead_person="Mr Quill",
        after=case.referral,
    )
    early_help.join(begun, by=amina, on=day, agency="health", person="Dr Sen", does="Sees her teeth")
    early_help.review(begun, by=amina, on=day, found="Four mornings of five")
    transfer.move_here(
        case.referral,
        by=amina,
        from_authority="Elsewhereshire",
        told_by="Sam Reed, team manager",
        plan="child_in_need",
        plan_since_on=date(2026, 1, 5),
    )
