from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.http import acting, expected_version, idempotent, json_response
from dougong.projects import selectors, services
from dougong.projects.schemas import BaselineDates, BaselineIn, BaselinesOut, PlanChange

router = Router()


def _changed(request: HttpRequest, plan: services.Plan, status: int = 200) -> HttpResponse:
    return json_response(selectors.change_of(acting(request), plan), status, ETag=f'"{plan.project.plan_version}"')


@router.get("/projects/{project_id}/baselines", operation_id="list_baselines", response=BaselinesOut)
def list_baselines(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.baselines_of(acting(request), project_id))


@router.get("/baselines/{baseline_id}/dates", operation_id="get_baseline_dates", response=BaselineDates)
def baseline_dates(request: HttpRequest, baseline_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.baseline_dates(acting(request), baseline_id))


@router.post("/projects/{project_id}/baselines", operation_id="take_baseline", response={201: PlanChange})
@idempotent
def take_baseline(request: HttpRequest, project_id: uuid.UUID, payload: BaselineIn) -> HttpResponse:
    version = expected_version(request)
    plan = services.set_baseline(acting(request), project_id=project_id, version=version, **payload.model_dump())
    return _changed(request, plan, 201)


@router.post("/baselines/{baseline_id}/choose", operation_id="choose_baseline", response=PlanChange)
def choose_baseline(request: HttpRequest, baseline_id: uuid.UUID) -> HttpResponse:
    version = expected_version(request)
    return _changed(request, services.choose_baseline(acting(request), baseline_id=baseline_id, version=version))


@router.patch("/baselines/{baseline_id}", operation_id="rename_baseline", response=BaselinesOut)
def rename_baseline(request: HttpRequest, baseline_id: uuid.UUID, payload: BaselineIn) -> HttpResponse:
    kept = services.rename_baseline(acting(request), baseline_id=baseline_id, **payload.model_dump())
    return json_response(selectors.baselines_of(acting(request), kept.project_id))


@router.post("/baselines/{baseline_id}/remove", operation_id="remove_baseline", response=BaselinesOut)
def remove_baseline(request: HttpRequest, baseline_id: uuid.UUID) -> HttpResponse:
    kept = services.remove_baseline(acting(request), baseline_id=baseline_id)
    return json_response(selectors.baselines_of(acting(request), kept.project_id))


@router.post("/baselines/{baseline_id}/restore", operation_id="restore_baseline", response=BaselinesOut)
def restore_baseline(request: HttpRequest, baseline_id: uuid.UUID) -> HttpResponse:
    kept = services.restore_baseline(acting(request), baseline_id=baseline_id)
    return json_response(selectors.baselines_of(acting(request), kept.project_id))
