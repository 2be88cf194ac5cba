"""Rows of this app for the leak matrix: each carries the mark of whose it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dougong.care.credit import risks
from dougong.care.credit import services as credit
from dougong.care.credit.models import CreditStanding, RiskSetting, Sanction
from dougong.care.segments import services as segments
from dougong.care.segments.models import Segment, TagRule
from dougong.care.visits import services as visits
from dougong.care.visits.models import VisitPlan, VisitRule
from dougong.kit import clock


def _segment(own: Any) -> Any:
    return segments.create_segment(own.owner, name=f"{own.mark}客户", filters=[f"industry:contains:{own.mark}"])


def _tag_rule(own: Any) -> Any:
    """One for the company; off, so that it changes no client."""
    rule = TagRule.objects.first() or segments.save_rule(
        own.cast.fang, tag="大户", filters=["receivable:gt:1000000.00"]
    )
    return segments.set_active(own.cast.fang, rule_id=rule.pk, active=False)


def _standing(own: Any) -> Any:
    own.row("contracts.receipt")
    client = own.row("clients.client")
    credit.grade_clients([client.pk])
    return CreditStanding.objects.get(pk=client.pk)


def _risk(own: Any) -> Any:
    """One row for the company."""
    return RiskSetting.objects.first() or RiskSetting.objects.create()


def _sanction(own: Any) -> Any:
    """One for the company."""
    return Sanction.objects.first() or risks.add_sanction(own.cast.xu, name="昌隆信达贸易", reason="两次拒付")


def _visit(own: Any) -> Any:
    client = own.row("clients.client")
    visits.plan_clients([client.pk])
    return VisitPlan.objects.get(pk=client.pk)


def _visit_rule(own: Any) -> Any:
    """One for the company, by a segment that is put away: all would see it, and it is no share's."""
    if not VisitRule.objects.exists():
        made = segments.create_segment(own.cast.fang, name="大客户", filters=["receivable:gt:1000000.00"], share="all")
        visits.save_rules(own.cast.fang, wanted=[{"segment_id": made.pk, "months": 1}])
        Segment.objects.filter(pk=made.pk).update(archived_at=clock.now())
    return VisitRule.objects.get()


FACTORIES: dict[str, Callable[[Any], Any]] = {
    "care.segment": _segment,
    "care.tag_rule": _tag_rule,
    "care.credit": _standing,
    "care.credit_rule": lambda own: credit.install_rule(),
    "care.risk": _risk,
    "care.sanction": _sanction,
    "care.visit": _visit,
    "care.visit_rule": _visit_rule,
}
PARAMETERS = {
    "segment_id": "care.segment",
    "rule_id": "care.tag_rule",
    "credit_rule_id": "care.credit_rule",
    "sanction_id": "care.sanction",
}
