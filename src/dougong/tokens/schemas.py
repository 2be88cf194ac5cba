from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import In, Name60, Out
from dougong.tokens.rules import MOST_DAYS

_Code = Annotated[str, StringConstraints(max_length=60)]
_Action = Annotated[str, StringConstraints(max_length=40)]
_Actions = Annotated[list[_Action], Field(min_length=1, max_length=30)]
_Purpose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class TokenIn(In):
    """`scopes` are actions by resource; `days` until it expires."""

    name: Name60
    purpose: _Purpose
    scopes: Annotated[dict[_Code, _Actions], Field(min_length=1, max_length=60)]
    days: int = Field(90, ge=1, le=MOST_DAYS)


class TokenRow(Out):
    id: uuid.UUID
    name: str
    purpose: str
    owner_name: str
    owner_id: uuid.UUID
    hint: str
    scopes: dict[str, list[str]]
    state: Literal["active", "expired", "revoked"]
    created_at: dt.datetime
    expires_at: dt.datetime
    last_used_at: dt.datetime | None
    last_address: str
    version: int


class OfferedAction(Out):
    code: str
    label: str


class OfferedResource(Out):
    code: str
    label: str
    actions: list[OfferedAction]


class TokenOffers(Out):
    """What a token may be given, for how many days at most, and its requests a minute."""

    items: list[OfferedResource]
    most_days: int
    per_minute: int


class TokenMade(Out):
    """`token` is shown this once."""

    id: uuid.UUID
    version: int
    name: str
    token: str


class TokenRevoked(Out):
    id: uuid.UUID
    version: int
    revoked_at: dt.datetime
