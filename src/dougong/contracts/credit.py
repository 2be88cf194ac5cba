"""What a client's contracts say of how it pays: the part of its credit grade that comes from here."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Min, Q, Sum

from dougong.care.credit.inputs import Ids, SourceRow, gives
from dougong.care.credit.rules import Part, Payments, days_late
from dougong.contracts.models import Allocation, Contract, Instalment, Receipt
from dougong.contracts.policies import CONTRACT
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.kit.workcalendar import is_working_day

#: Of these what stands unpaid counts with the days it has stood; of one that was broken off, up to the day it was.
COUNTS = ("in_force", "completed", "terminated")
_STANDS = Q(receipt__reversed_at__isnull=True, receipt__reverses__isnull=True)
_DUE = (
    "id", "title", "due_on", "figures__owed", "contract_id", "contract__title", "contract__client_id", "contract__status",
    "contract__closed_at",
)  # fmt: skip


class FromContracts:
    def clients(self) -> list[uuid.UUID]:
        rows = Contract.objects.filter(status__in=COUNTS).order_by()
        return list(rows.values_list("client_id", flat=True).distinct())

    def payments(self, ids: Ids, window: dt.date, recent: dt.date) -> Mapping[uuid.UUID, Payments]:
        """Five queries, whatever the number of clients."""
        contracts = Contract.objects.filter(client_id__in=ids, status__in=COUNTS).order_by()
        since = dict(contracts.values("client_id").annotate(first=Min("signed_on")).values_list("client_id", "first"))
        broken: dict[uuid.UUID, int] = defaultdict(int)
        ended = contracts.filter(status="terminated", closed_at__gte=clock.day_start(window))
        for pk in ended.values_list("client_id", flat=True):
            broken[pk] += 1
        came = Receipt.objects.filter(contract__client_id__in=ids, received_on__gte=recent).order_by()
        received = dict(
            came.values("contract__client_id").annotate(n=Sum("amount")).values_list("contract__client_id", "n")
        )
        parts: dict[uuid.UUID, list[Part]] = defaultdict(list)
        for row, part in _parts(Q(contract__client_id__in=ids), window):
            parts[row["contract__client_id"]].append(part)
        return {
            pk: Payments(tuple(parts[pk]), broken[pk], received[pk].amount_fen if pk in received else 0, since=first)
            for pk, first in since.items()
        }

    def rows(self, actor: Actor, client_id: uuid.UUID, window: dt.date) -> list[SourceRow]:
        """What was late, by amount and days, and the contracts broken off, of the contracts that the actor sees."""
        seen = resource(CONTRACT).visible_to(actor).filter(client_id=client_id) if actor.can(CONTRACT, "view") else None
        if seen is None:
            return []
        found = [
            SourceRow(
                "overdue_days" if part.open else "delay", f"{row['contract__title']} · {row['title']}",
                f"/contracts/{row['contract_id']}", part.fen, part.days, row["due_on"], part.open,
            )
            for row, part in _parts(Q(contract__in=seen.values("pk")), window)
            if part.days
        ]  # fmt: skip
        found.sort(key=lambda r: -r.fen * r.days)
        ended = seen.filter(status="terminated", closed_at__gte=clock.day_start(window)).order_by("-closed_at")
        return [*(_broken(contract) for contract in ended), *found]


def _broken(contract: Contract) -> SourceRow:
    return SourceRow(
        "broken", contract.title, f"/contracts/{contract.pk}", contract.amount.amount_fen, 0, None, open=False
    )


def _parts(whose: Q, window: dt.date) -> list[tuple[dict[str, Any], Part]]:
    """Each part of what fell due within the window: what came in by its day, what stands by today. Two queries."""
    today = clock.today()
    due = Instalment.objects.filter(
        whose, contract__status__in=COUNTS, dropped_at__isnull=True, due_on__gte=window, due_on__lte=today
    )
    rows = {row["id"]: row for row in due.values(*_DUE)}
    paid: dict[uuid.UUID, list[tuple[int, dt.date]]] = defaultdict(list)
    came = Allocation.objects.filter(_STANDS, instalment__in=due.values("pk")).order_by("pk")
    for key, amount, day in came.values_list("instalment_id", "amount", "receipt__received_on"):
        if key in rows:
            paid[key].append((amount.amount_fen, day))
    found = []
    for key, row in rows.items():
        found += [(row, Part(fen, _late(row, day))) for fen, day in paid[key]]
        stands = row["figures__owed"].amount_fen if row["figures__owed"] else 0
        if stands > 0:
            open_ = row["contract__status"] != "terminated"
            until = today if open_ else clock.local_date(row["contract__closed_at"])
            found.append((row, Part(stands, _late(row, until), open=open_)))
    return found


def _late(row: dict[str, Any], day: dt.date) -> int:
    return days_late(row["due_on"], day, is_working_day)


gives(FromContracts())
