"""What a token looks like, what of its owner's rights it keeps, and how its use is counted. Pure."""

from __future__ import annotations

import hashlib
import re
import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_DAYS = 365
WINDOW = 60
#: Apps whose records a token may be scoped to: those whose doors admit tokens (config/api.py; a test compares the two).
OPEN_APPS = frozenset({"clients", "intake", "sales", "requirements", "contracts", "projects", "loyalty", "files", "insights"})
_TOKEN = re.compile(r"dg_([0-9a-f]{32})_([A-Za-z0-9_-]{43})", re.ASCII)

Scopes = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A token as its owner gets it, once: `text` to keep, `digest` for us."""

    text: str
    digest: str


def make(token_id: uuid.UUID) -> Shown:
    """`dg_`, the id that finds the row, and 256 random bits."""
    secret = secrets.token_urlsafe(32)
    return Shown(f"dg_{token_id.hex}_{secret}", digest_of(token_id, secret))


def digest_of(token_id: uuid.UUID, secret: str) -> str:
    """A plain SHA-256 is enough: the secret is random over its whole length, so there is nothing to guess or look up."""
    return hashlib.sha256(f"{token_id.hex}:{secret}".encode()).hexdigest()


def parse(text: str) -> tuple[uuid.UUID, str] | None:
    """The id and the digest of what was sent; None when it is no token of ours."""
    found = _TOKEN.fullmatch(text.strip())
    if found is None:
        return None
    token_id = uuid.UUID(found[1])
    return token_id, digest_of(token_id, found[2])


def offered(code: str) -> bool:
    """Whether a token may be scoped to this resource at all."""
    return code.partition(".")[0] in OPEN_APPS


def cut(grants: Mapping[tuple[str, str], str], scopes: Scopes) -> dict[tuple[str, str], str]:
    """Of the owner's rights those the token was given: never one he has not now, never a wider reach than his."""
    wanted = {(code, action) for code, actions in scopes.items() for action in actions if offered(code)}
    return {right: scope for right, scope in grants.items() if right in wanted}


@dataclass(frozen=True, slots=True)
class Rate:
    """Where the use of a token stands in its present window. `used` counts this request too; times in seconds."""

    limit: int
    used: int
    reset: int

    @property
    def exceeded(self) -> bool:
        return self.used > self.limit

    def headers(self) -> dict[str, str]:
        """Of the IETF's draft on rate limit headers (httpapi-ratelimit-headers), with Retry-After when refused."""
        told = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.limit - self.used)),
            "RateLimit-Reset": str(self.reset),
            "RateLimit-Policy": f"{self.limit};w={WINDOW}",
        }
        return {**told, "Retry-After": str(max(1, self.reset))} if self.exceeded else told
