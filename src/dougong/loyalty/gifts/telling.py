"""What clients' people are told of gifts, in the window and by mail."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.clients.services import record
from dougong.kit.actor import Actor
from dougong.loyalty.gifts.models import PointsGift
from dougong.loyalty.gifts.policies import GIFT
from dougong.loyalty.telling import window_people
from dougong.notifications.kinds import Kind, register
from dougong.notifications.services import tell

LINK = "/portal/gifts"
#: By what happened: who is told (giver, taker), the sentence in Chinese and English; `{other}` is the other client.
TOLD: dict[str, tuple[tuple[str, str, str], ...]] = {
    "offered": (("taker", "{other}想赠送 {points} 积分给您，等待您接受", "{other} offers you {points} points"),),
    "accepted": (
        ("giver", "{other}接受了您赠送的 {points} 积分", "{other} accepted the {points} points you gave"),
        ("taker", "{other}赠送的 {points} 积分已到账", "{points} points from {other} have arrived"),
    ),
    "declined": (("giver", "{other}谢绝了您赠送的 {points} 积分，积分已退回", "{other} declined {points} points; they are back"),),
    "lapsed": (
        ("giver", "赠送给{other}的 {points} 积分没有被接受，已退回", "{points} points for {other} were not accepted and are back"),
    ),
    "withdrawn": (("taker", "{other}收回了赠送给您的 {points} 积分", "{other} took the offer of {points} points back"),),
    "reversed": (
        ("giver", "赠送给{other}的 {points} 积分已撤销并退回", "The gift of {points} points to {other} was reversed"),
        ("taker", "{other}赠送的 {points} 积分已撤销并退回", "The gift of {points} points from {other} was reversed"),
    ),
}  # fmt: skip


def _kind(state: str, side: str) -> str:
    return f"{GIFT}.{state}_{side}"


register(
    *(
        Kind(_kind(state, side), "积分互赠", "Gifts of points", zh, en, contacts=True)
        for state, sides in TOLD.items()
        for side, zh, en in sides
    )
)


def tell_both(actor: Actor, gift: PointsGift) -> None:
    """Of the state it came into: the clients' people, and where points moved the timelines, which do not name the other."""
    ids: dict[str, uuid.UUID] = {"giver": gift.giver_id, "taker": gift.taker_id}
    people = window_people(ids.values())
    for side, *_ in TOLD[gift.state]:
        other = gift.taker if side == "giver" else gift.giver
        tell(
            people.get(ids[side], ()), kind=_kind(gift.state, side), key=f"{GIFT}:{gift.pk}:{gift.state}:{side}", resource=GIFT,
            object_id=gift.pk, link=LINK, points=f"{gift.points:,}", other=other.name,
        )  # fmt: skip
    if gift.state in ("accepted", "reversed"):
        for side, client_id in ids.items():
            _record(actor, client_id, f"points_gift_{gift.state}_{side}", gift)


def _record(actor: Actor, client_id: uuid.UUID, kind: str, gift: PointsGift) -> None:
    data: dict[str, Any] = {"points": gift.points}
    record(actor, client_id=client_id, kind=kind, group="money", resource=GIFT, object_id=gift.pk, **data)
