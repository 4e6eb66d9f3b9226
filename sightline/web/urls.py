"""The address of every page. Addresses hold ids, never names."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path, register_converter

from sightline.web import (
    allocation,
    analyst,
    assessment,
    census_file,
    child,
    child_in_need,
    child_protection,
    closure,
    conference,
    contact,
    contact_draft,
    enquiry,
    entry,
    families,
    family,
    mending,
    referral,
    search,
    sighting,
    sign_in,
    strategy_discussion,
    team,
)

register_converter(child.IsoDay, "day")

Page = tuple[str, Callable[..., Any], str]

FIRST_PAGES: tuple[Page, ...] = (
    ("", sign_in.home, "home"),
    ("families/", families.my_families, "my-families"),
    ("team/", team.my_team, "my-team"),
    ("teams/", team.teams, "teams"),
    ("teams/<int:pk>/", team.my_team, "team"),
    ("teams/<int:pk>/load/", team.load, "team-load"),
    ("teams/<int:pk>/<slug:name>/", team.team_list, "team-list"),
    ("conferences/", conference.conferences, "conferences"),
    ("plans/", conference.plans, "plans"),
    ("returns/", analyst.analyst, "analyst"),
    ("search/", search.search, "search"),
    ("search/<slug:name>/", search.found, "found"),
)
RETURNS: tuple[Page, ...] = (
    ("families/to-mend/", mending.to_mend, "to-mend"),
    ("returns/again/", analyst.check_again, "census-again"),
    ("returns/findings/<int:pk>/explain/", analyst.explain, "census-explain"),
    ("returns/files/", census_file.files, "census-files"),
    ("returns/<slug:name>/", census_file.file, "census-file"),
    ("returns/<slug:name>/delete/", census_file.delete, "census-delete"),
    ("returns/<slug:name>/workbook/", analyst.download, "census-workbook"),
    ("returns/<slug:name>/children/", analyst.by_child, "census-children"),
    ("returns/<slug:name>/children/<int:pk>/", analyst.child_findings, "census-child"),
    ("returns/<slug:name>/rules/<slug:code>/", analyst.rule, "census-rule"),
)
CONTACTS: tuple[Page, ...] = (
    ("contacts/", contact.contacts, "contacts"),
    ("contacts/new/", contact_draft.new, "contact-new"),
    ("contacts/new/<slug:name>/", contact_draft.draft, "contact-draft"),
    ("contacts/new/<slug:name>/people/", contact_draft.find_people, "contact-people"),
    ("contacts/<int:pk>/", contact.contact, "contact"),
    ("contacts/<int:pk>/told/", contact.tell_referrer, "contact-tell"),
)
CHILDREN: tuple[Page, ...] = (
    ("children/<int:pk>/", child.child, "child"),
    ("children/<int:pk>/story/", child.whole_story, "story"),
    ("children/<int:pk>/story/known/", child.as_known, "known"),
    ("children/<int:pk>/owed/", child.every_clock, "clocks"),
    ("children/<int:pk>/owed/<slug:duty>/<int:thread>/<day:started>/", child.clock, "clock"),
    ("children/<int:pk>/record/", child.record, "record"),
    ("children/<int:pk>/visit/", sighting.record, "visit"),
    ("children/<int:pk>/referral/", referral.receive, "referral-receive"),
    ("children/<int:pk>/home/", family.move, "move"),
    ("children/<int:pk>/strike-out/<slug:kind>/<int:entry>/", entry.strike_out, "strike-out"),
    ("families/<int:pk>/", family.family, "family"),
)
WORK: tuple[Page, ...] = (
    ("referrals/<int:pk>/acknowledged/", referral.acknowledge, "referral-acknowledge"),
    ("referrals/<int:pk>/checks/", referral.checks, "referral-checks"),
    ("referrals/<int:pk>/decide/", referral.decide, "referral-decide"),
    ("referrals/<int:pk>/told/", referral.tell, "referral-tell"),
    ("referrals/<int:pk>/new-information/", referral.new_information, "referral-new-information"),
    ("referrals/<int:pk>/allocate/", allocation.allocate, "allocate"),
    ("referrals/<int:pk>/assessment/", assessment.start, "assessment-start"),
    ("referrals/<int:pk>/reasonable-cause/", strategy_discussion.reasonable_cause, "reasonable-cause"),
    ("referrals/<int:pk>/enquiry/", enquiry.start, "enquiry-start"),
    ("referrals/<int:pk>/conference/", conference.book, "conference-book"),
    ("referrals/<int:pk>/child-in-need-plan/", child_in_need.begin, "help-plan"),
    ("referrals/<int:pk>/close/", closure.close, "close"),
    ("allocations/<int:pk>/end/", allocation.end, "allocation-end"),
    ("assessments/<int:pk>/", assessment.write, "assessment-write"),
    ("assessments/<int:pk>/authorise/", assessment.authorise, "assessment-authorise"),
    ("assessments/<int:pk>/review/", assessment.review, "assessment-review"),
    ("assessments/<int:pk>/leave/", assessment.leave, "assessment-leave"),
    ("strategy-discussions/<int:pk>/held/", strategy_discussion.hold, "discussion-hold"),
    ("strategy-discussions/<int:pk>/not-held/", strategy_discussion.not_held, "discussion-not-held"),
    ("enquiries/<int:pk>/working/", enquiry.working, "enquiry-working"),
    ("enquiries/<int:pk>/conclude/", enquiry.conclude, "enquiry-conclude"),
    ("conferences/<int:pk>/held/", conference.hold, "conference-hold"),
    ("child-in-need-plans/<int:pk>/review/", child_in_need.review, "help-review"),
    ("child-in-need-plans/<int:pk>/end/", child_in_need.end, "help-end"),
    ("plans/<int:pk>/core-group/", child_protection.core_group, "core-group"),
    ("plans/<int:pk>/lead/", child_protection.lead, "plan-lead"),
    ("plans/<int:pk>/sent/", child_protection.circulate, "plan-circulate"),
    ("plans/<int:pk>/end/", child_protection.end, "plan-end"),
)


def _signed_in() -> Iterator[URLPattern]:
    for address, view, name in (*FIRST_PAGES, *RETURNS, *CONTACTS, *CHILDREN, *WORK):
        yield path(address, view, name=name)


urlpatterns = [
    path("sign-in/", login_not_required(sign_in.SignIn.as_view()), name="sign-in"),
    path("sign-out/", login_not_required(sign_in.SignOut.as_view()), name="sign-out"),
    *_signed_in(),
]
