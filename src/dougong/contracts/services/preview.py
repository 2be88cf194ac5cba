from __future__ import annotations

import uuid

from dougong.contracts import rules
from dougong.contracts.models import Contract, Instalment
from dougong.contracts.policies import CONTRACT
from dougong.contracts.rules import Open, Part
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.money import Money


def preview_receipt(actor: Actor, *, contract_id: uuid.UUID, amount: Money) -> tuple[list[Part], Money]:
    """How a receipt of `amount` would be split, and what would be left over. Writes nothing, locks nothing."""
    contract: Contract = get_visible(Contract.objects.visible_to(actor), contract_id)
    require(actor, CONTRACT, "record_receipt", contract)
    rows = Instalment.objects.filter(contract=contract, dropped_at__isnull=True).select_related("figures")
    return rules.allocate(amount, [Open(r.pk, r.figures.owed, r.due_on or r.expected_on, r.seq) for r in rows])
