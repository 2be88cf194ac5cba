"""What can be done to projects' money and health."""

from dougong.control.services.costs import add_cost, restore_cost, withdraw_cost
from dougong.control.services.figures import begin, mark_stale, refresh, refresh_changed
from dougong.control.services.forecasts import run_draws, start_draws
from dougong.control.services.reports import announce_due, make_report, save_report_setting
from dougong.control.services.settings import save_setting, save_task

__all__ = [
    "add_cost",
    "announce_due",
    "begin",
    "make_report",
    "mark_stale",
    "refresh",
    "refresh_changed",
    "restore_cost",
    "run_draws",
    "save_report_setting",
    "save_setting",
    "save_task",
    "start_draws",
    "withdraw_cost",
]
