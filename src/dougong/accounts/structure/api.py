"""The tree of departments, and the posts of people."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.accounts import selectors as people
from dougong.accounts.models import Department
from dougong.accounts.structure import departments, posts, preview, selectors
from dougong.accounts.structure.schemas import (
    DepartmentIn,
    DepartmentMergeIn,
    DepartmentMoveIn,
    DepartmentOut,
    DepartmentPatch,
    DepartmentPreview,
    DepartmentTree,
    PersonOut,
    PostEndIn,
    PostIn,
    PostPatch,
)
from dougong.kit.http import acting, expected_version, idempotent, json_response, record_response

router = Router(tags=["organisation"])


def _one(row: Department, status: int = 200) -> HttpResponse:
    """With the change by which it can be taken back."""
    facts = {"id": row.pk, "name": row.name, "parent_id": row.parent_id, "manager_id": row.manager_id}
    return record_response({**facts, "version": row.version, "change": selectors.last_change(row.pk)}, status)


@router.get("/departments", operation_id="list_departments", response=DepartmentTree)
def list_departments(request: HttpRequest) -> HttpResponse:
    return json_response({"items": selectors.departments(acting(request))})


@router.post("/departments", operation_id="create_department", response={201: DepartmentOut})
@idempotent
def create_department(request: HttpRequest, payload: DepartmentIn) -> HttpResponse:
    return _one(departments.create_department(acting(request), **payload.model_dump()), 201)


@router.patch("/departments/{department_id}", operation_id="update_department", response=DepartmentOut)
def update_department(request: HttpRequest, department_id: uuid.UUID, payload: DepartmentPatch) -> HttpResponse:
    actor, version = acting(request), expected_version(request)
    values = payload.model_dump(exclude_unset=True)
    return _one(departments.update_department(actor, department_id=department_id, version=version, **values))


@router.post(
    "/departments/{department_id}/preview-move", operation_id="preview_department_move", response=DepartmentPreview
)
def preview_move(request: HttpRequest, department_id: uuid.UUID, payload: DepartmentMoveIn) -> HttpResponse:
    """How many people would reach more or less. Nothing is written."""
    return json_response(preview.of_move(acting(request), department_id=department_id, parent_id=payload.parent_id))


@router.post(
    "/departments/{department_id}/preview-merge", operation_id="preview_department_merge", response=DepartmentPreview
)
def preview_merge(request: HttpRequest, department_id: uuid.UUID, payload: DepartmentMergeIn) -> HttpResponse:
    return json_response(preview.of_merge(acting(request), department_id=department_id, into_id=payload.into_id))


@router.post("/departments/{department_id}/merge", operation_id="merge_department", response=DepartmentOut)
def merge(request: HttpRequest, department_id: uuid.UUID, payload: DepartmentMergeIn) -> HttpResponse:
    """The answer is the department that went; its `change` takes it back."""
    actor, version = acting(request), expected_version(request)
    row = departments.merge_department(actor, department_id=department_id, version=version, into_id=payload.into_id)
    return _one(row)


@router.post("/departments/{department_id}/remove", operation_id="remove_department", response=DepartmentOut)
def remove(request: HttpRequest, department_id: uuid.UUID) -> HttpResponse:
    actor, version = acting(request), expected_version(request)
    return _one(departments.remove_department(actor, department_id=department_id, version=version))


@router.post("/departments/changes/{change_id}/undo", operation_id="undo_department_change", response=DepartmentOut)
def undo(request: HttpRequest, change_id: uuid.UUID) -> HttpResponse:
    return _one(departments.undo_change(acting(request), change_id=change_id))


@router.post("/people/{user_id}/posts", operation_id="add_post", response={201: PersonOut})
@idempotent
def add_post(request: HttpRequest, user_id: uuid.UUID, payload: PostIn) -> HttpResponse:
    posts.add_post(acting(request), user_id=user_id, **payload.model_dump())
    return record_response(people.person(acting(request), user_id), 201)


@router.patch("/posts/{post_id}", operation_id="update_post", response=PersonOut)
def update_post(request: HttpRequest, post_id: uuid.UUID, payload: PostPatch) -> HttpResponse:
    actor, version = acting(request), expected_version(request)
    post = posts.update_post(actor, post_id=post_id, version=version, **payload.model_dump(exclude_unset=True))
    return record_response(people.person(actor, post.user_id))


@router.post("/posts/{post_id}/end", operation_id="end_post", response=PersonOut)
def end_post(request: HttpRequest, post_id: uuid.UUID, payload: PostEndIn) -> HttpResponse:
    actor, version = acting(request), expected_version(request)
    user_id = posts.end_post(actor, post_id=post_id, version=version, until=payload.until)
    return record_response(people.person(actor, user_id))
