from __future__ import annotations

import uuid
from typing import Literal
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from dougong.kit.http import acting, expected_version, json_response, language_of
from dougong.projects import selectors, services
from dougong.projects.schemas import (
    CommitIn,
    DraftOut,
    PlanChange,
    PrintIn,
    ScheduleCommitted,
    ScheduleOut,
    ScheduleQueued,
    StatusDateIn,
)

router = Router()
_TYPES = {
    "mspdi": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def changed(request: HttpRequest, plan: services.Plan, status: int = 200) -> HttpResponse:
    """What the plan is now against the version that was sent."""
    return json_response(selectors.change_of(acting(request), plan), status, ETag=f'"{plan.project.plan_version}"')


@router.get("/projects/{project_id}/schedule", operation_id="get_schedule", response=ScheduleOut)
def get_schedule(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    found = selectors.schedule(acting(request), project_id)
    return json_response(found, ETag=f'"{found["version"]}"')


@router.get("/projects/{project_id}/schedule/changes", operation_id="get_schedule_changes", response=PlanChange)
def get_changes(request: HttpRequest, project_id: uuid.UUID, since: int = Query(ge=0, le=10**9)) -> HttpResponse:
    found = selectors.changes(acting(request), project_id, since)
    return json_response(found, ETag=f'"{found["version"]}"')


@router.get("/projects/{project_id}/schedule/file", operation_id="export_schedule")
def export_schedule(
    request: HttpRequest, project_id: uuid.UUID, format: Literal["mspdi", "xlsx"] = "mspdi"
) -> HttpResponse:
    name, data = services.export_schedule(
        acting(request), project_id=project_id, format=format, language=language_of(request)
    )
    answer = HttpResponse(data, content_type=_TYPES[format])
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


_PDF = {"responses": {200: {"description": "OK", "content": {"application/pdf": {}}}}}


@router.post("/projects/{project_id}/schedule/pdf/file", operation_id="print_schedule", openapi_extra=_PDF)
def print_schedule(request: HttpRequest, project_id: uuid.UUID, payload: PrintIn) -> HttpResponse:
    name, data = services.print_schedule(
        acting(request), project_id=project_id, language=language_of(request), **payload.dict()
    )
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@router.post("/projects/{project_id}/schedule/preview", operation_id="preview_schedule", response={201: DraftOut})
def preview_schedule(request: HttpRequest, project_id: uuid.UUID, file: UploadedFile = File(...)) -> HttpResponse:
    draft = services.start_draft(acting(request), project_id=project_id, filename=file.name or "", data=file.read())
    return json_response(selectors.draft(acting(request), draft.pk), 201)


@router.get("/schedule-drafts/{draft_id}", operation_id="get_schedule_draft", response=DraftOut)
def get_draft(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.draft(acting(request), draft_id))


@router.post(
    "/projects/{project_id}/schedule/commit",
    operation_id="commit_schedule",
    response={200: ScheduleCommitted, 202: ScheduleQueued},
)
def commit_schedule(request: HttpRequest, project_id: uuid.UUID, payload: CommitIn) -> HttpResponse:
    plan, job = services.import_schedule(
        acting(request),
        project_id=project_id,
        draft_id=payload.draft_id,
        version=expected_version(request),
        mode=payload.mode,
    )
    if job is not None:
        return json_response({"job": {"id": job.pk, "total": job.total, "title": job.title}}, 202)
    assert plan is not None
    return json_response({"job": None, "version": plan.project.plan_version, "tasks": len(plan.tasks)})


@router.post("/projects/{project_id}/schedule/undo", operation_id="undo_plan", response=PlanChange)
def undo(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    version = expected_version(request)
    return changed(request, services.undo(acting(request), project_id=project_id, version=version))


@router.post("/projects/{project_id}/schedule/redo", operation_id="redo_plan", response=PlanChange)
def redo(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    version = expected_version(request)
    return changed(request, services.redo(acting(request), project_id=project_id, version=version))


@router.post("/projects/{project_id}/baseline", operation_id="set_baseline", response=PlanChange)
def set_baseline(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    version = expected_version(request)
    return changed(request, services.set_baseline(acting(request), project_id=project_id, version=version))


@router.post("/projects/{project_id}/status-date", operation_id="set_status_date", response=PlanChange)
def set_status_date(request: HttpRequest, project_id: uuid.UUID, payload: StatusDateIn) -> HttpResponse:
    version = expected_version(request)
    plan = services.set_status_date(acting(request), project_id=project_id, version=version, day=payload.day)
    return changed(request, plan)
