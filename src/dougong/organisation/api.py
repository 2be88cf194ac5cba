"""Leaving and handing over."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.confirm import require_confirmed
from dougong.kit.http import acting, idempotent, json_response, language_of
from dougong.organisation import selectors
from dougong.organisation.policies import HAND_OVER
from dougong.organisation.schemas import HandOverIn, HandOverList, HandOverOut, HandOverPreview, HandOverPreviewIn
from dougong.organisation.services import handing, undoing

router = Router(tags=["organisation"])


@router.get("/people/{user_id}/hand-overs", operation_id="list_hand_overs", response=HandOverList)
def list_hand_overs(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    require(acting(request), HAND_OVER, "view")
    return json_response({"items": selectors.of_person(acting(request), user_id, language_of(request))})


@router.post("/people/{user_id}/hand-overs/preview", operation_id="preview_hand_over", response=HandOverPreview)
def preview(request: HttpRequest, user_id: uuid.UUID, payload: HandOverPreviewIn) -> HttpResponse:
    """What he holds, by kind. Nothing is written."""
    asked = payload.model_dump()
    return json_response(selectors.preview(acting(request), user_id, language=language_of(request), **asked))


@router.post("/people/{user_id}/hand-overs", operation_id="hand_over", response={202: HandOverOut})
@idempotent
def hand_over(request: HttpRequest, user_id: uuid.UUID, payload: HandOverIn) -> HttpResponse:
    actor = acting(request)
    require(actor, HAND_OVER, "create")
    require_confirmed(request, "organisation.hand_over")
    wanted = {**payload.model_dump(), "leaves_on": payload.leaves_on or clock.today()}
    made = handing.start(actor, user_id=user_id, **wanted)
    return json_response(selectors.one(actor, made.pk, language_of(request)), 202)


@router.get("/hand-overs/{hand_over_id}", operation_id="get_hand_over", response=HandOverOut)
def get_hand_over(request: HttpRequest, hand_over_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.one(acting(request), hand_over_id, language_of(request)))


@router.post("/hand-overs/{hand_over_id}/undo", operation_id="undo_hand_over", response={202: HandOverOut})
def undo(request: HttpRequest, hand_over_id: uuid.UUID) -> HttpResponse:
    actor = acting(request)
    require(actor, HAND_OVER, "create")
    must_see(actor, HAND_OVER, hand_over_id)
    require_confirmed(request, "organisation.undo_hand_over")
    undoing.start(actor, hand_over_id=hand_over_id)
    return json_response(selectors.one(actor, hand_over_id, language_of(request)), 202)


@router.post("/hand-overs/{hand_over_id}/resume", operation_id="resume_hand_over", response={202: HandOverOut})
def resume(request: HttpRequest, hand_over_id: uuid.UUID) -> HttpResponse:
    handing.resume(acting(request), hand_over_id=hand_over_id)
    return json_response(selectors.one(acting(request), hand_over_id, language_of(request)), 202)
