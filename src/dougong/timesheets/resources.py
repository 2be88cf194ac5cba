from dougong.kit.access import whoever_may
from dougong.kit.registry import Field, Resource, register
from dougong.timesheets import kinds, policies  # noqa: F401  register the kinds
from dougong.timesheets.models import DayLabour, Month, Team, TeamRate, TimeEntry, Week

_OWN = "view:own create update:own export:own"
#: Of these nobody but whoever keeps the books and whoever answers for the project sees what an hour costs.
_NO_RATES = (
    "sales", "sales_manager", "engineer", "site", "service", "quality", "steward", "auditor",
)  # fmt: skip
_MONEY = (
    Field("rate", "单价", "Rate", modes=dict.fromkeys(_NO_RATES, "hide")),
    Field("amount", "成本", "Cost", modes=dict.fromkeys(_NO_RATES, "hide")),
)

register(
    Resource(
        code=policies.HOURS,
        model=TimeEntry,
        zh="工时",
        en="Hours",
        row_filter=policies.hours_rows,
        title=lambda entry: f"{entry.worked_on} {entry.project.name}",
        link="/hours",
        actions=("view", "create", "update", "approve", "remind", "export"),
        words={
            "create": ("填工时", "File"),
            "approve": ("审批", "Approve"),
            "remind": ("催报", "Remind"),
        },
        scopes=("own", "all"),
        client_path="project__client",
        owner_field="person",
        children=(Week,),
        fields=_MONEY,
        grants={
            **dict.fromkeys(("sales", "sales_manager", "engineer", "site", "service", "quality", "steward"), _OWN),
            "project_manager": f"{_OWN} approve:own remind:own",
            "management": "view create update:own approve remind export",
            "finance": "view create update:own remind export",
            "auditor": "view export",
        },
    ),
    Resource(
        code=policies.MONTH,
        model=Month,
        zh="工时关账",
        en="Closed months",
        row_filter=whoever_may(policies.MONTH),
        title=str,
        link="/hours/months",
        actions=("view", "close"),
        words={"close": ("关账与重开", "Close and reopen")},
        scopes=("all",),
        grants={"finance": "view close", "management": "view", "project_manager": "view", "auditor": "view"},
    ),
    Resource(
        code=policies.TEAM,
        model=Team,
        zh="点工班组",
        en="Labour teams",
        row_filter=whoever_may(policies.TEAM),
        title=str,
        link="/labour/teams",
        actions=("view", "create", "update", "archive"),
        scopes=("all",),
        children=(TeamRate,),
        fields=(Field("rate", "单价", "Rate", keys=("rates.rate",), modes=dict.fromkeys(_NO_RATES, "hide")),),
        grants={
            "project_manager": "view create update",
            "management": "view create update archive",
            "finance": "view create update archive",
            "site": "view",
            "engineer": "view",
            "auditor": "view",
        },
    ),
    Resource(
        code=policies.LABOUR,
        model=DayLabour,
        zh="点工",
        en="Day labour",
        row_filter=policies.labour_rows,
        title=lambda sheet: f"{sheet.team.name} {sheet.worked_on}",
        link="/labour/{id}",
        actions=("view", "create", "update", "approve", "export"),
        words={"create": ("登记", "Enter"), "approve": ("审批", "Approve")},
        scopes=("own", "all"),
        client_path="project__client",
        owner_field="project__manager",
        fields=_MONEY,
        grants={
            "project_manager": "view:own create update:own approve:own export:own",
            "site": "view:own create update:own",
            "engineer": "view:own create update:own",
            "management": "view approve export",
            "finance": "view export",
            "auditor": "view",
        },
    ),
)
