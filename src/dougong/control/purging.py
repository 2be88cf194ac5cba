"""What goes with a project that is deleted for good, and what forbids it."""

from dougong.control.models import CostEntry, Forecast, ProjectFigures, ProjectSetting, TaskSetting, TaskStep
from dougong.control.policies import PROJECT
from dougong.kit.purging import Part, Stop, goes, stops

stops(
    Stop(
        PROJECT, "control.cost", "已登记的成本", "Costs", "成本是账，要留着。", "Costs are books: they are kept.", CostEntry,
        "project_id",
    )
)  # fmt: skip
goes(
    Part(PROJECT, "control.figures", "挣值与健康", "Earned value and health", ProjectFigures, "project_id"),
    Part(PROJECT, "control.setting", "计量设置", "How it is counted", ProjectSetting, "project_id"),
    Part(PROJECT, "control.task", "任务的预算与计量", "Budgets of tasks", TaskSetting, "project_id"),
    Part(PROJECT, "control.step", "任务的步骤", "Steps of tasks", TaskStep, "project_id"),
    Part(PROJECT, "control.forecast", "完工模拟", "Draws of the finish", Forecast, "project_id"),
)
