"""A reward and an order, with what the reader may do with them."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count, Q, Sum

from dougong.kit.access import get_visible, may, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.loyalty.selectors import standing
from dougong.mall import choices, rules
from dougong.mall.models import MallSetting, Order, Reward, RewardCode
from dougong.mall.policies import ORDER, REWARD, SETTING

_REWARD = (
    "id", "version", "kind", "title", "title_en", "text", "text_en", "points", "value", "months", "limited", "per_client", "period",
    "least_tier", "begins_on", "ends_on", "approval", "state", "place", "picture_id", "created_at",
)  # fmt: skip
_ORDER = (
    "id", "version", "number", "kind", "title", "title_en", "quantity", "points", "value", "months", "state", "begins_on", "ends_on",
    "wish", "carrier", "tracking", "note", "ordered_by_name", "created_at", "fulfilled_at", "client_id", "reward_id", "contract_id",
    "instalment_id",
)  # fmt: skip


def reward_page(actor: Actor, reward_id: uuid.UUID) -> dict[str, Any]:
    reward: Reward = get_visible(Reward.objects.visible_to(actor), reward_id)
    rows = Order.objects.visible_to(actor).filter(reward=reward, state__in=choices.STANDS)
    told = rows.aggregate(n=Sum("quantity"), clients=Count("client", distinct=True), points=Sum("points"))
    return {
        **{name: getattr(reward, name) for name in _REWARD},
        "left": reward.left if reward.limited else None,
        "redeemed": told["n"] or 0,
        "clients": told["clients"],
        "points_spent": told["points"] or 0,
        "codes": _codes(reward) if reward.kind == "code" else None,
        "can": [action for action in ("update", "count", "codes") if actor.can(REWARD, action)],
    }


def _codes(reward: Reward) -> dict[str, int]:
    unused = Q(order__isnull=True)
    return RewardCode.objects.filter(reward=reward).aggregate(
        free=Count("pk", filter=unused & Q(withdrawn_at__isnull=True)), given=Count("pk", filter=~unused),
        withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
    )  # fmt: skip


def order_page(actor: Actor, order_id: uuid.UUID) -> dict[str, Any]:
    """What a delivery needs is told whole to who delivers and to the client's own people, to others with the number masked."""
    rows = Order.objects.visible_to(actor).select_related("client", "contract", "instalment")
    order: Order = get_visible(rows, order_id)
    theirs = actor.kind == "contact"
    fulfils, cancels = may(actor, ORDER, "fulfil", order.pk), may(actor, ORDER, "cancel", order.pk)
    return {
        **{name: getattr(order, name) for name in _ORDER},
        "value": told_value(order.kind, order.value) if theirs else order.value,
        "client": order.client.name,
        "contract": order.contract.title if order.contract else None,
        "instalment": order.instalment.title if order.instalment else None,
        **_personal(order, whole=theirs or fulfils),
        "codes": _codes_of(order),
        "steps": list(order.steps.order_by("pk").values("state", "at", "by_name", "note")),
        "can": _acts(order, fulfils=fulfils, cancels=cancels, theirs=theirs)
        + (["reveal"] if not theirs and order.kind == "code" and may(actor, ORDER, "reveal", order.pk) else []),
    }


def told_value(kind: str, value: Money) -> Money:
    """What a voucher takes off; of anything else it is our cost, which is no client's to know."""
    return value if kind == "voucher" else Money()


def _personal(order: Order, *, whole: bool) -> dict[str, str]:
    told = {name: str(getattr(order, name)) for name in ("attendee", "recipient", "phone", "address")}
    return (
        told
        if whole
        else {
            name: rules.masked(text) if text and name in ("phone", "address") else text for name, text in told.items()
        }
    )


def _codes_of(order: Order) -> dict[str, Any] | None:
    """How many, and when they were shown: a code itself is asked for by an act of its own."""
    if order.kind != "code":
        return None
    rows = RewardCode.objects.filter(order=order).order_by("pk").values_list("shown_at", flat=True)
    return {"count": len(rows), "shown_at": next((at for at in rows if at), None)}


def _acts(order: Order, *, fulfils: bool, cancels: bool, theirs: bool) -> list[str]:
    able = {
        "send": fulfils, "fulfil": fulfils, "cancel": cancels or theirs, "take_back": cancels, "receive": theirs,
    }  # fmt: skip
    to = {"send": "sent", "fulfil": "fulfilled", "cancel": "cancelled", "take_back": "returned"}
    found = [act for act, wanted in to.items() if able[act] and rules.may_become(order.state, wanted, order.kind)]
    return found + (["receive"] if theirs and order.state == "sent" else [])


def setting() -> MallSetting:
    """The company's row, or what counts before there is one."""
    return MallSetting.objects.order_by("created_at").first() or MallSetting()


def setting_out(actor: Actor) -> dict[str, Any]:
    require(actor, SETTING, "view")
    row = setting()
    return {"version": row.version, "approve_from": row.approve_from, "may_change": actor.can(SETTING, "update")}


def tiers(actor: Actor) -> list[dict[str, Any]]:
    """What a least tier can be chosen from."""
    require(actor, REWARD, "view")
    return [{"code": code, "zh": zh, "en": en} for code, (zh, en) in standing.names().items()]


def entitlements(actor: Actor, client_id: uuid.UUID) -> list[dict[str, Any]]:
    """Service channels of a client, the last to end first: those whose orders the reader sees."""
    must_see(actor, "clients.client", client_id)
    rows = Order.objects.visible_to(actor).filter(client_id=client_id, kind="service", state="fulfilled")
    names = ("id", "number", "title", "title_en", "begins_on", "ends_on")
    return [dict(row) for row in rows.order_by("-ends_on").values(*names)]
