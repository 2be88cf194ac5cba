from __future__ import annotations

from typing import Any

from dougong.clients.services import record
from dougong.contracts.models import Contract
from dougong.contracts.policies import CONTRACT
from dougong.kit.actor import Actor


def tell(actor: Actor, contract: Contract, kind: str, **data: Any) -> None:
    """A line on the client's timeline, read by whoever may see the contract."""
    record(
        actor,
        client_id=contract.client_id,
        kind=kind,
        group="money",
        resource=CONTRACT,
        object_id=contract.pk,
        contract=contract.title,
        number=contract.number or "",
        **data,
    )
