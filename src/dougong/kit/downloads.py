"""Sending a stored file so that nothing in it can run here: nosniff, a sandbox, and saved rather than shown unless allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

CHUNK = 256 * 1024
#: A browser's PDF viewer does not start inside `sandbox`; nothing of the page's own may load in it either way.
_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_SANDBOX = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
)
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def send_file(
    request: HttpRequest,
    path: Path,
    filename: str,
    content_type: str,
    *,
    inline: bool = False,
    private_seconds: int = 0,
) -> HttpResponse:
    """The file, or the one part asked for by Range. `inline` only for types that are harmless to show."""
    size = path.stat().st_size
    first, last, status = _span(request.headers.get("Range", ""), size)
    answer: HttpResponse
    if status == 416:
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        stream = StreamingHttpResponse(_read(path, first, last - first + 1), status=status)
        answer = stream  # type: ignore[assignment]  # ninja passes any HttpResponseBase on
        answer.headers["Content-Length"] = str(last - first + 1)
        if status == 206:
            answer.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    kind = content_type if inline else _saved(content_type)
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Disposition"] = (
        f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(filename)}"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    answer.headers["Content-Security-Policy"] = _PDF if inline and kind == "application/pdf" else _SANDBOX
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Cache-Control"] = f"private, max-age={private_seconds}" if private_seconds else "private, no-store"
    return answer


def _saved(content_type: str) -> str:
    """Markup is sent as plain bytes: no browser is tempted to render it."""
    plain = content_type.partition(";")[0]
    return "application/octet-stream" if plain in ("text/html", "text/xml", "image/svg+xml") else content_type


def _span(header: str, size: int) -> tuple[int, int, int]:
    """(first, last, status) of a single range; several ranges, or none, give the whole."""
    found = _RANGE.fullmatch(header.strip())
    if found is None or not (found[1] or found[2]):
        return 0, size - 1, 200
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
    else:
        first, last = int(found[1]), min(int(found[2] or size - 1), size - 1)
    return (first, last, 206) if first <= last else (0, 0, 416)


def _read(path: Path, first: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as opened:
        opened.seek(first)
        while length > 0:
            chunk = opened.read(min(CHUNK, length))
            if not chunk:
                return
            length -= len(chunk)
            yield chunk
