from dougong.kit.registry import Capability, Duty, Resource, register, register_capability, register_duty
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
        words={"post": ("手工给积分", "Give points by hand")},
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
        scopes=("all",),
        follows=policies.ACCOUNT,
        client_path="account__client",
        owner_field="account__client__owner",
        grants=dict.fromkeys(_GRANTS, "view export"),
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
register_duty(
    Duty(
        code="receipts_and_points",
        zh="登记回款 × 手工给积分",
        en="Records receipts × gives points by hand",
        why_zh="回款产生积分。同一个人两样都做，可以凭空造出积分而没有第二个人看到。",
        why_en="Receipts earn points. Whoever does both can make points out of nothing, and nobody else looks.",
        one=(("contracts.contract", "record_receipt"), ("contracts.contract", "reverse_receipt")),
        other=((policies.ACCOUNT, "post"),),
    )
)
