from __future__ import annotations

from ninja import Field

from dougong.kit.schemas import In


class ReadAllIn(In):
    up_to: int | None = None


class PreferenceIn(In):
    kind: str = Field(max_length=60)
    app: bool
    mail: bool


class PreferencesIn(In):
    items: list[PreferenceIn] = Field(max_length=200)
