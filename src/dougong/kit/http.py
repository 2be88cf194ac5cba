"""What every endpoint shares: the actor, problem+json, ETags, idempotency."""

from __future__ import annotations

import functools
import hashlib
import inspect
import logging
from collections.abc import Callable
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import APIKeyCookie

from dougong.kit import context, noting
from dougong.kit.acting import actor_of_request
from dougong.kit.actor import Actor
from dougong.kit.crypto import must_read
from dougong.kit.errors import (
    BusinessError,
    FieldErrors,
    KeyReused,
    NotAllowed,
    NotFound,
    NotSignedIn,
    ReadOnly,
    TooBusy,
    VersionMissing,
)
from dougong.kit.jsonable import dumps
from dougong.kit.leading import led_on
from dougong.kit.models import IdempotencyKey
from dougong.kit.problems import field_errors
from dougong.kit.unit import all_or_nothing

log = logging.getLogger("dougong.http")


def language_of(request: HttpRequest) -> str:
    """`en` when English comes first in Accept-Language, else `zh`."""
    return context.language_of(request.META)


READING = ("GET", "HEAD", "OPTIONS")
#: What a session that looks as somebody else may still do: end it, leave, hear of changes.
WHILE_LOOKING = (
    ("DELETE", "/api/v1/see-as"),
    ("DELETE", "/api/v1/session"),
    ("POST", "/api/v1/stream/tickets"),
)


class StaffSession(APIKeyCookie):
    """A signed-in member of staff, with a CSRF token on writes."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor = actor_of_request(request)
        if actor is None or actor.kind != "staff":
            return None
        if actor.seen_by and request.method not in READING and (request.method, request.path) not in WHILE_LOOKING:
            raise ReadOnly()
        request.actor = actor  # type: ignore[attr-defined]  # Django's request is open, its stub is not
        return actor


def acting(request: HttpRequest) -> Actor:
    """Who asks. Only endpoints behind an auth class call it."""
    actor: Actor = request.auth  # type: ignore[attr-defined]  # set by ninja after authenticate()
    return actor


def json_response(value: object, status: int = 200, **headers: str) -> HttpResponse:
    return HttpResponse(dumps(value), content_type="application/json", status=status, headers=headers or None)


def record_response(value: dict[str, Any], status: int = 200) -> HttpResponse:
    """A record with its version as ETag."""
    return json_response(value, status, ETag=f'"{value["version"]}"')


def expected_version(request: HttpRequest) -> int:
    """The version in If-Match; a change without it is refused."""
    tag = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not (tag.isascii() and tag.isdigit() and len(tag) < 10):
        raise VersionMissing()
    return int(tag)


def problem(request: HttpRequest, error: BusinessError) -> HttpResponse:
    """RFC 9457, with our code, parameters and the errors of fields."""
    language = language_of(request)
    inner = error.errors if isinstance(error, FieldErrors) else [error] if error.field else []
    body = {
        "type": f"urn:dougong:problem:{error.code}",
        "title": error.sentence(language),
        "status": error.status,
        "code": error.code,
        "detail": error.sentence(language),
        "params": error.params,
        "errors": [{"field": e.field, "code": e.code, "message": e.sentence(language)} for e in inner],
        "request_id": getattr(request, "request_id", ""),
    }
    return HttpResponse(dumps(body), status=error.status, content_type="application/problem+json")


class Unexpected(BusinessError):
    code = "unexpected"
    status = 500
    zh = "服务器没有做成这一步，数据没有写入。把请求号告诉管理员可以查到原因。"
    en = "The server failed at this step; nothing was written. The request number tells an administrator why."


class BadRequest(BusinessError):
    code = "bad_request"
    status = 400
    zh = "请求读不懂。"
    en = "The request can't be read."


class ValueUnfit(BusinessError):
    code = "value_unfit"
    zh = "有一项内容太长，或含有无法保存的字符。"
    en = "A value is too long, or holds a character that can't be kept."


class CsrfFailed(BusinessError):
    code = "csrf"
    status = 403
    zh = "页面开得太久了，刷新后再试一次。"
    en = "This page has been open too long. Reload and try again."


def _led_on(request: HttpRequest) -> HttpResponse | None:
    """The key in the address went into another record: who reads is led there, who writes is told."""
    actor = getattr(request, "auth", None)
    found = led_on(actor, request.path) if isinstance(actor, Actor) else None
    if found is None:
        return None
    path, told = found
    if request.method not in READING:
        return problem(request, told)
    query = request.META.get("QUERY_STRING", "")
    return HttpResponse(status=307, headers={"Location": f"{path}?{query}" if query else path})


def install_problems(api: NinjaAPI) -> None:
    """Every failure leaves as problem+json; no stack trace does."""

    def business(request: HttpRequest, exc: Any) -> HttpResponse:
        if isinstance(exc, NotAllowed):
            _put_on_record(request, exc)
        return (_led_on(request) if isinstance(exc, NotFound) else None) or problem(request, exc)

    def invalid(request: HttpRequest, exc: Any) -> HttpResponse:
        return problem(request, FieldErrors(field_errors(exc.errors)))

    def http_error(request: HttpRequest, exc: Any) -> HttpResponse:
        return problem(request, CsrfFailed() if exc.status_code == 403 else BadRequest())

    def unexpected(request: HttpRequest, exc: Any) -> HttpResponse:
        log.error("request %s failed", getattr(request, "request_id", ""), exc_info=exc)
        return problem(request, Unexpected())

    api.add_exception_handler(BusinessError, business)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(AuthenticationError, lambda request, exc: problem(request, NotSignedIn()))
    api.add_exception_handler(Http404, lambda request, exc: problem(request, NotFound()))
    api.add_exception_handler(PermissionDenied, lambda request, exc: problem(request, CsrfFailed()))
    api.add_exception_handler(HttpError, http_error)
    api.add_exception_handler(OperationalError, lambda request, exc: problem(request, TooBusy()))
    api.add_exception_handler(DataError, lambda request, exc: problem(request, ValueUnfit()))
    api.add_exception_handler(Exception, unexpected)


def _put_on_record(request: HttpRequest, refusal: NotAllowed) -> None:
    actor = getattr(request, "auth", None)
    if isinstance(actor, Actor):
        code, action = (str(refusal.params.get(name, "")) for name in ("resource", "action"))
        noting.refused(actor, code, action, method=request.method or "", path=request.path)


def idempotent(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A creation that may be sent twice: the same Idempotency-Key and body get the first answer, and one record is made.

    The key's row is written first in the transaction of the creation, so of two at once the second waits for the first.
    Failures are not kept: what was refused may be sent again.
    """

    @functools.wraps(view)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")[:100]
        if not key:
            return view(request, *args, **kwargs)
        actor_id = acting(request).user_id
        print_ = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()
        try:
            with all_or_nothing():
                row = IdempotencyKey.objects.create(actor_id=actor_id, key=key, fingerprint=print_)
                response = view(request, *args, **kwargs)
                row.status, row.body = response.status_code, response.content.decode()
                row.save(update_fields=["status", "body"])
                return response
        except IntegrityError:
            first = IdempotencyKey.objects.filter(actor_id=actor_id, key=key).first()
            if first is None:
                raise
            if first.fingerprint != print_:
                raise KeyReused() from None
            body = orjson.loads(must_read(first.body))
            return json_response(body, first.status, **{"Idempotency-Replayed": "true"})

    # The annotations are names of the view's module: resolved here, since ninja would look for them in this one.
    once.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]  # read by inspect
    return once


def stream_url(request: HttpRequest, token: str) -> str:
    """Behind a proxy the stream is a path of the same origin; else its own port on the same name."""
    if settings.DOUGONG_STREAM_PORT is None:
        return f"/stream?ticket={token}"
    name = request.get_host().rsplit(":", 1)[0]
    scheme = "https" if request.is_secure() else "http"
    return f"{scheme}://{name}:{settings.DOUGONG_STREAM_PORT}/stream?ticket={token}"
