"""To a provider and back, and its word that somebody signed out there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Form, Router

from dougong.accounts.actors import load_actor
from dougong.accounts.models import User
from dougong.accounts.sign_in import entering
from dougong.accounts.sign_in.api.common import check_csrf, entered, visit_of
from dougong.accounts.sso import coming, flow, leaving
from dougong.accounts.sso.schemas import HeardOut, SsoBack, SsoConfirmStart, SsoFinished, SsoStart, WentTo
from dougong.kit.http import acting, json_response

router = Router()
BROWSER_COOKIE = "dougong_sso"


def sent(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
    """The address to go to; the browser gets the cookie that must come back with it."""
    found = flow.begin(visit_of(request), code, browser=request.COOKIES.get(BROWSER_COOKIE, ""), **more)
    answer = json_response({"url": found.url})
    answer.set_cookie(
        BROWSER_COOKIE,
        found.browser,
        max_age=int(flow.LIFE.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


@router.post("/sso/{code}/start", auth=None, operation_id="start_sso", response=WentTo)
def start(request: HttpRequest, code: str, payload: SsoStart) -> HttpResponse:
    check_csrf(request)
    entering.check_open(visit_of(request))
    return sent(request, code, purpose="sign_in", remember=payload.remember)


@router.post("/sso/{code}/finish", auth=None, operation_id="finish_sso", response=SsoFinished)
def finish(request: HttpRequest, code: str, payload: SsoBack) -> HttpResponse:
    """With what the provider added to the address: who is in, or which step comes next; or that a link or confirmation is done."""
    check_csrf(request)
    visit, actor = visit_of(request), load_actor(request)
    with coming.watched(code):
        entering.check_open(visit)
        row, told = flow.finish(payload.params, code, request.COOKIES.get(BROWSER_COOKIE, ""))
        if row.purpose == "sign_in":
            return entered(coming.sign_in(request.session, visit, row, told))
        until = coming.confirm(actor, visit, row, told) if row.purpose == "confirm" else None
        if row.purpose == "link":
            coming.link(actor, row, told)
    return json_response({"purpose": row.purpose, "confirmed_until": until})


@router.post("/session/confirm/sso/{code}", operation_id="start_confirm_sso", response=WentTo)
def start_confirm(request: HttpRequest, code: str, payload: SsoConfirmStart) -> HttpResponse:
    """To show who one is by signing in at the provider anew."""
    user = User.objects.get(pk=acting(request).user_id)
    return sent(request, code, purpose="confirm", user=user, act=payload.act)


@router.post("/sso/{code}/back-channel-logout", auth=None, operation_id="hear_sso_logout", response=HeardOut)
def back_channel_logout(request: HttpRequest, code: str, logout_token: Form[str]) -> HttpResponse:
    """From the provider's server, not from a browser: its signature stands for who it is."""
    with coming.watched(code):
        return json_response({"ended": leaving.heard(code, logout_token[:20_000])})
