"""What constraints refuse on places, on decisions about children not found, and a story of each."""

from datetime import date

from sightline.casework import place, sighting, unseen

ENDED = "ended_on = worried_on, ended_by_id = {bryn}, ended_because = 'It is shut'"
FINISHED = "finished_on = agreed_on, finished_by_id = {bryn}, outcome = 'done', evidence = 'Seen'"

#: As in `test_constraints.py`: (table, constraint, what is changed).
CASES = [
    ("record_place", "kind_of_place_is_a_known_code", "kind = 'moon'"),
    ("record_place", "a_place_is_of_some_kind", "kind = ''"),
    ("record_place", "a_place_has_a_name", "name = ''"),
    ("record_place", "a_place_says_what_worries_us", "worry = ''"),
    ("record_place", "somebody_told_us_of_a_place", "came_from = ''"),
    ("record_place", "a_place_is_looked_at_again_later", "review_on = worried_on - 1"),
    (
        "record_place",
        "a_worry_about_a_place_ends_after_it_begins",
        ENDED.replace("= worried_on,", "= worried_on - 1,"),
    ),
    ("record_place", "a_worry_about_a_place_is_ended_by_whom_and_why", "ended_on = worried_on"),
    ("record_place", "a_worry_about_a_place_ends_for_a_reason", ENDED.replace("It is shut", "")),
    ("record_placelink", "part_in_a_place_is_a_known_code", "role = 'sings'"),
    ("record_placelink", "a_link_with_a_place_says_what_part", "role = ''"),
    ("record_placelink", "somebody_told_us_of_a_link_with_a_place", "came_from = ''"),
    ("record_placelink", "a_link_with_a_place_ends_after_it_begins", "until_on = from_on - 1"),
    ("record_placeaction", "placeaction_says_what", "what = ''"),
    ("record_placeaction", "placeaction_is_done_by_one", "owner_id = {bryn}"),
    ("record_placeaction", "placeaction_is_due_after_it_is_agreed", "due_on = agreed_on - 1"),
    (
        "record_placeaction",
        "placeaction_is_finished_after_it_is_agreed",
        FINISHED.replace("= agreed_on", "= agreed_on - 1"),
    ),
    ("record_placeaction", "placeaction_is_finished_as_said", "finished_on = agreed_on"),
    ("record_placeaction", "placeaction_is_finished_with_evidence", FINISHED.replace("Seen", "")),
    (
        "record_placeaction",
        "placeaction_outcome_is_a_known_code",
        FINISHED.replace("'done'", "'shrug'"),
    ),
    ("record_placereview", "a_review_of_a_place_finds_something", "found = ''"),
    ("record_placereview", "a_place_is_looked_at_next_after_this", "next_review_on = reviewed_on - 1"),
    (
        "record_unseendecision",
        "it_is_decided_about_an_attempt_to_see_the_same_child",
        "child_id = {ned}",
    ),
    ("record_unseendecision", "what_to_do_for_a_child_unseen_has_a_reason", "because = ''"),
    ("record_unseendecision", "what_to_do_for_a_child_unseen_is_a_known_code", "decision = 'shrug'"),
    ("record_unseendecision", "what_to_do_for_a_child_unseen_is_decided", "decision = ''"),
]
#: (constraint, the row copied, with what changed).
COPIES: list[tuple[str, str, dict[str, str]]] = [
    ("somebody_has_one_such_part_in_a_place_at_a_time", "record_placelink", {}),
    ("what_to_do_after_an_attempt_is_decided_once", "record_unseendecision", {}),
]
POINTED_AT = {"sighting_with_its_child"}


def happens(case, amina, bryn):
    """A park that worries us, Mia who goes there, what is done about it; and Mia whom nobody found."""
    day = date(2026, 6, 1)
    park = place.add(
        by=amina,
        team=case.referral.team,
        on=day,
        kind="outdoors",
        name="The bandstand",
        worry="Older men wait there after school.",
        came_from="The park keeper",
        review_on=date(2026, 7, 1),
    )
    place.link(case.child, park, by=amina, on=day, role="goes", came_from="Her aunt")
    place.agree(park, by=amina, on=day, what="Mend the lights", outside="Parks", due_on=date(2026, 6, 20))
    place.review(park, by=amina, on=day, found="Darker than in May", next_review_on=date(2026, 7, 1))
    for tried in (date(2026, 6, 2), date(2026, 6, 3)):
        attempt = sighting.record(
            case.child,
            by=amina,
            on=tried,
            where="At home",
            purpose="plan",
            was_seen=False,
            not_seen_because="Nobody opened",
        )
    unseen.decide(attempt, by=bryn, on=date(2026, 6, 4), decision="police", because="Tonight, with Femi")
