"""What a client can choose from: the instalments that a voucher may come off, the contracts whose warranty may be longer."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.db.models import Sum

from dougong.contracts.models import Contract, Instalment
from dougong.kit.money import Money
from dougong.mall import rules
from dougong.mall.models import Order
from dougong.mall.selectors.offers import standing_of


class Choosing:
    """Asks only for what is needed."""

    def __init__(self, client_id: uuid.UUID, share: int | None = None) -> None:
        self.client_id = client_id
        self._share = share

    @cached_property
    def share(self) -> int:
        return self._share if self._share is not None else standing_of(self.client_id, ()).share

    @cached_property
    def instalments(self) -> list[dict[str, Any]]:
        """Unpaid ones of contracts in force, the next due first, with what vouchers may still take off."""
        rows = Instalment.objects.filter(
            contract__client_id=self.client_id,
            contract__status="in_force",
            dropped_at__isnull=True,
            figures__owed__gt=0,
        ).select_related("contract", "figures")
        waiting = dict(
            Order.objects.filter(client_id=self.client_id, kind="voucher", state="waiting")
            .order_by().values_list("instalment_id").annotate(n=Sum("value"))
        )  # fmt: skip
        found = [_shown(row, waiting.get(row.pk, Money()), self.share) for row in rows]
        return sorted(found, key=lambda one: (one["due_on"] is None, one["due_on"], one["contract"], one["seq"]))

    def instalment(self, pk: uuid.UUID | None) -> dict[str, Any] | None:
        return next((one for one in self.instalments if one["id"] == pk), None)

    @cached_property
    def contracts(self) -> list[dict[str, Any]]:
        rows = Contract.objects.filter(client_id=self.client_id, status__in=("in_force", "completed"))
        names = ("id", "number", "title", "warranty_months")
        return [dict(row) for row in rows.order_by("-signed_on", "pk").values(*names)]

    @property
    def contract_ids(self) -> set[uuid.UUID]:
        return {one["id"] for one in self.contracts}


def _shown(row: Instalment, waiting: Money, share: int) -> dict[str, Any]:
    owed, taken = row.figures.owed, row.figures.deducted
    return {
        "id": row.pk, "seq": row.seq, "title": row.title, "contract_id": row.contract_id, "contract": row.contract.title,
        "due_on": row.due_on, "amount": row.amount, "owed": owed, "room": rules.room(row.amount, owed, taken, waiting, share),
    }  # fmt: skip
