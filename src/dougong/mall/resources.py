from dougong.kit.access import whoever_may
from dougong.kit.registry import Duty, Resource, register, register_duty
from dougong.mall import policies
from dougong.mall.models import CartLine, MallSetting, Order, OrderStep, Reward, RewardCode, StockMovement

register(
    Resource(
        code=policies.REWARD,
        model=Reward,
        zh="奖品",
        en="Rewards",
        row_filter=whoever_may(policies.REWARD),
        contact_filter=policies.contact_rewards,
        title=str,
        link="/mall/rewards/{id}",
        search_text=lambda reward: f"{reward.title} {reward.title_en}",
        actions=("view", "create", "update", "count", "codes", "export"),
        words={
            "update": ("改奖品、上架和下架", "Change rewards, offer and withdraw them"),
            "count": ("盘点库存", "Count stock"),
            "codes": ("导入和作废兑换码", "Add and withdraw codes"),
        },
        scopes=("all",),
        children=(StockMovement, CartLine),
        grants={
            "sales": "view",
            "sales_manager": "view create update export",
            "service": "view create update count codes export",
            "management": "view create update codes export",
            "finance": "view export",
            "steward": "view",
        },
    ),
    Resource(
        code=policies.ORDER,
        model=Order,
        zh="兑换订单",
        en="Orders of rewards",
        row_filter=policies.order_rows,
        contact_filter=policies.contact_orders,
        title=str,
        link="/mall/orders/{id}",
        actions=("view", "fulfil", "cancel", "reveal", "export"),
        words={
            "fulfil": ("发货和兑现", "Send and fulfil"),
            "cancel": ("取消和退回", "Cancel and take back"),
            "reveal": ("查看兑换码", "Look at codes"),
        },
        client_path="client",
        owner_field="client__owner",
        personal_fields=("attendee", "recipient", "phone", "address"),
        secret_fields=("attendee", "recipient", "phone", "address"),
        children=(OrderStep, RewardCode),
        grants={
            "sales": "view:own export:own",
            "sales_manager": "view:tree export:tree",
            "service": "view fulfil cancel reveal export",
            "management": "view cancel reveal export",
            "finance": "view export",
            "steward": "view",
        },
    ),
    Resource(
        code=policies.SETTING,
        model=MallSetting,
        zh="商城设置",
        en="The mall's setting",
        row_filter=whoever_may(policies.SETTING),
        title=lambda row: "商城设置",
        link="/mall/rewards",
        actions=("view", "update"),
        scopes=("all",),
        grants={"management": "view update", "finance": "view", "service": "view", "sales_manager": "view"},
    ),
)
register_duty(
    Duty(
        code="points_and_rewards",
        zh="手工给积分 × 兑现奖品",
        en="Gives points by hand × fulfils rewards",
        why_zh="同一个人既给积分又发奖品，可以把奖品送给任何人而没有第二个人看到。",
        why_en="Whoever gives points and hands out rewards can give rewards to anybody, and nobody else looks.",
        one=(("loyalty.account", "post"), ("loyalty.adjustment", "create")),
        other=((policies.ORDER, "fulfil"), (policies.REWARD, "count")),
    )
)
