from __future__ import annotations

import uuid
from typing import Literal
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of
from dougong.projects import selectors, services
from dougong.projects.schemas import (
    CommitIn,
    DraftOut,
    DragIn,
    LinkIn,
    LinkPatch,
    MovePreview,
    PlaceIn,
    PlanChange,
    ProgressIn,
    ScheduleCommitted,
    ScheduleOut,
    ScheduleQueued,
    StatusDateIn,
    TaskAdded,
    TaskIn,
    TaskPatch,
    TasksIn,
    Tied,
    TieIn,
    minute,
)

router = Router()
_TYPES = {
    "mspdi": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _changed(request: HttpRequest, plan: services.Plan, status: int = 200) -> HttpResponse:
    return json_response(selectors.change_of(acting(request), plan), status, ETag=f'"{plan.project.plan_version}"')


@router.get("/projects/{project_id}/schedule", operation_id="get_schedule", response=ScheduleOut)
def get_schedule(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    found = selectors.schedule(acting(request), project_id)
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


@router.post("/projects/{project_id}/tasks", operation_id="add_task", response={201: TaskAdded})
@idempotent
def add_task(request: HttpRequest, project_id: uuid.UUID, payload: TaskIn) -> HttpResponse:
    plan, task = services.add_task(
        acting(request), project_id=project_id, version=expected_version(request), **payload.model_dump()
    )
    return json_response({**selectors.change_of(acting(request), plan), "added": task.pk}, 201)


@router.patch("/tasks/{task_id}", operation_id="save_task", response=PlanChange)
def save_task(request: HttpRequest, task_id: uuid.UUID, payload: TaskPatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    for name in {"constraint_at", "deadline"} & values.keys():
        values[name] = minute(values[name])
    plan = services.save_task(acting(request), task_id=task_id, version=expected_version(request), **values)
    return _changed(request, plan)


@router.post("/tasks/{task_id}/place", operation_id="place_task", response=PlanChange)
def place_task(request: HttpRequest, task_id: uuid.UUID, payload: PlaceIn) -> HttpResponse:
    version = expected_version(request)
    return _changed(request, services.place_task(acting(request), task_id=task_id, version=version, **payload.dict()))


@router.post("/tasks/{task_id}/indent", operation_id="indent_task", response=PlanChange)
def indent_task(request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
    return _changed(request, services.indent_task(acting(request), task_id=task_id, version=expected_version(request)))


@router.post("/tasks/{task_id}/outdent", operation_id="outdent_task", response=PlanChange)
def outdent_task(request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
    return _changed(request, services.outdent_task(acting(request), task_id=task_id, version=expected_version(request)))


@router.post("/projects/{project_id}/tasks/delete", operation_id="delete_tasks", response=PlanChange)
def delete_tasks(request: HttpRequest, project_id: uuid.UUID, payload: TasksIn) -> HttpResponse:
    plan = services.delete_tasks(
        acting(request), project_id=project_id, version=expected_version(request), task_ids=payload.ids
    )
    return _changed(request, plan)


@router.post("/tasks/{task_id}/move", operation_id="move_task", response=PlanChange)
def move_task(request: HttpRequest, task_id: uuid.UUID, payload: DragIn) -> HttpResponse:
    plan = services.move_task(
        acting(request),
        task_id=task_id,
        version=expected_version(request),
        start=minute(payload.start),
        finish=minute(payload.finish),
    )
    return _changed(request, plan)


@router.post("/tasks/{task_id}/move/preview", operation_id="preview_move", response=MovePreview)
def preview_move(request: HttpRequest, task_id: uuid.UUID, payload: DragIn) -> HttpResponse:
    found = services.preview_move(
        acting(request), task_id=task_id, start=minute(payload.start), finish=minute(payload.finish)
    )
    return json_response(selectors.move_out(acting(request), found.plan, found.moves))


@router.post("/tasks/{task_id}/progress", operation_id="set_progress", response=PlanChange)
def set_progress(request: HttpRequest, task_id: uuid.UUID, payload: ProgressIn) -> HttpResponse:
    plan = services.set_progress(
        acting(request),
        task_id=task_id,
        percent=payload.percent,
        actual_start=minute(payload.actual_start),
        actual_finish=minute(payload.actual_finish),
    )
    return _changed(request, plan)


@router.post("/tasks/{task_id}/instalments", operation_id="tie_instalment", response={201: Tied})
def tie_instalment(request: HttpRequest, task_id: uuid.UUID, payload: TieIn) -> HttpResponse:
    services.link_instalment(acting(request), task_id=task_id, instalment_id=payload.instalment_id)
    return json_response({"task_id": task_id, "instalment_id": payload.instalment_id}, 201)


@router.post("/tasks/{task_id}/instalments/remove", operation_id="untie_instalment", response=Tied)
def untie_instalment(request: HttpRequest, task_id: uuid.UUID, payload: TieIn) -> HttpResponse:
    services.unlink_instalment(acting(request), task_id=task_id, instalment_id=payload.instalment_id)
    return json_response({"task_id": task_id, "instalment_id": None})


@router.post("/projects/{project_id}/links", operation_id="add_link", response={201: PlanChange})
@idempotent
def add_link(request: HttpRequest, project_id: uuid.UUID, payload: LinkIn) -> HttpResponse:
    plan, _ = services.add_link(
        acting(request), project_id=project_id, version=expected_version(request), **payload.model_dump()
    )
    return _changed(request, plan, 201)


@router.patch("/links/{link_id}", operation_id="save_link", response=PlanChange)
def save_link(request: HttpRequest, link_id: uuid.UUID, payload: LinkPatch) -> HttpResponse:
    version = expected_version(request)
    return _changed(request, services.save_link(acting(request), link_id=link_id, version=version, **payload.dict()))


@router.post("/links/{link_id}/remove", operation_id="remove_link", response=PlanChange)
def remove_link(request: HttpRequest, link_id: uuid.UUID) -> HttpResponse:
    return _changed(request, services.remove_link(acting(request), link_id=link_id, version=expected_version(request)))


@router.post("/projects/{project_id}/schedule/undo", operation_id="undo_plan", response=PlanChange)
def undo(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    version = expected_version(request)
    return _changed(request, services.undo(acting(request), project_id=project_id, version=version))


@router.post("/projects/{project_id}/schedule/redo", operation_id="redo_plan", response=PlanChange)
def redo(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    version = expected_version(request)
    return _changed(request, services.redo(acting(request), project_id=project_id, version=version))


@router.post("/projects/{project_id}/baseline", operation_id="set_baseline", response=PlanChange)
def set_baseline(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    version = expected_version(request)
    return _changed(request, services.set_baseline(acting(request), project_id=project_id, version=version))


@router.post("/projects/{project_id}/status-date", operation_id="set_status_date", response=PlanChange)
def set_status_date(request: HttpRequest, project_id: uuid.UUID, payload: StatusDateIn) -> HttpResponse:
    version = expected_version(request)
    plan = services.set_status_date(acting(request), project_id=project_id, version=version, day=payload.day)
    return _changed(request, plan)
