from __future__ import annotations

import uuid

from dougong.kit.schemas import In, Out


class ApartIn(In):
    """`adjust`: cut every role that mixes duties to one of them."""

    adjust: bool = False


class HandOut(Out):
    id: uuid.UUID
    name: str
    department: str | None


class PowerOut(Out):
    code: str
    label: str
    people: list[HandOut]


class MeetingPower(Out):
    code: str
    label: str
    roles: list[str]


class MeetingOut(HandOut):
    powers: list[MeetingPower]


class RoleCut(Out):
    code: str
    name: str
    rights: list[str]


class ApartOut(Out):
    on: bool
    security_role: bool
    powers: list[PowerOut]
    meetings: list[MeetingOut]
    changes: list[RoleCut]
    may_turn_on: bool
