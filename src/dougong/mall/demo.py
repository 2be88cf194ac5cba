"""The mall of the demo company: rewards of each kind, and orders that stand at each of their states."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.accounts.actors import actor_by_id
from dougong.accounts.demo_people import CONTACT, DOMAIN
from dougong.accounts.models import User, email_key
from dougong.accounts.services import create_person
from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.clients.models import Client, Contact
from dougong.clients.services import set_window_user
from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo
from dougong.kit.money import Money
from dougong.loyalty.models import PointsAccount
from dougong.mall.models import Order, Reward
from dougong.mall.selectors.choosing import Choosing
from dougong.mall.services import cart, codes, moving, rewards, stock
from dougong.mall.services.ordering import Wish, checkout

#: (name, kind, zh, en, points, value, months, stock, limit a year, least tier, text)
_REWARDS: tuple[tuple[str, str, str, str, int, str, int, int | None, int | None, str, str], ...] = (
    ("voucher", "voucher", "500 元工程款抵扣券", "¥500 off a payment", 500, "500.00", 0, None, 4, "",
     "从一期应付里抵扣，财务同意后生效。"),
    ("voucher_5000", "voucher", "5,000 元工程款抵扣券", "¥5,000 off a payment", 4500, "5000.00", 0, None, 2, "silver",
     "适合大额进度款，按等级限额抵扣。"),
    ("warranty", "warranty", "质量保修期延长 6 个月", "Six months more of warranty", 1500, "0.00", 6, None, 1, "",
     "选一份合同，质量保修期从原来的日期往后延 6 个月。"),
    ("channel", "service", "专属服务通道 3 个月", "A service channel for three months", 600, "0.00", 3, None, None, "",
     "专人对接，问题优先受理。"),
    ("training", "seat", "机电运维培训席位", "A seat at the maintenance training", 400, "680.00", 0, 20, 3, "",
     "两天，含教材与午餐，苏州。"),
    ("forum", "seat", "年度工程论坛贵宾席", "A seat at the yearly forum", 3000, "2600.00", 0, 12, 2, "gold",
     "闭门交流，含晚宴。"),
    ("camera", "goods", "手持红外热像仪", "A thermal camera", 1200, "1380.00", 0, 8, 1, "", "巡检管道与配电柜，256×192 分辨率。"),
    ("kit", "goods", "工地急救箱", "A first aid kit for the site", 260, "198.00", 0, 30, None, "", "20 人份，含补充装。"),
    ("tea", "goods", "苏式茶礼", "A box of Suzhou tea", 180, "168.00", 0, 3, 2, "", "碧螺春 2 罐，礼盒装。"),
    ("film", "code", "视频会员季卡", "Three months of films", 120, "58.00", 0, 24, 2, "", "兑换码在合作方的应用里使用。"),
)  # fmt: skip


def last(demo: Demo) -> None:
    """After points were given and accounts have their tiers."""
    made = _rewards(demo)
    people = _people(demo)
    if people:
        _orders(demo, made, people)
    demo.progress("商城", 1, 1)


def _rewards(demo: Demo) -> dict[str, Reward]:
    keeper, found = demo.actors["he"], {}
    with demo.at(demo.day(60, 64)):
        for place, (name, kind, zh, en, points, value, months, left, limit, tier, text) in enumerate(_REWARDS, 1):
            row = rewards.create_reward(
                keeper, kind=kind, title=zh, title_en=en, text=text, text_en="", points=points, value=Money(value), months=months,
                limited=left is not None, per_client=limit, period="year", least_tier=tier, begins_on=None, ends_on=None,
                approval=False, place=10 * place,
            )  # fmt: skip
            if left is not None and kind == "code":
                codes.add(
                    keeper, reward_id=row.pk, data="\n".join(f"VIP-{_word(demo)}-{n:03d}" for n in range(left)).encode()
                )
            elif left is not None:
                stock.count(keeper, reward_id=row.pk, quantity=left, reason="首批到货")
            rewards.set_state(keeper, reward_id=row.pk, version=None, state="on")
            found[name] = row
        rewards.create_reward(
            keeper, kind="goods", title="无人机航拍一次", title_en="A flight over the site", text="", text_en="", points=2000,
            value=Money("900.00"), months=0, limited=False, per_client=1, period="year", least_tier="", begins_on=None, ends_on=None,
            approval=True, place=200,
        )  # fmt: skip
    return found


def _word(demo: Demo) -> str:
    return "".join(demo.random.choice("ABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(8))


def _people(demo: Demo) -> list[tuple[Actor, Client]]:
    """孙立衡, and a person of each of the clients with the most points."""
    login = User.objects.filter(email_index=email_key(f"{CONTACT[0]}@{DOMAIN}")).first()
    found = (
        [_known(contact) for contact in Contact.objects.filter(user=login).select_related("client")] if login else []
    )
    rich = PointsAccount.objects.filter(closed_into__isnull=True, balance__gte=2500, client__owner__isnull=False)
    for account in rich.exclude(client__in=[client for _, client in found]).order_by("-balance", "pk")[:4]:
        contact = (
            Contact.objects.filter(client=account.client_id, archived_at=None, user=None)
            .select_related("client")
            .first()
        )
        if contact is not None:
            seller = demo.actors[demo.login_of[contact.client.owner_id]]
            user = create_person(
                Actor.system(), name=contact.name, email=f"{contact.pk.hex[-8:]}@kehu.{DOMAIN}", kind="contact"
            )
            set_window_user(seller, contact_id=contact.pk, user_id=user.pk)
            contact.refresh_from_db()
            found.append(_known(contact))
    return found


def _known(contact: Contact) -> tuple[Actor, Client]:
    assert contact.user_id is not None
    actor = actor_by_id(contact.user_id)
    assert actor is not None
    return actor, contact.client


def _buy(
    demo: Demo, person: tuple[Actor, Client], days: int, reward: Reward, quantity: int = 1, **wish: Any
) -> Order | None:
    """Nothing where the client has too few points."""
    actor, client = person
    account = PointsAccount.objects.filter(client=client, closed_into__isnull=True).first()
    if account is None or account.balance < reward.points * quantity:
        return None
    home = {"recipient": actor.name, "phone": "13912340000", "address": client.address or "江苏省苏州市工业园区"}
    with demo.at(demo.day(days, days + 1)):
        cart.put(actor, client_id=client.pk, reward_id=reward.pk, quantity=quantity)
        told = Wish(reward.pk, **{**home, "attendee": actor.name, **wish})
        key = str(uuid.UUID(int=demo.random.getrandbits(128)))
        return checkout(actor, client_id=client.pk, key=key, total=reward.points * quantity, wishes=[told])[0]


def _orders(demo: Demo, made: dict[str, Reward], people: list[tuple[Actor, Client]]) -> None:
    keeper = demo.actors["he"]
    first, others = people[0], people[1:] or people
    steps: list[tuple[str, str, int, str]] = [
        ("camera", "sent", 9, "红外热像仪在路上"), ("kit", "arrived", 20, ""), ("training", "fulfil", 14, "A 班 12 号"),
        ("tea", "cancel", 6, ""), ("forum", "", 3, ""), ("kit", "returned", 18, "箱体破损"), ("film", "", 5, ""), ("channel", "", 11, ""),
    ]  # fmt: skip
    for place, (name, end, days, note) in enumerate(steps):
        person = first if name in ("kit", "film") and end != "returned" else others[place % len(others)]
        if made[name].least_tier and not _reaches(person[1], made[name]):
            continue
        order = _buy(demo, person, days, made[name])
        if order is not None and order.state == "ordered":
            _end(demo, keeper, order, end, days, note)
    _on_contracts(demo, made, people)


def _reaches(client: Client, reward: Reward) -> bool:
    return PointsAccount.objects.filter(
        client=client, closed_into__isnull=True, tier__in=(reward.least_tier, "platinum")
    ).exists()


def _end(demo: Demo, keeper: Actor, order: Order, end: str, days: int, note: str) -> None:
    with demo.at(demo.day(max(days - 3, 0), max(days - 2, 0))):
        if end in ("sent", "arrived", "returned"):
            moving.send(
                keeper, order_id=order.pk, carrier="顺丰速运", tracking=f"SF{demo.random.randint(10**11, 10**12 - 1)}"
            )
        if end in ("arrived", "returned"):
            moving.fulfil(keeper, order_id=order.pk)
        if end == "returned":
            moving.take_back(keeper, order_id=order.pk, reason=note, restock=False)
        if end == "fulfil":
            moving.fulfil(keeper, order_id=order.pk, note=note)
        if end == "cancel":
            moving.cancel(keeper, order_id=order.pk, reason="客户来电取消")


def _on_contracts(demo: Demo, made: dict[str, Reward], people: list[tuple[Actor, Client]]) -> None:
    """Of three vouchers finance consented to one, sent one back and has one before it; a warranty is longer."""
    finance, decided = demo.actors["xu"], iter((True, False, None))
    for person in people:
        choosing = Choosing(person[1].pk)
        fits = next((one for one in choosing.instalments if one["room"] >= made["voucher"].value), None)
        order = _buy(demo, person, 4, made["voucher"], instalment_id=fits["id"]) if fits else None
        verdict = next(decided, None) if order is not None else None
        if order is not None and verdict is not None:
            waiting = Approval.objects.get(object_id=order.pk, state="waiting")
            with demo.at(demo.day(1, 2)):
                approvals.decide(
                    finance,
                    approval_id=waiting.pk,
                    approve=verdict,
                    comment="" if verdict else "本期发票已开，下期再用",
                )
    for person in people[1:2]:
        contracts = Choosing(person[1].pk).contracts
        if contracts:
            _buy(demo, person, 8, made["warranty"], contract_id=contracts[0]["id"])
