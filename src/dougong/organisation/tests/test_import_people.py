"""People from a spreadsheet, by the same steps as clients."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from dougong.accounts import services as accounts
from dougong.accounts.actors import actor_by_id
from dougong.accounts.apart import services as apart
from dougong.accounts.models import Invitation, Post, User, email_key
from dougong.accounts.services import update_person
from dougong.imports import services as imports
from dougong.imports.models import ImportBatch
from dougong.imports.tests import factories
from dougong.kit.errors import NotAllowed
from dougong.kit.jobs import run_due
from tests.api import ApiClient
from tests.cast import Cast, departments

HEADERS = ("姓名", "邮箱", "手机", "部门", "职务", "主岗", "角色")
ROWS = (
    ("江晚晴", "jiang@zhuheng.example", "13800001111", "公司/财务部", "造价员", "", "财务专员"),
    ("江晚晴", "jiang@zhuheng.example", "", "工程部", "成本顾问", "否", ""),
    ("顾明川", "gu@zhuheng.example", "", "华东销售部", "高级销售", "", ""),
)


def people(cast: Cast, *rows: Any, options: dict[str, Any] | None = None) -> ImportBatch:
    data = factories.table(*rows, headers=HEADERS)
    batch = imports.upload(cast.admin, target="people", filename="成员.xlsx", data=data)
    if options:
        imports.set_options(cast.admin, batch_id=batch.pk, options=options)
    imports.start_check(cast.admin, batch_id=batch.pk)
    run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def commit(cast: Cast, batch: ImportBatch) -> None:
    imports.start_commit(cast.admin, batch_id=batch.pk)
    run_due()


def problems(batch: ImportBatch) -> list[str]:
    return [p["code"] for row in batch.rows.order_by("position") for p in row.content["problems"]]


def posts(user: User) -> list[tuple[str, str, bool]]:
    return sorted(Post.objects.filter(user=user).values_list("department__name", "title", "main"))


def test_one_row_is_one_post_and_all_of_it_can_be_taken_back(cast: Cast) -> None:
    gu = cast.user("gu")
    batch = people(cast, *ROWS)
    assert factories.verdicts(batch) == ["new", "update", "update"] and problems(batch) == []
    commit(cast, batch)
    jiang = User.objects.get(email_index=email_key("jiang@zhuheng.example"))
    assert posts(jiang) == [("工程部", "成本顾问", False), ("财务部", "造价员", True)]
    assert (jiang.title, jiang.department_id) == ("造价员", departments()["财务部"].pk)
    assert list(jiang.roles.values_list("code", flat=True)) == ["finance"] and not jiang.has_usable_password()
    gu.refresh_from_db()
    assert gu.title == "高级销售" and posts(gu) == [("华东销售部", "高级销售", True)]
    assert factories.verdicts(people(cast, *ROWS, ("", "", "", "", "", "", ""))) == ["unchanged"] * 3
    factories.undone(cast.admin, ImportBatch.objects.get(pk=batch.pk))
    gu.refresh_from_db()
    assert gu.title == "销售代表" and not User.objects.filter(pk=jiang.pk).exists()


def test_a_phone_that_the_file_replaced_comes_back(cast: Cast) -> None:
    gu = cast.user("gu")
    update_person(cast.admin, user_id=gu.pk, version=None, phone="13800002222")
    batch = people(cast, ("顾明川", "gu@zhuheng.example", "13800003333", "", "", "", ""))
    commit(cast, batch)
    gu.refresh_from_db()
    assert gu.phone.endswith("13800003333")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM imports_importrow")
        kept = str(cursor.fetchall())
    assert not any(word in kept for word in ("1380000", "gu@zhuheng", "顾明川")), "nothing of him is in the clear"
    factories.undone(cast.admin, ImportBatch.objects.get(pk=batch.pk))
    gu.refresh_from_db()
    assert gu.phone.endswith("13800002222") and User.objects.get(phone_index=gu.phone_index).pk == gu.pk


def test_what_was_changed_since_stays_at_an_undoing(cast: Cast) -> None:
    batch = people(cast, *ROWS)
    commit(cast, batch)
    jiang = User.objects.get(email_index=email_key("jiang@zhuheng.example"))
    update_person(cast.admin, user_id=jiang.pk, version=None, name="江晚")
    factories.undone(cast.admin, ImportBatch.objects.get(pk=batch.pk))
    assert User.objects.get(pk=jiang.pk).name == "江晚"
    assert set(batch.rows.filter(object_id=jiang.pk).values_list("state", flat=True)) == {"kept"}


def test_bad_rows_are_handed_back_with_their_reason(cast: Cast) -> None:
    User.objects.filter(pk=cast.user("he").pk).update(is_active=False)
    batch = people(
        cast,
        ("甲", "", "", "工程部", "", "", ""),
        ("乙", "yi@zhuheng.example", "", "公司/不存在", "", "", ""),
        ("丙", "bing@zhuheng.example", "", "", "", "也许", "国王"),
        ("何听澜", "he@zhuheng.example", "", "", "", "", ""),
        ("林舒然", "lin@zhuheng.example", "", "", "", "", "管理员"),
    )
    assert problems(batch) == [
        "login_missing", "department_unknown", "main_unreadable", "role_unknown", "person_inactive", "roles_not_changed",
    ]  # fmt: skip
    assert factories.verdicts(batch) == ["rejected", "confirm", "rejected", "rejected", "confirm"]
    imports.resolve_all(cast.admin, batch_id=batch.pk, field="department", code="department_unknown", act="accept")
    commit(cast, batch)
    made = User.objects.get(email_index=email_key("yi@zhuheng.example"))
    assert made.department is not None and made.department.name == "不存在"
    assert made.department.parent_id == departments()["公司"].pk
    assert "admin" not in cast.user("lin").roles.values_list("code", flat=True)


def test_invitations_go_out_at_the_commit_where_mail_is_set_up(cast: Cast, settings: Any) -> None:
    settings.DOUGONG_SENDS_MAIL = True
    commit(cast, people(cast, *ROWS, options={"invite": True}))
    run_due()
    assert [m.to for m in mail.outbox] == [["jiang@zhuheng.example"]]
    assert Invitation.objects.get().state == "open"


def test_only_who_keeps_people_imports_them_and_sees_the_rows(cast: Cast, api: ApiClient) -> None:
    batch = people(cast, ROWS[0])
    with pytest.raises(NotAllowed):
        imports.upload(cast.fang, target="people", filename="成员.xlsx", data=factories.table(ROWS[0], headers=HEADERS))
    assert api.as_("fang").get(f"/imports/{batch.pk}").status_code == 404
    assert [t["code"] for t in api.get("/import-targets").json()["items"]] == ["clients"]
    assert api.as_("admin").get(f"/imports/{batch.pk}").json()["target"]["code"] == "people"


def test_with_duties_apart_the_administrator_imports_people_without_their_roles_and_no_clients(
    cast: Cast, api: ApiClient
) -> None:
    apart.make_security_role(cast.admin)
    accounts.set_roles(cast.admin, user_id=cast.user("fang").pk, version=None, roles=["security"])
    accounts.set_roles(cast.admin, user_id=cast.user("chen").pk, version=None, roles=["auditor"])
    of_clients = imports.upload(
        cast.zhou, target="clients", filename="客户.xlsx", data=factories.table(("启岳半导体",))
    )
    apart.turn_on(cast.admin, adjust=True)
    hand = actor_by_id(cast.user("admin").pk)
    assert hand is not None
    batch = people(replace(cast, admin=hand), ROWS[0])
    assert problems(batch) == ["roles_not_yours"]
    row = batch.rows.get()
    imports.accept(hand, batch_id=batch.pk, row_id=row.pk, field="roles", code="roles_not_yours")
    commit(replace(cast, admin=hand), batch)
    made = User.objects.get(email_index=email_key("jiang@zhuheng.example"))
    assert made.roles.count() == 0 and posts(made) == [("财务部", "造价员", True)]
    with pytest.raises(NotAllowed):
        imports.upload(hand, target="clients", filename="客户.xlsx", data=factories.table(("云栖数据",)))
    assert [i["id"] for i in api.as_("admin").get("/imports").json()["items"]] == [str(batch.pk)]
    assert api.get(f"/imports/{of_clients.pk}").status_code == 404
