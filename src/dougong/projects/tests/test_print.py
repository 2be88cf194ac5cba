"""A plan on paper: where things stand, how it is cut into pages, who may have it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dougong.kit.errors import NotAllowed, NotFound
from dougong.projects import charting, errors, services
from dougong.projects.tests.factories import at, chain, project
from tests.cast import Cast

SHEET = charting.Sheet("a4", dt.date(2026, 8, 31), dt.date(2026, 9, 29), "auto", dt.date(2026, 9, 10), [], en=False)


def _row(number: int, start: str, finish: str, **more: object) -> charting.Row:
    row = charting.Row(
        str(number), str(number), f"任务{number}", "task", at(start), at(finish), 50, "唐知远", critical=False
    )
    return replace(row, **more)  # type: ignore[arg-type]  # fields by name


ROWS = [_row(1, "2026-08-31 08:00", "2026-09-04 17:00"), _row(2, "2026-09-07 08:00", "2026-09-30 00:00", critical=True)]


def test_bars_stand_on_whole_days_and_fill_one_page() -> None:
    (page,) = charting.pages(ROWS, [("1", "2", "FS")], SHEET)
    day = page["width"] / 30
    first, second = page["bars"]
    assert first[:2] == [0.0, pytest.approx(5 * day, abs=0.02)] and first[5] == pytest.approx(2.5 * day, abs=0.02)
    assert second[0] == pytest.approx(7 * day, abs=0.02) and second[0] + second[1] == pytest.approx(30 * day, abs=0.02)
    assert page["rows"][0][:6] == ["1", "任务1", "26-08-31", "26-09-04", "50%", "唐知远"]
    assert page["rows"][1][3] == "26-09-29"  # a finish at midnight ends the day before
    assert len(page["links"]) == 1 and page["today"] == pytest.approx(10.5 * day, abs=0.02)


def test_many_rows_and_days_are_cut_into_tiles_that_meet() -> None:
    rows = [replace(ROWS[1], id=str(n)) for n in range(70)]
    pages = charting.pages(rows, [("0", "69", "FS")], replace(SHEET, unit="day", last=dt.date(2026, 12, 31)))
    down, across = (int(part) for part in pages[-1]["tile"].split("-"))
    assert len(pages) == down * across and across > 1 and down > 1
    assert sum(len(p["rows"]) for p in pages if p["tile"].endswith("-1")) == 70
    assert sum(p["width"] for p in pages[:across]) == pytest.approx(123 * charting.UNITS["day"], abs=0.1)
    assert sum(bar[1] for p in pages[:across] for bar in p["bars"] if bar[2] == 0) == pytest.approx(23 * 4.5, abs=0.1)
    assert all(p["links"] == [] for p in pages)  # its ends are on different pages
    with pytest.raises(charting.TooManyPages):
        charting.pages(rows * 400, [], replace(SHEET, unit="day", last=dt.date(2026, 12, 31)))


@pytest.mark.django_db
def test_a_plan_is_printed_as_pdf_by_who_may_export_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("typst")
    held = project(cast)
    first, _ = chain(cast.liang, held, "吊装 #[x] $y$", "焊接 <b> \\ *")
    name, made = services.print_schedule(cast.liang, project_id=held.pk, language="zh", paper="a4", ids=[first.pk])
    assert made.startswith(b"%PDF-") and name.startswith(held.code)
    with pytest.raises(errors.DatesReversed):
        services.print_schedule(cast.liang, project_id=held.pk, language="zh", last=dt.date(2020, 1, 1))
    with pytest.raises(NotFound):
        services.print_schedule(cast.gu, project_id=held.pk, language="zh")
    with pytest.raises(NotAllowed):
        services.print_schedule(cast.lin, project_id=held.pk, language="zh")
    monkeypatch.setattr(charting, "MOST_PAGES", 1)
    with pytest.raises(errors.PrintTooLong) as refused:
        services.print_schedule(
            cast.liang, project_id=held.pk, language="en", unit="day", paper="a4", last=dt.date(2027, 1, 1)
        )
    assert refused.value.params == {"pages": 3, "most": 1}
