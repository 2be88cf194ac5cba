"""Locks in the order of the house: client, contract, instalment."""

from __future__ import annotations

import uuid

from dougong.clients.models import Client
from dougong.contracts.models import Contract, Instalment
from dougong.contracts.policies import CONTRACT
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound, Stale


def locked_contract(actor: Actor, contract_id: uuid.UUID, action: str | None, version: int | None = None) -> Contract:
    """The contract under lock, its client locked before it, if the actor may `action` on it (None: was asked elsewhere).

    Raises Stale when it is no longer at `version`.
    """
    seen = Contract.objects.filter(pk=contract_id).values_list("client_id", flat=True).first()
    if seen is None:
        raise NotFound()
    Client.objects.locked(seen)
    contract: Contract = Contract.objects.locked(contract_id)
    if action is not None:
        require(actor, CONTRACT, action, contract)
    if version is not None and contract.version != version:
        raise Stale(who="", version=contract.version)
    return contract


def locked_instalments(contract: Contract) -> list[Instalment]:
    """The rows of the plan that holds, in its order, under lock."""
    rows = Instalment.objects.select_for_update().filter(contract=contract, dropped_at__isnull=True)
    return sorted(rows.order_by("pk"), key=lambda r: (r.seq, r.pk))
