from __future__ import annotations

import uuid
from typing import Literal

from ninja import Field

from dougong.kit.schemas import In


class SheetIn(In):
    """`columns` is column number (from 0, as text) to field; `orders` the order of day and month of a date column."""

    index: int
    included: bool
    columns: dict[str, str] = Field(default_factory=dict)
    orders: dict[str, Literal["dmy", "mdy", ""]] = Field(default_factory=dict)


class ColumnsIn(In):
    sheets: list[SheetIn] = Field(min_length=1, max_length=100)


class HeaderIn(In):
    row: int = Field(ge=0, le=200_000)


class OptionsIn(In):
    owner_id: uuid.UUID | None = None


class CellsIn(In):
    cells: dict[str, str] = Field(min_length=1, max_length=60)


class ProblemIn(In):
    field: str = Field(max_length=40)
    code: str = Field(max_length=40)
    offer: int = Field(default=0, ge=0, le=9)


class ResolveIn(ProblemIn):
    act: Literal["accept", "keep", "skip"]


class SkipIn(In):
    skipped: bool
