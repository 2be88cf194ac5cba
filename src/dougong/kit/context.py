"""From where something is done: the facts of the request, job or command under way. The audit reads them.

Set at the doors (middleware, worker, command line, stream); everybody else only reads `current()`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest

CHANNELS: tuple[tuple[str, str, str], ...] = (
    ("api", "网页与接口", "Web and API"),
    ("portal", "客户窗口", "Client's window"),
    ("job", "后台任务", "Background job"),
    ("cli", "命令行", "Command line"),
    ("stream", "事件流", "Event stream"),
)
DEVICE_LENGTH, REASON_LENGTH = 200, 500
PORTAL = "/api/v1/portal/"


@dataclasses.dataclass(frozen=True, slots=True)
class Context:
    """`device` is the user agent (or the account at the terminal), cut; `reason` what the person gave for a confirmed act."""

    channel: str = ""
    request_id: str = ""
    address: str = ""
    device: str = ""
    reason: str = ""
    language: str = "zh"

    def kept(self) -> dict[str, str]:
        """What a job keeps of whoever queued it; the job's own channel and number take the place of the request's."""
        facts = {"address": self.address, "device": self.device, "reason": self.reason}
        return {name: value for name, value in facts.items() if value}


NOWHERE = Context()
_current: ContextVar[Context] = ContextVar("dougong_context", default=NOWHERE)


def current() -> Context:
    return _current.get()


@contextmanager
def using(context: Context) -> Iterator[Context]:
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)


def enter(context: Context) -> None:
    """For the whole life of a thread or a process."""
    _current.set(context)


def changed(**facts: Any) -> Context:
    """The present context with some facts replaced, for `using`."""
    return dataclasses.replace(current(), **facts)


def of_request(request: HttpRequest, request_id: str) -> Context:
    meta = request.META
    return Context(
        channel="portal" if request.path.startswith(PORTAL) else "api",
        request_id=request_id,
        address=address_of(meta),
        device=clean(meta.get("HTTP_USER_AGENT", ""), DEVICE_LENGTH),
        reason=clean(unquote(meta.get("HTTP_X_CONFIRM_REASON", "")), REASON_LENGTH),
        language=language_of(meta),
    )


def language_of(meta: dict[str, Any]) -> str:
    """`en` when English comes first in Accept-Language, else `zh`."""
    return "en" if meta.get("HTTP_ACCEPT_LANGUAGE", "").strip().lower().startswith("en") else "zh"


def address_of(meta: dict[str, Any]) -> str:
    """The peer's address; behind a declared proxy what that proxy saw: the last name it added, since a client can send any before."""
    if settings.DOUGONG_BEHIND_PROXY:
        seen = meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if seen:
            return clean(seen, 45)
    return clean(meta.get("REMOTE_ADDR", ""), 45)


def clean(text: str, length: int) -> str:
    """Cut, and without characters that a database or a terminal takes badly."""
    cut = text[: length * 2]
    if not cut.isprintable():
        cut = "".join(filter(str.isprintable, cut))
    return cut.strip()[:length]
