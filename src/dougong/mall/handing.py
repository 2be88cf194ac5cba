"""A cart is its person's own, who is no colleague."""

from dougong.kit.handing import stays

stays("a cart is its person's own", "mall.CartLine.user")
