"""What stands between a client and a reward."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dougong.kit import clock
from dougong.loyalty import standing as tiers
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.selectors.standing import setting
from dougong.mall import choices, rules
from dougong.mall.models import Order, Reward

WHY: dict[str, tuple[str, str]] = {
    "off": ("已下架", "it is no longer on offer"),
    "early": ("还没有开始", "it is not on offer yet"),
    "stock": ("库存不够", "there are not enough left"),
    "tier": ("等级不够", "the client's tier is too low"),
    "limit": ("超过每家客户的限量", "it is more than a client may have"),
    "points": ("积分不够", "there are not enough points"),
}


@dataclass(frozen=True)
class Standing:
    """A client's points, its tier, and what it had of each reward within that reward's period."""

    points: int
    tier: str
    body: Mapping[str, Any]
    had: Mapping[uuid.UUID, int]

    @cached_property
    def rank(self) -> int:
        return tiers.rank(self.body, self.tier)

    @property
    def share(self) -> int:
        """Percent of an instalment that vouchers may cover."""
        return int(self.body["tiers"][self.rank]["voucher_share"]) if self.rank >= 0 else 0


def standing_of(client_id: uuid.UUID, reward_ids: Iterable[uuid.UUID]) -> Standing:
    """Three queries. A client that no review has met yet stands where everybody begins."""
    account = PointsAccount.objects.of_clients().filter(client_id=client_id).first()
    body = setting().body
    tier = (account.tier if account else "") or tiers.tier_at(body, 0)
    return Standing(account.balance if account else 0, tier, body, _had(client_id, reward_ids))


def _had(client_id: uuid.UUID, reward_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    today, found = clock.today(), defaultdict[uuid.UUID, int](int)
    rows = Order.objects.filter(client_id=client_id, reward__in=list(reward_ids), state__in=choices.STANDS)
    for reward_id, period, at, number in rows.values_list("reward_id", "reward__period", "created_at", "quantity"):
        first = rules.period_start(period, today)
        if first is None or clock.local_date(at) >= first:
            found[reward_id] += number
    return found


def obstacles(reward: Reward, client: Standing, quantity: int, points: int) -> list[str]:
    offer = rules.Offer(
        on=reward.state == "on", points=reward.points, left=reward.left if reward.limited else None, per_client=reward.per_client,
        rank=tiers.rank(client.body, reward.least_tier), begins_on=reward.begins_on, ends_on=reward.ends_on,
    )  # fmt: skip
    standing = rules.Standing(points, client.rank, client.had.get(reward.pk, 0))
    return rules.obstacles(offer, standing, quantity, clock.today())
