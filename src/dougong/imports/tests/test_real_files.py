"""The shared files: what is found in them, and what becomes of it."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from dougong.clients.models import Client
from dougong.imports import selectors
from dougong.imports.tests.factories import checked, committed
from dougong.kit.formats import check_uscc
from dougong.kit.tabular import read_workbook
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_workbook_becomes_dossiers_one_per_code(cast: Cast, shared_data: Path) -> None:
    batch = committed(cast.fang, (shared_data / "clients/clients.xlsx").read_bytes(), "clients.xlsx")
    counts = selectors.counts(batch, "zh")
    assert (batch.status, counts["total"]) == ("done", 4540)
    assert [(s["header_rows"], s["row_count"], s["included"]) for s in batch.sheets] == [
        ([2], 3121, True),
        ([1], 1419, True),
    ]
    kinds = {(p["field"], p["code"]): p["rows"] for p in counts["problems"]}
    assert kinds == {("uscc", "uscc_chars"): 63, ("uscc", "uscc_check"): 22}
    assert batch.cleaned["uscc_slip"] == 66
    assert batch.created_count == Client.objects.count() and counts["states"]["committed"] == 4540 - 85
    codes = list(Client.objects.exclude(uscc=None).values_list("uscc", flat=True))
    assert len(codes) == len(set(codes)) and all(check_uscc(c).ok for c in codes)
    wanted = _entities(shared_data)
    assert len(wanted) == len(codes)


def _entities(shared_data: Path) -> set[str]:
    """The right codes of the workbook, read without the importer."""
    book = read_workbook((shared_data / "clients/clients.xlsx").read_bytes(), "clients.xlsx")
    column = {"客户台账": 1, "Sheet2": 2}
    rows = defaultdict(list)
    with (shared_data / "clients/truth.csv").open(encoding="utf-8") as opened:
        for line in csv.DictReader(opened):
            if line["file"] == "clients.xlsx":
                rows[line["sheet"]].append(int(line["row"]))
    found = set()
    for sheet in book.sheets:
        for number in rows[sheet.name]:
            code = check_uscc(sheet.rows[number - 1][column[sheet.name]])
            found.add(code.suggestion if code.slips == 1 else code.value)
    return {c for c in found if c}


def test_the_gb18030_file_is_read_and_its_dates_follow_the_column(cast: Cast, shared_data: Path) -> None:
    batch = checked(cast.fang, (shared_data / "clients/clients_gbk.csv").read_bytes(), "clients_gbk.csv")
    counts = selectors.counts(batch, "zh")
    assert counts["total"] == 1136 and counts["verdicts"]["rejected"] == 21
    assert batch.sheets[0]["columns"]["6"]["proven"] == "dmy"
    assert not [p for p in counts["problems"] if p["field"] == "since"]
