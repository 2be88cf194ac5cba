"""Addresses of pages, for mails."""

from __future__ import annotations

from django.conf import settings


def address(path: str) -> str:
    """The address of a page as people outside reach it."""
    env = settings.ENV
    names = [name for name in env.allowed_hosts if name != "*"]
    if env.behind_proxy and names:
        return f"https://{names[0]}{path}"
    scheme = "https" if env.tls_cert else "http"
    host = names[0] if names else "localhost" if env.loopback else env.host
    return f"{scheme}://{host}:{env.port}{path}"
