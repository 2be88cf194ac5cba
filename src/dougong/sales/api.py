from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.access import get_visible, require
from dougong.kit.http import acting, expected_version, idempotent, json_response, record_response
from dougong.kit.lists_api import add_list
from dougong.kit.registry import resource
from dougong.kit.schemas import Made, Many
from dougong.sales import choices, selectors, services
from dougong.sales.board import board
from dougong.sales.policies import OPPORTUNITY, STAGE
from dougong.sales.schemas import (
    AssignOpportunitiesIn,
    BoardOut,
    LoseIn,
    LostReasonList,
    ManyOpportunitiesIn,
    MoveIn,
    OpportunityIn,
    OpportunityKickoffIn,
    OpportunityOut,
    OpportunityPatch,
    OpportunityRow,
    OrderIn,
    StageIn,
    StageList,
    StageOut,
    StagePatch,
)

router = Router(tags=["sales"])
_QUERY: dict[str, Any] = {
    "parameters": [
        {"name": "q", "in": "query", "schema": {"type": "string"}},
        {"name": "filter", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
    ]
}


@router.get("/opportunities/board", operation_id="get_opportunity_board", response=BoardOut, openapi_extra=_QUERY)
def get_board(request: HttpRequest) -> HttpResponse:
    require(acting(request), OPPORTUNITY, "view")
    return json_response(board(acting(request), request.GET))


add_list(router, selectors.ARCHIVED, "/opportunities/archived", row=OpportunityRow)
add_list(router, selectors.OPPORTUNITIES, "/opportunities", row=OpportunityRow)


@router.get("/opportunities/lost-reasons", operation_id="list_lost_reasons", response=LostReasonList)
def lost_reasons(request: HttpRequest) -> HttpResponse:
    return json_response({"items": [{"value": v, "zh": zh, "en": en} for v, zh, en in choices.LOST_REASONS]})


@router.post("/opportunities", operation_id="create_opportunity", response={201: OpportunityOut})
@idempotent
def create_opportunity(request: HttpRequest, payload: OpportunityIn) -> HttpResponse:
    made = services.create_opportunity(acting(request), **payload.model_dump())
    return record_response(selectors.one(acting(request), made.pk), 201)


@router.get("/opportunities/{uuid:opportunity_id}", operation_id="get_opportunity", response=OpportunityOut)
def get_opportunity(request: HttpRequest, opportunity_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.one(acting(request), opportunity_id))


@router.patch("/opportunities/{uuid:opportunity_id}", operation_id="update_opportunity", response=OpportunityOut)
def update_opportunity(request: HttpRequest, opportunity_id: uuid.UUID, payload: OpportunityPatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_opportunity(
        acting(request), opportunity_id=opportunity_id, version=expected_version(request), **values
    )
    return record_response(selectors.one(acting(request), opportunity_id))


@router.post("/opportunities/{uuid:opportunity_id}/move", operation_id="move_opportunity", response=OpportunityOut)
def move_opportunity(request: HttpRequest, opportunity_id: uuid.UUID, payload: MoveIn) -> HttpResponse:
    services.move_opportunity(
        acting(request),
        opportunity_id=opportunity_id,
        version=expected_version(request),
        stage_id=payload.stage_id,
        after_id=payload.after_id,
    )
    return record_response(selectors.one(acting(request), opportunity_id))


@router.post("/opportunities/{uuid:opportunity_id}/lose", operation_id="lose_opportunity", response=OpportunityOut)
def lose_opportunity(request: HttpRequest, opportunity_id: uuid.UUID, payload: LoseIn) -> HttpResponse:
    services.lose_opportunity(
        acting(request), opportunity_id=opportunity_id, version=expected_version(request), **payload.model_dump()
    )
    return record_response(selectors.one(acting(request), opportunity_id))


@router.post("/opportunities/{uuid:opportunity_id}/reopen", operation_id="reopen_opportunity", response=OpportunityOut)
def reopen_opportunity(request: HttpRequest, opportunity_id: uuid.UUID) -> HttpResponse:
    services.reopen_opportunity(acting(request), opportunity_id=opportunity_id, version=expected_version(request))
    return record_response(selectors.one(acting(request), opportunity_id))


@router.post(
    "/opportunities/{uuid:opportunity_id}/kickoff", operation_id="hold_opportunity_kickoff", response=OpportunityOut
)
def hold_kickoff(request: HttpRequest, opportunity_id: uuid.UUID, payload: OpportunityKickoffIn) -> HttpResponse:
    get_visible(resource(OPPORTUNITY).visible_to(acting(request)), opportunity_id)
    services.hold_kickoff(
        acting(request), opportunity_id=opportunity_id, held_on=payload.held_on, version=expected_version(request)
    )
    return record_response(selectors.one(acting(request), opportunity_id))


@router.post("/opportunities/assign", operation_id="assign_opportunities", response=Many)
def assign_opportunities(request: HttpRequest, payload: AssignOpportunitiesIn) -> HttpResponse:
    return json_response(
        services.assign_opportunities(acting(request), opportunity_ids=payload.ids, owner_id=payload.owner_id)
    )


@router.post("/opportunities/archive", operation_id="archive_opportunities", response=Many)
def archive_opportunities(request: HttpRequest, payload: ManyOpportunitiesIn) -> HttpResponse:
    return json_response(services.archive_opportunities(acting(request), opportunity_ids=payload.ids))


@router.post("/opportunities/restore", operation_id="restore_opportunities", response=Many)
def restore_opportunities(request: HttpRequest, payload: ManyOpportunitiesIn) -> HttpResponse:
    return json_response(services.restore_opportunities(acting(request), opportunity_ids=payload.ids))


@router.get("/stages", operation_id="list_stages", response=StageList)
def list_stages(request: HttpRequest, removed: bool = False) -> HttpResponse:
    require(acting(request), STAGE, "view")
    return json_response({"items": selectors.stages(acting(request), removed=removed)})


@router.post("/stages", operation_id="create_stage", response={201: StageOut})
@idempotent
def create_stage(request: HttpRequest, payload: StageIn) -> HttpResponse:
    values = payload.model_dump()
    values["name_en"] = values["name_en"] or ""
    return record_response(selectors.stage_out(services.create_stage(acting(request), **values)), 201)


@router.post("/stages/order", operation_id="order_stages", response=StageList)
def order_stages(request: HttpRequest, payload: OrderIn) -> HttpResponse:
    services.order_stages(acting(request), ids=payload.ids)
    return json_response({"items": selectors.stages(acting(request))})


@router.patch("/stages/{uuid:stage_id}", operation_id="update_stage", response=StageOut)
def update_stage(request: HttpRequest, stage_id: uuid.UUID, payload: StagePatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    stage = services.update_stage(acting(request), stage_id=stage_id, version=expected_version(request), **values)
    return record_response(selectors.stage_out(stage))


@router.post("/stages/{uuid:stage_id}/remove", operation_id="remove_stage", response=Made)
def remove_stage(request: HttpRequest, stage_id: uuid.UUID) -> HttpResponse:
    return json_response({"id": services.remove_stage(acting(request), stage_id=stage_id).pk})


@router.post("/stages/{uuid:stage_id}/restore", operation_id="restore_stage", response=StageOut)
def restore_stage(request: HttpRequest, stage_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.stage_out(services.restore_stage(acting(request), stage_id=stage_id)))
