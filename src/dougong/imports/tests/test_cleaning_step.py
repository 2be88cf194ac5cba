"""The cleaning step: what each rule did, with cells before and after; rules switched off; repairs that survive another check."""

from __future__ import annotations

import pytest
from django.db import connection

from dougong.clients import services as clients
from dougong.clients.models import Client
from dougong.imports import selectors, services
from dougong.imports.models import ImportBatch
from dougong.imports.tests.factories import HEADERS, checked, code, committed, row_at, table, verdicts
from dougong.kit.jobs import run_due
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
GOOD = ("启岳半导体(苏州)有限公司", code(1), "孙立衡", "138 1234 5678", "sun@qiyue.example", "2024.3.5")


def _rules(batch: ImportBatch) -> dict[str, dict]:
    return {r["code"]: r for r in selectors.rules_of(ImportBatch.objects.get(pk=batch.pk), "zh")}


def test_each_rule_tells_how_often_and_shows_cells(cast: Cast) -> None:
    batch = checked(cast.fang, table(GOOD, ("沧澜水务", code(2), "无", "13900000000", "A@B.example", 45356)))
    rules = _rules(batch)
    assert rules["phone"]["count"] == 2 and rules["blank"]["count"] == 1
    assert rules["phone"]["samples"][0] == {
        "sheet": "客户台账", "row": 2, "label": "电话", "before": "138 1234 5678", "after": "+8613812345678",
    }  # fmt: skip
    assert [s["after"] for s in rules["date_serial"]["samples"]] == ["2024-03-05"]
    assert "amount" not in rules, "no column holds amounts"


def test_samples_are_sealed_in_the_database(cast: Cast) -> None:
    checked(cast.fang, table(GOOD))
    with connection.cursor() as cursor:
        cursor.execute("SELECT samples FROM imports_importbatch")
        assert "1381234" not in cursor.fetchone()[0]


def test_a_rule_switched_off_asks_and_on_again_is_quiet(cast: Cast, api: ApiClient) -> None:
    batch = checked(cast.fang, table(GOOD))
    answer = api.as_("fang").put(f"/imports/{batch.pk}/rules", {"off": ["phone", "no_such_rule"]})
    assert answer.status_code == 202 and answer.json()["status"] == "checking"
    run_due()
    assert verdicts(batch) == ["confirm"] and not _rules(batch)["phone"]["on"] and _rules(batch)["phone"]["count"] == 0
    problem = row_at(batch, 2).content["problems"][0]
    assert (problem["code"], problem["offers"][0]["value"], problem["keep"]) == ("tidy_off", "+8613812345678", False)
    services.set_rules(cast.fang, batch_id=batch.pk, off=[])
    run_due()
    assert verdicts(batch) == ["new"] and _rules(batch)["phone"]["on"]


def test_what_was_mended_stays_mended_when_rules_change(cast: Cast) -> None:
    rows = [(f"客户{n}", "123", "", "", "", "") for n in range(3)]
    batch = checked(cast.fang, table(*rows))
    services.edit_row(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 3).pk, cells={"uscc": code(3)})
    services.skip_row(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 4).pk, skipped=True)
    services.set_rules(cast.fang, batch_id=batch.pk, off=["width"])
    run_due()
    assert verdicts(batch) == ["rejected", "new", "skipped"]
    assert row_at(batch, 3).content["edits"] == {"uscc": code(3)} and ImportBatch.objects.get().carried == {}


def test_repairs_survive_a_worker_that_is_lost_while_old_rows_are_cleared(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dougong.imports.services import checking
    from dougong.kit.models import Job

    batch = checked(cast.fang, table(("客户", "123", "", "", "", "")))
    services.edit_row(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, cells={"uscc": code(3)})
    real = checking.read_again
    monkeypatch.setattr(checking, "read_again", lambda batch: 1 / 0)
    job = services.set_rules(cast.fang, batch_id=batch.pk, off=[])
    run_due()
    assert not batch.rows.exists() and Job.objects.get(pk=job.pk).status == "failed"
    monkeypatch.setattr(checking, "read_again", real)
    services.start_check(cast.fang, batch_id=batch.pk)
    run_due()
    assert verdicts(batch) == ["new"] and row_at(batch, 2).content["edits"] == {"uscc": code(3)}


def test_traditional_names_meet_their_simplified_client_unless_switched_off(cast: Cast) -> None:
    known = clients.create_client(cast.fang, name="华东电力设计院", phone="13812345678")
    batch = checked(cast.fang, table(("華東電力設計院", "", "", "13812345678", "", "")))
    assert verdicts(batch) == ["update"] and row_at(batch, 2).object_id == known.pk
    assert _rules(batch)["script"]["samples"][0]["after"] == "华东电力设计院"
    services.set_rules(cast.fang, batch_id=batch.pk, off=["script"])
    run_due()
    assert verdicts(batch) == ["new"] and row_at(batch, 2).content["values"]["name"] == "華東電力設計院"


def test_days_and_authors_of_the_old_system_are_kept(cast: Cast, api: ApiClient) -> None:
    headers = (*HEADERS[:2], "创建日期", "录入人")
    rows = [("启岳", code(1), "2019/3/5 10:20", "林舒然"), ("沧澜", code(2), "2018.1.2", "已离职的人")]
    committed(cast.fang, table(*rows, headers=headers))
    first, second = Client.objects.get(uscc=code(1)), Client.objects.get(uscc=code(2))
    assert (str(first.source_created_on), first.source_author, first.source_author_id) == (
        "2019-03-05",
        "林舒然",
        cast.lin.id,
    )
    assert (str(second.source_created_on), second.source_author, second.source_author_id) == (
        "2018-01-02",
        "已离职的人",
        None,
    )
    assert first.created_at.year > 2019 and first.created_by_id == cast.fang.id, (
        "our own record says who imported, and when"
    )
    assert api.as_("fang").get(f"/clients/{first.pk}").json()["source_created_on"] == "2019-03-05"


def test_an_engine_question_can_not_be_kept_as_it_stands(cast: Cast) -> None:
    from dougong.imports import errors

    batch = checked(cast.fang, table((*GOOD[:5], "07/12/2021")))
    with pytest.raises(errors.NoSuggestion):
        services.keep_row(
            cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, field="since", code="date_ambiguous"
        )
