from __future__ import annotations

from typing import Annotated

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import In, Name60
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
