"""What is written down by those who look at practice."""

from sightline.assurance.models.action import Action
from sightline.assurance.models.audit import Audit, AuditAnswer, AuditReply, Moderation
from sightline.assurance.models.inspection import (
    Inspection,
    InspectionChild,
    InspectionFinding,
    InspectionInspector,
)
from sightline.assurance.models.look_back import LookBack, ScoredCase
from sightline.assurance.models.procedure import Procedure, ProcedureReading, ProcedureVersion
from sightline.assurance.models.redecision import Redecision
from sightline.assurance.models.safety_check import SafetyCheck, SafetyNote
from sightline.assurance.models.sampling import Sample, SampledCase, SamplingFrame
from sightline.assurance.models.verdict import FollowUp, Verdict

__all__ = [
    "Action",
    "Audit",
    "AuditAnswer",
    "AuditReply",
    "FollowUp",
    "Inspection",
    "InspectionChild",
    "InspectionFinding",
    "InspectionInspector",
    "LookBack",
    "Moderation",
    "Procedure",
    "ProcedureReading",
    "ProcedureVersion",
    "Redecision",
    "SafetyCheck",
    "SafetyNote",
    "Sample",
    "SampledCase",
    "SamplingFrame",
    "ScoredCase",
    "Verdict",
]
