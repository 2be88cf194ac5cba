from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit import bin as the_bin
from dougong.kit.access import require
from dougong.kit.confirm import require_confirmed
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import Many, PurgeIn, PurgePreview
from dougong.projects import selectors, services
from dougong.projects.policies import PROJECT
from dougong.projects.schemas import (
    AcceptanceIn,
    AcceptanceMade,
    ArchivedProjectRow,
    KickoffIn,
    ManyProjectsIn,
    MembersIn,
    ProjectIn,
    ProjectMade,
    ProjectOut,
    ProjectPatch,
    ProjectRow,
    WithdrawIn,
    Withdrawn,
)

router = Router()
add_list(router, selectors.ARCHIVED, "/projects/archived", row=ArchivedProjectRow)
add_list(router, selectors.PROJECTS, "/projects", row=ProjectRow)


@router.post("/projects", operation_id="create_project", response={201: ProjectMade})
@idempotent
def create_project(request: HttpRequest, payload: ProjectIn) -> HttpResponse:
    project = services.create_project(acting(request), **payload.model_dump())
    return json_response({"id": project.pk, "version": project.version, "code": project.code}, 201)


@router.post("/projects/archive", operation_id="archive_projects", response=Many)
def archive_projects(request: HttpRequest, payload: ManyProjectsIn) -> HttpResponse:
    return json_response(services.archive_projects(acting(request), project_ids=payload.ids))


@router.post("/projects/restore", operation_id="restore_projects", response=Many)
def restore_projects(request: HttpRequest, payload: ManyProjectsIn) -> HttpResponse:
    return json_response(services.restore_projects(acting(request), project_ids=payload.ids))


@router.post("/projects/purge/preview", operation_id="preview_purging_projects", response=PurgePreview)
def preview_purge(request: HttpRequest, payload: PurgeIn) -> HttpResponse:
    """What would go with them, and what stops each of the others. Nothing is written."""
    return json_response(the_bin.preview(acting(request), PROJECT, payload.ids, language_of(request)))


@router.post("/projects/purge", operation_id="purge_projects", response=Many)
@idempotent
def purge_projects(request: HttpRequest, payload: PurgeIn) -> HttpResponse:
    require(acting(request), PROJECT, "purge")
    require_confirmed(request, "projects.purge")
    return json_response(services.purge_projects(acting(request), project_ids=payload.ids))


@router.get("/projects/{project_id}", operation_id="get_project", response=ProjectOut)
def get_project(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.project_record(acting(request), project_id))


@router.patch("/projects/{project_id}", operation_id="update_project", response=ProjectOut)
def update_project(request: HttpRequest, project_id: uuid.UUID, payload: ProjectPatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_project(acting(request), project_id=project_id, version=expected_version(request), **values)
    return record_response(selectors.project_record(acting(request), project_id))


@router.put("/projects/{project_id}/members", operation_id="set_project_members", response=ProjectOut)
def set_members(request: HttpRequest, project_id: uuid.UUID, payload: MembersIn) -> HttpResponse:
    members = [(m.user_id, str(m.role)) for m in payload.members]
    services.set_members(acting(request), project_id=project_id, members=members)
    return record_response(selectors.project_record(acting(request), project_id))


@router.post("/projects/{project_id}/kickoff", operation_id="hold_project_kickoff", response=ProjectOut)
def hold_kickoff(request: HttpRequest, project_id: uuid.UUID, payload: KickoffIn) -> HttpResponse:
    services.hold_kickoff(acting(request), project_id=project_id, held_on=payload.held_on)
    return record_response(selectors.project_record(acting(request), project_id))


@router.post("/projects/{project_id}/close", operation_id="close_project", response=ProjectOut)
def close_project(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    services.close_project(acting(request), project_id=project_id)
    return record_response(selectors.project_record(acting(request), project_id))


@router.post("/projects/{project_id}/reopen", operation_id="reopen_project", response=ProjectOut)
def reopen_project(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    services.reopen_project(acting(request), project_id=project_id)
    return record_response(selectors.project_record(acting(request), project_id))


@router.post("/projects/{project_id}/acceptances", operation_id="accept_project", response={201: AcceptanceMade})
@idempotent
def accept(request: HttpRequest, project_id: uuid.UUID, payload: AcceptanceIn) -> HttpResponse:
    acceptance = services.accept(acting(request), project_id=project_id, **payload.model_dump())
    return json_response({"id": acceptance.pk, "on_time": acceptance.on_time}, 201)


@router.post("/acceptances/{acceptance_id}/withdraw", operation_id="withdraw_acceptance", response=Withdrawn)
@idempotent
def withdraw_acceptance(request: HttpRequest, acceptance_id: uuid.UUID, payload: WithdrawIn) -> HttpResponse:
    acceptance = services.withdraw_acceptance(acting(request), acceptance_id=acceptance_id, reason=payload.reason)
    return json_response({"id": acceptance.pk, "withdrawn_at": acceptance.withdrawn_at})
