"""The door for integrations: `Authorization: Bearer dg_…`. No cookie, so no CSRF; only routers that name it admit it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer

from dougong.kit.actor import Actor
from dougong.kit.context import current
from dougong.kit.http import problem
from dougong.kit.limits import RateLimited, tell
from dougong.tokens.errors import TokenNotHere, TokenRefused
from dougong.tokens.using import use


class ApiTokenBearer(HttpBearer):
    """Stands before the session's guard: a request that brings a token is judged by it alone, whatever cookies come along."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        used = use(token, current().address)
        tell(request, used.rate.headers())
        if used.rate.exceeded:
            raise RateLimited(seconds=max(1, used.rate.reset))
        request.actor = used.actor  # type: ignore[attr-defined]  # Django's request is open, its stub is not
        return used.actor

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if _brings_one(request) else None


def closed_to_tokens(request: HttpRequest) -> None:
    """The first guard of every other door: a token is told so, before anything is asked of cookies."""
    if _brings_one(request):
        raise TokenNotHere()


def _brings_one(request: HttpRequest) -> bool:
    return request.headers.get("Authorization", "").lower().startswith("bearer ")


def install_door(api: NinjaAPI) -> None:
    """What a caller is told whose token is no good."""

    def refused(request: HttpRequest, exc: Any) -> HttpResponse:
        answer = problem(request, exc)
        answer.headers["WWW-Authenticate"] = 'Bearer realm="dougong", error="invalid_token"'
        return answer

    api.add_exception_handler(TokenRefused, refused)
