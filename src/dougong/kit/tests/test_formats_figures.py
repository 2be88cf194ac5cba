"""Dates and amounts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.kit.formats import infer_date_order, parse_amount, parse_date

D = dt.date


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2022.5.18", D(2022, 5, 18)),
        ("2022年6月16日", D(2022, 6, 16)),
        ("２０２２年６月１６号", D(2022, 6, 16)),
        ("2024/10/11", D(2024, 10, 11)),
        ("2024/10/11 08:30:00", D(2024, 10, 11)),
        ("2024-10-11T08:30:00Z", D(2024, 10, 11)),
        ("2024-10-11 星期五", D(2024, 10, 11)),
        ("20130502", D(2013, 5, 2)),
        (20130502, D(2013, 5, 2)),
        ("21/06/2015", D(2015, 6, 21)),
        ("06/21/2015", D(2015, 6, 21)),
        ("05/05/2015", D(2015, 5, 5)),
        ("二〇二二年十二月三十一日", D(2022, 12, 31)),
        ("3 May 2024", D(2024, 5, 3)),
        ("May 3, 2024", D(2024, 5, 3)),
        (44699, D(2022, 5, 18)),
        (44699.75, D(2022, 5, 18)),
        ("44699", D(2022, 5, 18)),
        (D(2022, 5, 18), D(2022, 5, 18)),
        (dt.datetime.fromisoformat("2022-05-18T23:59"), D(2022, 5, 18)),
        ("2024-02-29", D(2024, 2, 29)),
        (None, None),
        ("-", None),
    ],
)
def test_dates_are_read_as_they_are_written(typed: object, value: dt.date | None) -> None:
    result = parse_date(typed)
    assert (result.value, result.reason) == (value, None)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2023-02-29", "date_impossible"),
        ("2024年13月1日", "date_impossible"),
        ("32/01/2024", "date_impossible"),
        ("20241131", "date_impossible"),
        ("闰四月初三", "date_lunar"),
        ("2024年腊月廿三", "date_lunar"),
        ("农历八月十五", "date_lunar"),
        ("2024年6月", "date_incomplete"),
        ("2024", "date_incomplete"),
        (2024, "date_incomplete"),
        ("6月16日", "date_incomplete"),
        ("22.5.18", "date_two_digit_year"),
        ("1850-01-01", "date_range"),
        ("明天", "date_unreadable"),
        (True, "date_unreadable"),
        (float("nan"), "date_unreadable"),
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(typed: object, code: str) -> None:
    result = parse_date(typed)
    assert result.value is None and result.reason and result.reason.code == code


def test_a_date_with_two_readings_is_refused_unless_its_column_decides() -> None:
    result = parse_date("07/12/2021")
    assert result.reason and result.reason.code == "date_ambiguous"
    assert result.choices == (D(2021, 12, 7), D(2021, 7, 12))
    assert result.reason.sentence() == "可能是 2021-12-07，也可能是 2021-07-12，请写成 年-月-日。"
    assert parse_date("07/12/2021", order="dmy").value == D(2021, 12, 7)
    assert parse_date("07/12/2021", order="mdy").value == D(2021, 7, 12)
    column = infer_date_order(["07/12/2021", "21/06/2015", "2022.5.18", None])
    assert (column.order, column.dmy, column.mdy, column.ambiguous) == ("dmy", 1, 0, 1)
    assert infer_date_order(["07/12/2021"]).order is None
    assert infer_date_order(["21/06/2015", "06/21/2015"]).order is None


@given(st.dates(D(1906, 1, 1), D(2100, 12, 31)))
def test_every_day_is_read_back_from_every_way_of_writing_it(day: dt.date) -> None:
    serial = (day - D(1899, 12, 30)).days
    ways = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
    ]
    for way in (*ways, f"{day:%Y/%m/%d}", serial, day):
        assert parse_date(way).value == day
    assert parse_date(f"{day:%d/%m/%Y}", order="dmy").value == day
    assert parse_date(f"{day:%m/%d/%Y}", order="mdy").value == day


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1,280,000.00", 128_000_000),
        ("1,707,880,000元", 170_788_000_000),
        ("¥6,401,010,000.00", 640_101_000_000),
        ("￥１２３．４５", 12_345),
        ("RMB 57996000", 5_799_600_000),
        ("人民币：5万元整", 5_000_000),
        ("4485.3万", 4_485_300_000),
        ("497595.00万元", 497_595_000_000),
        ("2.4亿元", 24_000_000_000),
        ("0.1", 10),
        (0.1, 10),
        (53690000.0, 5_369_000_000),
        (-0.0, 0),
        ("0", 0),
        (Decimal("12.34"), 1_234),
        ("叁拾伍万元整", 35_000_000),
        ("人民币壹仟贰佰叁拾肆元伍角陆分", 123_456),
        ("壹拾万零伍佰元整", 10_050_000),
        ("伍角", 50),
        ("叁元零伍分", 305),
        ("贰亿叁仟万元整", 23_000_000_000),
        ("三十五万", 35_000_000),
        ("", None),
        ("无", None),
    ],
)
def test_amounts_are_read_to_the_fen(typed: object, fen: int | None) -> None:
    result = parse_amount(typed)
    assert (result.fen, result.reason) == (fen, None)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-5", "amount_negative"),
        ("(5,000.00)", "amount_negative"),
        (-350000, "amount_negative"),
        ("1.234", "amount_decimals"),
        (1.234, "amount_decimals"),
        ("100000000000000", "amount_too_large"),
        (123456789012345, "amount_too_large"),
        ("1e400", "amount_unreadable"),
        (float("inf"), "amount_unreadable"),
        (float("nan"), "amount_unreadable"),
        ("USD 500", "amount_currency"),
        ("$5", "amount_currency"),
        ("12,34,567", "amount_grouping"),
        ("面议", "amount_unreadable"),
        ("万元", "amount_unreadable"),
        ("1.2.3", "amount_unreadable"),
        (True, "amount_unreadable"),
        ("叁肆万元", "amount_unreadable"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_reason(typed: object, code: str) -> None:
    result = parse_amount(typed)
    assert result.fen is None and result.reason and result.reason.code == code


def test_a_negative_is_read_where_it_is_allowed() -> None:
    for typed in ("-5,000.00", "(5,000.00)", "−5000", "¥-5000", -5000):
        assert parse_amount(typed, allow_negative=True).fen == -500_000


def test_the_headers_unit_counts_for_cells_that_name_none() -> None:
    assert parse_amount(6589.6, unit="万元").fen == 6_589_600_000
    assert parse_amount("113.3", unit="万元").fen == 113_300_000
    assert parse_amount("5元", unit="万元").fen == 500
    assert parse_amount(0.123456, unit="万元").fen == 123_456
    assert parse_amount("0.1234567", unit="万元").reason is not None


@given(st.integers(0, 10**15 - 1))
def test_every_amount_is_read_back_from_every_way_of_writing_it(fen: int) -> None:
    yuan = f"{fen // 100}.{fen % 100:02d}"
    grouped = f"{fen // 100:,}.{fen % 100:02d}"
    for typed in (yuan, grouped, f"¥{grouped}", f"{yuan}元", Decimal(yuan)):
        assert parse_amount(typed).fen == fen
    assert parse_amount(f"{Decimal(fen) / 1_000_000:f}万元").fen == fen


@given(st.integers(0, 10**13))
def test_a_float_from_a_sheet_gives_the_fen_that_was_typed(fen: int) -> None:
    assert parse_amount(fen / 100).fen == fen


@given(st.text(max_size=20) | st.floats() | st.integers())
def test_nothing_typed_breaks_the_readers(value: object) -> None:
    amount = parse_amount(value, allow_negative=True)
    assert amount.ok == (amount.reason is None) and (amount.fen is None or abs(amount.fen) < 10**15)
    day = parse_date(value)
    assert day.value is None or 1900 <= day.value.year <= 2100
