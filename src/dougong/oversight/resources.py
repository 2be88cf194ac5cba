from dougong.kit.access import whoever_may
from dougong.kit.registry import Capability, Resource, register, register_capability
from dougong.oversight import kinds, policies  # noqa: F401  registers the kinds
from dougong.oversight.models import (
    CaseFind,
    CaseLine,
    CaseNote,
    PointsReport,
    WatchCase,
    WatchReview,
    WatchSetting,
)

register(
    Resource(
        code=policies.CASE,
        model=WatchCase,
        zh="积分异常案件",
        en="Points cases",
        row_filter=policies.case_rows,
        title=str,
        link="/points-watch/{id}",
        actions=("view", "update", "export"),
        words={"update": ("查找、指派和结案", "Look for, assign and close")},
        scopes=("all",),
        client_path="account__client",
        children=(CaseFind, CaseLine, CaseNote),
        grants={"management": "view update export", "auditor": "view export"},
    ),
    Resource(
        code=policies.REVIEW,
        model=WatchReview,
        zh="积分月度复核",
        en="Monthly reviews of points",
        row_filter=whoever_may(policies.REVIEW),
        title=str,
        link="/points-reviews/{id}",
        actions=("view", "sign", "export"),
        words={"sign": ("签署月度复核", "Sign monthly reviews")},
        scopes=("all",),
        grants={"management": "view sign export", "finance": "view sign export", "auditor": "view export"},
    ),
    Resource(
        code=policies.REPORT,
        model=PointsReport,
        zh="积分报告",
        en="Points reports",
        row_filter=whoever_may(policies.REPORT),
        title=str,
        link="/points-reports",
        actions=("view", "create"),
        words={"create": ("生成报告", "Make reports")},
        scopes=("all",),
        grants={"management": "view create", "finance": "view create", "auditor": "view"},
    ),
    Resource(
        code=policies.SETTING,
        model=WatchSetting,
        zh="积分监控设置",
        en="Settings of the watch over points",
        row_filter=whoever_may(policies.SETTING),
        title=lambda row: "积分监控设置",
        link="/points-watch",
        actions=("view", "update"),
        scopes=("all",),
        grants={"management": "view update", "auditor": "view"},
    ),
)
register_capability(
    Capability(
        code=policies.DASHBOARD,
        zh="积分看板",
        en="Points dashboard",
        actions=("view",),
        words={"view": ("查看（没有统计权的人只算自己能看到的客户）", "See (without the right to statistics: of the clients one sees)")},
        grants=dict.fromkeys(("management", "finance", "sales_manager", "sales"), "view"),
    )
)
