"""My account › Security."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.accounts.models import User
from dougong.accounts.sign_in import entering, factors, keeping, passkeys, selectors
from dougong.accounts.sign_in.api.common import Halfway, entered, visit_of
from dougong.accounts.sign_in.schemas import (
    ChangePasswordIn,
    CodeIn,
    PasskeyGone,
    PasskeyIn,
    PasskeyMade,
    PasskeyName,
    PasskeyQuestion,
    PasskeyRenamed,
    RecoveryCodes,
    SecurityOut,
    SessionEnded,
    SessionsEnded,
    SessionsOut,
    SignedIn,
    TotpGone,
    TotpStarted,
)
from dougong.kit.confirm import require_confirmed
from dougong.kit.errors import NotAllowed
from dougong.kit.http import acting, json_response

router = Router()
ACT = "accounts.second_factor"


def me_of(request: HttpRequest) -> User:
    if getattr(acting(request), "seen_by", None) is not None:
        raise NotAllowed(resource="accounts.user", action="view")  # to see as somebody shows his records, not his keys
    found: User = User.objects.get(pk=acting(request).user_id)
    return found


def _sure(request: HttpRequest) -> User:
    """Whoever found an open screen must not make himself a key to it. Somebody on the way in has just shown his password."""
    if entering.waiting_or_none(visit_of(request)) is None:
        require_confirmed(request, ACT, reason=False)
    return me_of(request)


@router.get("/me/security", auth=Halfway(), operation_id="get_my_security", response=SecurityOut)
def security(request: HttpRequest) -> HttpResponse:
    return json_response(selectors.security(me_of(request), visit_of(request)))


@router.post("/me/password", operation_id="change_my_password", response=SignedIn)
def change_password(request: HttpRequest, payload: ChangePasswordIn) -> HttpResponse:
    """Every other sign-in of mine ends; this one goes on under a new key."""
    visit, remember = visit_of(request), selectors.is_kept(visit_of(request).session_key)
    user = keeping.change_password(
        acting(request), current=payload.current, password=payload.password, address=visit.address
    )
    return entered(entering.enter(request.session, visit, user, remember=remember, proven=True))


@router.post("/me/totp", auth=Halfway(), operation_id="start_totp", response=TotpStarted)
def start_totp(request: HttpRequest) -> HttpResponse:
    """A secret with its QR code (SVG). It counts when its first code was shown."""
    return json_response(factors.start_totp(_sure(request)))


@router.post("/me/totp/confirm", auth=Halfway(), operation_id="confirm_totp", response=RecoveryCodes)
def confirm_totp(request: HttpRequest, payload: CodeIn) -> HttpResponse:
    return json_response({"recovery_codes": factors.confirm_totp(_sure(request), code=payload.code)})


@router.delete("/me/totp", operation_id="remove_totp", response=TotpGone)
def remove_totp(request: HttpRequest) -> HttpResponse:
    factors.remove_totp(_sure(request))
    return json_response({"totp": False})


@router.post("/me/recovery-codes", operation_id="new_recovery_codes", response=RecoveryCodes)
def new_codes(request: HttpRequest) -> HttpResponse:
    return json_response({"recovery_codes": factors.replace_codes(_sure(request))})


@router.post("/me/passkeys/options", auth=Halfway(), operation_id="ask_new_passkey", response=PasskeyQuestion)
def ask_new_passkey(request: HttpRequest) -> HttpResponse:
    return json_response(passkeys.registration(visit_of(request), _sure(request)))


@router.post("/me/passkeys", auth=Halfway(), operation_id="add_passkey", response={201: PasskeyMade})
def add_passkey(request: HttpRequest, payload: PasskeyIn) -> HttpResponse:
    made, codes = factors.add_passkey(visit_of(request), _sure(request), **payload.model_dump())
    return json_response({"id": made.pk, "name": made.name, "recovery_codes": codes}, 201)


@router.patch("/me/passkeys/{passkey_id}", operation_id="rename_passkey", response=PasskeyRenamed)
def rename_passkey(request: HttpRequest, passkey_id: uuid.UUID, payload: PasskeyName) -> HttpResponse:
    factors.rename_passkey(me_of(request), passkey_id=passkey_id, name=payload.name)
    return json_response({"id": passkey_id, "name": payload.name})


@router.delete("/me/passkeys/{passkey_id}", operation_id="remove_passkey", response=PasskeyGone)
def remove_passkey(request: HttpRequest, passkey_id: uuid.UUID) -> HttpResponse:
    factors.remove_passkey(_sure(request), passkey_id=passkey_id)
    return json_response({"id": passkey_id})


@router.get("/me/sessions", operation_id="list_my_sessions", response=SessionsOut)
def my_sessions(request: HttpRequest) -> HttpResponse:
    return json_response({"items": selectors.sessions_of(me_of(request).pk, visit_of(request).session_key)})


@router.post("/me/sessions/end-others", operation_id="end_my_other_sessions", response=SessionsEnded)
def end_others(request: HttpRequest) -> HttpResponse:
    return json_response({"ended": keeping.end_others(acting(request), current_key=visit_of(request).session_key)})


@router.delete("/me/sessions/{session_id}", operation_id="end_my_session", response=SessionEnded)
def end_session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    keeping.end_session(acting(request), uid=session_id)
    return json_response({"id": session_id})
