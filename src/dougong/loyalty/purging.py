"""The ledger is never changed: a client with points stays. An account that never had any goes."""

from dougong.clients.policies import CLIENT
from dougong.kit.purging import Part, Stop, goes, stays, stops
from dougong.loyalty.gifts.models import PointsGift
from dougong.loyalty.models import PointsAccount, PointsAdjustment, PointsDifference, PointsEntry

stops(
    Stop(
        CLIENT, "loyalty.entry", "积分流水", "Points entries",
        "积分账只增不改，流水和它的客户都要留着。", "The points ledger is only added to: its entries stay, and so does their client.",
        PointsEntry, "account__client_id",
    ),
    Stop(
        CLIENT, "loyalty.gift", "收到的积分赠送", "Gifts of points",
        "别的客户赠送过积分给它，赠送记录要留着。", "Another client offered it points: that is kept on record.",
        PointsGift, "taker_id",
    ),
    Stop(
        CLIENT, "loyalty.gift_given", "送出的积分", "Points given to others",
        "它赠送过积分给别的客户，赠送记录要留着。", "It offered points to another client: that is kept on record.",
        PointsGift, "giver_id",
    ),
)  # fmt: skip
goes(
    Part(CLIENT, "loyalty.account", "没有流水的积分账户", "Points accounts without entries", PointsAccount, "client_id"),
    Part(CLIENT, "loyalty.adjustment", "没有通过的手工调整", "Points by hand that were not given", PointsAdjustment, "client_id"),
    Part(CLIENT, "loyalty.difference", "积分核对的差异", "Differences of points", PointsDifference, "client_id"),
)
stays(
    "the ledger names the fact that moved the points",
    "loyalty.PointsEntry.source_id", "loyalty.PointsHold.source_id", "loyalty.PointsDifference.source_id",
)  # fmt: skip
