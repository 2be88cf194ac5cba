"""Stock of limited rewards: a line for each change, and what is left beside it, under the reward's lock."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.stream import notify
from dougong.mall import errors
from dougong.mall.models import Order, Reward, StockMovement
from dougong.mall.policies import REWARD

MOST = 1_000_000


def locked(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Reward]:
    """Rewards under lock, in the order of their keys: the last that a transaction locks. Their orders' keys to them pass by."""
    rows = Reward.objects.select_for_update(no_key=True).filter(pk__in=set(ids)).order_by("pk")
    return {row.pk: row for row in rows}


def move(
    actor: Actor, reward: Reward, kind: str, quantity: int, *, order: Order | None = None, reason: str = ""
) -> StockMovement:
    """So many more, or fewer. The reward is under lock. Raises StockShort."""
    if reward.left + quantity < 0:
        raise errors.StockShort(title=reward.title, left=reward.left)
    reward.left += quantity
    reward.store("left")
    notify(REWARD, reward.pk)
    return StockMovement.objects.create(
        reward=reward, order=order, kind=kind, quantity=quantity, left_after=reward.left, reason=reason[:300],
        actor_id=actor.id, actor_name=actor.name,
    )  # fmt: skip


@transaction.atomic
def count(actor: Actor, *, reward_id: uuid.UUID, quantity: int, reason: str) -> Reward:
    """So many more on the shelf, or fewer, with the reason. Raises StockByCodes, StockShort."""
    must_see(actor, REWARD, reward_id)
    require(actor, REWARD, "count")
    reward = locked([reward_id])[reward_id]
    if reward.kind == "code":
        raise errors.StockByCodes()
    if not 0 < abs(quantity) <= MOST:
        raise FieldError(
            "quantity", "填不为 0 的整数，最多 100 万。", "A whole number other than 0, a million at most."
        )
    if not reason.strip():
        raise FieldError("reason", "写明为什么。", "Say why.")
    before = reward.left
    move(actor, reward, "count", quantity, reason=reason.strip())
    audit(
        actor,
        "count_stock",
        REWARD,
        reward,
        before={"left": before},
        after={"left": reward.left},
        reason=reason.strip(),
    )
    return reward
