"""What is refused before anything is done with it: requests that are too large, too deep, or too many from one place."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Iterator
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.parser import Parser

from dougong.kit.context import current
from dougong.kit.errors import BusinessError
from dougong.kit.http import BadRequest, problem
from dougong.kit.limits import AddressTooLong, Counter, HeadTooLarge, RateLimited, TooLarge, tell
from dougong.kit.memo import Memo

MB = 1024 * 1024
#: Of a body that is no upload: the largest of ours, a whole plan with 5,000 tasks, has a tenth of it.
JSON_MAX = 8 * MB
#: What the parts of a form have around the file.
FORM_EXTRA = MB
JSON_DEPTH = 32
HEAD_MAX = 32 * 1024
ADDRESS_MAX = 16 * 1024

_anonymous, _people = Counter(), Counter()
#: Digest of the cookies of a request that was let in -> the person, so that his next one is counted as his.
_known: Memo[bytes, Any] = Memo(20_000)


def forget() -> None:
    """Nobody has asked anything yet: for tests."""
    _anonymous.clear()
    _people.clear()
    _known.clear()


# ---- size


def size_refused(request: HttpRequest) -> BusinessError | None:
    meta = request.META
    if len(meta.get("QUERY_STRING", "")) + len(meta.get("PATH_INFO", "")) > ADDRESS_MAX:
        return AddressTooLong()
    if sum(len(name) + len(value) for name, value in meta.items() if name.startswith("HTTP_")) > HEAD_MAX:
        return HeadTooLarge()
    try:
        length = int(meta.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return BadRequest()
    if length < 0:
        return BadRequest()
    form = meta.get("CONTENT_TYPE", "").lower().startswith("multipart/form-data")
    limit = settings.DOUGONG_UPLOAD_MAX_BYTES + FORM_EXTRA if form else JSON_MAX
    return TooLarge(limit_mb=limit // MB) if length > limit else None


class ShallowJson(Parser):
    """JSON of at most `JSON_DEPTH` levels. ValueError, which ninja answers with 400, else."""

    def parse_body(self, request: HttpRequest) -> Any:
        found = orjson.loads(request.body)
        level = [found]
        for _ in range(JSON_DEPTH + 1):
            level = [child for item in level for child in _inside(item)]
            if not level:
                return found
        raise ValueError(f"more than {JSON_DEPTH} levels")


def _inside(item: Any) -> Iterator[Any]:
    """The containers that lie directly in a container."""
    held = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    return (child for child in held if isinstance(child, dict | list))


def install_limits(api: NinjaAPI) -> None:
    """Django's own refusals (too many parts, too large a field, a broken form) as problems."""
    api.parser = ShallowJson()
    for broken in (SuspiciousOperation, MultiPartParserError):
        api.add_exception_handler(broken, lambda request, exc: problem(request, BadRequest()))
    too_large = TooLarge(limit_mb=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MB)
    api.add_exception_handler(RequestDataTooBig, lambda request, exc: problem(request, too_large))


# ---- rate


def rate_refused(request: HttpRequest) -> BusinessError | None:
    """Count the request to the person whose cookies it carries, as far as they were let in lately; else to its address.

    Tokens have a counter of their own; this machine (tests, benchmarks, a proxy that was not declared) has none.
    """
    address = current().address
    if _of_this_machine(address):
        return None
    person = _known.get(_bears(request))
    if person is not None and "HTTP_AUTHORIZATION" in request.META:
        return None
    key, counter, limit = (
        (person, _people, settings.DOUGONG_PERSON_PER_MINUTE)
        if person is not None
        else (_net(address), _anonymous, settings.DOUGONG_ANONYMOUS_PER_MINUTE)
    )
    if not limit:
        return None
    used, seconds = counter.count(key)
    request.counted = key if person is None else None  # type: ignore[attr-defined]  # read by `was_let_in`
    if used <= limit:
        return None
    refusal = RateLimited(seconds=seconds)
    tell(request, {"Retry-After": str(seconds)})
    return refusal


def was_let_in(request: HttpRequest) -> None:
    """After the answer: whoever was let in is known by what he brought, and what was counted to the address is given back."""
    actor = getattr(request, "auth", None)
    counted = getattr(request, "counted", None)
    if counted is None or getattr(actor, "id", None) is None:
        return
    _anonymous.give_back(counted)
    _known.keep(_bears(request), actor.id)  # type: ignore[union-attr]  # it has an id


def _bears(request: HttpRequest) -> bytes:
    """A digest of what says who asks: never the thing itself."""
    meta = request.META
    names = (settings.SESSION_COOKIE_NAME, "dougong_portal")
    brought = "\n".join([meta.get("HTTP_AUTHORIZATION", ""), *(request.COOKIES.get(name, "") for name in names)])
    return hashlib.sha256(brought.encode()).digest()


def _of_this_machine(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return not address


def _net(address: str) -> str:
    """One IPv6 customer has a /64."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else address


def refused(request: HttpRequest) -> HttpResponse | None:
    """The answer to a request that is not taken in; None for all others."""
    error = size_refused(request) or rate_refused(request)
    return problem(request, error) if error is not None else None
