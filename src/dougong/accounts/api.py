from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.accounts import selectors, services
from dougong.accounts.schemas import (
    MeOut,
    PasswordIn,
    PersonIn,
    PersonMade,
    PersonPatch,
    PersonRow,
    RolesIn,
    ViewGone,
    ViewIn,
    ViewOut,
    ViewsOut,
)
from dougong.accounts.structure.schemas import PersonOut
from dougong.kit.access import require
from dougong.kit.confirm import require_confirmed
from dougong.kit.http import (
    acting,
    expected_version,
    idempotent,
    json_response,
    record_response,
)
from dougong.kit.lists_api import add_list

router = Router(tags=["accounts"])
add_list(router, selectors.PEOPLE, "/people", row=PersonRow)


@router.get("/me", operation_id="get_me", response=MeOut)
def get_me(request: HttpRequest) -> HttpResponse:
    return json_response(selectors.me(acting(request)))


@router.get("/views", operation_id="list_views", response=ViewsOut)
def list_views(request: HttpRequest, list: str) -> HttpResponse:
    return json_response({"items": selectors.views_of(acting(request), list)})


@router.post("/views", operation_id="save_view", response={201: ViewOut})
@idempotent
def save_view(request: HttpRequest, payload: ViewIn) -> HttpResponse:
    view = services.save_view(
        acting(request), list_code=payload.list, name=payload.name, query=payload.query, columns=[*payload.columns]
    )
    return json_response({"id": view.pk, "name": view.name, "query": view.query, "columns": view.columns}, 201)


@router.delete("/views/{view_id}", operation_id="delete_view", response=ViewGone)
def delete_view(request: HttpRequest, view_id: uuid.UUID) -> HttpResponse:
    services.delete_view(acting(request), view_id=view_id)
    return json_response({"id": view_id})


@router.post("/people", operation_id="create_person", response={201: PersonMade})
@idempotent
def create_person(request: HttpRequest, payload: PersonIn) -> HttpResponse:
    user = services.create_person(acting(request), must_change=True, **payload.model_dump())
    return json_response({"id": user.pk, "name": user.name, "version": user.version}, 201)


@router.get("/people/{user_id}", operation_id="get_person", response=PersonOut)
def get_person(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.person(acting(request), user_id))


@router.patch("/people/{user_id}", operation_id="update_person", response=PersonOut)
def update_person(request: HttpRequest, user_id: uuid.UUID, payload: PersonPatch) -> HttpResponse:
    actor, version = acting(request), expected_version(request)
    services.update_person(actor, user_id=user_id, version=version, **payload.model_dump(exclude_unset=True))
    return record_response(selectors.person(actor, user_id))


@router.put("/people/{user_id}/roles", operation_id="set_roles", response=PersonOut)
def set_roles(request: HttpRequest, user_id: uuid.UUID, payload: RolesIn) -> HttpResponse:
    actor, version = acting(request), expected_version(request)
    require(actor, "accounts.user", "grant")
    require_confirmed(request, "accounts.set_roles")
    services.set_roles(actor, user_id=user_id, version=version, roles=payload.roles)
    return record_response(selectors.person(actor, user_id))


@router.post("/people/{user_id}/deactivate", operation_id="deactivate_person", response=PersonOut)
def deactivate_person(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    services.deactivate_person(acting(request), user_id=user_id, version=None)
    return record_response(selectors.person(acting(request), user_id))


@router.post("/people/{user_id}/reactivate", operation_id="reactivate_person", response=PersonOut)
def reactivate_person(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    services.reactivate_person(acting(request), user_id=user_id, version=None)
    return record_response(selectors.person(acting(request), user_id))


@router.post("/people/{user_id}/password", operation_id="reset_password", response=PersonOut)
def reset_password(request: HttpRequest, user_id: uuid.UUID, payload: PasswordIn) -> HttpResponse:
    services.set_password(acting(request), user_id=user_id, password=payload.password)
    return record_response(selectors.person(acting(request), user_id))
