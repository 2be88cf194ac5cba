from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from dougong.insights.metrics.base import Metric
from dougong.insights.rules import Span
from dougong.sales.models import Opportunity
from dougong.sales.policies import OPPORTUNITY
from dougong.sales.selectors import OPPORTUNITIES


class Funnel(Metric):
    """Opportunities by the month they were opened in and the stage they stand at, the lost ones where they were lost."""

    slug, zh, en = "funnel", "商机漏斗", "Opportunity funnel"
    spec, page = OPPORTUNITIES, "/opportunities"
    page_as = {"as": "list"}
    resource = gate = OPPORTUNITY
    date, instant, part = "created_at", True, "stage_id"

    def query(self) -> QuerySet[Any]:
        return Opportunity.objects.filter(archived_at__isnull=True)

    def filters(self, span: Span | None = None, part: str = "") -> list[str]:
        """`part` are the ids of stages."""
        made = [f"created:between:{span.first},{span.last}"] if span else []
        return [*made, *([f"stage:in:{part}"] if part else [])]
