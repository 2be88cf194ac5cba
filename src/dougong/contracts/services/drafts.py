from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.accounts.models import User
from dougong.audit.services import record as audit
from dougong.audit.services import snapshot
from dougong.care.credit import risks
from dougong.clients.errors import ClientArchived
from dougong.clients.models import Client
from dougong.clients.services.dossiers import active_owner
from dougong.contracts import errors
from dougong.contracts.models import Contract, LegalEntity
from dougong.contracts.policies import CONTRACT
from dougong.contracts.rules import PlanRow
from dougong.contracts.services.figures import refresh
from dougong.contracts.services.locks import TYPED, locked_contract, refuse_archived
from dougong.contracts.services.plans import write_rows
from dougong.contracts.services.story import tell
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.money import Money
from dougong.kit.registry import resource
from dougong.sales.models import Opportunity

#: What may still be put right once it is in force: nothing that moves money.
AFTERWARDS = ("title", "ends_on", "defects_months", "warranty_months")


@transaction.atomic
def draft_contract(
    actor: Actor,
    *,
    title: str,
    client_id: uuid.UUID | None = None,
    opportunity_id: uuid.UUID | None = None,
    owner_id: uuid.UUID | None = None,
    instalments: list[PlanRow] | None = None,
    risk_reason: str = "",
    **values: Any,
) -> Contract:
    """A draft for a client, or from an opportunity of any stage (its client then). The plan may still be wrong.

    Raises RiskStops, RiskNeedsReason: what is known against the client is in the way, or wants a reason, which goes on record.
    """
    require(actor, CONTRACT, "create")
    opportunity = _opportunity(actor, opportunity_id, client_id) if opportunity_id is not None else None
    client_id = opportunity.client_id if opportunity is not None else client_id
    if client_id is None:
        raise FieldError("client_id", "选择发包人。", "Choose the client.")
    get_visible(resource("clients.client").visible_to(actor), client_id)
    client: Client = Client.objects.locked(client_id)
    if client.archived_at is not None:
        raise ClientArchived(name=client.name)
    contract = Contract(client=client, opportunity=opportunity, title=title, created_by_id=actor.id)
    contract.created_at = contract.updated_at = clock.now()
    owner = _owner(actor, client, owner_id or (opportunity.owner_id if opportunity else None))
    contract.owner, contract.department_id = owner, owner.department_id if owner else actor.department_id
    values.setdefault("legal_entity_id", _default_entity())
    _fill(contract, values)
    found = risks.heed(actor, client, contract.amount, risk_reason)
    contract.save(force_insert=True)
    require(actor, CONTRACT, "create", contract)
    write_rows(contract, instalments or [])
    refresh(contract)
    told = {"title": title, "client": client.name, **values, **({"risks": [f.zh for f in found]} if found else {})}
    audit(actor, "create", CONTRACT, contract, after=told, reason=risk_reason.strip())
    tell(actor, contract, "contract_drafted")
    return contract


def _opportunity(actor: Actor, opportunity_id: uuid.UUID, client_id: uuid.UUID | None) -> Opportunity:
    opportunity = get_visible(resource("sales.opportunity").visible_to(actor), opportunity_id)
    if opportunity.status == "lost":
        raise errors.OpportunityLost(field="opportunity_id")
    if client_id is not None and client_id != opportunity.client_id:
        raise FieldError("client_id", "商机是另一家客户的。", "The opportunity is another client's.")
    return opportunity


def _owner(actor: Actor, client: Client, owner_id: uuid.UUID | None) -> User | None:
    """Whoever is named, else the client's owner; a person who may only act on his own owns it himself."""
    mine = actor.scope(CONTRACT, "create") == "own"
    return active_owner(owner_id or (actor.id if mine else client.owner_id or actor.id))


def _default_entity() -> uuid.UUID | None:
    rows = LegalEntity.objects.filter(archived_at__isnull=True).order_by("-is_default", "created_at")
    return rows.values_list("pk", flat=True).first()


@transaction.atomic
def update_draft(
    actor: Actor,
    *,
    contract_id: uuid.UUID,
    version: int | None = None,
    instalments: list[PlanRow] | None = None,
    **values: Any,
) -> Contract:
    """Change a draft, with its plan when one is given. In force, only what moves no money may be put right."""
    contract = locked_contract(actor, contract_id, "update", version)
    refuse_archived(contract)
    if contract.status != "draft" and (instalments is not None or set(values) - set(AFTERWARDS)):
        raise errors.NotDraft()
    if contract.status not in ("draft", "in_force"):
        raise errors.NotInForce()
    before = snapshot(contract, *values)
    _fill(contract, values)
    if instalments is not None:
        write_rows(contract, instalments)
    contract.store()
    refresh(contract)
    after = snapshot(contract, *values)
    changed = [name for name in values if before[name] != after[name]]
    if changed or instalments is not None:
        audit(
            actor, "update", CONTRACT, contract,
            before={n: before[n] for n in changed}, after={n: after[n] for n in changed},
        )  # fmt: skip
    return contract


def _fill(contract: Contract, values: dict[str, Any]) -> None:
    unknown = set(values) - set(TYPED)
    if unknown:
        raise TypeError(f"a contract has no {unknown.pop()}")
    for name, value in values.items():
        if value is None and not Contract._meta.get_field(name).null:
            raise FieldError(name, "这一项要填。", "This field is required.")
        setattr(contract, name, value)
    if contract.amount < Money():
        raise FieldError("amount", "金额不能是负数。", "The amount can't be negative.")
    entity = contract.legal_entity_id
    offered = LegalEntity.objects.filter(archived_at__isnull=True)
    if entity and "legal_entity_id" in values and not offered.filter(pk=entity).exists():
        raise FieldError("legal_entity_id", "没有这个签约主体。", "There is no such legal entity.")


@transaction.atomic
def archive_draft(actor: Actor, *, contract_id: uuid.UUID) -> Contract:
    """Put a draft away; a contract that was in force stays where it is."""
    return _set_archived(actor, contract_id, True)


@transaction.atomic
def restore_draft(actor: Actor, *, contract_id: uuid.UUID) -> Contract:
    return _set_archived(actor, contract_id, False)


def _set_archived(actor: Actor, contract_id: uuid.UUID, archived: bool) -> Contract:
    contract = locked_contract(actor, contract_id, "archive")
    if contract.status != "draft":
        raise errors.NotDraft()
    if (contract.archived_at is not None) != archived:
        contract.archived_at = clock.now() if archived else None
        contract.store("archived_at")
        audit(actor, "archive" if archived else "restore", CONTRACT, contract)
    return contract
