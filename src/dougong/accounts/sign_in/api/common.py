"""From a request to what signing in needs of it, and back to an answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from ninja.security import APIKeyCookie

from dougong.accounts import selectors
from dougong.accounts.actors import actor_by_id, load_actor
from dougong.accounts.models import User
from dougong.accounts.sign_in import entering, factors
from dougong.accounts.sign_in.visit import Visit
from dougong.kit import context
from dougong.kit.actor import Actor
from dougong.kit.http import CsrfFailed, json_response

DEVICE_COOKIE = "dougong_device"
YEAR = 365 * 86400


class _Csrf(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        raise CsrfFailed()


def check_csrf(request: HttpRequest) -> None:
    """A sign-in is guarded too: else a stranger's page could sign a person in as somebody else."""
    checker = _Csrf(lambda _: HttpResponse())
    checker.process_request(request)
    checker.process_view(request, lambda _: HttpResponse(), (), {})


class Halfway(APIKeyCookie):
    """A sign-in that waits for a step, or somebody who is in: for what may be done in both states."""

    param_name = settings.SESSION_COOKIE_NAME
    whole = True

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor = load_actor(request) if self.whole else None
        if actor is not None:
            return actor if actor.kind == "staff" else None
        found = entering.waiting_or_none(visit_of(request))
        if found is None or found.user.kind != "staff" or (self.whole and found.stage != entering.ENROL):
            return None
        return Actor(id=found.user.pk, name=found.user.name, kind="staff")


class OnTheWay(Halfway):
    """Only a sign-in that waits for a step."""

    whole = False


def visit_of(request: HttpRequest) -> Visit:
    return Visit(
        scheme=request.scheme or "http",
        host=request.get_host(),
        secure=request.is_secure(),
        address=context.current().address,
        agent=context.clean(request.headers.get("User-Agent", ""), 300),
        device=request.COOKIES.get(DEVICE_COOKIE, ""),
        session_key=request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")[:41],
    )


def entered(came: entering.Entered) -> HttpResponse:
    """Who is in, or which step comes next."""
    if came.stage:
        return json_response({"me": None, "step": step_of(came.user, came.stage)})
    actor = actor_by_id(came.user.pk)
    assert actor is not None
    answer = json_response({"me": selectors.me(actor), "step": None})
    if came.device:
        answer.set_cookie(
            DEVICE_COOKIE,
            came.device,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


def step_of(user: User, stage: str) -> dict[str, Any]:
    methods = factors.methods(user) if stage == entering.SECOND else []
    # A name for the strength meter, which must know whom the password is for.
    about = {"name": user.name, "email": user.email} if stage == entering.PASSWORD else {}
    return {"stage": stage, "methods": methods, **about}
