from dougong.kit.registry import Capability, Resource, register, register_capability
from dougong.loyalty import policies
from dougong.loyalty.models import PointsAccount, PointsEntry

_GRANTS = {
    "sales": "view:own export:own",
    "sales_manager": "view:tree export:tree",
    "management": "view export",
    "steward": "view export",
}

register(
    Resource(
        code=policies.ACCOUNT,
        model=PointsAccount,
        zh="积分账户",
        en="Points accounts",
        row_filter=policies.account_rows,
        contact_filter=policies.contact_accounts,
        title=lambda account: account.client.name,
        link="/points/{id}",
        actions=("view", "export", "post"),
        client_path="client",
        owner_field="client__owner",
        grants=_GRANTS,
    ),
    Resource(
        code=policies.ENTRY,
        model=PointsEntry,
        zh="积分流水",
        en="Points entries",
        row_filter=policies.entry_rows,
        contact_filter=policies.contact_entries,
        title=lambda entry: f"{entry.amount:+d}",
        link="/points",
        actions=("view", "export"),
        client_path="account__client",
        owner_field="account__client__owner",
        grants=_GRANTS,
    ),
)
register_capability(
    Capability(
        code=policies.STATISTICS,
        zh="积分统计",
        en="Points statistics",
        actions=("view",),
        grants={"finance": "view", "management": "view"},
    )
)
