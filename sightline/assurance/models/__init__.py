"""What is written down by those who look at practice."""

from sightline.assurance.models.action import Action
from sightline.assurance.models.look_back import LookBack, ScoredCase
from sightline.assurance.models.procedure import Procedure, ProcedureReading, ProcedureVersion
from sightline.assurance.models.redecision import Redecision
from sightline.assurance.models.sampling import Sample, SampledCase, SamplingFrame
from sightline.assurance.models.verdict import FollowUp, Verdict

__all__ = [
    "Action",
    "FollowUp",
    "LookBack",
    "Procedure",
    "ProcedureReading",
    "ProcedureVersion",
    "Redecision",
    "Sample",
    "SampledCase",
    "SamplingFrame",
    "ScoredCase",
    "Verdict",
]
