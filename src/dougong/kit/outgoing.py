"""The one way out: every call to another machine goes through here, and none reaches a machine of the house by a stranger's wish.

An address is resolved once, every answer of the resolver must be public (or allowed by DOUGONG_OUTGOING_ALLOWED), and the
connection goes to the very address that was checked, so that a name which changes its mind in between gains nothing. Redirects
are followed by hand, each checked like the first. Proxies of the environment are not used; answers are cut at a size and a time.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings

from dougong.kit.errors import BusinessError

MB = 1024 * 1024
MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Headers that are for the first host only.
_PRIVATE = frozenset({"authorization", "cookie", "proxy-authorization"})
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutgoingRefused(BusinessError):
    """The address is not one that may be called. It says no more: what lies inside is nobody's business."""

    code = "outgoing_refused"
    zh = "不能访问「{host}」：它不是公网地址。需要时请管理员放开。"
    en = "“{host}” can't be called: it is no public address. An administrator can allow it."


class OutgoingFailed(BusinessError):
    code = "outgoing_failed"
    status = 502
    zh = "「{host}」没有答复，或答复不完整。"
    en = "“{host}” did not answer, or not completely."


class OutgoingTooLarge(BusinessError):
    code = "outgoing_too_large"
    status = 502
    zh = "「{host}」的答复超过 {limit_mb} MB。"
    en = "The answer of “{host}” exceeds {limit_mb} MB."


@dataclass(frozen=True, slots=True)
class Answer:
    """`url` is the address that answered in the end."""

    status: int
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""


def get(url: str, **options: Any) -> Answer:
    return request("GET", url, **options)


def request(
    method: str,
    url: str,
    *,
    headers: dict[str, str] | None = None,
    content: bytes | None = None,
    seconds: float = 10,
    most_bytes: int = 2 * MB,
    redirects: int = MOST_REDIRECTS,
) -> Answer:
    """The answer, whatever its status. `seconds` is for everything, redirects included. Never call it inside a transaction.
    With `redirects` 0 a redirect is an answer like any other: for what bears a secret in its body.

    Raises OutgoingRefused, OutgoingFailed or OutgoingTooLarge.
    """
    ends = time.monotonic() + seconds
    given = dict(headers or {})
    for _ in range(redirects + 1):
        answer = _once(method, url, given, content, ends, most_bytes)
        if not redirects or answer.status not in _REDIRECTS or "location" not in answer.headers:
            return answer
        target = urljoin(url, answer.headers["location"])
        if urlsplit(target)[:2] != urlsplit(url)[:2]:
            given = {name: value for name, value in given.items() if name.lower() not in _PRIVATE}
        if answer.status == 303 or (answer.status in (301, 302) and method == "POST"):
            method, content = "GET", None
        url = target
    raise OutgoingFailed(host=urlsplit(url).hostname or "")


def _once(
    method: str, url: str, headers: dict[str, str], content: bytes | None, ends: float, most_bytes: int
) -> Answer:
    host, port, scheme = _parts(url)
    address = checked(host, port)
    parts = urlsplit(url)
    shown = f"[{host}]" if ":" in host else host
    numeric = f"[{address}]" if address.version == 6 else str(address)
    pinned = parts._replace(netloc=f"{numeric}:{port}", fragment="").geturl()
    default = port == {"http": 80, "https": 443}[scheme]
    given = {**headers, "Host": shown if default else f"{shown}:{port}"}
    left = max(0.1, ends - time.monotonic())
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=left, verify=True) as client,
            client.stream(
                method, pinned, headers=given, content=content, extensions={"sni_hostname": host}
            ) as response,
        ):
            body = _body(response, host, ends, most_bytes)
            return Answer(response.status_code, url, {k.lower(): v for k, v in response.headers.items()}, body)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        raise OutgoingFailed(host=host) from None


def _body(response: httpx.Response, host: str, ends: float, most_bytes: int) -> bytes:
    """What is unpacked counts, not what was sent: a small answer may swell."""
    body = bytearray()
    for chunk in response.iter_bytes(64 * 1024):
        body += chunk
        if len(body) > most_bytes:
            raise OutgoingTooLarge(host=host, limit_mb=max(1, most_bytes // MB))
        if time.monotonic() > ends:
            raise OutgoingFailed(host=host)
    return bytes(body)


def _parts(url: str) -> tuple[str, int, str]:
    try:
        parts = urlsplit(url)
        host, scheme = (parts.hostname or "").rstrip("."), parts.scheme
        port = parts.port or {"http": 80, "https": 443}.get(scheme, 0)
    except ValueError:
        raise OutgoingRefused(host="") from None
    if scheme not in ("http", "https") or not host or "@" in parts.netloc or "%" in host:
        raise OutgoingRefused(host=host)
    return host, port, scheme


def checked(host: str, port: int) -> Address:
    """The address to connect to. One bad answer of the resolver spoils all: nobody may be lucky by asking twice."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise OutgoingFailed(host=host) from None
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses or not all(_may_reach(host, address) for address in addresses):
        raise OutgoingRefused(host=host)
    return addresses[0]


def _may_reach(host: str, address: Address) -> bool:
    return is_public(address) or _allowed(host, address)


def is_public(address: Address) -> bool:
    """Reachable by anybody on the internet: not private, loopback, link-local (where clouds keep their metadata), shared,
    multicast, reserved, nor one of these in the clothes of IPv6 (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not is_public(inner):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _allowed(host: str, address: Address) -> bool:
    for entry in settings.DOUGONG_OUTGOING_ALLOWED:
        if entry.lower() == host.lower():
            return True
        try:
            if address in ipaddress.ip_network(entry, strict=False):
                return True
        except ValueError:
            continue
    return False
