"""Gifts: offered by a client's contact, answered by the other's, taken back by the staff only."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import transaction

from dougong.accounts.models import User
from dougong.audit.services import record as audit
from dougong.clients.models import Client, Contact
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotFound, Stale
from dougong.kit.ids import new_id
from dougong.kit.stream import notify
from dougong.loyalty.errors import NotEnoughPoints, PointsWrong
from dougong.loyalty.gifts import errors, reading, rules
from dougong.loyalty.gifts.models import PointsGift, PointsGiftTerms
from dougong.loyalty.gifts.policies import GIFT
from dougong.loyalty.gifts.telling import tell_both
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.services import holding, versions
from dougong.loyalty.services.desk import GIFT_BACK, Desk
from dougong.loyalty.services.moving import carry
from dougong.loyalty.services.seating import locked
from dougong.loyalty.services.writing import write
from dougong.loyalty.triggers import RETURNED

SOURCE = "loyalty.gift"


@transaction.atomic
def save_terms(actor: Actor, *, version: int | None, body: dict[str, Any]) -> PointsGiftTerms:
    """Raises Stale. What waits goes on by what it was offered under."""
    require(actor, GIFT, "set")
    row = PointsGiftTerms.objects.select_for_update().order_by("created_at").first() or reading.setting()
    if row._state.adding:
        row.save(force_insert=True)
    if version is not None and row.version != version:
        raise Stale(who="", version=row.version)
    if body["most_month"] < body["most_gift"]:
        raise FieldError(
            "most_month", "每月的上限不能低于一次的上限。", "A month's limit is no less than that of one gift."
        )
    before, row.body = row.body, body
    row.store("body")
    audit(actor, "update", GIFT, row, before=before, after=body)
    notify(GIFT, row.pk)
    return row


@transaction.atomic
def own_code(actor: Actor, *, client_id: uuid.UUID) -> str:
    """The code with which others give this client points; made when it is first asked for."""
    contact_at(actor, client_id)
    _lock(client_id)
    account = _account(client_id)
    if not account.gift_code:
        account.gift_code = "".join(secrets.choice(rules.LETTERS) for _ in range(rules.LENGTH))
        account.store("gift_code")
    return rules.shown_code(account.gift_code)


@transaction.atomic
def offer(actor: Actor, *, client_id: uuid.UUID, code: str, points: int, note: str = "") -> PointsGift:
    """Put the points by for the client of this code, until it answers. Raises what `reading.why_not` and GiftTooLarge … name."""
    person = contact_at(actor, client_id)
    taker_id = reading.client_of_code(code)
    if taker_id == client_id:
        raise errors.GiftToOneself(field="code")
    _lock(client_id, taker_id)
    now, terms = clock.now(), reading.setting().body
    _check(terms, person, client_id, points)
    gift = PointsGift(
        id=new_id(), giver_id=client_id, taker_id=taker_id, points=points, note=note, offered_by=person.name, created_at=now,
        created_by_id=actor.id, lapses_at=now + dt.timedelta(days=terms["answer_days"]),
    )  # fmt: skip
    gift.hold = holding.reserve(
        Actor.system(), client_id=client_id, points=points, source=SOURCE, source_id=gift.pk, by=actor.id,
        plain="gift_offer",
    )  # fmt: skip
    gift.save(force_insert=True)
    audit(actor, "points_gift", GIFT, gift, after={"points": points, "state": gift.state})
    _tell(actor, gift)
    return gift


def _check(terms: Mapping[str, Any], person: Contact, client_id: uuid.UUID, points: int) -> None:
    account = PointsAccount.objects.of_clients().filter(client=client_id).first()
    refusal = reading.why_not(terms, person, account)
    if refusal is not None:
        raise refusal
    if points <= 0:
        raise PointsWrong(field="points")
    if points > terms["most_gift"]:
        raise errors.GiftTooLarge(field="points", most=terms["most_gift"])
    left = reading.left_this_month(terms, client_id)
    if points > left:
        raise errors.GiftMonthFull(field="points", most=terms["most_month"], left=left)
    balance = account.balance if account else 0
    if points > balance:
        raise errors.GiftTooMuch(field="points", balance=max(balance, 0))


@transaction.atomic
def answer(actor: Actor, *, gift_id: uuid.UUID, accept: bool) -> PointsGift:
    """By the client it was offered to. Too late it has lapsed, and says so in its state. Raises GiftSettled."""
    return _by(actor, gift_id, "taker", _accept if accept else partial(_give_back, state="declined"))


@transaction.atomic
def withdraw(actor: Actor, *, gift_id: uuid.UUID) -> PointsGift:
    """By the client that offered it, as long as nobody answered."""
    return _by(actor, gift_id, "giver", partial(_give_back, state="withdrawn"))


def _by(actor: Actor, gift_id: uuid.UUID, side: str, act: Callable[[Actor, PointsGift], None]) -> PointsGift:
    must_see(actor, GIFT, gift_id)
    found = PointsGift.objects.get(pk=gift_id)
    person = contact_at(actor, getattr(found, f"{side}_id"))
    refusal = reading.not_his(reading.setting().body, person)
    if refusal is not None:
        raise refusal
    gift = _under_lock(found, "offered")
    if gift.lapses_at <= clock.now():
        _give_back(Actor.system(), gift, "lapsed")
    else:
        act(actor, gift)
    return gift


def _accept(actor: Actor, gift: PointsGift) -> None:
    """The points come back to the giver and go over in the same moment, those that expire first before the others."""
    assert gift.hold_id is not None
    giver = _account(gift.giver_id)
    if giver.frozen_at is not None:
        raise errors.GiftNotNow()
    holding.release(Actor.system(), hold_id=gift.hold_id)
    try:
        _carry(actor, gift, giver, _account(gift.taker_id), "given", "")
    except NotEnoughPoints:  # they expired while they waited
        _settle(Actor.system(), gift, "lapsed")
        return
    _settle(actor, gift, "accepted")


def _give_back(actor: Actor, gift: PointsGift, state: str) -> None:
    assert gift.hold_id is not None
    holding.release(Actor.system(), hold_id=gift.hold_id)
    _settle(actor, gift, state)


@transaction.atomic
def reverse(actor: Actor, *, gift_id: uuid.UUID, reason: str) -> PointsGift:
    """By the staff: the points go back whole; what was spent of them meanwhile the taker owes. Raises GiftSettled."""
    must_see(actor, GIFT, gift_id)
    found = PointsGift.objects.get(pk=gift_id)
    require(actor, GIFT, "reverse", found)
    if not reason.strip():
        raise FieldError("reason", "写明为什么撤销。", "Say why it is reversed.")
    gift = _under_lock(found, "accepted")
    _carry(actor, gift, _account(gift.taker_id), _account(gift.giver_id), "returned", reason.strip())
    gift.state, gift.reversed_at, gift.reversed_by, gift.reason = "reversed", clock.now(), actor.name, reason.strip()
    gift.store("state", "reversed_at", "reversed_by", "reason")
    audit(actor, "points_gift_reversed", GIFT, gift, after={"points": gift.points}, reason=gift.reason)
    _tell(actor, gift)
    return gift


def lapse_due() -> int:
    """Offers that nobody answered in time: their points are back. How many."""
    due = PointsGift.objects.filter(state="offered", lapses_at__lte=clock.now()).order_by("pk")
    return sum(_lapse(gift) for gift in due)


@transaction.atomic
def _lapse(found: PointsGift) -> bool:
    try:
        _give_back(Actor.system(), _under_lock(found, "offered"), "lapsed")
    except errors.GiftSettled:  # answered in the meantime
        return False
    return True


# ---- inside


def contact_at(actor: Actor, client_id: uuid.UUID) -> Contact:
    """Who the actor is at this client. Raises NotFound where he is nobody there."""
    found = Contact.objects.filter(user_id=actor.user_id, client_id=client_id, archived_at__isnull=True).first()
    if actor.kind != "contact" or found is None:
        raise NotFound()
    return found


def _lock(*ids: uuid.UUID) -> None:
    """Clients, then their accounts, in the order of their keys: whoever else moves points of theirs waits."""
    list(Client.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    list(PointsAccount.objects.of_clients().select_for_update().filter(client__in=ids).order_by("pk"))


def _under_lock(found: PointsGift, state: str) -> PointsGift:
    _lock(found.giver_id, found.taker_id)
    gift: PointsGift = PointsGift.objects.locked(found.pk)
    if gift.state != state:
        raise errors.GiftSettled()
    return gift


def _account(client_id: uuid.UUID) -> PointsAccount:
    found = PointsAccount.objects.of_clients().filter(client=client_id).first()
    return found or PointsAccount.objects.create(client_id=client_id)


def _carry(actor: Actor, gift: PointsGift, giver: PointsAccount, taker: PointsAccount, act: str, reason: str) -> None:
    """Raises NotEnoughPoints of a gift; of one that is taken back the rest is owed."""
    rows = locked([giver.pk, taker.pk])
    names = dict(User.objects.filter(pk=actor.user_id).values_list("pk", "name"))
    back = act == "returned"
    desk = Desk(Actor.system(), versions.in_force({RETURNED})[0] if back else (), names)
    carry(
        desk, rows[giver.pk], rows[taker.pk], gift.points, source=f"{SOURCE}.{act}", source_id=gift.pk,
        plain=GIFT_BACK if back else "gift", rest=RETURNED if back else "", by=actor.id, reason=reason,
    )  # fmt: skip
    write(desk)


def _settle(actor: Actor, gift: PointsGift, state: str) -> None:
    gift.state, gift.settled_at, gift.settled_by_id, gift.settled_by = state, clock.now(), actor.id, actor.name
    gift.store("state", "settled_at", "settled_by_id", "settled_by")
    audit(actor, "points_gift_settled", GIFT, gift, after={"points": gift.points, "state": state})
    _tell(actor, gift)


def _tell(actor: Actor, gift: PointsGift) -> None:
    tell_both(actor, gift)
    notify(GIFT, gift.pk)
