"""Hours and day labour are cost that was paid: a project with them stays."""

from dougong.kit.purging import Stop, stops
from dougong.projects.policies import PROJECT
from dougong.timesheets.models import DayLabour, TimeEntry

stops(
    Stop(
        PROJECT, "timesheets.hours", "工时", "Hours",
        "工时是项目成本的依据，要留着。", "They are what its cost rests on: they are kept.", TimeEntry, "project_id",
    ),
    Stop(
        PROJECT, "timesheets.labour", "点工", "Day labour",
        "点工单是付款的依据，要留着。", "Payments rest on the day sheets: they are kept.", DayLabour, "project_id",
    ),
)  # fmt: skip
