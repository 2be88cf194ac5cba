"""From the URLs of `env` to Django's dictionaries."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL lets readers go on beside the one writer; NORMAL is durable against a crash of the process and
# loses at most the last commits when the machine loses power. 32 MB of page cache, 256 MB mapped. A checkpoint at 16 MB of
# WAL instead of 4: pages that change again and again are copied once.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000; "
    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; "
    "PRAGMA wal_autocheckpoint=16000;"
)

# Statements are bound and prepared by the server from the second time on, which halves its part of a page (decision
# 0008). A pooler between us and it must therefore pool by session, not by transaction.
POSTGRES_OPTIONS = {
    "server_side_binding": True,
    "prepare_threshold": 2,
}


def from_url(url: str, data: Path) -> dict[str, Any]:
    """`sqlite:///path`, `postgres://user:password@host:port/name?sslmode=…`, or empty: SQLite in `data`."""
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)) if url else data / "dougong.sqlite3")
    return {
        "ENGINE": "dougong.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": {**POSTGRES_OPTIONS, **dict(parse_qsl(parts.query))},
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "dougong.config.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": SQLITE_PRAGMAS},
    }


def mail(url: str) -> tuple[str, dict[str, Any]]:
    """The mail backend and its settings; without a server, mails are written to the log."""
    if not url:
        return "dougong.config.logs.LoggedMail", {}
    parts = urlsplit(url)
    direct = parts.scheme == "smtps"
    return "django.core.mail.backends.smtp.EmailBackend", {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (465 if direct else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": direct,
        "EMAIL_USE_TLS": not direct and "starttls=no" not in parts.query,
        "EMAIL_TIMEOUT": 20,
    }
