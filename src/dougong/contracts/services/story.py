from __future__ import annotations

from typing import Any

from dougong.clients.services import record
from dougong.contracts.models import Contract, Receipt
from dougong.contracts.policies import CONTRACT, RECEIPT
from dougong.kit.actor import Actor


def tell(actor: Actor, contract: Contract, kind: str, *, receipt: Receipt | None = None, **data: Any) -> None:
    """A line on the client's timeline, read by whoever may see the contract (or the receipt, when it is about one)."""
    record(
        actor,
        client_id=contract.client_id,
        kind=kind,
        group="money",
        resource=RECEIPT if receipt else CONTRACT,
        object_id=receipt.pk if receipt else contract.pk,
        contract_id=contract.pk,
        contract=contract.title,
        number=contract.number or "",
        **data,
    )
