from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from dougong.clients.models import NextStep
from dougong.clients.policies import CLIENT
from dougong.clients.selectors import CLIENTS
from dougong.insights.metrics.base import NO_MONTH, Fact, Metric
from dougong.kit import clock


class LatePromises(Metric):
    """What was promised to clients and is past its day, by client; the sum is of days. No list shows promises alone."""

    slug, zh, en, unit, grain = "late_promises", "过期承诺", "Promises past due", "days", "now"
    spec, page, compared = CLIENTS, "/clients", False
    resource = gate = CLIENT
    gate_path, ranked = "client", True

    def query(self) -> QuerySet[Any]:
        return NextStep.objects.filter(
            kind="promise", done_at__isnull=True, due_on__lt=clock.today(), client__archived_at__isnull=True
        )

    def facts(self, rows: QuerySet[Any] | None = None) -> Iterator[Fact]:
        rows = self.query() if rows is None else rows
        names = ("client_id", "client__owner_id", "client__department_id", "client__region", "due_on")
        for client, owner, department, region, due_on in rows.values_list(*names):
            days = (clock.today() - due_on).days
            yield Fact(NO_MONTH, client.hex, owner, department, (region or "")[:2], days, 1)
