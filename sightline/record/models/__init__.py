"""The record's tables, one module for each area of practice."""

from sightline.record.models.agreed import AgreedAction
from sightline.record.models.allocation import Allocation, Override, SecondaryWorker
from sightline.record.models.assessment import Assessment, SentBack
from sightline.record.models.carried import CarriedSection
from sightline.record.models.child_in_need import ChildInNeedPlan, ChildInNeedReview
from sightline.record.models.child_protection import ChildProtectionPlan, CoreGroup
from sightline.record.models.chronology import AgencyChronology, AgencyEvent
from sightline.record.models.circulation import SentCopy
from sightline.record.models.conference import Conference
from sightline.record.models.conflict import Conflict, WorkerAtHome
from sightline.record.models.contact import Contact, ContactChild
from sightline.record.models.delegation import HandedEntry
from sightline.record.models.disagreement import Disagreement, DisagreementStep
from sightline.record.models.document import Document, FilePart, FileText, StoredFile
from sightline.record.models.early_help import EarlyHelp, EarlyHelpMember, EarlyHelpReview
from sightline.record.models.enquiry import Enquiry
from sightline.record.models.family import Family, FamilyMember
from sightline.record.models.family_page import FamilyPage
from sightline.record.models.finishing import FinishingDay
from sightline.record.models.handover import HandOver
from sightline.record.models.identifier import Identifier
from sightline.record.models.known_by import OtherName
from sightline.record.models.online_referral import OnlineReferral, OnlineReferralChild
from sightline.record.models.opening import Opening
from sightline.record.models.oversight import Acknowledgement, InterimSafetyDecision
from sightline.record.models.own_question import OwnAnswer, OwnQuestion, OwnQuestionVersion
from sightline.record.models.person import Person, Residence
from sightline.record.models.place import Place, PlaceAction, PlaceLink, PlaceReview
from sightline.record.models.referral import Referral
from sightline.record.models.relationship import Relationship
from sightline.record.models.restriction import EmergencyOpening, RestrictedTo, Restriction
from sightline.record.models.rights import (
    AccessRequest,
    Correction,
    LegalHold,
    LookNote,
    Redaction,
    RetentionDecision,
)
from sightline.record.models.same_person import SamePerson
from sightline.record.models.search import SearchLine, SearchName
from sightline.record.models.serious_incident import SeriousIncident
from sightline.record.models.sharing import InformationRequest
from sightline.record.models.sighting import PlannedVisit, Sighting
from sightline.record.models.significance import EventAnalysis, SignificantEvent
from sightline.record.models.strategy_discussion import (
    StrategyDiscussion,
    StrategyParticipant,
    ThresholdDecision,
)
from sightline.record.models.supervision import Supervision, SupervisionAction
from sightline.record.models.transfer import TransferIn
from sightline.record.models.unseen import UnseenDecision
from sightline.record.models.warning import WarningNote, WarningReview

__all__ = [
    "AccessRequest",
    "Acknowledgement",
    "AgencyChronology",
    "AgencyEvent",
    "AgreedAction",
    "Allocation",
    "Assessment",
    "CarriedSection",
    "ChildInNeedPlan",
    "ChildInNeedReview",
    "ChildProtectionPlan",
    "Conference",
    "Conflict",
    "Contact",
    "ContactChild",
    "CoreGroup",
    "Correction",
    "Disagreement",
    "DisagreementStep",
    "Document",
    "EarlyHelp",
    "EarlyHelpMember",
    "EarlyHelpReview",
    "EmergencyOpening",
    "Enquiry",
    "EventAnalysis",
    "Family",
    "FamilyMember",
    "FamilyPage",
    "FilePart",
    "FileText",
    "FinishingDay",
    "HandOver",
    "HandedEntry",
    "Identifier",
    "InformationRequest",
    "InterimSafetyDecision",
    "LegalHold",
    "LookNote",
    "OnlineReferral",
    "OnlineReferralChild",
    "Opening",
    "OtherName",
    "Override",
    "OwnAnswer",
    "OwnQuestion",
    "OwnQuestionVersion",
    "Person",
    "Place",
    "PlaceAction",
    "PlaceLink",
    "PlaceReview",
    "PlannedVisit",
    "Redaction",
    "Referral",
    "Relationship",
    "Residence",
    "RestrictedTo",
    "Restriction",
    "RetentionDecision",
    "SamePerson",
    "SearchLine",
    "SearchName",
    "SecondaryWorker",
    "SentBack",
    "SentCopy",
    "SeriousIncident",
    "Sighting",
    "SignificantEvent",
    "StoredFile",
    "StrategyDiscussion",
    "StrategyParticipant",
    "Supervision",
    "SupervisionAction",
    "ThresholdDecision",
    "TransferIn",
    "UnseenDecision",
    "WarningNote",
    "WarningReview",
    "WorkerAtHome",
]
