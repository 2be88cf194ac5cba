from dougong.kit.access import whoever_may
from dougong.kit.registry import Capability, Duty, Resource, register, register_capability, register_duty
from dougong.loyalty import policies
from dougong.loyalty.models import (
    PointsAccount,
    PointsAdjustment,
    PointsDifference,
    PointsEntry,
    PointsEvent,
    PointsHold,
    PointsLot,
    PointsMonth,
    PointsRule,
    PointsTally,
    PointsTiers,
)

_GRANTS = {
    "sales": "view:own export:own",
    "sales_manager": "view:tree export:tree",
    "management": "view export",
    "steward": "view export",
}
_FREEZING = {"management": "view export freeze"}

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
        actions=("view", "export", "post", "freeze"),
        words={"post": ("直接记账", "Post to the ledger"), "freeze": ("冻结和解冻账户", "Freeze and release accounts")},
        client_path="client",
        owner_field="client__owner",
        children=(PointsEvent, PointsLot, PointsTally, PointsMonth, PointsHold),
        grants=_GRANTS | _FREEZING,
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
    Resource(
        code=policies.RULE,
        model=PointsRule,
        zh="积分规则",
        en="Points rules",
        row_filter=whoever_may(policies.RULE),
        title=str,
        link="/points/rules/{id}",
        actions=("view", "update"),
        words={"update": ("起草、试算和提交", "Draft, try and submit")},
        scopes=("all",),
        grants={"sales_manager": "view update", "management": "view update", "steward": "view", "sales": "view"},
    ),
    Resource(
        code=policies.ADJUSTMENT,
        model=PointsAdjustment,
        zh="手工调整积分",
        en="Points by hand",
        row_filter=policies.adjustment_rows,
        title=lambda row: row.client.name,
        link="/points/adjustments",
        actions=("view", "create", "attach", "export"),
        words={
            "create": ("申请给积分或扣积分", "Ask for points to be given or taken"),
            "attach": ("附上凭证", "Attach documents"),
        },
        client_path="client",
        owner_field="client__owner",
        grants={
            "sales": "view:own create:own attach:own",
            "sales_manager": "view:tree create:tree attach:tree export:tree",
            "management": "view create attach export",
            "steward": "view",
        },
    ),
    Resource(
        code=policies.TIERS,
        model=PointsTiers,
        zh="客户等级",
        en="Client tiers",
        row_filter=whoever_may(policies.TIERS),
        title=lambda row: "客户等级",
        link="/points/tiers",
        actions=("view", "update"),
        scopes=("all",),
        grants={"sales": "view", "sales_manager": "view", "management": "view update", "steward": "view"},
    ),
    Resource(
        code=policies.DIFFERENCE,
        model=PointsDifference,
        zh="积分核对差异",
        en="Differences of points",
        row_filter=whoever_may(policies.DIFFERENCE),
        title=lambda row: row.client.name,
        link="/points/reconciliation",
        actions=("view", "mend", "export"),
        words={"mend": ("补记和冲正", "Post and reverse")},
        scopes=("all",),
        client_path="client",
        grants={"management": "view mend export", "steward": "view mend export"},
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
        other=((policies.ACCOUNT, "post"), (policies.ADJUSTMENT, "create"), (policies.DIFFERENCE, "mend")),
    )
)
