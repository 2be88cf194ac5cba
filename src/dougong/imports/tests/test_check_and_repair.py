"""What a check says of rows, and how rows are mended before anything is written."""

from __future__ import annotations

import pytest

from dougong.clients import services as clients
from dougong.clients.models import Client
from dougong.imports import errors, selectors, services
from dougong.imports.models import ImportBatch
from dougong.imports.tests.factories import HEADERS, checked, code, committed, row_at, table, text, verdicts, workbook
from tests.cast import Cast

pytestmark = pytest.mark.django_db
GOOD = ("启岳半导体(苏州)有限公司", code(1), "孙立衡", "138 1234 5678", "sun@qiyue.example", "2024.3.5")


def _problems(batch: ImportBatch, number: int) -> list[tuple[str, str, str]]:
    return [(p["field"], p["code"], p["severity"]) for p in row_at(batch, number).content["problems"]]


def test_a_good_row_is_new_with_its_values_in_stored_form(cast: Cast) -> None:
    batch = checked(cast.fang, table(GOOD))
    row = row_at(batch, 2)
    assert batch.status == "review" and row.verdict == "new"
    assert row.content["values"] == {
        "name": "启岳半导体（苏州）有限公司",
        "uscc": code(1),
        "person": "孙立衡",
        "phone": "+8613812345678",
        "email": "sun@qiyue.example",
        "since": "2024-03-05",
    }
    assert not Client.objects.exists()


def test_a_wrong_code_is_rejected_with_its_reason_and_repaired_at_a_click(cast: Cast) -> None:
    wrong = code(1)[:8].replace("9", "9", 1)[:6] + "O" + code(1)[7:]
    meant = code(1)[:6] + "0" + code(1)[7:]
    right = meant if meant == code(1) else None
    batch = checked(cast.fang, table((GOOD[0], wrong, *GOOD[2:])))
    assert verdicts(batch) == ["rejected"] and _problems(batch, 2)[0][:2] == ("uscc", "uscc_chars")
    problem = row_at(batch, 2).content["problems"][0]
    assert "O" in problem["zh"] and "O" in problem["en"]
    if right:
        assert problem["offers"][0]["value"] == right
        services.accept(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, field="uscc", code="uscc_chars")
    else:
        services.edit_row(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, cells={"uscc": code(1)})
    assert verdicts(batch) == ["new"] and row_at(batch, 2).content["raw"][1] == wrong


def test_a_missing_name_is_rejected_and_a_missing_code_is_not(cast: Cast) -> None:
    batch = checked(cast.fang, table(("", *GOOD[1:]), (GOOD[0], "", *GOOD[2:])))
    assert verdicts(batch) == ["rejected", "new"]
    assert _problems(batch, 2) == [("name", "required", "error")]


def test_a_short_phone_offers_to_leave_the_cell_empty(cast: Cast) -> None:
    batch = checked(cast.fang, table((*GOOD[:3], "1381234567", *GOOD[4:])))
    row = row_at(batch, 2)
    assert row.content["problems"][0]["zh"] == "位数不够，只有 10 位。"
    services.accept(cast.fang, batch_id=batch.pk, row_id=row.pk, field="phone", code="phone_short")
    assert "phone" not in row_at(batch, 2).content["values"] and verdicts(batch) == ["new"]


def test_a_skipped_row_stays_out_until_it_is_taken_back(cast: Cast) -> None:
    batch = checked(cast.fang, table(GOOD))
    services.skip_row(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, skipped=True)
    with pytest.raises(errors.NothingToCommit):
        services.start_commit(cast.fang, batch_id=batch.pk)
    services.skip_row(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, skipped=False)
    assert verdicts(batch) == ["new"]


def test_the_second_row_of_a_code_updates_and_takes_over_when_the_first_is_skipped(cast: Cast) -> None:
    batch = checked(cast.fang, table(GOOD, ("启岳半导体", code(1), "", "", "", "")))
    assert verdicts(batch) == ["new", "update"]
    services.skip_row(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, skipped=True)
    assert verdicts(batch) == ["skipped", "new"]
    services.skip_row(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, skipped=False)
    assert verdicts(batch) == ["new", "update"]


def test_a_code_typed_in_a_repair_joins_the_row_to_the_other_of_that_code(cast: Cast) -> None:
    batch = checked(cast.fang, table(GOOD, ("启岳二厂", "", "", "", "", "")))
    services.edit_row(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 3).pk, cells={"uscc": code(1)})
    assert verdicts(batch) == ["new", "update"]


def test_without_code_the_same_name_and_phone_is_the_same_client(cast: Cast) -> None:
    clients.create_client(cast.fang, name="沧澜水务集团", phone="13812345678")
    rows = [("沧澜水务 集团", "", "", "+86 138-1234-5678", "", ""), ("沧澜水务集团", "", "", "13900000000", "", "")]
    assert verdicts(checked(cast.fang, table(*rows))) == ["unchanged", "new"]


def test_a_namesake_without_code_and_phone_asks(cast: Cast) -> None:
    known = clients.create_client(cast.fang, name="沧澜水务集团")
    rows = [("沧澜水务集团", "", "王敏", "", "", ""), ("沧澜水务集团", "", "李敏", "", "", "")]
    batch = checked(cast.fang, table(*rows))
    assert verdicts(batch) == ["confirm", "confirm"]
    one, two = row_at(batch, 2), row_at(batch, 3)
    services.accept(cast.fang, batch_id=batch.pk, row_id=one.pk, field="name", code="same_name")
    services.keep_row(cast.fang, batch_id=batch.pk, row_id=two.pk, field="name", code="same_name")
    assert verdicts(batch) == ["update", "new"] and row_at(batch, 2).object_id == known.pk


def test_a_whole_kind_of_problem_is_resolved_at_once(cast: Cast) -> None:
    rows = [(f"客户{n}", code(n), "", "12345", "", "") for n in range(5)]
    batch = checked(cast.fang, table(*rows))
    assert verdicts(batch) == ["rejected"] * 5
    kinds = selectors.counts(batch, "zh")["problems"]
    assert [(k["field"], k["code"], k["rows"], k["label"]) for k in kinds] == [("phone", "phone_short", 5, "电话")]
    answer = services.resolve_all(cast.fang, batch_id=batch.pk, field="phone", code="phone_short", act="accept")
    assert answer == {"done": 5, "left": 0} and verdicts(batch) == ["new"] * 5
    assert selectors.counts(batch, "zh")["problems"] == []


def test_a_column_that_proves_its_order_decides_its_ambiguous_dates(cast: Cast) -> None:
    dates = ["07/12/2021", "21/06/2015"]
    batch = checked(cast.fang, table(*[(*GOOD[:1], code(n), "", "", "", d) for n, d in enumerate(dates)]))
    assert row_at(batch, 2).content["values"]["since"] == "2021-12-07"
    alone = checked(cast.fang, table((*GOOD[:5], "07/12/2021")))
    assert verdicts(alone) == ["confirm"]
    offers = row_at(alone, 2).content["problems"][0]["offers"]
    assert [o["value"] for o in offers] == ["2021-12-07", "2021-07-12"]


def test_columns_that_were_chosen_are_remembered_for_the_same_headers(cast: Cast) -> None:
    data = table(("启岳", "甲", code(1)), headers=("甲栏", "乙栏", "丙栏"))
    batch = services.upload(cast.fang, target="clients", filename="怪.xlsx", data=data)
    assert not batch.sheets[0]["included"]
    services.set_columns(
        cast.fang,
        batch_id=batch.pk,
        version=batch.version,
        sheets=[{"index": 0, "included": True, "columns": {"0": "name", "2": "uscc"}}],
    )
    again = services.upload(cast.zhou, target="clients", filename="怪二.xlsx", data=data)
    assert again.sheets[0]["remembered"] and again.sheets[0]["included"]
    assert {c: v["field"] for c, v in again.sheets[0]["columns"].items()} == {"0": "name", "2": "uscc"}


def test_the_header_row_may_be_moved_by_hand(cast: Cast) -> None:
    data = workbook(("Sheet1", [["甲", "乙"], ["名称列", "代码列"], ["启岳半导体有限公司", code(1)]]))
    batch = services.upload(cast.fang, target="clients", filename="x.xlsx", data=data)
    batch = services.set_header(cast.fang, batch_id=batch.pk, version=batch.version, sheet=0, row=2)
    assert batch.sheets[0]["headers"] == ["名称列", "代码列"] and batch.sheets[0]["row_count"] == 1


def test_a_sheet_without_a_name_column_is_refused_before_the_check(cast: Cast) -> None:
    batch = services.upload(cast.fang, target="clients", filename="x.xlsx", data=table(GOOD))
    with pytest.raises(errors.NothingMapped):
        services.set_columns(
            cast.fang,
            batch_id=batch.pk,
            version=batch.version,
            sheets=[{"index": 0, "included": True, "columns": {"1": "uscc"}}],
        )


def test_several_sheets_are_one_import(cast: Cast) -> None:
    data = workbook(
        ("华东", [HEADERS, GOOD]),
        ("华南", [("单位", "税号", "合同总金额(万元)"), ("云麓文旅", code(2), 350.5), ("启岳半导体", code(1), 12)]),
    )
    batch = checked(cast.fang, data)
    assert [(r.sheet, r.number, r.verdict) for r in batch.rows.order_by("position")] == [
        (0, 2, "new"),
        (1, 2, "new"),
        (1, 3, "update"),
    ]
    assert batch.rows.get(position=1).content["values"]["contract_total"] == "3505000.00"


def test_who_handles_a_client_is_our_colleague_where_the_name_says_so(cast: Cast) -> None:
    headers = ("客户名称", "税号", "经办人", "电话")
    rows = [("甲公司", code(1), "林舒然", "13812345678"), ("乙公司", code(2), "陶磊", "13812345679")]
    committed(cast.fang, table(*rows, headers=headers))
    first, second = Client.objects.get(uscc=code(1)), Client.objects.get(uscc=code(2))
    assert first.owner_id == cast.lin.id and first.department_id == cast.lin.department_id
    assert not first.contacts.exists()
    assert second.owner_id is None and [c.name for c in second.contacts.all()] == ["陶磊"]


def test_an_escaped_cell_of_our_own_export_is_read_again(cast: Cast) -> None:
    batch = checked(cast.fang, text((*GOOD[:3], "'+86 138 1234 5678", *GOOD[4:])), "客户.csv")
    assert row_at(batch, 2).content["values"]["phone"] == "+8613812345678"
