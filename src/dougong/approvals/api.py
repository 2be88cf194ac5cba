from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.approvals import selectors, services
from dougong.approvals.schemas import ApprovalRow, ApprovalRules, ApprovalRulesIn, Decided, DecideIn, DecideManyIn
from dougong.kit.http import acting, expected_version, json_response, record_response
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import Many

router = Router(tags=["approvals"])
add_list(router, selectors.APPROVALS, "/approvals", row=ApprovalRow)


@router.post("/approvals/decide", operation_id="decide_approvals", response=Many)
def decide_many(request: HttpRequest, payload: DecideManyIn) -> HttpResponse:
    ids, approve, comment = payload.ids, payload.approve, payload.comment
    return json_response(services.decide_many(acting(request), approval_ids=ids, approve=approve, comment=comment))


@router.post("/approvals/{approval_id}/decide", operation_id="decide_approval", response=Decided)
def decide(request: HttpRequest, approval_id: uuid.UUID, payload: DecideIn) -> HttpResponse:
    row = services.decide(acting(request), approval_id=approval_id, **payload.model_dump())
    return json_response({"id": row.pk, "state": row.state})


@router.post("/approvals/{approval_id}/withdraw", operation_id="withdraw_approval", response=Decided)
def withdraw(request: HttpRequest, approval_id: uuid.UUID) -> HttpResponse:
    row = services.withdraw(acting(request), approval_id=approval_id)
    return json_response({"id": row.pk, "state": row.state})


@router.get("/approval-rules/{resource}", operation_id="get_approval_rules", response=ApprovalRules)
def get_rules(request: HttpRequest, resource: str) -> HttpResponse:
    return record_response(selectors.rule_set(acting(request), resource))


@router.put("/approval-rules/{resource}", operation_id="save_approval_rules", response=ApprovalRules)
def save_rules(request: HttpRequest, resource: str, payload: ApprovalRulesIn) -> HttpResponse:
    wanted = [rule.model_dump() for rule in payload.rules]
    services.save_rules(acting(request), code=resource, version=expected_version(request), wanted=wanted)
    return record_response(selectors.rule_set(acting(request), resource))
