from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit import context
from dougong.kit.access import require
from dougong.kit.confirm import require_confirmed
from dougong.kit.http import acting, idempotent, json_response
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import JobBegun
from dougong.stewardship.duplicates import selectors, services
from dougong.stewardship.duplicates.schemas import (
    CertainIn,
    CertainOut,
    ClientDuplicates,
    DuplicateOut,
    DuplicateOverview,
    DuplicateRow,
    SettlePairIn,
)

router = Router(tags=["stewardship"])
add_list(router, selectors.DUPLICATES, "/duplicates", row=DuplicateRow)


@router.get("/duplicates/overview", operation_id="get_duplicates_overview", response=DuplicateOverview)
def overview(request: HttpRequest) -> HttpResponse:
    return json_response(selectors.overview(acting(request)))


@router.post("/duplicates/find", operation_id="find_duplicates", response={202: JobBegun})
def find(request: HttpRequest) -> HttpResponse:
    """A run over all dossiers; the one that is under way, where there is one."""
    return json_response({"job_id": services.start(acting(request)).pk}, 202)


@router.post("/duplicates/merge", operation_id="merge_certain_duplicates", response=CertainOut)
@idempotent
def merge_certain(request: HttpRequest, payload: CertainIn) -> HttpResponse:
    require(acting(request), "clients.client", "merge")
    require_confirmed(request, "duplicates.merge")
    reason = context.of_request(request, "").reason
    return json_response(services.merge_certain(acting(request), pair_ids=payload.ids, reason=reason))


@router.get("/duplicates/{uuid:pair_id}", operation_id="get_duplicate", response=DuplicateOut)
def one(request: HttpRequest, pair_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.one(acting(request), pair_id))


@router.post("/duplicates/{pair_id}/settle", operation_id="settle_duplicate", response=DuplicateOut)
def settle(request: HttpRequest, pair_id: uuid.UUID, payload: SettlePairIn) -> HttpResponse:
    services.settle(acting(request), pair_id=pair_id, **payload.model_dump())
    return json_response(selectors.one(acting(request), pair_id))


@router.get("/clients/{client_id}/duplicates", operation_id="get_client_duplicates", response=ClientDuplicates)
def of_client(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.of_client(acting(request), client_id))
