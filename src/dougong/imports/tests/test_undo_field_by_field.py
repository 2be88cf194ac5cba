"""An import is taken back as far as nobody has changed what it wrote; the rest is told, field by field, to whoever may see it."""

from __future__ import annotations

import pytest

from dougong.audit.models import AuditEntry
from dougong.clients import services as clients
from dougong.clients.models import Client, Contact
from dougong.imports.models import ImportBatch
from dougong.imports.tests.factories import code, committed, table, undone
from dougong.imports.undo_plan import undo_plan
from dougong.kit.actor import Actor
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HEADERS = ("客户名称", "税号", "电话", "地址", "行业", "联系人")
ROW = ("启岳半导体", code(1), "13812345678", "江苏省苏州市星湖街 1 号", "集成电路", "")


def _known(cast: Cast) -> Client:
    return clients.create_client(cast.fang, name="启岳", uscc=code(1), industry="制造", address="旧地址")


def _imported(cast: Cast, *rows: tuple[object, ...], actor: Actor | None = None) -> ImportBatch:
    return committed(actor or cast.fang, table(*(rows or (ROW,)), headers=HEADERS))


def test_a_field_that_was_changed_since_stays_and_the_others_go_back(cast: Cast) -> None:
    known = _known(cast)
    batch = _imported(cast)
    clients.update_client(cast.fang, client_id=known.pk, version=2, industry="半导体")
    plan = undo_plan(cast.fang, batch.pk, 0, "zh")
    assert plan["acts"] == {"remove": 0, "restore": 0, "partly": 1, "keep": 0}
    clash = plan["items"][0]["clashes"]
    assert [(c["label"], c["before"], c["imported"], c["now"]) for c in clash] == [
        ("行业", "制造", "集成电路", "半导体")
    ]
    undone(cast.fang, batch)
    known.refresh_from_db()
    assert (known.name, known.name_sort, known.address, known.phone, known.industry) == (
        "启岳",
        "qiyue",
        "旧地址",
        "",
        "半导体",
    )
    assert batch.rows.get().state == "partly"
    after = undo_plan(cast.fang, batch.pk, 0, "en")
    assert after["items"][0]["clashes"][0]["label"] == "Industry" and after["acts"]["partly"] == 1


def test_choices_are_told_in_the_words_of_either_language(cast: Cast) -> None:
    known = clients.create_client(cast.fang, name="启岳", uscc=code(1), kind="dealer", facts={"stage": "mature"})
    row = ("启岳", code(1), "业主", "成长期", "阿里云、私有云")
    batch = committed(cast.fang, table(row, headers=("客户名称", "税号", "客户类型", "发展阶段", "云")))
    clients.update_client(
        cast.fang, client_id=known.pk, version=None, kind="government", facts={"stage": "starting", "cloud": ["none"]}
    )
    told = {
        language: {c["label"]: (c["before"], c["imported"], c["now"]) for c in items[0]["clashes"]}
        for language in ("zh", "en")
        if (items := undo_plan(cast.fang, batch.pk, 0, language)["items"])
    }
    assert told["zh"] == {
        "客户类型": ("经销商", "业主", "政府与事业单位"),
        "发展阶段": ("成熟期", "成长期", "初创期"),
        "云": (None, "私有云、阿里云", "无"),
    }
    assert told["en"] == {
        "Type": ("Dealer", "Employer", "Public body"),
        "Stage": ("Mature", "Growing", "Starting up"),
        "Cloud": (None, "Private cloud, Alibaba Cloud", "None"),
    }
    undone(cast.fang, batch)
    after = undo_plan(cast.fang, batch.pk, 0, "en")["items"][0]["clashes"]
    assert {c["label"]: c["imported"] for c in after}["Type"] == "Employer"


def test_the_same_is_planned_and_done(cast: Cast) -> None:
    _known(cast)
    touched = clients.create_client(cast.fang, name="云麓", uscc=code(4), industry="文旅")
    rows = [
        ROW,
        ("沧澜水务", code(2), "", "", "", ""),
        ("青梧", code(3), "", "", "", "李木白"),
        ("云麓文旅", code(4), "", "", "", ""),
    ]
    batch = _imported(cast, *rows)
    clients.update_client(cast.fang, client_id=touched.pk, version=2, name="云麓集团")
    clients.add_note(cast.fang, client_id=Client.objects.get(uscc=code(2)).pk, kind="visit", text="谈了")
    plan = undo_plan(cast.fang, batch.pk, 0, "zh")
    assert plan["acts"] == {"remove": 1, "restore": 1, "partly": 0, "keep": 2} and plan["records"] == 4
    assert {i["title"]: i["why"] for i in plan["items"]} == {"沧澜水务": "used", "云麓集团": "changed"}
    before = Client.objects.count()
    undone(cast.fang, batch)
    assert Client.objects.count() == before, "a made client is archived, never deleted"
    assert Client.objects.get(uscc=code(3)).archived_at is not None
    assert {i["title"]: i["why"] for i in undo_plan(cast.fang, batch.pk, 0, "zh")["items"]} == {
        "沧澜水务": "used",
        "云麓集团": "changed",
    }
    entry = AuditEntry.objects.get(action="undone")
    assert entry.after == {"undone": 2, "partly": 0, "kept": 2} and entry.resource == "imports.batch"


def test_a_contact_that_somebody_wrote_to_stays(cast: Cast) -> None:
    known = _known(cast)
    batch = _imported(cast, (*ROW[:5], "孙立衡"))
    person = Contact.objects.get()
    clients.update_contact(cast.fang, contact_id=person.pk, version=1, post="厂长")
    undone(cast.fang, batch)
    known.refresh_from_db()
    person.refresh_from_db()
    assert known.name == "启岳" and person.archived_at is None
    items = undo_plan(cast.fang, batch.pk, 0, "zh")["items"]
    assert [(c["label"], c["now"]) for c in items[0]["clashes"]] == [("联系人", "孙立衡")]


def test_a_contact_that_the_import_made_and_filled_up_goes(cast: Cast) -> None:
    known = _known(cast)
    batch = _imported(cast, (*ROW[:5], "孙立衡"), ("启岳半导体", code(1), "13900000000", "", "", "孙立衡"))
    assert Contact.objects.get().phone == "+8613900000000"
    undone(cast.fang, batch)
    known.refresh_from_db()
    assert known.phone == "" and Contact.objects.get().archived_at is not None


def test_a_code_that_another_client_has_got_meanwhile_is_not_given_back(cast: Cast) -> None:
    known = clients.create_client(cast.fang, name="启岳", phone="13812345678")
    batch = _imported(cast, ("启岳", code(1), "13812345678", "", "", ""))
    assert Client.objects.count() == 2, "a row with a code is not the client without one"
    clients.update_client(cast.fang, client_id=known.pk, version=1, uscc=code(5))
    again = _imported(cast, ("启岳二", code(5), "", "", "", ""))
    clients.update_client(cast.fang, client_id=known.pk, version=3, uscc=code(6))
    undone(cast.fang, again)
    known.refresh_from_db()
    assert (known.name, known.uscc) == ("启岳", code(6)) and batch.rows.get().state == "committed"


def test_records_out_of_sight_are_counted_and_not_named(cast: Cast, api: ApiClient) -> None:
    known = clients.create_client(cast.zhou, name="启岳", uscc=code(1), industry="制造")
    batch = _imported(cast, actor=cast.zhou)
    clients.assign_clients(cast.fang, client_ids=[known.pk], owner_id=cast.shen.id)
    plan = api.as_("zhou").get(f"/imports/{batch.pk}/undo").json()
    assert plan["acts"]["keep"] == 1
    assert plan["items"] == [{"object_id": None, "title": "", "act": "keep", "why": "unseen", "clashes": []}]
    undone(cast.zhou, batch)
    known.refresh_from_db()
    assert known.name == "启岳半导体"
    assert api.get(f"/imports/{batch.pk}/undo").json()["items"][0]["title"] == ""
    told = api.as_("fang").get(f"/imports/{batch.pk}/undo").json()["items"][0]
    assert told["object_id"] is None or told["title"] in ("", "启岳半导体")


def test_values_that_a_field_rule_hides_are_not_told(cast: Cast) -> None:
    from dataclasses import replace

    known = _known(cast)
    batch = _imported(cast)
    clients.update_client(cast.fang, client_id=known.pk, version=2, phone="13700000000")
    half = replace(cast.fang, fields={"clients.client": {"phone": "mask"}})
    clash = undo_plan(half, batch.pk, 0, "zh")["items"][0]["clashes"][0]
    assert (clash["field"], clash["hidden"], clash["now"]) == ("phone", True, None)
    undone(cast.fang, batch)
    assert undo_plan(half, batch.pk, 0, "zh")["items"][0]["clashes"][0]["hidden"]
    assert undo_plan(cast.fang, batch.pk, 0, "zh")["items"][0]["clashes"][0]["now"] == "+8613700000000"


def test_a_long_plan_comes_in_parts_that_add_up(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dougong.imports.undo_plan.PART", 3)
    rows = [(f"客户{n % 8}", code(n % 8), "", f"地址 {n}", "", "") for n in range(10)]
    batch = _imported(cast, *rows)
    after, records = 0, 0
    while after is not None:
        part = undo_plan(cast.fang, batch.pk, after, "zh")
        records += part["acts"]["remove"]
        after = part["next"]
    assert records == 8 == Client.objects.count()


def test_an_import_under_way_has_nothing_to_plan_and_strangers_see_nothing(cast: Cast, api: ApiClient) -> None:
    batch = _imported(cast)
    assert api.as_("chen").get(f"/imports/{batch.pk}/undo").status_code == 404
    assert api.as_("admin").get(f"/imports/{batch.pk}/undo").status_code == 403
    ImportBatch.objects.filter(pk=batch.pk).update(status="review")
    assert api.as_("fang").get(f"/imports/{batch.pk}/undo").json()["records"] == 0
