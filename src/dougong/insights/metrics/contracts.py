"""Contracts signed, what came in, what is owed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from dougong.contracts.models import Allocation, Contract, Instalment, Receipt
from dougong.contracts.policies import CONTRACT, INSTALMENT, RECEIPT
from dougong.contracts.selectors import CONTRACTS, OWING, RECEIPTS, RECEIVABLES
from dougong.contracts.selectors.filters import in_bucket
from dougong.insights.metrics.base import Fact, Metric, whole
from dougong.insights.rules import Span, add_months, month_start
from dougong.kit import clock

LATE = ("d1_30", "d31_90", "d90_plus")
HISTORY_MONTHS = 13


class Signed(Metric):
    """By the date of signing; a contract that was terminated later had been signed."""

    slug, zh, en = "signed", "新签合同额", "Contracts signed"
    spec, page = CONTRACTS, "/contracts"
    resource = gate = CONTRACT
    date, daily = "signed_on", True

    def query(self) -> QuerySet[Any]:
        return Contract.objects.filter(archived_at__isnull=True, signed_on__isnull=False).exclude(status="draft")

    def filters(self, span: Span | None = None, part: str = "") -> list[str]:
        signed = f"signed:between:{span.first},{span.last}" if span else "signed:filled:"
        return ["status:nin:draft", signed]


class Received(Metric):
    """By the day the money came in; a reversal counts against the day it bears."""

    slug, zh, en = "received", "回款", "Receipts"
    spec, page = RECEIPTS, "/receipts"
    resource, gate, gate_path = RECEIPT, CONTRACT, "contract"
    owner, department, client = "contract__owner", "contract__department", "contract__client"
    date, daily = "received_on", True

    def query(self) -> QuerySet[Any]:
        return Receipt.objects.all()

    def filters(self, span: Span | None = None, part: str = "") -> list[str]:
        return [f"received:between:{span.first},{span.last}"] if span else []


class Receivables(Metric):
    """What is owed now, by age; retention that is not due yet is a part of its own."""

    slug, zh, en = "receivables", "应收", "Receivables"
    grain = "now"
    spec, page = RECEIVABLES, "/receivables"
    resource, gate, gate_path = INSTALMENT, CONTRACT, "contract"
    owner, department, client = "contract__owner", "contract__department", "contract__client"
    amount, part = "figures__owed", "in_part"

    def query(self) -> QuerySet[Any]:
        parts = Case(
            *[When(in_bucket(age), then=Value(age)) for age in LATE],
            When(kind="retention", then=Value("retention")),
            default=Value("not_due"),
            output_field=CharField(),
        )
        return _owed().annotate(in_part=parts)

    def filters(self, span: Span | None = None, part: str = "") -> list[str]:
        if part == "retention":
            return ["age:in:not_due", "kind:in:retention"]
        return [f"age:in:{part}"] if part else []


class LateClients(Receivables):
    """What is overdue now, by client."""

    slug, zh, en = "late_clients", "客户逾期", "Overdue by client"
    part, ranked = "contract__client_id", True

    def query(self) -> QuerySet[Any]:
        return _owed().filter(due_on__lt=clock.today())

    def filters(self, span: Span | None = None, part: str = "") -> list[str]:
        return [f"age:in:{','.join(LATE)}", *([f"client:in:{part}"] if part else [])]


class OverdueThen(Receivables):
    """What was overdue on the first morning of each of the latest months, from due dates and what had come in by then."""

    slug, zh, en = "overdue_then", "月初逾期应收", "Overdue at the start of a month"
    grain, part = "month", ""
    compared = False  # the past is in no list

    def query(self) -> QuerySet[Any]:
        first = add_months(month_start(clock.today()), 1 - HISTORY_MONTHS)
        rows = Instalment.objects.filter(contract__status__in=OWING, dropped_at__isnull=True, due_on__lt=clock.today())
        return rows.filter(Q(figures__owed__gt=0) | Q(figures__last_received_on__gte=first))

    def facts(self, rows: QuerySet[Any] | None = None) -> Iterator[Fact]:
        rows = self.query() if rows is None else rows
        paid: dict[Any, list[tuple[dt.date, int]]] = defaultdict(list)
        came = Allocation.objects.filter(instalment__in=rows.values("pk"))
        for pk, day, amount in came.values_list("instalment_id", "receipt__received_on", "amount"):
            paid[pk].append((day, whole(amount)))
        latest = month_start(clock.today())
        mornings = [add_months(latest, -back) for back in range(HISTORY_MONTHS)]
        names = ("pk", "due_on", "amount", f"{self.owner}_id", f"{self.department}_id", f"{self.client}__region")
        for pk, due_on, amount, owner, department, region in rows.values_list(*names):
            for morning in mornings:
                owed = whole(amount) - sum(part for day, part in paid[pk] if day < morning)
                if due_on < morning and owed > 0:
                    yield Fact(morning, "", owner, department, (region or "")[:2], owed, 1)


def _owed() -> QuerySet[Any]:
    return Instalment.objects.filter(contract__status__in=OWING, dropped_at__isnull=True, figures__owed__gt=0)
