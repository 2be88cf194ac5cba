from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.contracts import selectors, services
from dougong.contracts.models import Contract
from dougong.contracts.policies import INSTALMENT
from dougong.contracts.schemas import (
    ActivateIn,
    Ageing,
    Allocated,
    ContractHistory,
    ContractIn,
    ContractOut,
    ContractPatch,
    ContractRow,
    CreditIn,
    EntityIn,
    EntityKept,
    EntityList,
    EntityMade,
    EntityPatch,
    InstalmentIn,
    PaidForIn,
    PaidForList,
    PlanIn,
    PreviewIn,
    ReasonIn,
    ReceiptIn,
    ReceiptList,
    ReceiptMade,
    ReceiptPreview,
    ReceiptRow,
    ReceivableRow,
    ReversalMade,
    given,
)
from dougong.contracts.selectors import judged
from dougong.contracts.services import judged as judging
from dougong.kit.access import require
from dougong.kit.http import acting, expected_version, idempotent, json_response, record_response
from dougong.kit.lists_api import add_list

router = Router(tags=["contracts"])
add_list(router, selectors.CONTRACTS, "/contracts", row=ContractRow)
add_list(router, selectors.RECEIVABLES, "/receivables", row=ReceivableRow)
add_list(router, selectors.RECEIPTS, "/receipts", row=ReceiptRow)


def _rows(rows: list[InstalmentIn] | None) -> Any:
    return None if rows is None else [r.row() for r in rows]


def _page(request: HttpRequest, contract: Contract, status: int = 200) -> HttpResponse:
    return record_response(selectors.contract_page(acting(request), contract.pk), status)


@router.get("/criteria/{uuid:criterion_id}/instalments", operation_id="get_criterion_instalments", response=PaidForList)
def criterion_instalments(request: HttpRequest, criterion_id: uuid.UUID) -> HttpResponse:
    return json_response(judged.instalments_of(acting(request), criterion_id))


@router.put("/criteria/{uuid:criterion_id}/instalments", operation_id="set_criterion_instalments", response=PaidForList)
def set_criterion_instalments(request: HttpRequest, criterion_id: uuid.UUID, payload: PaidForIn) -> HttpResponse:
    judging.set_instalments(acting(request), criterion_id=criterion_id, instalment_ids=payload.instalment_ids)
    return json_response(judged.instalments_of(acting(request), criterion_id))


@router.get("/receivables/ageing", operation_id="age_receivables", response=Ageing)
def age_receivables(request: HttpRequest) -> HttpResponse:
    require(acting(request), INSTALMENT, "view")
    return json_response(selectors.ageing(acting(request), request.GET))


@router.post("/contracts", operation_id="draft_contract", response={201: ContractOut})
@idempotent
def draft_contract(request: HttpRequest, payload: ContractIn) -> HttpResponse:
    values = given(payload, but="instalments")
    contract = services.draft_contract(acting(request), instalments=_rows(payload.instalments), **values)
    return _page(request, contract, 201)


@router.get("/contracts/{contract_id}", operation_id="get_contract", response=ContractOut)
def get_contract(request: HttpRequest, contract_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.contract_page(acting(request), contract_id))


@router.patch("/contracts/{contract_id}", operation_id="update_contract", response=ContractOut)
def update_contract(request: HttpRequest, contract_id: uuid.UUID, payload: ContractPatch) -> HttpResponse:
    contract = services.update_draft(
        acting(request),
        contract_id=contract_id,
        version=expected_version(request),
        instalments=_rows(payload.instalments),
        **given(payload, but="instalments"),
    )
    return _page(request, contract)


@router.put("/contracts/{contract_id}/plan", operation_id="set_contract_plan", response=ContractOut)
def set_plan(request: HttpRequest, contract_id: uuid.UUID, payload: PlanIn) -> HttpResponse:
    contract = services.set_plan(
        acting(request),
        contract_id=contract_id,
        version=expected_version(request),
        instalments=_rows(payload.instalments),
        amount=payload.amount,
        reason=payload.reason,
    )
    return _page(request, contract)


@router.post("/contracts/{contract_id}/activate", operation_id="activate_contract", response=ContractOut)
def activate(request: HttpRequest, contract_id: uuid.UUID, payload: ActivateIn) -> HttpResponse:
    who, version = acting(request), expected_version(request)
    return _page(
        request, services.activate_contract(who, contract_id=contract_id, version=version, number=payload.number)
    )


@router.post("/contracts/{contract_id}/complete", operation_id="complete_contract", response=ContractOut)
def complete(request: HttpRequest, contract_id: uuid.UUID, payload: ReasonIn) -> HttpResponse:
    who, version = acting(request), expected_version(request)
    return _page(
        request, services.complete_contract(who, contract_id=contract_id, version=version, reason=payload.reason)
    )


@router.post("/contracts/{contract_id}/terminate", operation_id="terminate_contract", response=ContractOut)
def terminate(request: HttpRequest, contract_id: uuid.UUID, payload: ReasonIn) -> HttpResponse:
    who, version = acting(request), expected_version(request)
    return _page(
        request, services.terminate_contract(who, contract_id=contract_id, version=version, reason=payload.reason)
    )


@router.post("/contracts/{contract_id}/archive", operation_id="archive_contract", response=ContractOut)
def archive(request: HttpRequest, contract_id: uuid.UUID) -> HttpResponse:
    return _page(request, services.archive_draft(acting(request), contract_id=contract_id))


@router.post("/contracts/{contract_id}/restore", operation_id="restore_contract", response=ContractOut)
def restore(request: HttpRequest, contract_id: uuid.UUID) -> HttpResponse:
    return _page(request, services.restore_draft(acting(request), contract_id=contract_id))


@router.get("/contracts/{contract_id}/receipts", operation_id="list_contract_receipts", response=ReceiptList)
def contract_receipts(request: HttpRequest, contract_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.receipts_of(acting(request), contract_id))


@router.get("/contracts/{contract_id}/history", operation_id="get_contract_history", response=ContractHistory)
def contract_history(request: HttpRequest, contract_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.history_of(acting(request), contract_id))


@router.post("/contracts/{contract_id}/receipts/preview", operation_id="preview_receipt", response=ReceiptPreview)
def preview_receipt(request: HttpRequest, contract_id: uuid.UUID, payload: PreviewIn) -> HttpResponse:
    parts, rest = services.preview_receipt(acting(request), contract_id=contract_id, amount=payload.amount)
    split = [{"instalment_id": p.instalment_id, "amount": p.amount} for p in parts]
    return json_response({"allocations": split, "excess": rest})


@router.post("/contracts/{contract_id}/receipts", operation_id="record_receipt", response={201: ReceiptMade})
@idempotent
def record_receipt(request: HttpRequest, contract_id: uuid.UUID, payload: ReceiptIn) -> HttpResponse:
    told = None if payload.allocations is None else [p.part() for p in payload.allocations]
    values = given(payload, but="allocations")
    receipt = services.record_receipt(acting(request), contract_id=contract_id, allocations=told, **values)
    return json_response({"id": receipt.pk, "amount": receipt.amount, "received_on": receipt.received_on}, 201)


@router.post("/receipts/{receipt_id}/reverse", operation_id="reverse_receipt", response={201: ReversalMade})
@idempotent
def reverse_receipt(request: HttpRequest, receipt_id: uuid.UUID, payload: ReasonIn) -> HttpResponse:
    reversal = services.reverse_receipt(acting(request), receipt_id=receipt_id, reason=payload.reason)
    return json_response({"id": reversal.pk, "amount": reversal.amount, "reverses_id": receipt_id}, 201)


@router.post("/contracts/{contract_id}/credit/apply", operation_id="apply_contract_credit", response={201: Allocated})
@idempotent
def apply_credit(request: HttpRequest, contract_id: uuid.UUID, payload: CreditIn) -> HttpResponse:
    told = None if payload.allocations is None else [p.part() for p in payload.allocations]
    parts = services.apply_credit(acting(request), contract_id=contract_id, amount=payload.amount, allocations=told)
    return json_response({"allocations": [{"instalment_id": p.instalment_id, "amount": p.amount} for p in parts]}, 201)


@router.get("/legal-entities", operation_id="list_legal_entities", response=EntityList)
def list_entities(request: HttpRequest, archived: bool = False) -> HttpResponse:
    return json_response({"items": selectors.entities(acting(request), archived=archived)})


@router.post("/legal-entities", operation_id="create_legal_entity", response={201: EntityMade})
@idempotent
def create_entity(request: HttpRequest, payload: EntityIn) -> HttpResponse:
    entity = services.create_entity(acting(request), **payload.model_dump())
    return json_response({"id": entity.pk, "version": entity.version, "name": entity.name}, 201)


@router.patch("/legal-entities/{entity_id}", operation_id="update_legal_entity", response=EntityMade)
def update_entity(request: HttpRequest, entity_id: uuid.UUID, payload: EntityPatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    who, version = acting(request), expected_version(request)
    entity = services.update_entity(who, entity_id=entity_id, version=version, **values)
    return json_response({"id": entity.pk, "version": entity.version, "name": entity.name})


@router.post("/legal-entities/{entity_id}/archive", operation_id="archive_legal_entity", response=EntityKept)
def archive_entity(request: HttpRequest, entity_id: uuid.UUID) -> HttpResponse:
    entity = services.archive_entity(acting(request), entity_id=entity_id)
    return json_response({"id": entity.pk, "version": entity.version, "archived_at": entity.archived_at})


@router.post("/legal-entities/{entity_id}/restore", operation_id="restore_legal_entity", response=EntityKept)
def restore_entity(request: HttpRequest, entity_id: uuid.UUID) -> HttpResponse:
    entity = services.archive_entity(acting(request), entity_id=entity_id, archived=False)
    return json_response({"id": entity.pk, "version": entity.version, "archived_at": None})
