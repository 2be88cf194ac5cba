from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from dougong.insights.metrics.base import Metric
from dougong.insights.rules import Span
from dougong.loyalty.models import PointsEntry
from dougong.loyalty.policies import ACCOUNT, ENTRY
from dougong.loyalty.selectors import ENTRIES, GIVEN


class PointsGiven(Metric):
    """Points that clients were given, less what of them was taken back."""

    slug, zh, en, unit = "points", "发放积分", "Points given", "points"
    spec, page = ENTRIES, "/points/entries"
    resource, gate, gate_path = ENTRY, ACCOUNT, "account"
    owner, department, client = "account__client__owner", "account__client__department", "account__client"
    date, instant, daily = "occurred_at", True, True

    def query(self) -> QuerySet[Any]:
        return PointsEntry.objects.filter(GIVEN)

    def filters(self, span: Span | None = None, part: str = "") -> list[str]:
        return ["given:eq:true", *([f"occurred:between:{span.first},{span.last}"] if span else [])]
