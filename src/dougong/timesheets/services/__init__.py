"""What can be done with hours, day labour and months."""

from dougong.timesheets.services.deciding import approve_hours, correct_hours, return_hours, undecide_hours
from dougong.timesheets.services.exporting import settlement_workbook
from dougong.timesheets.services.hours import Cell, save_cells, submit_week, take_back_week
from dougong.timesheets.services.labour import (
    approve_labour,
    correct_labour,
    create_team,
    enter_labour,
    remove_labour,
    return_labour,
    save_labour,
    set_rate,
    set_team_archived,
    undecide_labour,
    update_team,
)
from dougong.timesheets.services.months import close_month, reopen_month
from dougong.timesheets.services.reminding import remind, remind_by_clock

__all__ = [
    "Cell", "approve_hours", "approve_labour", "close_month", "correct_hours", "correct_labour", "create_team",
    "enter_labour", "remind", "remind_by_clock", "remove_labour", "reopen_month", "return_hours", "return_labour",
    "save_cells", "save_labour", "set_rate", "set_team_archived", "settlement_workbook", "submit_week",
    "take_back_week", "undecide_hours", "undecide_labour", "update_team",
]  # fmt: skip
