from dougong.insights.policies import DASHBOARD
from dougong.kit.registry import Capability, register_capability

register_capability(
    Capability(
        code=DASHBOARD,
        zh="经营看板",
        en="Dashboard",
        actions=("view",),
        words={"view": ("查看（数字按各人能看到的记录）", "See (figures of the records one sees)")},
        # How far it reaches is decided by what each may see of the records: a sales manager's own departments.
        grants={"management": "view", "sales_manager": "view", "finance": "view"},
    )
)
