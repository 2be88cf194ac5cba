"""What leads to the survivor, what stops a merge, and what of it comes back when things have gone on."""

from __future__ import annotations

from typing import Any

import pytest

from dougong.approvals.models import Approval
from dougong.clients import services as clients
from dougong.clients.groups import set_parent
from dougong.clients.merge.models import ClientAlias, ClientMerge
from dougong.clients.merge.preview import preview
from dougong.clients.merge.services import merge_clients
from dougong.clients.merge.tests import world
from dougong.clients.merge.undo import Take, look, undo_merge
from dougong.clients.models import Client, Contact, TimelineEntry
from dougong.clients.policies import CLIENT
from dougong.imports.models import ImportBatch
from dougong.kit.errors import BusinessError, NotFound, Stale
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.selectors import broken_accounts
from dougong.loyalty.tests.factories import receive
from dougong.privacy.services.erasing import erase
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _two(cast: Cast, **second: Any) -> tuple[Client, Client]:
    one = clients.create_client(
        cast.lin, name="启岳半导体有限公司", uscc=world.USCC[0], phone="13800000001", business="集成电路"
    )
    other = clients.create_client(cast.lin, name="启岳半导体公司", business="集成电路制造与封测", **second)
    return one, other


def _merged(cast: Cast, one: Client, other: Client, **more: Any) -> ClientMerge:
    return merge_clients(cast.fang, client_ids=[one.pk, other.pk], survivor_id=one.pk, reason="同一家", **more)


def test_the_old_key_name_and_code_lead_to_the_survivor_and_nobody_else_learns_of_it(
    cast: Cast, api: ApiClient
) -> None:
    one, other = _two(cast, uscc=world.USCC[1])
    _merged(cast, one, other, picks={"uscc": one.pk})
    lin, shen = api.as_("lin"), ApiClient().as_("shen")
    answer = lin.get(f"/clients/{other.pk}").json()
    assert (answer["id"], answer["facts"]["former_names"]) == (str(one.pk), "启岳半导体公司")
    assert answer["business"] == "集成电路制造与封测"  # the fullest, by the rules
    refused = lin.patch(f"/clients/{other.pk}", {"website": "https://qiyue.example"}, version=1)
    assert (refused.status_code, refused.json()["code"]) == (409, "client_merged")
    assert refused.json()["params"]["id"] == str(one.pk)
    for text in ("启岳半导体公司", world.USCC[1]):
        assert [row["id"] for row in lin.get(f"/clients?q={text}").json()["items"]] == [str(one.pk)]
    for path in (f"/clients/{other.pk}", f"/clients/{one.pk}"):
        assert shen.get(path).status_code == 404
    assert shen.patch(f"/clients/{other.pk}", {"website": ""}, version=1).status_code == 404


def test_what_stands_in_the_way_is_said_before_and_refused_after(cast: Cast) -> None:
    one, other = _two(cast)
    Approval.objects.create(subject=CLIENT, object_id=other.pk, title="建档", state="waiting")
    batch = ImportBatch(
        target="clients", filename="a.xlsx", kind="xlsx", owner_id=cast.fang.user_id, status="committing"
    )
    batch.blob_id = _blob()
    batch.save()
    set_parent(cast.fang, client_id=one.pk, parent_id=other.pk)
    told = preview(cast.fang, [one.pk, other.pk], one.pk, {}, "zh")["stops"]
    assert (
        len(told) == 3
        and any("审批" in s for s in told)
        and any("导入" in s for s in told)
        and any("上下级" in s for s in told)
    )
    with pytest.raises(BusinessError, match="merge_stopped"):
        _merged(cast, one, other)
    assert Client.objects.count() == 2 and not ClientAlias.objects.exists()


def _blob() -> Any:
    from dougong.files.models import Blob

    return Blob.objects.create(sha256="0" * 64, size=1, content_type="x").pk


def test_who_may_not_or_read_something_older_merges_nothing(cast: Cast) -> None:
    one, other = _two(cast)
    with pytest.raises(BusinessError, match="not_allowed"):
        merge_clients(cast.lin, client_ids=[one.pk, other.pk], reason="x")
    with pytest.raises(NotFound):
        merge_clients(cast.fang, client_ids=[one.pk, ClientMerge().pk], reason="x")
    clients.update_client(cast.lin, client_id=other.pk, version=None, website="https://qiyue.example")
    with pytest.raises(Stale):
        _merged(cast, one, other, versions={other.pk: 1})
    with pytest.raises(BusinessError, match="merge_reason_needed"):
        merge_clients(cast.fang, client_ids=[one.pk, other.pk], reason=" ")
    assert Client.objects.count() == 2


def test_people_who_are_there_twice_become_one_and_the_history_says_whence_it_came(cast: Cast) -> None:
    one, other = _two(cast)
    kept = world.person(cast.lin, one, "孙立衡", "13800000001")
    twin = world.person(cast.lin, other, "孙立衡", "13800000001", "sun@qiyue.example", is_primary=True)
    below = world.person(cast.lin, other, "王晓", reports_to_id=twin.pk)
    clients.add_note(cast.lin, client_id=other.pk, kind="talk", text="谈了二期")
    world.consent(cast, twin)
    assert preview(cast.fang, [one.pk, other.pk], one.pk, {}, "zh")["united"] == ["孙立衡"]
    made = _merged(cast, one, other)
    kept.refresh_from_db()
    below.refresh_from_db()
    assert (kept.email, below.client_id, below.reports_to_id) == ("sun@qiyue.example", one.pk, kept.pk)
    assert not Contact.objects.filter(pk=twin.pk).exists()
    assert TimelineEntry.objects.get(kind="talk").origin_id == other.pk
    entry = next(e for e in _timeline(cast, one) if e["kind"] == "talk")
    assert entry["origin"] == "启岳半导体公司"
    undo_merge(cast.fang, merge_id=made.pk)
    assert Contact.objects.get(pk=twin.pk).client_id == other.pk
    assert [e["origin"] for e in _timeline(cast, other) if e["kind"] == "talk"] == [""]


def _timeline(cast: Cast, client: Client) -> Any:
    from dougong.clients.selectors import timeline

    return timeline(cast.lin, client.pk)["items"]


def test_two_points_accounts_are_joined_by_entries_and_parted_by_entries(cast: Cast, deliver: Any) -> None:
    one, other = _two(cast)
    world.points(one, 300)
    world.points(other, 500)
    lines = list(PointsEntry.objects.order_by("pk").values())
    made = _merged(cast, one, other)
    assert [a.balance for a in PointsAccount.objects.filter(closed_into=None)] == [800]
    assert list(PointsEntry.objects.order_by("pk").values())[:2] == lines and PointsEntry.objects.count() == 4
    assert broken_accounts() == [] and Client.objects.get().figures.points == 800
    undo_merge(cast.fang, merge_id=made.pk)
    held = {a.client_id: a.balance for a in PointsAccount.objects.filter(closed_into=None)}
    assert held == {one.pk: 300, other.pk: 500} and broken_accounts() == []
    assert other.figures.__class__.objects.get(client=other).points == 500


def test_what_was_paid_before_and_delivered_after_goes_to_the_survivor(cast: Cast, deliver: Any) -> None:
    one, other = _two(cast)
    receive(cast.xu, other, "350000.00")
    _merged(cast, one, other)
    deliver()
    assert PointsAccount.objects.get().client_id == one.pk and PointsAccount.objects.get().balance == 350


def test_what_changed_since_stays_unless_it_is_wanted_back_and_new_rows_go_where_they_are_sent(cast: Cast) -> None:
    one, other = _two(cast)
    made = _merged(cast, one, other)
    clients.update_client(
        cast.lin, client_id=one.pk, version=None, business="晶圆代工", website="https://qiyue.example"
    )
    _, moved = (clients.add_step(cast.lin, client_id=one.pk, title=t) for t in ("留下", "跟去"))
    told = look(cast.fang, made.pk, "zh")
    clash = next(c for c in told["clashes"] if c["name"].endswith(":business"))
    assert (clash["before"], clash["now"]) == ("集成电路", "晶圆代工") and clash["name"]
    steps = next(a for a in told["added"] if a["code"] == "clients.step")
    assert [r["title"] for r in steps["rows"]] == ["留下", "跟去"]
    with pytest.raises(BusinessError, match="invalid_value"):
        undo_merge(cast.fang, merge_id=made.pk, take=[Take("clients.step", (str(made.pk),), other.pk)])
    undo_merge(cast.fang, merge_id=made.pk, take=[Take("clients.step", (str(moved.pk),), other.pk)])
    one.refresh_from_db()
    assert (one.business, one.website) == ("晶圆代工", "https://qiyue.example")
    assert (one.steps.get().title, other.steps.get().title) == ("留下", "跟去")
    again = _merged(cast, one, other)
    clients.update_client(cast.lin, client_id=one.pk, version=None, business="封测")
    clash = next(c for c in look(cast.fang, again.pk, "en")["clashes"] if c["name"].endswith(":business"))
    undo_merge(cast.fang, merge_id=again.pk, set_back=[clash["name"]])
    one.refresh_from_db()
    assert one.business == "晶圆代工"


def test_rows_that_are_gone_or_went_on_are_told_and_left_alone(cast: Cast) -> None:
    one, other = _two(cast)
    steps = [clients.add_step(cast.lin, client_id=other.pk, title=t) for t in ("删", "转")]
    third = clients.create_client(cast.lin, name="云栖数据")
    made = _merged(cast, one, other)
    steps[0].delete()
    type(steps[1]).objects.filter(pk=steps[1].pk).update(client=third)
    assert {(c["why"], c["count"]) for c in look(cast.fang, made.pk, "zh")["clashes"]} == {("gone", 1), ("moved_on", 1)}
    undo_merge(cast.fang, merge_id=made.pk)
    assert third.steps.get().title == "转" and not other.steps.exists()


def test_a_chain_is_taken_back_from_its_end(cast: Cast) -> None:
    one, other = _two(cast)
    third = clients.create_client(cast.lin, name="启岳集团")
    before = world.dump()
    first = _merged(cast, one, other)
    second = merge_clients(cast.fang, client_ids=[third.pk, one.pk], survivor_id=third.pk, reason="集团")
    assert {a.client_id for a in ClientAlias.objects.all()} == {third.pk} and ClientAlias.objects.count() == 2
    with pytest.raises(BusinessError, match="merge_not_last"):
        undo_merge(cast.fang, merge_id=first.pk)
    undo_merge(cast.fang, merge_id=second.pk)
    assert ClientAlias.objects.get().client_id == one.pk
    undo_merge(cast.fang, merge_id=first.pk)
    assert {k: v for k, v in world.dump().items() if v} == {k: v for k, v in before.items() if v}
    with pytest.raises(BusinessError, match="merge_undone"):
        undo_merge(cast.fang, merge_id=first.pk)


def test_after_an_erasure_of_its_people_a_merge_keeps_no_image_and_stays(cast: Cast) -> None:
    one, other = _two(cast)
    person = world.person(cast.lin, other, "孙立衡", "13800000009")
    made = _merged(cast, one, other)
    erase(cast.fang, kind="contact", person_id=person.pk)
    made.refresh_from_db()
    assert (made.steps, made.undoable) == ("", False)
    with pytest.raises(BusinessError, match="merge_sealed"):
        look(cast.fang, made.pk, "zh")


def test_a_purged_survivor_takes_the_keys_that_lead_to_it(cast: Cast) -> None:
    one, other = _two(cast)
    _merged(cast, one, other)
    clients.archive_clients(cast.fang, client_ids=[one.pk])
    clients.purge_clients(cast.fang, client_ids=[one.pk], reason="测试")
    assert not (Client.objects.exists() or ClientAlias.objects.exists() or ClientMerge.objects.exists())
