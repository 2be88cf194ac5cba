from __future__ import annotations

import uuid
from typing import Annotated, Literal

from pydantic import StringConstraints

from dougong.kit.schemas import In, Out

Text = Annotated[str, StringConstraints(max_length=200)]


class SimilarIn(In):
    """What has been typed so far; sent as a body, so that phones stand in no log."""

    name: Text = ""
    uscc: Text = ""
    phone: Text = ""
    leave_out: uuid.UUID | None = None


class SimilarClient(Out):
    """`related` is a branch, subsidiary, group or namesake elsewhere: a client of its own."""

    id: uuid.UUID
    name: str
    region: str
    owner: str
    archived: bool
    reasons: list[Literal["code", "phone", "same", "near", "short", "related"]]


class SimilarOut(Out):
    items: list[SimilarClient]
