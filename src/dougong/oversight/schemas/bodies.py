from __future__ import annotations

import uuid
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dougong.kit.schemas import In

Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Month = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
Whole = Annotated[int, Field(ge=0, le=1_000_000_000)]


class CaseAssignIn(In):
    """Nobody where it is null."""

    person_id: uuid.UUID | None


class CaseCommentIn(In):
    text: Said


class CaseCloseIn(In):
    finding: Literal["harmless", "mended", "abuse"]
    reason: Reason


class CaseReopenIn(In):
    reason: Reason


class PointsMonthIn(In):
    month: Month


class ReviewSignIn(In):
    month: Month
    comment: Said = ""


class WatchReportSettingIn(In):
    monthly: bool


class WatchPatternIn(In):
    """Whether it is looked for, and its thresholds by key."""

    on: bool
    dials: dict[Annotated[str, StringConstraints(max_length=20)], Whole] = Field(max_length=10)


class WatchSettingIn(In):
    """`redemption` is the percent of points expected to be redeemed; null: as measured."""

    back: Whole
    redemption: int | None = Field(ge=0, le=100)
    report: WatchReportSettingIn
    patterns: dict[Annotated[str, StringConstraints(max_length=20)], WatchPatternIn] = Field(max_length=20)
