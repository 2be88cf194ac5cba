"""Orders follow their client; what was only in a cart goes."""

from dougong.clients.policies import CLIENT
from dougong.kit.merging import Mover, moves
from dougong.mall.models import CartLine, Order

moves(
    Mover(CLIENT, "mall.order", "兑换订单", "Orders of rewards", Order, "client_id"),
    Mover(CLIENT, "mall.cart", "购物车", "Carts", CartLine, "client_id", drop=True, told=False),
)
