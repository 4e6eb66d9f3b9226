"""The address of every page, and the roles that may open it at all. Addresses hold ids, never names.

For any other role the page is not there. Whom and what somebody sees of those who may open it is asked again
of the record, by `visible_to` and by PostgreSQL.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseBase
from django.urls import URLPattern, path, register_converter

from sightline.people.models import (
    ADMINISTRATORS,
    ANSWERS_FOR_RETURNS,
    DRAW_SAMPLES,
    EVERYBODY,
    EXPLAINS_RETURNS,
    FOLLOWS_PLANS,
    FOLLOWS_TEAMS,
    KNOWS_STAFF,
    KNOWS_TRAINING,
    LEADS_PRACTICE,
    MANAGERS,
    OPENS_CHILDREN,
    OVERSEES,
    PRACTISES,
    READS_CASES,
    READS_PRACTICE,
    TAKES_CONTACTS,
    Role,
)
from sightline.record import reader
from sightline.web import (
    agreed,
    allocation,
    analyst,
    annex_a,
    assessment,
    audit,
    census_file,
    child,
    child_in_need,
    child_protection,
    closure,
    conference,
    contact,
    contact_draft,
    document,
    drafts,
    enquiry,
    entry,
    families,
    family,
    inspection,
    journey,
    mending,
    planned_visit,
    referral,
    safety_check,
    search,
    seen,
    sighting,
    sign_in,
    staff,
    strategy_discussion,
    team,
    today,
    training,
    workers,
)
from sightline.web.around import AROUND
from sightline.web.assessing import ASSESSING
from sightline.web.chronologies import CHRONOLOGIES
from sightline.web.form import SignedIn
from sightline.web.forms import FORMS
from sightline.web.holding import HOLDING
from sightline.web.keeping import KEEPING
from sightline.web.looking import LOOKING
from sightline.web.managing import MANAGING
from sightline.web.over_records import RIGHTS
from sightline.web.placing import PLACING
from sightline.web.practice import PRACTICE
from sightline.web.referring import ONLINE
from sightline.web.stepping import STEPPING

register_converter(child.IsoDay, "day")

#: Address, view, name, and who may open it: a page without roles cannot be written.
Page = tuple[str, Callable[..., Any], str, frozenset[Role]]

FIRST_PAGES: tuple[Page, ...] = (
    ("", sign_in.home, "home", EVERYBODY),
    ("families/", families.my_families, "my-families", PRACTISES),
    ("team/", team.my_team, "my-team", MANAGERS),
    ("teams/", team.teams, "teams", OVERSEES),
    ("teams/<int:pk>/", team.my_team, "team", FOLLOWS_TEAMS),
    ("staff/<int:pk>/training/", training.training, "training", EVERYBODY),
    ("staff/<int:pk>/training/completed/", training.complete, "training-complete", KNOWS_TRAINING),
    ("staff/<int:pk>/registration/", training.register, "training-register", KNOWS_TRAINING),
    ("teams/<int:pk>/load/", team.load, "team-load", FOLLOWS_TEAMS),
    ("teams/<int:pk>/seen/", seen.seen, "seen", FOLLOWS_TEAMS),
    ("teams/<int:pk>/exceptions/", journey.exceptions, "exceptions", FOLLOWS_TEAMS),
    ("teams/<int:pk>/<slug:name>/", team.team_list, "team-list", FOLLOWS_TEAMS),
    ("conferences/", conference.conferences, "conferences", OPENS_CHILDREN),
    ("plans/", conference.plans, "plans", FOLLOWS_PLANS),
    ("returns/", analyst.analyst, "analyst", ANSWERS_FOR_RETURNS),
    ("search/", search.search, "search", OPENS_CHILDREN),
    ("search/<slug:name>/", search.found, "found", OPENS_CHILDREN),
)
DRAFTS: tuple[Page, ...] = (
    ("drafts/", drafts.drafts, "drafts", EVERYBODY),
    ("drafts/keep/", drafts.keep, "draft-keep", EVERYBODY),
    ("drafts/<slug:name>/discard/", drafts.discard, "draft-discard", EVERYBODY),
)
RETURNS: tuple[Page, ...] = (
    ("families/to-mend/", mending.to_mend, "to-mend", PRACTISES),
    ("returns/again/", analyst.check_again, "census-again", ANSWERS_FOR_RETURNS),
    ("returns/findings/<int:pk>/explain/", analyst.explain, "census-explain", EXPLAINS_RETURNS),
    ("returns/files/", census_file.files, "census-files", ANSWERS_FOR_RETURNS),
    ("returns/annex-a/", annex_a.lists, "annex-a", ANSWERS_FOR_RETURNS),
    ("returns/annex-a/<day:on>/", annex_a.of_day, "annex-a-day", ANSWERS_FOR_RETURNS),
    ("returns/annex-a/<day:on>/workbook/", annex_a.workbook, "annex-a-workbook", ANSWERS_FOR_RETURNS),
    ("returns/annex-a/<day:on>/<int:number>/", annex_a.one_list, "annex-a-list", ANSWERS_FOR_RETURNS),
    ("returns/<slug:name>/", census_file.file, "census-file", ANSWERS_FOR_RETURNS),
    ("returns/<slug:name>/delete/", census_file.delete, "census-delete", ANSWERS_FOR_RETURNS),
    ("returns/<slug:name>/workbook/", analyst.download, "census-workbook", ANSWERS_FOR_RETURNS),
    ("returns/<slug:name>/children/", analyst.by_child, "census-children", ANSWERS_FOR_RETURNS),
    ("returns/<slug:name>/children/<int:pk>/", analyst.child_findings, "census-child", ANSWERS_FOR_RETURNS),
    ("returns/<slug:name>/rules/<slug:code>/", analyst.rule, "census-rule", ANSWERS_FOR_RETURNS),
)
WORKERS: tuple[Page, ...] = (
    ("staff/", staff.staff, "staff", KNOWS_STAFF),
    ("staff/new/", workers.invite, "worker-invite", ADMINISTRATORS),
    ("staff/<int:pk>/", workers.worker, "worker", ADMINISTRATORS),
    ("staff/<int:pk>/role/", workers.change_role, "worker-role", ADMINISTRATORS),
    ("staff/<int:pk>/second-step/", workers.reset_second_step, "worker-second-step", ADMINISTRATORS),
    ("staff/<int:pk>/end/", workers.end_account, "worker-end", ADMINISTRATORS),
    ("staff/<int:pk>/link/", workers.give_link, "worker-link", ADMINISTRATORS),
)
AUDITS: tuple[Page, ...] = (
    ("audits/", audit.audits, "audits", READS_CASES),
    ("audits/<int:pk>/", audit.audit, "audit", OPENS_CHILDREN),
    ("audits/<int:pk>/read/", audit.read, "audit-read", READS_CASES),
    ("audits/<int:pk>/finish/", audit.finish, "audit-finish", READS_CASES),
    ("audits/<int:pk>/again/", audit.read_again, "audit-again", READS_CASES),
    ("audits/<int:pk>/moderate/", audit.moderate, "audit-moderate", READS_CASES),
    ("audits/<int:pk>/reply/", audit.reply, "audit-reply", PRACTISES),
    ("children/<int:pk>/audit/", audit.begin, "audit-new", READS_CASES),
    ("safety-checks/<int:pk>/", safety_check.check, "safety-check", OPENS_CHILDREN),
    ("safety-checks/<int:pk>/hand-on/", safety_check.hand_on, "safety-hand-on", PRACTISES),
    ("safety-checks/<int:pk>/note/", safety_check.note, "safety-note", PRACTISES),
    ("safety-checks/<int:pk>/checked/", safety_check.made, "safety-made", PRACTISES),
    ("inspections/", inspection.inspections, "inspections", READS_PRACTICE),
    ("inspections/new/", inspection.begin, "inspection-new", DRAW_SAMPLES),
    ("inspections/<int:pk>/", inspection.inspection, "inspection", READS_PRACTICE),
    ("inspections/<int:pk>/child/", inspection.add_child, "inspection-add", LEADS_PRACTICE),
    ("inspections/<int:pk>/finding/", inspection.finding, "inspection-finding", LEADS_PRACTICE),
    ("inspections/<int:pk>/end/", inspection.end, "inspection-end", LEADS_PRACTICE),
    ("inspections/<int:pk>/children/<int:child>/", inspection.one_child, "inspection-child", READS_PRACTICE),
    ("inspections/<int:pk>/children/<int:child>/read/", inspection.read, "inspection-read", READS_CASES),
    (
        "inspections/<int:pk>/children/<int:child>/concern/",
        inspection.concern,
        "inspection-concern",
        LEADS_PRACTICE,
    ),
)
CONTACTS: tuple[Page, ...] = (
    ("contacts/", contact.contacts, "contacts", OPENS_CHILDREN),
    ("contacts/new/", contact_draft.new, "contact-new", TAKES_CONTACTS),
    ("contacts/new/<slug:name>/", contact_draft.draft, "contact-draft", TAKES_CONTACTS),
    ("contacts/new/<slug:name>/people/", contact_draft.find_people, "contact-people", TAKES_CONTACTS),
    ("contacts/<int:pk>/", contact.contact, "contact", OPENS_CHILDREN),
    ("contacts/<int:pk>/taken-up/", contact.take_up, "contact-take-up", PRACTISES),
    ("contacts/<int:pk>/told/", contact.tell_referrer, "contact-tell", PRACTISES),
)
CHILDREN: tuple[Page, ...] = (
    ("children/<int:pk>/", child.child, "child", OPENS_CHILDREN),
    ("children/<int:pk>/story/", child.whole_story, "story", OPENS_CHILDREN),
    ("children/<int:pk>/story/known/", child.as_known, "known", OPENS_CHILDREN),
    ("children/<int:pk>/journey/", journey.child, "journey", OPENS_CHILDREN),
    ("children/<int:pk>/owed/", child.every_clock, "clocks", OPENS_CHILDREN),
    ("children/<int:pk>/owed/<slug:duty>/<int:thread>/<day:started>/", child.clock, "clock", OPENS_CHILDREN),
    ("children/<int:pk>/actions/", agreed.of_child, "actions-of", OPENS_CHILDREN),
    ("children/<int:pk>/record/", child.record, "record", PRACTISES),
    ("children/<int:pk>/visit/", sighting.record, "visit", PRACTISES),
    ("children/<int:pk>/visit/plan/", planned_visit.plan, "plan-visit", PRACTISES),
    ("children/<int:pk>/referral/", referral.receive, "referral-receive", PRACTISES),
    ("children/<int:pk>/home/", family.move, "move", PRACTISES),
    ("children/<int:pk>/entries/<slug:kind>/<int:entry>/", entry.read, "entry", OPENS_CHILDREN),
    ("children/<int:pk>/documents/", document.documents, "documents", OPENS_CHILDREN),
    ("children/<int:pk>/documents/add/", document.add, "document-add", PRACTISES),
    ("documents/<int:pk>/", document.document, "document", OPENS_CHILDREN),
    ("documents/<int:pk>/file/", document.file, "document-file", OPENS_CHILDREN),
    ("documents/<int:pk>/picture/", document.picture, "document-picture", OPENS_CHILDREN),
    ("documents/<int:pk>/play/", document.play, "document-play", OPENS_CHILDREN),
    ("documents/<int:pk>/replace/", document.replace, "document-replace", PRACTISES),
    ("children/<int:pk>/strike-out/<slug:kind>/<int:entry>/", entry.strike_out, "strike-out", PRACTISES),
    ("families/<int:pk>/", family.family, "family", OPENS_CHILDREN),
)
WORK: tuple[Page, ...] = (
    ("planned-visits/<int:pk>/call-off/", planned_visit.call_off, "call-off", PRACTISES),
    ("referrals/<int:pk>/acknowledged/", referral.acknowledge, "referral-acknowledge", PRACTISES),
    ("referrals/<int:pk>/checks/", referral.checks, "referral-checks", PRACTISES),
    ("referrals/<int:pk>/decide/", referral.decide, "referral-decide", MANAGERS),
    ("referrals/<int:pk>/told/", referral.tell, "referral-tell", PRACTISES),
    ("referrals/<int:pk>/new-information/", referral.new_information, "referral-new-information", PRACTISES),
    ("referrals/<int:pk>/allocate/", allocation.allocate, "allocate", MANAGERS),
    ("referrals/<int:pk>/assessment/", assessment.start, "assessment-start", PRACTISES),
    (
        "referrals/<int:pk>/reasonable-cause/",
        strategy_discussion.reasonable_cause,
        "reasonable-cause",
        PRACTISES,
    ),
    ("referrals/<int:pk>/no-cause/", strategy_discussion.no_cause, "no-cause", MANAGERS),
    ("referrals/<int:pk>/enquiry/", enquiry.start, "enquiry-start", PRACTISES),
    ("referrals/<int:pk>/conference/", conference.book, "conference-book", PRACTISES),
    ("referrals/<int:pk>/child-in-need-plan/", child_in_need.begin, "help-plan", PRACTISES),
    ("referrals/<int:pk>/close/", closure.close, "close", MANAGERS),
    ("allocations/<int:pk>/end/", allocation.end, "allocation-end", MANAGERS),
    ("referrals/<int:pk>/part/", allocation.give_part, "part-give", MANAGERS),
    ("parts/<int:pk>/end/", allocation.end_part, "part-end", MANAGERS),
    ("assessments/<int:pk>/write/", assessment.write, "assessment-write", PRACTISES),
    ("assessments/<int:pk>/authorise/", assessment.authorise, "assessment-authorise", MANAGERS),
    ("assessments/<int:pk>/review/", assessment.review, "assessment-review", MANAGERS),
    ("assessments/<int:pk>/leave/", assessment.leave, "assessment-leave", MANAGERS),
    ("strategy-discussions/<int:pk>/held/", strategy_discussion.hold, "discussion-hold", PRACTISES),
    (
        "strategy-discussions/<int:pk>/not-held/",
        strategy_discussion.not_held,
        "discussion-not-held",
        MANAGERS,
    ),
    ("enquiries/<int:pk>/working/", enquiry.working, "enquiry-working", PRACTISES),
    ("enquiries/<int:pk>/conclude/", enquiry.conclude, "enquiry-conclude", MANAGERS),
    ("conferences/<int:pk>/held/", conference.hold, "conference-hold", PRACTISES),
    ("child-in-need-plans/<int:pk>/review/", child_in_need.review, "help-review", PRACTISES),
    ("child-in-need-plans/<int:pk>/end/", child_in_need.end, "help-end", PRACTISES),
    ("plans/<int:pk>/action/", agreed.in_plan, "plan-action", PRACTISES),
    ("child-in-need-plans/<int:pk>/action/", agreed.in_help_plan, "help-action", PRACTISES),
    ("strategy-discussions/<int:pk>/action/", agreed.in_discussion, "discussion-action", PRACTISES),
    ("agreed-actions/<int:pk>/finish/", agreed.finish, "agreed-finish", PRACTISES),
    ("agreed-actions/<int:pk>/change/", agreed.change, "agreed-change", PRACTISES),
    ("plans/<int:pk>/core-group/", child_protection.core_group, "core-group", PRACTISES),
    ("plans/<int:pk>/lead/", child_protection.lead, "plan-lead", PRACTISES),
    ("plans/<int:pk>/sent/", child_protection.circulate, "plan-circulate", PRACTISES),
    ("plans/<int:pk>/end/", child_protection.end, "plan-end", MANAGERS),
)


def signed_in_pages() -> tuple[Page, ...]:
    """Every page behind the door."""
    first = (*ASSESSING, *HOLDING, *STEPPING, *PLACING, *MANAGING, *AROUND, *FIRST_PAGES, *WORKERS)
    chosen = (*CONTACTS, *ONLINE, *CHILDREN, *CHRONOLOGIES)
    kept = (*DRAFTS, *RETURNS, *PRACTICE, *LOOKING, *AUDITS, *FORMS)
    return (*first, *kept, *chosen, *RIGHTS, *KEEPING, *WORK)


def roles_of(name: str) -> frozenset[Role]:
    """The roles that may open the page of this name: none, where it is no page behind the door."""
    return next((roles for _, _, page, roles in signed_in_pages() if page == name), frozenset())


#: Where an inspector may send something: words to search for, which nothing keeps but the log.
ASKED_BY_INSPECTORS = frozenset({"search", "places"})


def _only(
    roles: frozenset[Role], view: Callable[..., HttpResponseBase], name: str
) -> Callable[..., HttpResponseBase]:
    """The view for these roles, read in the worker's name; and no page at all for anybody else, nor for what
    an inspector sends.
    """
    writers = roles if name in ASKED_BY_INSPECTORS else roles - {Role.INSPECTOR}

    @wraps(view)
    def page(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.role not in (writers if request.method == "POST" else roles):
            raise Http404
        with reader.reading(request.user, at=today.now()):
            return view(request, *args, **kwargs)

    return page


def _signed_in() -> Iterator[URLPattern]:
    for address, view, name, roles in signed_in_pages():
        yield path(address, _only(roles, view, name), name=name)


urlpatterns = [
    path("sign-in/", login_not_required(sign_in.SignIn.as_view()), name="sign-in"),
    path("sign-out/", login_not_required(sign_in.SignOut.as_view()), name="sign-out"),
    *_signed_in(),
]
