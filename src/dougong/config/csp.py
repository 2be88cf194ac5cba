"""The headers that tell a browser what a page of ours may do."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest

NONCE_MARK = "__CSP_NONCE__"

# An answer that is no page may load nothing at all.
CLOSED = "default-src 'none'; frame-ancestors 'none'"
# A built file, opened by itself or run as a worker: what a page may, without styles of its own.
FILES = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()",
}
ONE_YEAR = "max-age=31536000"


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


def stream_origin(request: HttpRequest) -> str:
    """Where this browser reaches the event stream: this host on the stream's port; empty behind a proxy."""
    if settings.DOUGONG_STREAM_PORT is None:
        return ""
    name = request.get_host().rsplit(":", 1)[0]
    return f" {request.scheme}://{name}:{settings.DOUGONG_STREAM_PORT}"


def page_policy(request: HttpRequest, nonce: str) -> str:
    """Scripts from ourselves and wasm; style elements by nonce.

    Style attributes are allowed because the Gantt draws its bars with them; a style attribute can neither
    run code nor load from elsewhere (img-src and font-src hold for it too).
    """
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",
            f"style-src 'self' 'nonce-{nonce}'",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            f"connect-src 'self'{stream_origin(request)}",
            "worker-src 'self' blob:",
            "frame-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
