"""How the rows of an import are read: its fields, its columns and its rules, worked out once for all rows. A `Reader` asks no
database and can be sent to another process; a `Layout` is a reader with the import and its target."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from dougong.imports.cleaning import Cleaned, How, clean_cell, shown_cell
from dougong.imports.mapping import TargetField
from dougong.imports.models import ImportBatch
from dougong.imports.services.base import run_of, target_of
from dougong.imports.targets import RowValues
from dougong.imports.tidying import Tally
from dougong.kit.formats import simplified
from dougong.kit.formats.amounts import Unit

#: What a cell that was typed in a repair says: yuan, and dates by the column's order.
TYPED: Unit = "元"
#: A column's cells that are remembered; where not a tenth as many came again until then, none are any more.
REMEMBERED = 4_000
_NOTHING = Cleaned()


class _Place:
    """Where a field stands in a sheet (`column`, -1 for nowhere) and how its cells are read. Most columns say a few things
    again and again: what a cell came to is kept."""

    __slots__ = ("_again", "_known", "column", "field", "how", "typed")

    def __init__(self, field: Any, column: int, how: How) -> None:
        self.field, self.column, self.how = field, column, how
        self.typed = How(TYPED, how.order, how.off)
        self._known: dict[Any, Cleaned] | None = {}
        self._again = 0

    def cleaned(self, cell: Any) -> Cleaned:
        if cell is None:
            return _NOTHING
        known = self._known
        if known is None or cell.__class__ is dict:
            return clean_cell(self.field, cell, self.how)
        key = cell if cell.__class__ is str else (cell.__class__, cell)  # 1, 1.0 and True are equal
        found = known.get(key)
        if found is not None:
            self._again += 1
            return found
        found = clean_cell(self.field, cell, self.how)
        if len(known) < REMEMBERED:
            known[key] = found
            if len(known) == REMEMBERED and self._again < REMEMBERED // 10:
                self._known = None
        return found


class Reader:
    """`fields` of the target, `off` the rules switched off, and each sheet's columns."""

    def __init__(self, fields: Sequence[TargetField], off: frozenset[str], sheets: list[dict[str, Any]]) -> None:
        self._given = fields, off, sheets
        self._folds = "script" not in off
        self.names = {s["index"]: s["name"] for s in sheets}
        self._places = {s["index"]: _places(fields, off, s) for s in sheets}
        self._filled = {index: [p for p in found if p.column >= 0] for index, found in self._places.items()}

    def __reduce__(self) -> Any:
        return Reader, self._given

    def clean(self, sheet: int, number: int, content: dict[str, Any], tally: Tally | None = None) -> None:
        """Set a row's values and problems from its cells and what was typed over them."""
        raw, edits = content["raw"], content.get("edits", {})
        values: dict[str, Any] = {}
        problems: list[dict[str, Any]] = []
        for place in self._places[sheet] if edits else self._filled[sheet]:
            field, column = place.field, place.column
            if field.key in edits:
                cell = edits[field.key]
                result = clean_cell(field, cell, place.typed)
            elif column >= 0:
                cell = raw[column] if column < len(raw) else None
                result = place.cleaned(cell)
            else:
                continue
            if result.tidied and tally is not None:
                tally.add(result.tidied, (self.names[sheet], number), field.key, shown_cell(cell), result.value or "")
            if result.value is not None:
                values[field.key] = result.value
                if result.more:
                    values.update(result.more)
                if field.kind == "company" and tally is not None and self._folds:
                    self._script(tally, (self.names[sheet], number), field.key, result.value)
            if result.problem is not None:
                problems.append(result.problem.plain())
            elif field.required and result.value is None:
                problems.append(_missing(field.key, field.zh, field.en))
        content["values"], content["problems"] = values, problems

    def _script(self, tally: Tally, place: tuple[str, int], key: str, value: str) -> None:
        plain = simplified(value)
        if plain != value:
            tally.add("script", place, key, value, plain)

    def values_of(
        self, sheet: int, number: int, values: dict[str, Any], answers: dict[str, str], ready: Any = None,
        object_id: uuid.UUID | None = None,
    ) -> RowValues:  # fmt: skip
        return RowValues(number, self.names.get(sheet, ""), values, answers, object_id, self._folds, ready)


def _places(fields: Sequence[TargetField], off: frozenset[str], sheet: dict[str, Any]) -> list[_Place]:
    by_field = {given["field"]: (int(column), given) for column, given in sheet["columns"].items()}
    places: list[_Place] = []
    for field in fields:
        column, given = by_field.get(field.key, (-1, {}))
        how = How(
            given.get("unit") or "元", given.get("order") or given.get("proven"), off, sheet.get("from_1904", False)
        )
        places.append(_Place(field, column, how))
    return places


class Layout:
    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.target = target_of(batch.target)
        self.run = run_of(batch)
        asked = ("index", "name", "columns", "from_1904")
        self.reader = Reader(
            self.target.all_fields(),
            frozenset(batch.options.get("rules_off", ())),
            [{key: sheet[key] for key in asked if key in sheet} for sheet in batch.sheets],
        )


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
