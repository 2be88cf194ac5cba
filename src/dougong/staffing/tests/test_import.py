"""People, teams and machines from a spreadsheet, by the same steps as clients."""

from __future__ import annotations

from typing import Any

import pytest

from dougong.imports import services as imports
from dougong.imports.models import ImportBatch
from dougong.imports.tests import factories
from dougong.kit.errors import NotAllowed
from dougong.kit.jobs import run_due
from dougong.kit.money import Money
from dougong.staffing import services
from dougong.staffing.models import Resource
from dougong.staffing.tests.factories import person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HEADERS = ("姓名", "类别", "账号邮箱", "数量", "费率", "加班费率", "技能", "到位日期")
ROWS = (
    ("宏达班组", "班组", "", 600, "85", "", "焊接 4、起重", ""),
    ("唐知远", "", "tang@zhuheng.example", "", "120", "180", "焊接(5)", "2026-03-01"),
    ("25 吨汽车吊 🏗", "设备", "", "", "", "", "", ""),
)


def checked(cast: Cast, *rows: Any) -> ImportBatch:
    data = factories.table(*rows, headers=HEADERS)
    batch = imports.upload(cast.liang, target="resources", filename="资源.xlsx", data=data)
    imports.start_check(cast.liang, batch_id=batch.pk)
    run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def test_rows_become_resources_and_all_of_it_is_taken_back(cast: Cast) -> None:
    tang = person(cast, "tang", rate=Money("100.00"))
    welding = services.create_skill(cast.liang, name="焊接")
    batch = checked(cast, *ROWS)
    assert factories.verdicts(batch) == ["confirm", "update", "new"]
    assert [p["code"] for row in batch.rows.order_by("position") for p in row.content["problems"]] == ["skill_unknown"]
    services.create_skill(cast.liang, name="起重")
    batch = checked(cast, *ROWS)
    imports.start_commit(cast.liang, batch_id=batch.pk)
    run_due()
    crew = Resource.objects.get(name="宏达班组")
    assert (crew.kind, crew.capacity, crew.rate) == ("team", 600, Money("85.00"))
    assert sorted(crew.skills.values_list("skill__name", "level")) == [("焊接", 4), ("起重", 3)]
    tang.refresh_from_db()
    assert (tang.rate, tang.overtime_rate, str(tang.from_on)) == (Money("120.00"), Money("180.00"), "2026-03-01")
    assert Resource.objects.get(kind="equipment").name == "25 吨汽车吊 🏗"
    assert factories.verdicts(checked(cast, *ROWS, ("无名", "", "nobody@zhuheng.example", "", "", "", "", ""))) == [
        "update", "update", "update", "rejected",
    ]  # fmt: skip
    factories.undone(cast.liang, ImportBatch.objects.get(pk=batch.pk))
    tang.refresh_from_db()
    assert (tang.rate, tang.overtime_rate, tang.from_on) == (Money("100.00"), None, None)
    assert not tang.skills.filter(skill=welding).exists()
    assert set(Resource.objects.filter(archived_at__isnull=True).values_list("pk", flat=True)) == {tang.pk}


def test_who_keeps_no_resources_imports_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        imports.upload(
            cast.tang, target="resources", filename="资源.xlsx", data=factories.table(*ROWS, headers=HEADERS)
        )
