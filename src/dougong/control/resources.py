from dougong.control import kinds  # noqa: F401  registers the kinds
from dougong.control.models import (
    CostEntry,
    Forecast,
    HealthReport,
    ProjectFigures,
    ProjectSetting,
    ReportSetting,
    TaskSetting,
    TaskStep,
)
from dougong.control.policies import COST, FIGURES, REPORT, cost_rows, figures_rows
from dougong.kit.access import whoever_may
from dougong.kit.registry import Resource, register

register(
    Resource(
        code=FIGURES,
        model=ProjectFigures,
        zh="项目挣值与健康",
        en="Earned value and health",
        row_filter=figures_rows,
        title=lambda row: row.project.name,
        link="/projects/{id}?tab=control",
        actions=("view", "update", "export"),
        words={"update": ("改预算与计量", "Change budgets and measures")},
        client_path="project__client",
        owner_field="project__manager",
        children=(ProjectSetting, TaskSetting, TaskStep, Forecast),
        grants={
            "project_manager": "view:own update:own export:own",
            "management": "view update export",
            "auditor": "view",
        },
    ),
    Resource(
        code=COST,
        model=CostEntry,
        zh="项目成本",
        en="Project costs",
        row_filter=cost_rows,
        title=lambda row: f"{row.project.name} {row.spent_on}",
        link="/projects/{id}?tab=costs",
        actions=("view", "create", "update", "export"),
        words={"create": ("登记成本", "Enter costs"), "update": ("撤回成本", "Withdraw costs")},
        client_path="project__client",
        owner_field="project__manager",
        grants={
            "project_manager": "view:own create:own update:own export:own",
            "management": "view create update export",
            "finance": "view create update export",
            "auditor": "view",
        },
    ),
    Resource(
        code=REPORT,
        model=HealthReport,
        zh="项目健康报告",
        en="Health reports",
        row_filter=whoever_may(REPORT),
        title=str,
        link="/portfolio/reports",
        actions=("view", "create", "update"),
        words={"create": ("生成报告", "Make reports"), "update": ("设定发送时间", "Set when they are sent")},
        scopes=("all",),
        children=(ReportSetting,),
        grants={"management": "view create update", "auditor": "view"},
    ),
)
