from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.clients.merge import long, selectors, undo
from dougong.clients.merge import preview as previews
from dougong.clients.merge.schemas import MergeIn, MergeOut, MergePreview, MergePreviewIn, UndoIn, UndoLook
from dougong.kit.http import acting, idempotent, json_response, language_of
from dougong.kit.lists_api import add_list

router = Router(tags=["clients"])
add_list(router, selectors.MERGES, "/clients/merges", row=MergeOut)


@router.post("/clients/merge/preview", operation_id="preview_merge", response=MergePreview)
def preview_merge(request: HttpRequest, payload: MergePreviewIn) -> HttpResponse:
    """What merging these would do. Nothing is written."""
    found = previews.preview(acting(request), payload.ids, payload.survivor, payload.picks, language_of(request))
    return json_response(found)


@router.post("/clients/merge", operation_id="merge_clients", response={201: MergeOut, 202: MergeOut})
@idempotent
def merge_clients(request: HttpRequest, payload: MergeIn) -> HttpResponse:
    """At once, or by a job where thousands of rows go over: then `state` is merging, and `job_id` tells how far it is."""
    made = long.merge(
        acting(request), client_ids=payload.ids, survivor_id=payload.survivor, picks=payload.picks, versions=payload.versions,
        reason=payload.reason,
    )  # fmt: skip
    return json_response(selectors.merge_out(acting(request), made.pk), 201 if made.state == "done" else 202)


@router.get("/clients/merges/{merge_id}", operation_id="get_merge", response=MergeOut)
def get_merge(request: HttpRequest, merge_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.merge_out(acting(request), merge_id))


@router.get("/clients/merges/{merge_id}/undo", operation_id="look_at_undoing_merge", response=UndoLook)
def look_at_undoing(request: HttpRequest, merge_id: uuid.UUID) -> HttpResponse:
    """What taking it back would do, and what clashes. Nothing is written."""
    return json_response(undo.look(acting(request), merge_id, language_of(request)))


@router.post("/clients/merges/{merge_id}/undo", operation_id="undo_merge", response={200: MergeOut, 202: MergeOut})
def undo_merge(request: HttpRequest, merge_id: uuid.UUID, payload: UndoIn) -> HttpResponse:
    taken = [one.take() for one in payload.take]
    made = long.undo(acting(request), merge_id=merge_id, set_back=payload.set_back, take=taken, reason=payload.reason)
    return json_response(selectors.merge_out(acting(request), merge_id), 200 if made.state == "undone" else 202)
