"""The demo company's contacts who may look in: 孙立衡, at a client whose project runs late, and 陆青岚, who gives him points."""

from __future__ import annotations

import datetime as dt
import uuid

from dougong.accounts.actors import actor_by_id
from dougong.accounts.demo_people import CONTACT, DOMAIN, PASSWORD
from dougong.clients.models import Contact
from dougong.clients.services import add_contact
from dougong.contracts.models import Contract
from dougong.files.services import attach
from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo
from dougong.loyalty.demo import approve
from dougong.loyalty.gifts import giving, rules
from dougong.loyalty.gifts.models import PointsGift
from dougong.loyalty.gifts.reading import setting, why_not
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.services import adjusting
from dougong.portal import services
from dougong.privacy.selectors.notices import current
from dougong.privacy.services.consents import agree_in_window

#: The first contract with a project: about half a year old and some days late.
PLACE = 0
#: At another client, with whom points are given: name, post, login.
_OTHER = ("陆青岚", "设备部经理", "lu")
_PAPERS = (
    (
        "施工总进度计划.txt",
        "一、施工准备；二、设备与管线；三、电气与自控；四、调试与验收。各节点日期以客户窗口为准。\n",
    ),
    ("开工报告.txt", "开工条件已具备：图纸会审完成，主要设备已订货，现场三通一平。\n"),
)


def build(demo: Demo) -> None:
    login, name, title, _ = CONTACT
    contract = _contract(demo)
    seller = _seller(demo, contract)
    with demo.at(min(demo.today, (contract.signed_on or demo.today) + dt.timedelta(days=9))):
        _let_in(demo, seller, contract.client_id, name, title, login)
        for filename, text in _PAPERS:
            attach(
                seller,
                resource="contracts.contract",
                object_id=contract.pk,
                filename=filename,
                data=text.encode(),
                shared_with_client=True,
            )
    demo.progress("客户窗口", 1, 1)


def last(demo: Demo) -> None:
    """After the points are there: what he has of his own, a gift that was accepted, and one that waits for him."""
    mine, seller = _contract(demo), _seller(demo, _contract(demo))
    sun = Contact.objects.get(client=mine.client_id, name=CONTACT[1])
    giving.save_terms(demo.actors["manager"], version=None, body={**rules.FIRST, "allowed": True})
    held = (
        PointsAccount.objects.of_clients()
        .exclude(client=mine.client_id)
        .filter(client__owner__isnull=False, balance__gte=600)
    )
    other = held.order_by("created_at", "pk").select_related("client").first()
    if other is None:
        return
    with demo.at(demo.day(50, 55)):
        other_seller = demo.actors[demo.login_of[other.client.owner_id]]
        lu = _let_in(demo, other_seller, other.client_id, *_OTHER)
    with demo.at(demo.day(35, 45)):
        gift = _gift(sun, lu, 200, "感谢共享吊装设备")
        if gift is not None:
            giving.answer(_actor(lu), gift_id=gift.pk, accept=True)
    _own(demo, seller, sun)
    with demo.at(demo.day(1, 3)):
        _gift(lu, sun, 300, "感谢一起完成联合调试")
    demo.progress("积分互赠", 1, 1)


def _own(demo: Demo, seller: Actor, contact: Contact) -> None:
    """Points by hand for himself, asked for and approved."""
    told = "提出洁净室压差分区建议，已采用"
    with demo.at(demo.day(20, 25)):
        row = adjusting.ask(
            seller,
            client_id=contact.client_id,
            kind="manual",
            points=60,
            reason=told,
            filename="建议书.txt",
            data=told.encode(),
            contact_id=contact.pk,
        )
        approve(demo, row)


def _contract(demo: Demo) -> Contract:
    contracts: list[Contract] = demo.made["contracts"]
    return contracts[min(PLACE, len(contracts) - 1)]


def _seller(demo: Demo, contract: Contract) -> Actor:
    return demo.actors[demo.login_of[contract.client.owner_id]]


def _let_in(demo: Demo, seller: Actor, client_id: uuid.UUID, name: str, title: str, login: str) -> Contact:
    contact = add_contact(
        seller,
        client_id=client_id,
        name=name,
        post=title,
        email=f"{login}@{DOMAIN}",
        decision_role="decides",
        is_primary=True,
    )
    invited = services.invite(seller, contact_id=contact.pk)
    assert invited.token is not None
    user = services.open_invitation(token=invited.token, password=PASSWORD)
    if (notice := current("contact")) is not None and (person := actor_by_id(user.pk)) is not None:
        agree_in_window(person, notice_id=notice.pk)
    contact.refresh_from_db()
    return contact


def _actor(contact: Contact) -> Actor:
    found = actor_by_id(contact.user_id) if contact.user_id else None
    assert found is not None
    return found


def _gift(giver: Contact, taker: Contact, points: int, note: str) -> PointsGift | None:
    """None where the terms forbid it on that day."""
    account = PointsAccount.objects.of_clients().filter(client=giver.client_id).first()
    if why_not(setting().body, giver, account) is not None:
        return None
    code = giving.own_code(_actor(taker), client_id=taker.client_id)
    return giving.offer(_actor(giver), client_id=giver.client_id, code=code, points=points, note=note)
