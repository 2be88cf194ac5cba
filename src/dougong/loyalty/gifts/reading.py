"""What is read of gifts: the terms, why somebody may not give, a client's gifts, the staff's list."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum

from dougong.clients.models import Client, Contact
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError
from dougong.kit.filters import Filter
from dougong.kit.ids import parse_id
from dougong.kit.listing import Col, ListSpec, Row
from dougong.loyalty.errors import AccountFrozen
from dougong.loyalty.gifts import errors, rules
from dougong.loyalty.gifts.models import PointsGift, PointsGiftTerms
from dougong.loyalty.gifts.policies import GIFT
from dougong.loyalty.models import PointsAccount

SHOWN = 50


def setting() -> PointsGiftTerms:
    """The company's row, or what counts before there is one."""
    return PointsGiftTerms.objects.order_by("created_at").first() or PointsGiftTerms(body=dict(rules.FIRST))


def terms_out(actor: Actor) -> dict[str, Any]:
    require(actor, GIFT, "view")
    row = setting()
    return {"version": row.version, **row.body}


def client_of_code(code: str) -> uuid.UUID:
    """Whose code it is; of a client that was merged the one that it went into. Raises GiftCodeUnknown."""
    account = PointsAccount.objects.filter(gift_code=rules.plain_code(code)).first() if code.strip() else None
    if account is None:
        raise errors.GiftCodeUnknown(field="code")
    return account.client_id


def name_of_code(code: str) -> str:
    """Who would get the points: whoever has the code was given it by the client itself."""
    return str(Client.objects.values_list("name", flat=True).get(pk=client_of_code(code)))


def not_his(terms: Mapping[str, Any], person: Contact) -> BusinessError | None:
    return errors.GiftOfPrimary() if terms["only_primary"] and not person.is_primary else None


def why_not(terms: Mapping[str, Any], person: Contact, account: PointsAccount | None) -> BusinessError | None:
    """Why this person can't give anything for the client now; None where he can."""
    if not terms["allowed"]:
        return errors.GiftsOff()
    refusal = not_his(terms, person)
    if refusal is not None or account is None:
        return refusal or errors.GiftTooMuch(balance=0)
    if account.frozen_at is not None:
        return AccountFrozen()
    taken = PointsGift.objects.filter(taker=account.client_id, state="accepted")
    free, what = rules.free_from(terms, account.created_at, taken.aggregate(at=Max("settled_at"))["at"])
    if free > clock.now():
        day = clock.local_date(free).isoformat()
        return errors.GiftTooSoon(day=day) if what == "joining" else errors.GiftCooling(day=day)
    return errors.GiftTooMuch(balance=max(account.balance, 0)) if account.balance <= 0 else None


def left_this_month(terms: Mapping[str, Any], client_id: uuid.UUID) -> int:
    given = PointsGift.objects.filter(
        giver=client_id, state__in=rules.COUNTED, created_at__gte=rules.month_begin(clock.now())
    ).aggregate(n=Sum("points"))["n"]
    return max(int(terms["most_month"]) - (given or 0), 0)


def of_client(actor: Actor, person: Contact, language: str) -> dict[str, Any]:
    """A client's gifts as its contact reads them, what waits for it first; whether it may give, and why not."""
    client_id, terms = person.client_id, setting().body
    account = PointsAccount.objects.of_clients().filter(client=client_id).first()
    refusal = why_not(terms, person, account)
    mine = PointsGift.objects.visible_to(actor).filter(Q(giver=client_id) | Q(taker=client_id))
    rows = list(mine.select_related("giver", "taker").order_by("-created_at", "-pk")[:SHOWN])
    rows.sort(key=lambda gift: gift.state != "offered")
    return {
        "allowed": terms["allowed"],
        "why_not": refusal.sentence(language) if refusal else None,
        "may_answer": not_his(terms, person) is None,
        "balance": account.balance if account else 0,
        "most": max(0, min(terms["most_gift"], left_this_month(terms, client_id), account.balance if account else 0)),
        "most_gift": terms["most_gift"],
        "most_month": terms["most_month"],
        "answer_days": terms["answer_days"],
        "code": rules.shown_code(account.gift_code) if account and account.gift_code else None,
        "items": [_told(gift, client_id) for gift in rows],
    }


def _told(gift: PointsGift, client_id: uuid.UUID) -> dict[str, Any]:
    given = gift.giver_id == client_id
    return {
        "id": gift.pk,
        "given": given,
        "other": (gift.taker if given else gift.giver).name,
        "points": gift.points,
        "note": gift.note,
        "state": gift.state,
        "offered_at": gift.created_at,
        "lapses_at": gift.lapses_at,
        "settled_at": gift.settled_at,
    }


def _hide_unseen(items: list[Row], actor: Actor) -> None:
    """A client outside the reader's reach is not named. One query for the page."""
    ids = {item[side] for item in items for side in ("giver_id", "taker_id")}
    seen = set(Client.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)) if items else set()
    for item in items:
        for side in ("giver", "taker"):
            if item[f"{side}_id"] not in seen:
                item[side], item[f"{side}_id"] = None, None


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    seen = Client.objects.visible_to(actor).filter(name__contains=text).values("pk")
    return rows.filter(Q(giver__in=seen) | Q(taker__in=seen))


def _party(op: str, values: list[str], actor: Actor) -> Q:
    ids = [pk for value in values if (pk := parse_id(value))]
    seen = Client.objects.visible_to(actor).filter(pk__in=ids).values("pk")
    found = Q(giver__in=seen) | Q(taker__in=seen)
    return found if op == "in" else ~found


GIFTS = ListSpec(
    code="points-gifts",
    resource=GIFT,
    zh="积分互赠",
    en="Gifts of points",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("giver", "赠送方", "Giver", path="giver__name"),
        Col("giver_id", hidden=True),
        Col("taker", "接受方", "Receiver", path="taker__name"),
        Col("taker_id", hidden=True),
        Col("points", "积分", "Points", type="number", sort=True, sum=True),
        Col("state", "状态", "State", type="choice", choices=rules.WORDS, sort=True),
        Col("note", "附言", "Note"),
        Col("offered_by", "发起人", "Offered by"),
        Col("created_at", "发起时间", "Offered", type="datetime", sort=True),
        Col("settled_by", "答复人", "Answered by"),
        Col("settled_at", "了结时间", "Settled", type="datetime", nullable=True),
        Col("reason", "撤销原因", "Why reversed"),
    ),
    filters=(
        Filter("state", "状态", "State", type="choice", choices=rules.WORDS),
        Filter("party", "客户", "Client", type="record", custom=_party),
        Filter("created", "发起时间", "Offered", type="date", lookup="created_at", instant=True),
    ),
    search=_search,
    finish=_hide_unseen,
)
