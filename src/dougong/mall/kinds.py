"""What the client's person is told of his orders, and the client's owner."""

from dougong.notifications.kinds import Kind, register

ORDER_MOVED = "mall.order_moved"
ORDERED = "mall.ordered"

register(
    Kind(
        ORDER_MOVED,
        zh="兑换进度",
        en="Orders of rewards",
        title_zh="您兑换的「{title}」{state_zh}，订单 {number}",
        title_en="Your reward “{title}”: {state_en}, order {number}",
        contacts=True,
    ),
    Kind(
        ORDERED,
        zh="客户兑换了奖品",
        en="A client redeemed a reward",
        title_zh="{client}用 {points} 分兑换了「{title}」，{state_zh}",
        title_en="{client} redeemed “{title}” for {points} points: {state_en}",
        default_mail=False,
    ),
)
