"""My account › Security: the accounts elsewhere that are linked to mine."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.accounts.sign_in.api.own import me_of
from dougong.accounts.sso import linking, selectors
from dougong.accounts.sso.api.doors import sent
from dougong.accounts.sso.schemas import IdentitiesOut, SsoStart, UnlinkedOut, WentTo
from dougong.kit.confirm import require_confirmed
from dougong.kit.http import acting, json_response

router = Router()
ACT = "accounts.identity"


@router.get("/me/identities", operation_id="list_my_identities", response=IdentitiesOut)
def my_identities(request: HttpRequest) -> HttpResponse:
    return json_response({"items": selectors.identities_of(me_of(request))})


@router.post("/me/identities/{code}/start", operation_id="start_linking", response=WentTo)
def start_linking(request: HttpRequest, code: str, payload: SsoStart) -> HttpResponse:
    """Whoever found an open screen must not make himself a key to it."""
    user = me_of(request)
    require_confirmed(request, ACT, reason=False)
    return sent(request, code, purpose="link", user=user)


@router.delete("/me/identities/{identity_id}", operation_id="unlink_identity", response=UnlinkedOut)
def unlink(request: HttpRequest, identity_id: uuid.UUID) -> HttpResponse:
    user = me_of(request)
    require_confirmed(request, ACT, reason=False)
    linking.unlink(acting(request), user_id=user.pk, identity_id=identity_id)
    return json_response({"id": identity_id})
