"""The month's settlement as a workbook: what is to be paid to each team."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from dougong.audit.services import note
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.tabular import Column, write_xlsx
from dougong.timesheets import choices
from dougong.timesheets.policies import LABOUR
from dougong.timesheets.selectors import settlement


def settlement_workbook(actor: Actor, *, first: dt.date, language: str) -> tuple[str, bytes]:
    """(file name, bytes)."""
    require(actor, LABOUR, "export")
    en = language.startswith("en")
    found = settlement(actor, first)
    units = {value: english if en else chinese for value, chinese, english in choices.UNITS}
    heads = ("Team", "Foreman", "Project", "Sheets", "Quantity", "Unit", "Amount") if en else (
        "班组", "工长", "项目", "单数", "数量", "单位", "金额",
    )  # fmt: skip
    kinds = ("text", "text", "text", "number", "number", "text", "money")
    rows: list[tuple[Any, ...]] = [
        (i["team"]["name"], i["leader"], i["project"]["name"], i["sheets"], float(i["quantity"]), units[i["unit"]], i["amount"])
        for i in found["items"]
    ]  # fmt: skip
    rows.append(("Total" if en else "合计", "", "", None, None, "", found["total"]))
    target = BytesIO()
    write_xlsx(
        target, [Column(head, kind) for head, kind in zip(heads, kinds, strict=True)], rows, sheet=found["month"]
    )
    note(actor, "export", LABOUR, after={"month": found["month"], "rows": len(found["items"])})
    name = f"Labour {found['month']}.xlsx" if en else f"点工结算 {found['month']}.xlsx"
    return name, target.getvalue()
