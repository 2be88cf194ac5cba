"""What is read of hours, day labour and what they cost."""

from dougong.timesheets.selectors.costs import ActualCost, CostLine, actual_cost, actual_lines
from dougong.timesheets.selectors.labour import LABOUR_SHEETS, TEAMS, labour_sheet, settlement, team
from dougong.timesheets.selectors.lists import HOURS_LIST
from dougong.timesheets.selectors.months import months
from dougong.timesheets.selectors.weeks import missing_hours, pending_hours, week

__all__ = [
    "HOURS_LIST", "LABOUR_SHEETS", "TEAMS", "ActualCost", "CostLine", "actual_cost", "actual_lines", "labour_sheet",
    "missing_hours", "months", "pending_hours", "settlement", "team", "week",
]  # fmt: skip
