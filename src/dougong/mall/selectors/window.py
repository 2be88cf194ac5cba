"""The mall as a client's contact sees it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.loyalty.selectors import standing
from dougong.mall.models import CartLine, Order, Reward
from dougong.mall.policies import redeeming
from dougong.mall.selectors.choosing import Choosing
from dougong.mall.selectors.offers import Standing, obstacles, standing_of
from dougong.mall.selectors.pages import told_value

LATEST = 100
_REWARD = (
    "id", "kind", "title", "title_en", "text", "text_en", "points", "value", "months", "per_client", "period", "begins_on", "ends_on",
    "picture_id",
)  # fmt: skip
_ORDER = (
    "id", "number", "kind", "title", "title_en", "quantity", "points", "value", "months", "state", "created_at", "begins_on", "ends_on",
)  # fmt: skip


def rewards(actor: Actor, client_id: uuid.UUID) -> dict[str, Any]:
    """All that is on offer now or soon, each with what stands in the way: a fixed number of queries."""
    client = redeeming(actor, client_id)
    rows = list(Reward.objects.visible_to(actor).filter(state="on").order_by("place", "points", "pk"))
    held = standing_of(client.pk, [row.pk for row in rows])
    names = standing.names()
    found = [_reward(row, held, names) for row in rows]
    return {
        "points": held.points,
        "tier": _tier(held.tier, names),
        "items": [one for one in found if "off" not in one["blocked"]],
        "in_cart": sum(
            CartLine.objects.filter(client=client, user_id=actor.user_id).values_list("quantity", flat=True)
        ),
    }


def _reward(row: Reward, held: Standing, names: dict[str, tuple[str, str]]) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _REWARD},
        "value": told_value(row.kind, row.value),
        "left": row.left if row.limited else None,
        "had": held.had.get(row.pk, 0),
        "tier": _tier(row.least_tier, names),
        "blocked": obstacles(row, held, 1, held.points),
        "missing": max(0, row.points - held.points),
    }


def _tier(code: str, names: dict[str, tuple[str, str]]) -> dict[str, str] | None:
    return {"code": code, "zh": names[code][0], "en": names[code][1]} if code in names else None


def options(actor: Actor, client_id: uuid.UUID) -> dict[str, Any]:
    """The instalments that a voucher may come off, the contracts whose warranty may be made longer."""
    client = redeeming(actor, client_id)
    found = Choosing(client.pk)
    return {"share": found.share, "instalments": found.instalments, "contracts": found.contracts}


def cart(actor: Actor, client_id: uuid.UUID) -> dict[str, Any]:
    """What is in it, each with what stands in the way of so many, and the sum of points."""
    client = redeeming(actor, client_id)
    lines = list(
        CartLine.objects.filter(client=client, user_id=actor.user_id).select_related("reward").order_by("at", "pk")
    )
    held, names = standing_of(client.pk, [line.reward_id for line in lines]), standing.names()
    items, left = [], held.points
    for line in lines:
        blocked = obstacles(line.reward, held, line.quantity, left)
        left -= line.reward.points * line.quantity
        items.append({"reward": _reward(line.reward, held, names), "quantity": line.quantity, "blocked": blocked})
    return {"points": held.points, "total": held.points - left, "items": items}


def orders(actor: Actor, client_id: uuid.UUID, only: Collection[uuid.UUID] | None = None) -> dict[str, Any]:
    client = get_visible(resource("clients.client").visible_to(actor), client_id)
    rows = Order.objects.visible_to(actor).filter(client=client).order_by("-created_at", "-number")
    rows = rows if only is None else rows.filter(pk__in=only)
    found = rows.values(*_ORDER, "reward_id", "reward__picture_id")[:LATEST]
    return {
        "items": [
            {**row, "value": told_value(row["kind"], row["value"]), "picture_id": row.pop("reward__picture_id")}
            for row in found
        ]
    }
