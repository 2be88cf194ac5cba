"""The event stream: a small ASGI process of server-sent events.

One task reads new messages from the database and asks, for each person listening, whether he may see the record.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import close_old_connections
from django.db.models import Q

from dougong.kit import context
from dougong.kit.acting import actor_by_id
from dougong.kit.context import Context
from dougong.kit.models import StreamMessage
from dougong.kit.registry import resource, resources
from dougong.kit.stream import redeem_ticket

POLL_SECONDS = 0.15
PING_SECONDS = 20.0
MAX_QUEUE = 200
#: How long a number that was passed over may still appear, and how many of them are looked for.
LATE_SECONDS, MAX_MISSING = 60.0, 1000

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Listener = asyncio.Queue[bytes]
#: (number, resource, id, whom alone it is for)
Message = tuple[int, str, str, uuid.UUID | None]

_listeners: dict[uuid.UUID, set[Listener]] = defaultdict(set)
_reader: asyncio.Task[None] | None = None


class Reader:
    """Messages from now on. Numbers are given before their transactions end, so a low one may appear after a high one: what was
    passed over is looked for again for a while."""

    def __init__(self) -> None:
        self._last = StreamMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self._missing: dict[int, float] = {}

    def read(self) -> list[Message]:
        now = time.monotonic()
        self._missing = {pk: until for pk, until in self._missing.items() if until > now}
        new = Q(pk__gt=self._last) | Q(pk__in=list(self._missing)) if self._missing else Q(pk__gt=self._last)
        rows = StreamMessage.objects.filter(new).order_by("pk")
        found = list(rows.values_list("pk", "resource", "object_id", "user_id")[:500])
        here = {pk for pk, *_ in found}
        last = max(here, default=self._last)
        passed = range(max(self._last, last - MAX_MISSING) + 1, last)
        self._missing |= dict.fromkeys(passed, now + LATE_SECONDS)
        self._missing = {pk: until for pk, until in self._missing.items() if pk not in here}
        self._last = max(self._last, last)
        return found


def _may_see(user_id: uuid.UUID, code: str, object_id: str) -> bool:
    actor = actor_by_id(user_id)
    if actor is None or code not in {r.code for r in resources()}:
        return False
    rows = resource(code).visible_to(actor)
    try:
        return bool(rows.filter(pk=object_id).exists())
    except (ValueError, ValidationError):  # no key: "all" tells whoever sees any
        return bool(rows.exists())


def _look(reader: Reader | None) -> tuple[Reader, list[Message]]:
    close_old_connections()
    reader = reader or Reader()
    return reader, reader.read()


async def _read_forever() -> None:
    reader: Reader | None = None
    messages: deque[Message] = deque()
    while True:
        try:
            reader, found = await sync_to_async(_look)(reader)
            messages += found
            while messages:
                _, code, object_id, user_id = messages.popleft()
                await _hand_out(code, object_id, user_id)
        except Exception:  # the stream outlives a database that is away for a moment
            await asyncio.sleep(2)
        await asyncio.sleep(POLL_SECONDS)


async def _hand_out(code: str, object_id: str, only: uuid.UUID | None) -> None:
    data = b"event: changed\ndata: " + orjson.dumps({"resource": code, "id": object_id}) + b"\n\n"
    for user_id in [only] if only else list(_listeners):
        queues = _listeners.get(user_id)
        if not queues or (only is None and not await sync_to_async(_may_see)(user_id, code, object_id)):
            continue
        for queue in queues:
            if queue.qsize() < MAX_QUEUE:
                queue.put_nowait(data)


def _origin(scope: Scope) -> bytes | None:
    """The page's origin, when it is this host on the web port or behind the same proxy."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin")
    if origin is None:
        return None
    name = urlsplit(origin.decode("latin-1")).hostname or ""
    return origin if name in settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS else None


async def _plain(send: Send, status: int, text: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": text})


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    global _reader
    if scope["type"] == "lifespan":
        return await _lifespan(receive, send)
    if scope["type"] != "http":
        return
    peer = (scope.get("client") or ("",))[0]
    context.enter(Context(channel="stream", address=context.clean(str(peer), 45)))
    if scope["path"] == "/healthz":
        return await _plain(send, 200, b"ok")
    token = parse_qs(scope["query_string"].decode()).get("ticket", [""])[0]
    user_id = await sync_to_async(redeem_ticket)(token) if scope["path"] == "/stream" and token else None
    if user_id is None:
        return await _plain(send, 403, b"this ticket is used up or too old")
    if _reader is None or _reader.done():
        _reader = asyncio.create_task(_read_forever())
    await _listen(user_id, _origin(scope), receive, send)


async def _listen(user_id: uuid.UUID, origin: bytes | None, receive: Receive, send: Send) -> None:
    headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
    if origin:
        headers += [(b"access-control-allow-origin", origin), (b"vary", b"Origin")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"retry: 3000\n\n", "more_body": True})
    queue: Listener = asyncio.Queue()
    _listeners[user_id].add(queue)
    gone = asyncio.create_task(_until_gone(receive))
    try:
        while not gone.done():
            getter = asyncio.create_task(queue.get())
            await asyncio.wait({getter, gone}, timeout=PING_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            body = getter.result() if getter.done() else b": still here\n\n"
            getter.cancel()
            if not gone.done():
                await send({"type": "http.response.body", "body": body, "more_body": True})
    finally:
        gone.cancel()
        _listeners[user_id].discard(queue)
        if not _listeners[user_id]:
            del _listeners[user_id]


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        kind = (await receive())["type"]
        await send({"type": f"{kind}.complete"})
        if kind == "lifespan.shutdown":
            return
