from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.accounts.apart import services
from dougong.accounts.apart.schemas import ApartIn, ApartOut
from dougong.accounts.policies import ROLES
from dougong.kit.access import require
from dougong.kit.confirm import require_confirmed
from dougong.kit.http import acting, json_response, language_of

router = Router(tags=["roles"])
ACT = "accounts.separation"


def _shown(request: HttpRequest, *, adjust: bool = False) -> HttpResponse:
    return json_response(services.preview(acting(request), adjust=adjust, language=language_of(request)))


@router.get("/separation", operation_id="get_separation", response=ApartOut)
def get_separation(request: HttpRequest, adjust: bool = False) -> HttpResponse:
    """Who holds which duty and in whose hand two meet: now, or with the roles adjusted."""
    return _shown(request, adjust=adjust)


@router.post("/separation/security-role", operation_id="make_security_role", response=ApartOut)
def make_security_role(request: HttpRequest) -> HttpResponse:
    require(acting(request), ROLES, "update")
    require_confirmed(request, ACT)
    services.make_security_role(acting(request))
    return _shown(request)


@router.post("/separation/on", operation_id="turn_separation_on", response=ApartOut)
def turn_on(request: HttpRequest, payload: ApartIn) -> HttpResponse:
    require(acting(request), ROLES, "update")
    require_confirmed(request, ACT)
    services.turn_on(acting(request), adjust=payload.adjust)
    return json_response(services.standing(language_of(request)))


@router.post("/separation/off", operation_id="turn_separation_off", response=ApartOut)
def turn_off(request: HttpRequest) -> HttpResponse:
    require(acting(request), ROLES, "update")
    require_confirmed(request, ACT)
    services.turn_off(acting(request))
    return _shown(request)
