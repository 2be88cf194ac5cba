"""What stands around every request, and the pages that are not the API."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token

from dougong.config import csp, intake, logs, metrics
from dougong.intake.selectors import origins_of
from dougong.kit import context

log = logging.getLogger("dougong.web")
_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
_HTML = "text/html; charset=utf-8"
Answer = Callable[[HttpRequest], HttpResponse]


class Edge:
    """The outermost layer: request id, security headers, the request's line in the metrics."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        offered = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = offered if _ID.fullmatch(offered) else csp.new_nonce()
        request.request_id = request_id  # type: ignore[attr-defined]  # read by the problem documents
        token = logs.request_id.set(request_id)
        try:
            with context.using(context.of_request(request, request_id)):
                return self._answer(request, request_id, started)
        finally:
            logs.request_id.reset(token)

    def _answer(self, request: HttpRequest, request_id: str, started: float) -> HttpResponse:
        response = intake.refused(request) or self.get_response(request)
        intake.was_let_in(request)
        if response.status_code == 405:
            response = _wrong_method(request, response)
        for name, value in getattr(request, "answer_headers", {}).items():
            response.headers[name] = value
        _head(response, request_id)
        metrics.observe(request, response.status_code, time.perf_counter() - started)
        return response


_ALWAYS = {**csp.ALWAYS, "Content-Security-Policy": csp.CLOSED, "Cache-Control": "no-store"}


def _head(response: HttpResponse, request_id: str) -> None:
    headers = response.headers
    headers["X-Request-ID"] = request_id
    for name, value in _ALWAYS.items():
        if name not in headers:
            headers[name] = value
    if not response.streaming and "Content-Length" not in headers:
        headers["Content-Length"] = str(len(response.content))
    if settings.SESSION_COOKIE_SECURE:
        headers.setdefault("Strict-Transport-Security", csp.ONE_YEAR)


@lru_cache(maxsize=1)
def _shell(path: Path, changed: int) -> str:
    return path.read_text(encoding="utf-8")


def app(request: HttpRequest) -> HttpResponse:
    """The web app's page, whatever its path: routes are the browser's business."""
    index: Path = settings.WEB_DIST / "index.html"
    if request.method not in ("GET", "HEAD") or request.path.startswith("/assets/"):
        raise Http404
    try:
        shell = _shell(index, index.stat().st_mtime_ns)
    except FileNotFoundError:
        sentence = "网页尚未构建，运行 make setup。\nThe web app has not been built; run make setup.\n"
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    if request.path.startswith(FORMS):
        return _framed(page(request, shell), request.path.removeprefix(FORMS))
    return page(request, shell)


#: Where forms for strangers are: other sites may show them, as far as each form names those.
FORMS = "/f/"


def _framed(answer: HttpResponse, key: str) -> HttpResponse:
    sites = origins_of(key.strip("/"))
    if sites:
        policy = answer.headers["Content-Security-Policy"]
        framing = f"frame-ancestors 'self' {' '.join(sites)}"
        answer.headers["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", framing)
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"  # for browsers that know no frame-ancestors
    return answer


def page(request: HttpRequest, html: str) -> HttpResponse:
    """An HTML page under the page policy; every nonce mark in it is filled."""
    nonce = csp.new_nonce()
    response = HttpResponse(html.replace(csp.NONCE_MARK, nonce), content_type=_HTML)
    response.headers["Content-Security-Policy"] = csp.page_policy(request, nonce)
    return response


_DOCS = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dougong API</title>
<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/api/docs/static/swagger-ui.css"></head>
<body data-api-csrf="1" data-csrf-token="%s"><script type="application/json" id="swagger-settings">
{"layout": "BaseLayout", "deepLinking": true, "url": "/api/v1/openapi.json"}</script>
<div id="swagger-ui"></div>
<script src="/api/docs/static/swagger-ui-bundle.js"></script>
<script src="/api/docs/static/swagger-ui-init.js"></script></body></html>"""


def api_docs(request: HttpRequest) -> HttpResponse:
    """The contract to read and try, from our own files: works without internet."""
    return page(request, _DOCS % get_token(request))


def _problem(request: HttpRequest, status: int, code: str, zh: str, en: str) -> HttpResponse:
    detail = en if context.language_of(request.META) == "en" else zh
    body: dict[str, object] = {
        "type": f"/problems/{code}",
        "title": detail,
        "status": status,
        "code": code,
        "detail": detail,
        "params": {},
        "errors": [],
        "request_id": getattr(request, "request_id", ""),
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.info("cross-site check failed: %s", reason)
    zh, en = (
        "页面放得太久了，刷新后再试，填的内容还在。",
        "The page is too old. Reload and try again; what you typed is kept.",
    )
    return _problem(request, 403, "csrf", zh, en)


def _wrong_method(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A refused method is a problem like any other; which methods there are stays in Allow."""
    problem = _problem(request, 405, "wrong_method", "这个地址不能这样用。", "This address can't be used that way.")
    problem.headers["Allow"] = answer.headers.get("Allow", "")
    return problem


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _problem(request, 400, "bad_request", "这个请求读不懂。", "This request can't be read.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _problem(request, 403, "not_allowed", "这里不对您开放。", "This is not open to you.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _problem(request, 404, "not_found", "没有这个地址。", "There is nothing at this address.")


def server_error(request: HttpRequest) -> HttpResponse:
    zh = "服务器没有做成这一步，已记入日志。可把请求号发给管理员。"
    en = "The server could not do this; it is in the log. Give the request number to the administrator."
    return _problem(request, 500, "server_error", zh, en)
