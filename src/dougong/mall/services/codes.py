"""Partners' codes: uploaded, each given to one order, shown to its client once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import get_visible, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.bulk import fresh, insert_many
from dougong.kit.crypto import blind_index, must_read
from dougong.kit.errors import FieldError, NotFound
from dougong.kit.stream import notify
from dougong.mall import errors, rules
from dougong.mall.models import Order, Reward, RewardCode
from dougong.mall.policies import ORDER, REWARD
from dougong.mall.services import stock

MOST = 20_000
LONGEST = 200
LARGEST = 4_000_000


@transaction.atomic
def add(actor: Actor, *, reward_id: uuid.UUID, data: bytes) -> int:
    """A text file with a code a line, all or none; how many. Raises CodesEmpty, CodesTaken, FieldError."""
    reward = _keeping(actor, reward_id)
    found = rules.clean_codes(_text(data).splitlines())
    if not found:
        raise errors.CodesEmpty(field="file")
    if len(found) > MOST or any(len(code) > LONGEST for code in found):
        raise FieldError(
            "file", f"一次最多 {MOST:,} 个码，每个不超过 {LONGEST} 个字符，每行一个。",
            f"At most {MOST:,} codes of {LONGEST} characters at once, one a line.",
        )  # fmt: skip
    rows = {blind_index(code): code for code in found}
    known = RewardCode.objects.filter(reward=reward, code_index__in=list(rows)).count()
    if known or len(rows) < len(found):
        raise errors.CodesTaken(field="file", count=known + len(found) - len(rows))
    insert_many([fresh(RewardCode, reward_id=reward.pk, code=code, code_index=index) for index, code in rows.items()])
    stock.move(actor, reward, "codes", len(rows))
    audit(actor, "add_codes", REWARD, reward, after={"count": len(rows), "left": reward.left})
    return len(rows)


@transaction.atomic
def withdraw(actor: Actor, *, reward_id: uuid.UUID, reason: str) -> int:
    """All that were not given are worth nothing from now on; how many. Those put by for orders that wait stay for them."""
    reward = _keeping(actor, reward_id)
    if not reason.strip():
        raise FieldError("reason", "写明为什么。", "Say why.")
    free = list(_free(reward).values_list("pk", flat=True)[: reward.left])
    if not free:
        return 0
    RewardCode.objects.filter(pk__in=free).update(withdrawn_at=clock.now())
    stock.move(actor, reward, "codes", -len(free), reason=reason.strip())
    audit(
        actor, "withdraw_codes", REWARD, reward, after={"count": len(free), "left": reward.left}, reason=reason.strip()
    )
    return len(free)


def _text(data: bytes) -> str:
    """As editors and spreadsheets write it: UTF-8, else GB 18030."""
    if len(data) > LARGEST or b"\x00" in data:
        raise FieldError(
            "file", "选一个文本文件，每行一个码，最大 4 MB。", "Choose a text file with a code a line, 4 MB at most."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _keeping(actor: Actor, reward_id: uuid.UUID) -> Reward:
    must_see(actor, REWARD, reward_id)
    require(actor, REWARD, "codes")
    reward = stock.locked([reward_id])[reward_id]
    if reward.kind != "code":
        raise NotFound()
    return reward


def _free(reward: Reward):  # type: ignore[no-untyped-def]  # a queryset of codes
    return RewardCode.objects.filter(reward=reward, order__isnull=True, withdrawn_at__isnull=True).order_by("pk")


def give(order: Order) -> None:
    """As many as were ordered, the oldest first. The reward is under lock. Raises NoCodes."""
    found = list(_free(order.reward)[: order.quantity])
    if len(found) < order.quantity:
        raise errors.NoCodes(title=order.title)
    RewardCode.objects.filter(pk__in=[row.pk for row in found]).update(order=order, given_at=clock.now())


def back(order: Order) -> None:
    """Those of an order that nobody saw are free again. Raises NothingToReturn where one was shown."""
    rows = RewardCode.objects.filter(order=order)
    if rows.filter(shown_at__isnull=False).exists():
        raise errors.NothingToReturn()
    rows.update(order=None, given_at=None)


@transaction.atomic
def show(actor: Actor, *, order_id: uuid.UUID) -> list[str]:
    """The codes of an order: to its client once, to a colleague who may look at codes with an entry on record. Raises CodeShown."""
    order: Order = get_visible(Order.objects.visible_to(actor), order_id)
    if actor.kind != "contact":
        require(actor, ORDER, "reveal", order)
    rows = list(RewardCode.objects.select_for_update().filter(order=order).order_by("pk"))
    if not rows:
        raise NotFound()
    shown = next((row.shown_at for row in rows if row.shown_at), None)
    if shown is not None and actor.kind == "contact":
        raise errors.CodeShown(at=shown.astimezone(clock.zone()).strftime("%Y-%m-%d %H:%M"))
    codes: Sequence[str] = [must_read(row.code) for row in rows]
    RewardCode.objects.filter(pk__in=[row.pk for row in rows], shown_at__isnull=True).update(shown_at=clock.now())
    audit(actor, "reveal", ORDER, order)
    notify(ORDER, order.pk)
    return list(codes)
