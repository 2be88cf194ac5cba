"""Locks in the order of the house: client, contract, instalment."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.audit.models import AuditEntry
from dougong.clients.models import Client
from dougong.contracts import errors
from dougong.contracts.models import Contract, Instalment
from dougong.contracts.policies import CONTRACT
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound, Stale
from dougong.kit.jsonable import plain

TYPED = (
    "title", "legal_entity_id", "amount", "tax_rate", "signed_on", "starts_on", "ends_on", "defects_months",
    "warranty_months",
)  # fmt: skip
ROW = ("id", "kind", "title", "amount", "due_kind", "due_on", "expected_on", "days_after")


def locked_contract(actor: Actor, contract_id: uuid.UUID, action: str | None, version: int | None = None) -> Contract:
    """The contract under lock, its client locked before it, if the actor may `action` on it (None: was asked elsewhere).

    Raises Stale when it is no longer at `version`.
    """
    if action is not None:
        must_see(actor, CONTRACT, contract_id)
    seen = Contract.objects.filter(pk=contract_id).values_list("client_id", flat=True).first()
    if seen is None:
        raise NotFound()
    Client.objects.locked(seen)
    contract: Contract = Contract.objects.locked(contract_id)
    if action is not None:
        require(actor, CONTRACT, action, contract)
    if version is not None and contract.version != version:
        raise Stale(who=_last_editor(contract), version=contract.version, current=_as_typed(contract))
    return contract


def refuse_archived(contract: Contract) -> None:
    """A draft that was put away is restored before anything else is done with it."""
    if contract.archived_at is not None:
        raise errors.ContractArchived(title=contract.title)


def _last_editor(contract: Contract) -> str:
    rows = AuditEntry.objects.filter(resource=CONTRACT, object_id=str(contract.pk)).order_by("-pk")
    return rows.values_list("actor_name", flat=True).first() or ""


def _as_typed(contract: Contract) -> dict[str, Any]:
    """The values now, as a form holds them, so that two people can compare."""
    values = {name: getattr(contract, name) for name in TYPED}
    rows = Instalment.objects.filter(contract=contract, dropped_at__isnull=True).order_by("seq")
    found: dict[str, Any] = plain({**values, "version": contract.version, "instalments": list(rows.values(*ROW))})
    return found


def locked_instalments(contract: Contract) -> list[Instalment]:
    """The rows of the plan that holds, in its order, under lock."""
    rows = Instalment.objects.select_for_update().filter(contract=contract, dropped_at__isnull=True)
    return sorted(rows.order_by("pk"), key=lambda r: (r.seq, r.pk))
