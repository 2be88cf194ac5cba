"""Calls to providers: out through `kit.outgoing`, over TLS, never following a redirect with a secret in the body."""

from __future__ import annotations

import ipaddress
import json
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from dougong.accounts.sso.errors import ProviderFailed, ProviderUnfit
from dougong.accounts.sso.models import SignInProvider
from dougong.kit import outgoing

SECONDS = 8
_WORD = re.compile(r"[^\w.:-]+", re.ASCII)


def secret_of(provider: SignInProvider) -> str:
    """The one kept here, else the one of DOUGONG_SSO_SECRETS."""
    return provider.client_secret or settings.DOUGONG_SSO_SECRETS.get(provider.code, "")


def is_safe(url: str) -> bool:
    """TLS, or a host of the house that the operator has allowed."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not host or "@" in parts.netloc or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _of_the_house(host))


def _of_the_house(host: str) -> bool:
    for entry in settings.DOUGONG_OUTGOING_ALLOWED:
        if entry.lower() == host.lower():
            return True
        try:
            if ipaddress.ip_address(host) in ipaddress.ip_network(entry, strict=False):
                return True
        except ValueError:
            continue
    return False


def call(
    provider: SignInProvider,
    method: str,
    url: str,
    *,
    form: dict[str, str] | None = None,
    body: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, dict[str, Any]]:
    """Status and JSON of the answer. Raises ProviderFailed when it is no JSON object, and ProviderUnfit without TLS."""
    if not is_safe(url):
        host = urlsplit(url).hostname or ""
        raise ProviderUnfit(
            zh=f"「{host}」不是 https 地址，也不在允许的内网地址里。", en=f"“{host}” is not https, nor allowed."
        )
    given = {"Accept": "application/json", **(headers or {})}
    content = None
    if form is not None:
        content, given["Content-Type"] = urlencode(form).encode(), "application/x-www-form-urlencoded"
    elif body is not None:
        content, given["Content-Type"] = json.dumps(body).encode(), "application/json; charset=utf-8"
    answer = outgoing.request(method, url, headers=given, content=content, seconds=SECONDS, redirects=0)
    try:
        found = json.loads(answer.content)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise failed(provider, f"HTTP {answer.status}")
    return answer.status, found


def failed(provider: SignInProvider, what: object) -> ProviderFailed:
    """`what` is a code of the provider, made tame: it stands in sentences and in the record."""
    return ProviderFailed(name=provider.zh, what=_WORD.sub(" ", str(what))[:60].strip() or "?")


def text(value: Any, most: int = 255) -> str:
    """A claim as a text; anything else is as if it were not there."""
    return value.strip()[:most] if isinstance(value, str) else ""
