"""The ledger is never changed: a client with points stays. An account that never had any goes."""

from dougong.clients.policies import CLIENT
from dougong.kit.purging import Part, Stop, goes, stays, stops
from dougong.loyalty.models import PointsAccount, PointsEntry

stops(
    Stop(
        CLIENT, "loyalty.entry", "积分流水", "Points entries",
        "积分账只增不改，流水和它的客户都要留着。", "The points ledger is only added to: its entries stay, and so does their client.",
        PointsEntry, "account__client_id",
    ),
)  # fmt: skip
goes(
    Part(CLIENT, "loyalty.account", "没有流水的积分账户", "Points accounts without entries", PointsAccount, "client_id")
)
stays("the ledger names the fact that moved the points", "loyalty.PointsEntry.source_id")
