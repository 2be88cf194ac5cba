"""A contact's own points beside the client's: the same book, reached by himself alone, and carried along with him."""

from __future__ import annotations

from typing import Any

import pytest

from dougong.accounts.actors import actor_by_id
from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.clients import services as clients
from dougong.clients.merge.services import merge_clients
from dougong.clients.merge.undo import undo_merge
from dougong.clients.models import Client
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.registry import resource
from dougong.loyalty import selectors, services
from dougong.loyalty.gifts.tests.people import Party, party
from dougong.loyalty.models import PointsAccount, PointsRule
from dougong.loyalty.selectors import broken_accounts
from dougong.loyalty.services import Happening, adjusting, tiers, versions
from dougong.loyalty.tests.test_live_replay import agrees
from dougong.portal import services as portal
from dougong.privacy.services.erasing import erase
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def _ask(cast: Cast, one: Party, kind: str, points: int = 0) -> Any:
    row = adjusting.ask(
        cast.lin, client_id=one.client.pk, kind=kind, points=points, reason="现场合理化建议", filename="签收单.txt", data=b"1",
        contact_id=one.contact.pk,
    )  # fmt: skip
    waiting = Approval.objects.get(object_id=row.pk, state="waiting")
    approvals.decide(cast.manager, approval_id=waiting.pk, approve=True)
    row.refresh_from_db()
    return row


def _own(one: Party) -> PointsAccount:
    return PointsAccount.objects.get(contact=one.contact, closed_into=None)


def _rule_for_contacts() -> None:
    versions.install()
    PointsRule.objects.filter(code="suggestion_person").update(state="approved", no=1, begins_at=clock.now())


def test_by_hand_the_contact_alone_gets_it_and_of_a_suggestion_both_by_their_rules(cast: Cast) -> None:
    one = party(cast, "启岳半导体有限公司", "13812345678")
    assert _ask(cast, one, "manual", 100).posted == 100
    assert (one.account.balance, _own(one).balance) == (500, 100)
    assert _ask(cast, one, "suggestion").posted == 30  # no rule about contacts is in force yet
    _rule_for_contacts()
    assert _ask(cast, one, "suggestion").posted == 40
    assert (one.account.balance, _own(one).balance) == (560, 110)
    with pytest.raises(FieldError):
        adjusting.ask(
            cast.lin, client_id=one.client.pk, kind="manual", points=1, reason="错", filename="a.txt", data=b"1",
            contact_id=one.client.pk,
        )  # fmt: skip
    tiers.review_all()
    assert (one.account.tier, _own(one).tier, Client.objects.get(pk=one.client.pk).figures.points) == ("basic", "", 560)
    agrees()


def test_an_event_of_a_contact_is_undone_on_his_account(cast: Cast) -> None:
    one = party(cast, "启岳半导体有限公司", "13812345678")
    told = Happening("points.adjusted", "t", 1, clock.now(), {"points": 70}).for_contact(one.contact.pk)
    services.post(SYSTEM, client_id=one.client.pk, happened=told)
    undone = Happening("event.reversed", "t", 2, clock.now(), of=told.key)
    services.post(SYSTEM, client_id=one.client.pk, happened=undone)
    assert (one.account.balance, _own(one).balance, _own(one).entry_count) == (500, 0, 2)
    agrees()


def test_a_colleague_sees_the_clients_points_and_not_what_another_has_of_his_own(cast: Cast, api: ApiClient) -> None:
    one = party(cast, "启岳半导体有限公司", "13812345678")
    _ask(cast, one, "manual", 100)
    colleague = clients.add_contact(cast.lin, client_id=one.client.pk, name="陆青岚", phone="13900001111")
    portal.invite(cast.lin, contact_id=colleague.pk)
    colleague.refresh_from_db()
    other = actor_by_id(colleague.user_id)
    assert other is not None
    seen = {actor.id: set(resource("loyalty.account").visible_to(actor)) for actor in (one.actor, other)}
    assert seen == {one.actor.id: {one.account, _own(one)}, other.id: {one.account}}
    entries = resource("loyalty.entry").visible_to(other)
    assert not entries.filter(account=_own(one)).exists() and entries.exists()
    told = api.as_("lin").get(f"/clients/{one.client.pk}/points").json()
    assert (told["account"]["balance"], [(c["contact"], c["balance"]) for c in told["contacts"]]) == (
        500,
        [("启岳总监", 100)],
    )
    rows = api.get("/points?filter=own:eq:true").json()["items"]
    assert [(r["contact"], r["balance"]) for r in rows] == [("启岳总监", 100)]
    assert selectors.holdings(_own(one))["tier"] is None


def test_his_points_go_with_him_when_dossiers_become_one_and_come_back(cast: Cast) -> None:
    one = party(cast, "启岳半导体有限公司", "13812345678")
    other = clients.create_client(cast.lin, name="启岳半导体公司")
    same = clients.add_contact(cast.lin, client_id=other.pk, name="启岳总监", phone="13812345678")
    alone = clients.add_contact(cast.lin, client_id=other.pk, name="陆青岚", phone="13900001111")
    told = [(one.contact, 100, one.client), (same, 40, other), (alone, 7, other)]
    for contact, points, client in told:
        happened = Happening("points.adjusted", "t", contact.pk, clock.now(), {"points": points}).for_contact(
            contact.pk
        )
        services.post(SYSTEM, client_id=client.pk, happened=happened)
    before = set(PointsAccount.objects.values_list("client", "contact", "balance"))
    made = merge_clients(cast.fang, client_ids=[one.client.pk, other.pk], survivor_id=one.client.pk, reason="同一家")
    assert {row.client_id for row in PointsAccount.objects.all()} == {one.client.pk}
    assert {(a.contact_id, a.balance) for a in PointsAccount.objects.filter(closed_into=None)} == {
        (None, 500), (one.contact.pk, 140), (alone.pk, 7),
    }  # fmt: skip
    assert broken_accounts() == []
    undo_merge(cast.fang, merge_id=made.pk)
    assert set(PointsAccount.objects.values_list("client", "contact", "balance")) == before and broken_accounts() == []
    assert not PointsAccount.objects.filter(closed_into__isnull=False).exists()


def test_erased_he_leaves_an_account_without_a_name(cast: Cast) -> None:
    one = party(cast, "启岳半导体有限公司", "13812345678")
    _ask(cast, one, "manual", 100)
    erase(cast.fang, kind="contact", person_id=one.contact.pk)
    one.contact.refresh_from_db()
    account = _own(one)
    assert (account.balance, one.contact.name, selectors.account(cast.manager, account.pk)["contact"]) == (
        100,
        "已匿名",
        "已匿名",
    )
