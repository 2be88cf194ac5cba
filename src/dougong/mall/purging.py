"""What points were redeemed for is kept with the points; a cart goes with its client."""

from dougong.clients.policies import CLIENT
from dougong.kit.purging import Part, Stop, goes, stops
from dougong.mall.models import CartLine, Order

stops(
    Stop(
        CLIENT, "mall.order", "兑换订单", "Orders of rewards",
        "订单说明积分换了什么，和积分账一起留着。", "They say what points were spent on, and are kept with the points.",
        Order, "client_id",
    ),
)  # fmt: skip
goes(Part(CLIENT, "mall.cart", "购物车", "Carts", CartLine, "client_id"))
