from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.care.visits import selectors, services
from dougong.care.visits.schemas import ClientVisit, PauseVisitsIn, SkipVisitIn, VisitRow, VisitRules, VisitRulesIn
from dougong.kit.actor import Actor
from dougong.kit.http import acting, json_response
from dougong.kit.jobs import enqueue
from dougong.kit.lists_api import add_list

router = Router(tags=["care"])
add_list(router, selectors.VISITS, "/visits", row=VisitRow)


@router.get("/visit-rules", operation_id="get_visit_rules", response=VisitRules)
def get_rules(request: HttpRequest) -> HttpResponse:
    return json_response(selectors.rules_out(acting(request)))


@router.put("/visit-rules", operation_id="save_visit_rules", response=VisitRules)
def save_rules(request: HttpRequest, payload: VisitRulesIn) -> HttpResponse:
    services.save_rules(acting(request), wanted=[rule.model_dump() for rule in payload.rules])
    enqueue("care.plan_visits", actor=Actor.system())
    return json_response(selectors.rules_out(acting(request)))


@router.get("/clients/{client_id}/visit", operation_id="get_client_visit", response=ClientVisit)
def client_visit(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.of_client(acting(request), client_id))


@router.post("/clients/{client_id}/visit/skip", operation_id="skip_client_visit", response=ClientVisit)
def skip_visit(request: HttpRequest, client_id: uuid.UUID, payload: SkipVisitIn) -> HttpResponse:
    services.skip_visit(acting(request), client_id=client_id, reason=payload.reason)
    return json_response(selectors.of_client(acting(request), client_id))


@router.post("/clients/{client_id}/visit/pause", operation_id="pause_client_visits", response=ClientVisit)
def pause_visits(request: HttpRequest, client_id: uuid.UUID, payload: PauseVisitsIn) -> HttpResponse:
    services.pause_visits(acting(request), client_id=client_id, until=payload.until, reason=payload.reason)
    return json_response(selectors.of_client(acting(request), client_id))


@router.post("/clients/{client_id}/visit/resume", operation_id="resume_client_visits", response=ClientVisit)
def resume_visits(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    services.resume_visits(acting(request), client_id=client_id)
    return json_response(selectors.of_client(acting(request), client_id))
