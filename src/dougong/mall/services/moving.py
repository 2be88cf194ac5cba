"""What becomes of an order, and of its points and its stock with it. Nothing is undone but by reversal."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.audit.services import record as audit
from dougong.clients.models import Client
from dougong.contracts import services as contracts
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, FieldError, NotAllowed
from dougong.kit.months import month_on
from dougong.kit.stream import notify
from dougong.loyalty.policies import ACCOUNT
from dougong.loyalty.services import holding
from dougong.mall import choices, errors, kinds, rules
from dougong.mall.models import Order, OrderStep
from dougong.mall.policies import ORDER
from dougong.mall.services import codes, stock
from dougong.notifications.services import tell

WORDS = {value: (zh, en) for value, zh, en in choices.ORDER_STATES}
#: Of goods the last step is that they arrived.
ARRIVED = ("已送达", "Delivered")


def words_of(order: Order) -> tuple[str, str]:
    return ARRIVED if order.kind == "goods" and order.state == "fulfilled" else WORDS[order.state]


def step(actor: Actor, order: Order, state: str, note: str = "") -> None:
    """The order's state from now on, with the message to whoever ordered. The order is under lock."""
    before, order.state = order.state, state
    order.store("state", "carrier", "tracking", "note", "begins_on", "ends_on", "concession", "fulfilled_at")
    OrderStep.objects.create(order=order, state=state, by_name=actor.name, note=note[:500])
    audit(actor, f"order_{state}", ORDER, order, before={"state": before}, after={"state": state}, reason=note)
    zh, en = words_of(order)
    tell(
        [order.created_by_id], kind=kinds.ORDER_MOVED, key=f"{order.pk}:{state}", resource=ORDER, object_id=order.pk,
        link=f"/portal/orders/{order.pk}", title=order.title, number=order.number, state_zh=zh, state_en=en.lower(),
    )  # fmt: skip
    notify(ORDER, order.pk)
    notify(ACCOUNT, order.client_id)


def tell_owner(client: Client, orders: Sequence[Order]) -> None:
    for order in orders:
        zh, en = words_of(order)
        tell(
            [client.owner_id], kind=kinds.ORDERED, key=f"{order.pk}:ordered", resource=ORDER, object_id=order.pk,
            link=f"/mall/orders/{order.pk}", client=client.name, title=order.title, points=f"{order.points:,}", state_zh=zh,
            state_en=en.lower(),
        )  # fmt: skip


def _opened(order_id: uuid.UUID) -> Order:
    """The order under lock, its client before it."""
    client_id = Order.objects.values_list("client_id", flat=True).get(pk=order_id)
    Client.objects.locked(client_id)
    order: Order = Order.objects.locked(order_id)
    return order


def _asked(actor: Actor, order_id: uuid.UUID, action: str) -> Order:
    must_see(actor, ORDER, order_id)
    order = _opened(order_id)
    require(actor, ORDER, action, order)
    return order


def _becomes(order: Order, state: str) -> None:
    if not rules.may_become(order.state, state, order.kind):
        zh, en = words_of(order)
        raise errors.OrderNotSo(state_zh=zh, state_en=en)


# ---- given


def give(actor: Actor, order: Order, note: str = "", by_name: str = "") -> None:
    """The reward does what it is for, and its points are spent for good. What it can't do, fails the whole."""
    title = f"积分兑换 {order.number} {order.title}"[:200]
    booked: dict[str, Any] = {"title": title, "source": ORDER, "source_id": order.pk, "by_name": by_name or actor.name}
    system = Actor.system()
    if order.kind == "voucher" and order.instalment_id is not None:
        order.concession = contracts.deduct(system, instalment_id=order.instalment_id, amount=order.value, **booked)
    elif order.kind == "warranty" and order.contract_id is not None:
        order.concession = contracts.extend_warranty(
            system, contract_id=order.contract_id, months=order.months, **booked
        )
    elif order.kind == "service":
        _open_channel(order)
    elif order.kind == "code":
        order.reward = stock.locked([order.reward_id])[order.reward_id]
        codes.give(order)
    if order.state != "sent":
        holding.confirm(system, hold_id=order.hold_id)
    order.fulfilled_at = clock.now()
    step(actor, order, "fulfilled", note)


def _open_channel(order: Order) -> None:
    """From today, or from where the one that the client has ends."""
    today = clock.today()
    held = Order.objects.filter(client=order.client_id, kind="service", state="fulfilled", ends_on__gte=today)
    last = held.order_by("-ends_on").values_list("ends_on", flat=True).first()
    order.begins_on = last or today
    order.ends_on = month_on(order.begins_on, order.months)


@transaction.atomic
def settle(actor: Actor, *, order_id: uuid.UUID, state: str, comment: str, by_name: str) -> None:
    """What was decided, with the decision or not at all."""
    order = _opened(order_id)
    if order.state != "waiting":
        return
    if state != "approved":
        _undo(actor, order, "refused" if state == "rejected" else "cancelled", comment)
        return
    if order.kind in choices.AT_ONCE:
        give(actor, order, comment, by_name)
    else:
        step(actor, order, "ordered", comment)


# ---- by hand


@transaction.atomic
def send(actor: Actor, *, order_id: uuid.UUID, carrier: str, tracking: str, note: str = "") -> Order:
    """Goods have left, with the delivery note's carrier and number: their points are spent."""
    order = _asked(actor, order_id, "fulfil")
    _becomes(order, "sent")
    if not carrier.strip():
        raise FieldError("carrier", "写承运方，自提就写「自提」。", "Say who carries it.")
    order.carrier, order.tracking, order.note = carrier.strip(), tracking.strip(), note.strip()
    holding.confirm(Actor.system(), hold_id=order.hold_id)
    step(actor, order, "sent", " ".join(part for part in (order.carrier, order.tracking) if part))
    return order


@transaction.atomic
def fulfil(actor: Actor, *, order_id: uuid.UUID, note: str = "") -> Order:
    """A seat was booked, goods arrived."""
    order = _asked(actor, order_id, "fulfil")
    _becomes(order, "fulfilled")
    if note.strip():
        order.note = note.strip()
    give(actor, order, note)
    return order


def fulfil_many(actor: Actor, *, order_ids: Sequence[uuid.UUID]) -> dict[str, list[uuid.UUID]]:
    """Each in a transaction of its own: what one refuses holds up no other."""
    done, refused = list[uuid.UUID](), list[uuid.UUID]()
    for pk in order_ids:
        try:
            fulfil(actor, order_id=pk)
            done.append(pk)
        except BusinessError:
            refused.append(pk)
    return {"done": done, "refused": refused}


@transaction.atomic
def received(actor: Actor, *, order_id: uuid.UUID) -> Order:
    """The client says that the goods arrived."""
    must_see(actor, ORDER, order_id)
    order = _opened(order_id)
    if actor.kind != "contact":
        raise NotAllowed(resource=ORDER, action="receive")
    if order.state == "sent":
        give(actor, order)
    elif order.state != "fulfilled":
        _becomes(order, "fulfilled")
    return order


# ---- undone


@transaction.atomic
def cancel(actor: Actor, *, order_id: uuid.UUID, reason: str = "") -> Order:
    """Before it was given: points and stock come back. By the client's own person, or by a colleague with a reason."""
    must_see(actor, ORDER, order_id)
    if actor.kind != "contact":
        require(actor, ORDER, "cancel", Order.objects.get(pk=order_id))
        if not reason.strip():
            raise FieldError("reason", "写明为什么。", "Say why.")
    waiting = Approval.objects.filter(subject=ORDER, object_id=order_id, state="waiting").values_list("pk", flat=True)
    # The decision's lock comes before the client's, as it does when somebody decides.
    approvals.drop(actor, approval_ids=list(waiting), why=reason.strip())
    order = _opened(order_id)
    if order.state != "cancelled":
        _becomes(order, "cancelled")
        _undo(actor, order, "cancelled", reason)
    return order


@transaction.atomic
def take_back(actor: Actor, *, order_id: uuid.UUID, reason: str, restock: bool = True) -> Order:
    """After it was given: what it did is undone, the points come back as far as they have not expired; the goods go back on the
    shelf with `restock`. Raises NothingToReturn where its code was shown."""
    order = _asked(actor, order_id, "cancel")
    _becomes(order, "returned")
    if not reason.strip():
        raise FieldError("reason", "写明为什么。", "Say why.")
    if order.concession_id is not None:
        contracts.take_back_concession(
            Actor.system(), concession_id=order.concession_id, reason=reason, by_name=actor.name
        )
    if order.kind == "code":
        codes.back(order)
    if order.kind == "service" and order.ends_on is not None:
        order.ends_on = max(order.begins_on or clock.today(), min(order.ends_on, clock.today()))
    _undo(actor, order, "returned", reason, restock=restock or order.kind == "code")
    return order


def _undo(actor: Actor, order: Order, state: str, reason: str, *, restock: bool = True) -> None:
    """Points first, stock last: in the order of the locks."""
    undo = holding.take_back if state == "returned" else holding.release
    undo(Actor.system(), hold_id=order.hold_id, reason=f"{order.number} {reason}".strip())
    if order.took_stock and restock:
        reward = stock.locked([order.reward_id])[order.reward_id]
        stock.move(actor, reward, "back", order.quantity, order=order, reason=reason)
    step(actor, order, state, reason.strip())
