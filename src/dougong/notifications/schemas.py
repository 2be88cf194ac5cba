from __future__ import annotations

import datetime as dt

from ninja import Field

from dougong.kit.schemas import In, Out


class ReadAllIn(In):
    up_to: int | None = None


class PreferenceIn(In):
    kind: str = Field(max_length=60)
    app: bool
    mail: bool


class PreferencesIn(In):
    items: list[PreferenceIn] = Field(max_length=200)


class NotificationOut(Out):
    id: int
    kind: str
    label: str
    title: str
    link: str
    resource: str
    object_id: str
    read_at: dt.datetime | None
    created_at: dt.datetime


class NotificationPage(Out):
    items: list[NotificationOut]
    next: int | None


class Unread(Out):
    unread: int
    capped: bool


class ReadOut(Out):
    read: int


class PreferenceOut(Out):
    kind: str
    label: str
    app: bool
    mail: bool


class PreferenceList(Out):
    items: list[PreferenceOut]
