"""Roles and grants, why somebody sees, duties, and seeing as another."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.accounts.granting import duties, explain, matrix, seeing, services, told_of
from dougong.accounts.granting.schemas import (
    DutiesMet,
    DutiesOut,
    FieldsTold,
    LookBegun,
    LookEnded,
    LookOut,
    RightsOut,
    RoleIn,
    RoleMatrix,
    RoleNames,
    RolePage,
    RolePatch,
    RolePreview,
    RoleRemoved,
    RolesWanted,
    SeeAsIn,
    WhyMine,
    WhyOut,
)
from dougong.accounts.policies import ROLES
from dougong.kit.access import require
from dougong.kit.confirm import confirmed
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response

router = Router(tags=["roles"])


@router.get("/roles/matrix", operation_id="get_role_matrix", response=RoleMatrix)
def get_matrix(request: HttpRequest) -> HttpResponse:
    """Every right that can be granted, every field that can be ruled, and all roles."""
    require(acting(request), ROLES, "view")
    return json_response({"resources": matrix.catalogue(language_of(request)), "roles": matrix.roles()})


@router.get("/roles/duties", operation_id="list_duties", response=DutiesOut)
def list_duties(request: HttpRequest) -> HttpResponse:
    require(acting(request), ROLES, "view")
    return json_response({"items": duties.overview(language_of(request))})


@router.get("/roles", operation_id="list_roles", response=RoleNames)
def list_roles(request: HttpRequest) -> HttpResponse:
    """Names alone, for choosing."""
    acting(request)
    return json_response({"items": matrix.names()})


@router.post("/roles", operation_id="create_role", response={201: RolePage})
@idempotent
@confirmed("accounts.role")
def create_role(request: HttpRequest, payload: RoleIn) -> HttpResponse:
    role = services.create_role(acting(request), **payload.model_dump())
    return record_response(matrix.role_page(role.code), 201)


@router.get("/roles/{code}", operation_id="get_role", response=RolePage)
def get_role(request: HttpRequest, code: str) -> HttpResponse:
    require(acting(request), ROLES, "view")
    return record_response(matrix.role_page(code))


@router.patch("/roles/{code}", operation_id="update_role", response=RolePage)
@confirmed("accounts.role")
def update_role(request: HttpRequest, code: str, payload: RolePatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_role(acting(request), code=code, version=expected_version(request), **values)
    return record_response(matrix.role_page(code))


@router.post("/roles/{code}/preview", operation_id="preview_role", response=RolePreview)
def preview_role(request: HttpRequest, code: str, payload: RolePatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    return json_response(services.preview(acting(request), code=code, language=language_of(request), **values))


@router.post("/roles/{code}/restore-default", operation_id="restore_role_default", response=RolePage)
@confirmed("accounts.role")
def restore_default(request: HttpRequest, code: str) -> HttpResponse:
    services.restore_default(acting(request), code=code, version=expected_version(request))
    return record_response(matrix.role_page(code))


@router.post("/roles/{code}/undo", operation_id="undo_role_change", response=RolePage)
@confirmed("accounts.role", reason=False)
def undo_change(request: HttpRequest, code: str) -> HttpResponse:
    services.undo_change(acting(request), code=code, version=expected_version(request))
    return record_response(matrix.role_page(code))


@router.post("/roles/{code}/remove", operation_id="remove_role", response=RoleRemoved)
@confirmed("accounts.role")
def remove_role(request: HttpRequest, code: str) -> HttpResponse:
    role = services.remove_role(acting(request), code=code, version=expected_version(request))
    return record_response({"code": role.code, "version": role.version})


@router.get("/people/{user_id}/rights", operation_id="get_person_rights", response=RightsOut)
def person_rights(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    """What a person may do, and why: for oneself and for whoever sees roles."""
    if acting(request).id != user_id:
        require(acting(request), ROLES, "view")
    return json_response(explain.rights_of(user_id, language_of(request)))


@router.post("/people/roles/preview", operation_id="preview_person_roles", response=DutiesMet)
def preview_person_roles(request: HttpRequest, payload: RolesWanted) -> HttpResponse:
    """The duties that would meet in the hand of whoever has these roles."""
    met = services.preview_people(acting(request), roles=payload.roles, language=language_of(request))
    return json_response({"duties": met})


@router.get("/people/{user_id}/why", operation_id="explain_person_record", response=WhyOut)
def why_person(request: HttpRequest, user_id: uuid.UUID, resource: str, id: str = "") -> HttpResponse:
    language = language_of(request)
    return json_response(
        explain.of_person(acting(request), user_id=user_id, code=resource, object_id=id, language=language)
    )


@router.get("/why", operation_id="explain_mine", response=WhyMine)
def why_mine(request: HttpRequest, resource: str, id: str = "") -> HttpResponse:
    """What one's own roles reach; of a record one doesn't see, the same as of none."""
    language = language_of(request)
    told = explain.of_oneself(acting(request), code=resource, object_id=id, language=language)
    return json_response({**told, "ask": told_of.whom_to_ask()})


@router.get("/fields/{resource}", operation_id="list_field_rules", response=FieldsTold)
def field_rules(request: HttpRequest, resource: str) -> HttpResponse:
    """Which fields of a kind of record the reader is not shown whole, and which roles are."""
    return json_response({"items": told_of.fields_of(acting(request), code=resource, language=language_of(request))})


@router.get("/see-as", operation_id="get_see_as", response=LookOut)
def get_see_as(request: HttpRequest) -> HttpResponse:
    """Who looks through whose eyes in this session, or null."""
    acting(request)
    return json_response({"look": seeing.present(_session_key(request))})


@router.post("/see-as", operation_id="begin_see_as", response={201: LookBegun})
@confirmed("accounts.see_as")
def begin_see_as(request: HttpRequest, payload: SeeAsIn) -> HttpResponse:
    look = seeing.begin(acting(request), session_key=_session_key(request), user_id=payload.person_id)
    return json_response({"until": look.until}, 201)


@router.delete("/see-as", operation_id="end_see_as", response=LookEnded)
def end_see_as(request: HttpRequest) -> HttpResponse:
    acting(request)
    return json_response({"ended": seeing.end(_session_key(request))})


def _session_key(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
