from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of
from dougong.projects import selectors, services
from dougong.projects.api.plans import changed
from dougong.projects.schemas import (
    BeforeIn,
    DragIn,
    DragManyIn,
    GiveIn,
    LinkIn,
    LinkPatch,
    MovePreview,
    PasteIn,
    PlaceIn,
    PlanChange,
    ProgressIn,
    ReportRowsIn,
    ShiftIn,
    SplitIn,
    TaskAdded,
    TaskIn,
    TaskPatch,
    TasksIn,
    TaskWhy,
    Tied,
    TieIn,
    minute,
)

router = Router()


@router.post("/projects/{project_id}/tasks", operation_id="add_task", response={201: TaskAdded})
@idempotent
def add_task(request: HttpRequest, project_id: uuid.UUID, payload: TaskIn) -> HttpResponse:
    plan, task = services.add_task(
        acting(request), project_id=project_id, version=expected_version(request), **payload.model_dump()
    )
    return json_response({**selectors.change_of(acting(request), plan), "added": [task.pk]}, 201)


@router.patch("/tasks/{task_id}", operation_id="save_task", response=PlanChange)
def save_task(request: HttpRequest, task_id: uuid.UUID, payload: TaskPatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    for name in {"constraint_at", "deadline"} & values.keys():
        values[name] = minute(values[name])
    plan = services.save_task(acting(request), task_id=task_id, version=expected_version(request), **values)
    return changed(request, plan)


@router.post("/projects/{project_id}/tasks/place", operation_id="place_tasks", response=PlanChange)
def place_tasks(request: HttpRequest, project_id: uuid.UUID, payload: PlaceIn) -> HttpResponse:
    where: dict[str, Any] = {"parent_id": payload.parent_id, "after_id": payload.after_id}
    return changed(request, services.place_tasks(acting(request), **_many(request, project_id, payload), **where))


@router.post("/projects/{project_id}/tasks/indent", operation_id="indent_tasks", response=PlanChange)
def indent_tasks(request: HttpRequest, project_id: uuid.UUID, payload: TasksIn) -> HttpResponse:
    return changed(request, services.indent_tasks(acting(request), **_many(request, project_id, payload)))


@router.post("/projects/{project_id}/tasks/outdent", operation_id="outdent_tasks", response=PlanChange)
def outdent_tasks(request: HttpRequest, project_id: uuid.UUID, payload: TasksIn) -> HttpResponse:
    return changed(request, services.outdent_tasks(acting(request), **_many(request, project_id, payload)))


@router.post("/projects/{project_id}/tasks/delete", operation_id="delete_tasks", response=PlanChange)
def delete_tasks(request: HttpRequest, project_id: uuid.UUID, payload: TasksIn) -> HttpResponse:
    return changed(request, services.delete_tasks(acting(request), **_many(request, project_id, payload)))


@router.post("/projects/{project_id}/tasks/shift", operation_id="shift_tasks", response=PlanChange)
def shift_tasks(request: HttpRequest, project_id: uuid.UUID, payload: ShiftIn) -> HttpResponse:
    named = _many(request, project_id, payload)
    return changed(request, services.shift_tasks(acting(request), **named, days=payload.days))


@router.post("/projects/{project_id}/tasks/drag", operation_id="drag_tasks", response=PlanChange)
def drag_tasks(request: HttpRequest, project_id: uuid.UUID, payload: DragManyIn) -> HttpResponse:
    named = _many(request, project_id, payload)
    return changed(request, services.drag_tasks(acting(request), **named, minutes=payload.minutes))


@router.post("/projects/{project_id}/tasks/drag/preview", operation_id="preview_drag", response=MovePreview)
def preview_drag(request: HttpRequest, project_id: uuid.UUID, payload: DragManyIn) -> HttpResponse:
    found = services.preview_drag(acting(request), project_id=project_id, task_ids=payload.ids, minutes=payload.minutes)
    return json_response(selectors.move_out(acting(request), found.plan, found.moves))


@router.post("/projects/{project_id}/tasks/owner", operation_id="give_tasks", response=PlanChange)
def give_tasks(request: HttpRequest, project_id: uuid.UUID, payload: GiveIn) -> HttpResponse:
    named = _many(request, project_id, payload)
    return changed(request, services.give_tasks(acting(request), **named, owner_id=payload.owner_id))


@router.post("/projects/{project_id}/tasks/progress", operation_id="report_rows", response=PlanChange)
def report_rows(request: HttpRequest, project_id: uuid.UUID, payload: ReportRowsIn) -> HttpResponse:
    named = _many(request, project_id, payload)
    return changed(request, services.report_rows(acting(request), **named, percent=payload.percent))


@router.post("/projects/{project_id}/tasks/paste", operation_id="paste_tasks", response={201: TaskAdded})
@idempotent
def paste_tasks(request: HttpRequest, project_id: uuid.UUID, payload: PasteIn) -> HttpResponse:
    where: dict[str, Any] = {"source_id": payload.project_id, "after_id": payload.after_id}
    plan, made = services.paste_tasks(acting(request), **_many(request, project_id, payload), **where)
    return json_response({**selectors.change_of(acting(request), plan), "added": made}, 201)


def _many(request: HttpRequest, project_id: uuid.UUID, payload: TasksIn) -> dict[str, Any]:
    return {"project_id": project_id, "version": expected_version(request), "task_ids": payload.ids}


@router.post("/tasks/{task_id}/move", operation_id="move_task", response=PlanChange)
def move_task(request: HttpRequest, task_id: uuid.UUID, payload: DragIn) -> HttpResponse:
    plan = services.move_task(
        acting(request),
        task_id=task_id,
        version=expected_version(request),
        start=minute(payload.start),
        finish=minute(payload.finish),
    )
    return changed(request, plan)


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
        version=expected_version(request) if "If-Match" in request.headers else None,
        percent=payload.percent,
        actual_start=minute(payload.actual_start),
        actual_finish=minute(payload.actual_finish),
    )
    return changed(request, plan)


@router.post("/tasks/{task_id}/split", operation_id="split_task", response=PlanChange)
def split_task(request: HttpRequest, task_id: uuid.UUID, payload: SplitIn) -> HttpResponse:
    version = expected_version(request)
    return changed(request, services.split_task(acting(request), task_id=task_id, version=version, **payload.dict()))


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
    return changed(request, plan, 201)


@router.patch("/links/{link_id}", operation_id="save_link", response=PlanChange)
def save_link(request: HttpRequest, link_id: uuid.UUID, payload: LinkPatch) -> HttpResponse:
    version = expected_version(request)
    return changed(request, services.save_link(acting(request), link_id=link_id, version=version, **payload.dict()))


@router.post("/links/{link_id}/remove", operation_id="remove_link", response=PlanChange)
def remove_link(request: HttpRequest, link_id: uuid.UUID) -> HttpResponse:
    return changed(request, services.remove_link(acting(request), link_id=link_id, version=expected_version(request)))


@router.put("/tasks/{task_id}/predecessors", operation_id="set_predecessors", response=PlanChange)
def set_predecessors(request: HttpRequest, task_id: uuid.UUID, payload: BeforeIn) -> HttpResponse:
    before = [services.Predecessor(**one.dict()) for one in payload.predecessors]
    plan = services.set_predecessors(acting(request), task_id=task_id, version=expected_version(request), before=before)
    return changed(request, plan)


@router.get("/tasks/{task_id}/why", operation_id="get_task_why", response=TaskWhy)
def get_why(request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.why(acting(request), task_id, language_of(request)))
