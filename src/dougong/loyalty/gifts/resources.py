from dougong.kit.registry import Resource, register
from dougong.loyalty.gifts import policies
from dougong.loyalty.gifts.models import PointsGift, PointsGiftTerms

register(
    Resource(
        code=policies.GIFT,
        model=PointsGift,
        zh="积分互赠",
        en="Gifts of points",
        row_filter=policies.gift_rows,
        contact_filter=policies.contact_gifts,
        title=str,
        link="/points/gifts",
        actions=("view", "reverse", "set", "export"),
        words={"reverse": ("撤销赠送", "Reverse a gift"), "set": ("设置赠送规则", "Set what gifts are bound to")},
        client_path="giver",
        owner_field="giver__owner",
        children=(PointsGiftTerms,),
        grants={
            "sales": "view:own",
            "sales_manager": "view:tree export:tree",
            "management": "view reverse set export",
            "steward": "view reverse export",
        },
    )
)
