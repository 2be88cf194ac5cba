"""What is read of projects and their plans."""

from dougong.projects.selectors.baselines import baseline_dates, baselines_of
from dougong.projects.selectors.lists import ARCHIVED, PROJECTS
from dougong.projects.selectors.reasons import why
from dougong.projects.selectors.records import acceptances_of, draft, project_record
from dougong.projects.selectors.schedules import change_of, changes, move_out, rows_now, schedule
from dougong.projects.selectors.tasks import TASK_STATES, TASKS, days_off_between, tasks_by_day

__all__ = [
    "ARCHIVED",
    "PROJECTS",
    "TASKS",
    "TASK_STATES",
    "acceptances_of",
    "baseline_dates",
    "baselines_of",
    "change_of",
    "changes",
    "days_off_between",
    "draft",
    "move_out",
    "project_record",
    "rows_now",
    "schedule",
    "tasks_by_day",
    "why",
]
