"""What somebody of a client means to redeem."""

from __future__ import annotations

import uuid

from django.db import transaction

from dougong.kit import clock
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.mall import errors, rules
from dougong.mall.models import CartLine, Reward
from dougong.mall.policies import redeeming


@transaction.atomic
def put(actor: Actor, *, client_id: uuid.UUID, reward_id: uuid.UUID, quantity: int) -> None:
    """So many of a reward in the cart, none takes it out. Whether the client can have them is told beside it, and asked at the
    checkout. Raises CartFull."""
    client = redeeming(actor, client_id)
    rows = CartLine.objects.filter(client=client, user_id=actor.user_id)
    if quantity == 0:
        rows.filter(reward_id=reward_id).delete()
        return
    if not 0 < quantity <= rules.MOST_OF_ONE:
        raise FieldError("quantity", f"数量填 1 到 {rules.MOST_OF_ONE}。", f"A number from 1 to {rules.MOST_OF_ONE}.")
    reward = get_visible(Reward.objects.visible_to(actor), reward_id)
    if rows.exclude(reward=reward).count() >= rules.MOST_LINES:
        raise errors.CartFull(most=rules.MOST_LINES)
    CartLine.objects.update_or_create(
        client=client, user_id=actor.user_id, reward=reward, defaults={"quantity": quantity}, create_defaults={
            "quantity": quantity, "at": clock.now()
        },
    )  # fmt: skip
