"""The tables of this app, each beside what uses it."""

from dougong.care.credit.models import CreditChange, CreditOverride, CreditRule, CreditStanding, RiskSetting, Sanction
from dougong.care.segments.models import Segment, SegmentMember, TagMark, TagRule
from dougong.care.visits.models import VisitPlan, VisitRule

__all__ = [
    "CreditChange",
    "CreditOverride",
    "CreditRule",
    "CreditStanding",
    "RiskSetting",
    "Sanction",
    "Segment",
    "SegmentMember",
    "TagMark",
    "TagRule",
    "VisitPlan",
    "VisitRule",
]
