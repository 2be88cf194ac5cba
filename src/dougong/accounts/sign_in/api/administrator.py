"""What the administrator does about people's sign-ins."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.accounts.policies import ROLES
from dougong.accounts.sign_in import keeping, selectors
from dougong.accounts.sign_in.schemas import (
    DemandIn,
    RoleDemands,
    SignInState,
)
from dougong.kit.access import require
from dougong.kit.confirm import require_confirmed
from dougong.kit.http import acting, json_response

router = Router()


@router.get("/people/{user_id}/sign-in", operation_id="get_person_sign_in", response=SignInState)
def sign_in_of(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    """Lock, second factor and sessions of a colleague, for whoever may change him."""
    return json_response(selectors.sign_in_of(acting(request), user_id))


@router.post("/people/{user_id}/end-sessions", operation_id="end_person_sessions", response=SignInState)
def end_sessions(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    keeping.end_sessions_of(acting(request), user_id=user_id)
    return json_response(selectors.sign_in_of(acting(request), user_id))


@router.post("/people/{user_id}/unlock", operation_id="unlock_person", response=SignInState)
def unlock(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    keeping.unlock(acting(request), user_id=user_id)
    return json_response(selectors.sign_in_of(acting(request), user_id))


@router.post("/people/{user_id}/clear-second-factor", operation_id="clear_person_second_factor", response=SignInState)
def clear_second_factor(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    require(acting(request), keeping.USER, "update")
    require_confirmed(request, "accounts.clear_second_factor")
    keeping.clear_second_factor(acting(request), user_id=user_id)
    return json_response(selectors.sign_in_of(acting(request), user_id))


@router.get("/sign-in/roles", operation_id="list_sign_in_roles", response=RoleDemands)
def list_roles(request: HttpRequest) -> HttpResponse:
    """Which roles must show a second factor, and how many of their people have one."""
    return json_response({"items": selectors.demands(acting(request))})


@router.put("/sign-in/roles/{code}", operation_id="demand_second_factor", response=RoleDemands)
def demand(request: HttpRequest, code: str, payload: DemandIn) -> HttpResponse:
    require(acting(request), ROLES, "update")
    require_confirmed(request, "accounts.demand_second_factor")
    keeping.demand_second_factor(acting(request), role=code, needed=payload.needed)
    return json_response({"items": selectors.demands(acting(request))})
