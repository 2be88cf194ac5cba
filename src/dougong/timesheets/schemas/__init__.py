"""Bodies and answers of hours, months and day labour."""

from dougong.timesheets.schemas.answers import (
    CorrectionMade,
    HoursMonths,
    HoursRow,
    LabourOut,
    LabourRemoved,
    LabourRow,
    MissingOut,
    PendingOut,
    Reminded,
    SettlementOut,
    TeamOut,
    TeamRow,
    WeekOut,
)
from dougong.timesheets.schemas.bodies import (
    HoursCellsIn,
    HoursCorrectIn,
    HoursIdsIn,
    HoursReturnIn,
    LabourCorrectIn,
    LabourIn,
    LabourPatch,
    Monday,
    MonthCloseIn,
    MonthReopenIn,
    MonthText,
    RemindIn,
    TeamIn,
    TeamPatch,
    TeamRateIn,
    WeekIn,
    month_start,
)

__all__ = [
    "CorrectionMade", "HoursCellsIn", "HoursCorrectIn", "HoursIdsIn", "HoursMonths", "HoursReturnIn", "HoursRow",
    "LabourCorrectIn", "LabourIn", "LabourOut", "LabourPatch", "LabourRemoved", "LabourRow", "MissingOut", "Monday",
    "MonthCloseIn", "MonthReopenIn", "MonthText", "PendingOut", "RemindIn", "Reminded", "SettlementOut", "TeamIn",
    "TeamOut", "TeamPatch", "TeamRateIn", "TeamRow", "WeekIn", "WeekOut", "month_start",
]  # fmt: skip
