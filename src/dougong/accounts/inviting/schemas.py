from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from ninja import Field

from dougong.accounts.structure.schemas import InvitationState
from dougong.kit.schemas import In, Name60, Out, ShortText, Text60


class StaffInvitationIn(In):
    name: Name60
    email: ShortText = Field(min_length=3)
    title: Text60 = ""
    department_id: uuid.UUID | None = None
    roles: list[str] = Field(default_factory=list, max_length=20)


class InvitationKeyIn(In):
    token: str = Field(min_length=20, max_length=100)


class AcceptInvitationIn(InvitationKeyIn):
    password: str = Field(max_length=200)


# ---- answers


class InvitationRow(Out):
    id: uuid.UUID
    user_id: uuid.UUID
    name: str
    email: str | None
    title: str
    department: str | None
    state: InvitationState
    sent_at: dt.datetime | None
    expires_at: dt.datetime
    created_at: dt.datetime
    version: int


class InvitedOut(Out):
    """`link` only where no mail is sent, and only this once."""

    id: uuid.UUID
    user_id: uuid.UUID
    name: str
    state: InvitationState
    expires_at: dt.datetime
    link: str | None


class WithdrawnOut(Out):
    id: uuid.UUID
    state: InvitationState


class InvitedPerson(Out):
    name: str
    email: str | None


class InvitationAccepted(Out):
    """As the answer to a sign-in: who is in, or which step comes next."""

    me: dict[str, Any] | None
    step: dict[str, Any] | None
