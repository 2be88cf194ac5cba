"""How the rows of an import are read: its fields, its columns and its rules, worked out once for all rows."""

from __future__ import annotations

from typing import Any

from dougong.imports.cleaning import How, clean_cell, shown_cell
from dougong.imports.models import ImportBatch, ImportRow
from dougong.imports.services.base import run_of, target_of
from dougong.imports.targets import RowValues
from dougong.imports.tidying import Tally
from dougong.kit.formats import simplified
from dougong.kit.formats.amounts import Unit

#: What a cell that was typed in a repair says: yuan, and dates by the column's order.
TYPED: Unit = "元"
#: (field, column or -1, how its cells are read)
Place = tuple[Any, int, How]


class Layout:
    """`fields` of the target, `off` the rules switched off, and each sheet's columns."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.target = target_of(batch.target)
        self.run = run_of(batch)
        self.fields = self.target.all_fields()
        self.off = frozenset(batch.options.get("rules_off", ()))
        self.names = {s["index"]: s["name"] for s in batch.sheets}
        self._places = {s["index"]: self._of(s) for s in batch.sheets}

    def _of(self, sheet: dict[str, Any]) -> list[Place]:
        by_field = {given["field"]: (int(column), given) for column, given in sheet["columns"].items()}
        places: list[Place] = []
        for field in self.fields:
            column, given = by_field.get(field.key, (-1, {}))
            how = How(given.get("unit") or "元", given.get("order") or given.get("proven"), self.off)
            places.append((field, column, how))
        return places

    def clean(self, row: ImportRow, tally: Tally | None = None) -> None:
        """Set the row's values and problems from its cells and what was typed over them."""
        content = row.content
        raw, edits = content["raw"], content.get("edits", {})
        values: dict[str, Any] = {}
        problems: list[dict[str, Any]] = []
        for field, column, how in self._places[row.sheet]:
            if field.key in edits:
                cell, how = edits[field.key], How(TYPED, how.order, how.off)
            elif column >= 0:
                cell = raw[column] if column < len(raw) else None
            else:
                continue
            result = clean_cell(field, cell, how)
            if result.tidied and tally is not None:
                tally.add(
                    result.tidied, (self.names[row.sheet], row.number), field.key, shown_cell(cell), result.value or ""
                )
            if result.value is not None:
                values[field.key] = result.value
                values.update(result.more)
                if field.kind == "company" and tally is not None and "script" not in self.off:
                    self._script(tally, row, field.key, result.value)
            if result.problem is not None:
                problems.append(result.problem.plain())
            elif field.required and result.value is None:
                problems.append(_missing(field.key, field.zh, field.en))
        content["values"], content["problems"] = values, problems

    def _script(self, tally: Tally, row: ImportRow, key: str, value: str) -> None:
        plain = simplified(value)
        if plain != value:
            tally.add("script", (self.names[row.sheet], row.number), key, value, plain)

    def values_of(self, row: ImportRow) -> RowValues:
        return RowValues(
            row.number, self.names.get(row.sheet, ""), row.content["values"], row.content.get("answers", {}),
            folds="script" not in self.off,
        )  # fmt: skip


def _missing(field: str, zh: str, en: str) -> dict[str, Any]:
    return {
        "field": field,
        "code": "required",
        "severity": "error",
        "zh": f"{zh}必填，这一格是空的。",
        "en": f"{en} is required and this cell is empty.",
        "offers": [],
        "keep": False,
    }
