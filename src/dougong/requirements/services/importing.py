"""Parts of a specification from a spreadsheet: shown first, then written, each row with its number or as a new one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError
from dougong.kit.tabular import Sheet, TabularError, read_workbook, unescaped
from dougong.requirements import choices, errors, rules
from dougong.requirements.models import Criterion, Requirement, TestCase
from dougong.requirements.services import parts, requirements
from dougong.requirements.services.locks import locked_specification

MOST = 500
Words = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: the names it goes by, how long it may be, and its choices."""

    key: str
    names: tuple[str, ...]
    most: int = 5000
    words: Words = ()


_NUMBER = Column("number", ("编号", "序号", "number", "no", "no."), 20)
_LINKS = Column("requirements", ("需求编号", "对应需求", "requirements"), 500)
SHEETS: dict[str, tuple[Column, ...]] = {
    "requirement": (
        _NUMBER,
        Column("title", ("需求", "要求", "需求名称", "requirement", "title"), 300),
        Column("text", ("详细要求", "需求说明", "描述", "说明", "requirement in detail", "detail", "description")),
        Column("kind", ("类型", "类别", "kind", "type"), words=choices.KINDS),
        Column("priority", ("优先级", "priority"), words=choices.PRIORITIES),
        Column("source", ("来源", "source"), words=choices.SOURCES),
        Column("source_note", ("来源说明", "出处", "source note"), 200),
    ),
    "test_case": (
        _NUMBER,
        Column("title", ("测试用例", "用例", "测试项", "test case", "title"), 300),
        Column("steps", ("步骤", "测试步骤", "steps")),
        Column("expected", ("预期结果", "预期", "expected")),
        _LINKS,
    ),
    "criterion": (
        _NUMBER,
        Column("title", ("验收标准", "验收项", "指标", "acceptance standard", "criterion", "title"), 300),
        Column("method", ("检验方法", "方法", "method")),
        Column("tolerance", ("允许偏差", "偏差", "tolerance"), 200),
        Column("standard", ("依据标准", "标准", "standard"), 120),
        Column("stage", ("验收阶段", "阶段", "stage"), words=choices.ACCEPTANCE_STAGES),
        _LINKS,
    ),
}
_MODELS: dict[str, type[Any]] = {"requirement": Requirement, "test_case": TestCase, "criterion": Criterion}
_MADE = {"test_case": parts.add_test_case, "criterion": parts.add_criterion}


@dataclass(slots=True)
class Report:
    """What a file does, or did: how many rows are new, changed, the same; those refused with their row and the sentences."""

    new: int = 0
    changed: int = 0
    same: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)


class _Row(BusinessError):
    code = "row_refused"
    zh = "{zh}"
    en = "{en}"


def import_part(
    actor: Actor, *, specification_id: uuid.UUID, part: str, data: bytes, filename: str, commit: bool
) -> Report:
    """Read a file of one part. Without `commit` nothing is written and the same is told. A bad row never spoils the good ones.

    Raises SheetUnreadable, SheetUnknown, SheetTooLong.
    """
    with transaction.atomic():
        locked_specification(actor, specification_id)
        rows = _rows(part, data, filename)
        held = {p.seq: p for p in _MODELS[part].objects.filter(specification_id=specification_id)}
        numbers = dict(Requirement.objects.filter(specification_id=specification_id).values_list("seq", "pk"))
        report = Report()
        for place, told in rows:
            try:
                with transaction.atomic():
                    _one(actor, specification_id, part, told, held, numbers, report)
            except BusinessError as fault:
                report.refused.append({"row": place, "zh": fault.sentence("zh"), "en": fault.sentence("en")})
        transaction.set_rollback(not commit)
    return report


def _one(
    actor: Actor, specification_id: uuid.UUID, part: str, told: dict[str, str], held: Mapping[int, Any],
    numbers: Mapping[int, uuid.UUID], report: Report,
) -> None:  # fmt: skip
    values = _values(part, told, numbers)
    raw = told.get("number", "")
    seq = rules.seq_of(part, raw) if raw else None
    if raw and seq is None:
        raise _Row(zh=f"编号「{raw[:20]}」认不出来。", en=f"The number “{raw[:20]}” can't be read.")
    found = held.get(seq) if seq is not None else None
    if found is None:
        if not values.get("title"):
            raise _Row(zh="新的一行要有名称。", en="A new row needs a title.")
        made = _MADE.get(part, requirements.add_requirement)
        made(actor, specification_id=specification_id, **values)
        report.new += 1
        return
    before = found.version
    if part == "requirement":
        now: Any = requirements.update_requirement(actor, requirement_id=found.pk, version=None, **values)
    elif part == "test_case":
        now = parts.update_test_case(actor, case_id=found.pk, version=None, **values)
    else:
        now = parts.update_criterion(actor, criterion_id=found.pk, version=None, **values)
    if now.version == before:
        report.same += 1
    else:
        report.changed += 1


def _rows(part: str, data: bytes, filename: str) -> list[tuple[int, dict[str, str]]]:
    try:
        book = read_workbook(data, filename)
    except TabularError as error:
        error.field = "file"
        raise
    for sheet in book.sheets:
        found = _read(part, sheet)
        if found is not None:
            if len(found) > MOST:
                raise errors.SheetTooLong(field="file", most=MOST, count=len(found))
            return found
    raise errors.SheetUnknown(field="file", needed=SHEETS[part][1].names[0])


def _read(part: str, sheet: Sheet) -> list[tuple[int, dict[str, str]]] | None:
    """Rows below the header, each with its number in the spreadsheet; None when the sheet has none in its first ten rows."""
    for top, cells in enumerate(sheet.rows[:10]):
        names = [_plain(cell) for cell in cells]
        places = {c.key: next((i for i, n in enumerate(names) if n in c.names), None) for c in SHEETS[part]}
        if places["title"] is None:
            continue
        rows = []
        for at, row in enumerate(sheet.rows[top + 1 :], top + 2):
            told = {key: _text(row[i]) for key, i in places.items() if i is not None}
            if any(told.values()):
                rows.append((at, told))
        return rows
    return None


def _plain(cell: Any) -> str:
    return str(cell or "").strip().casefold()


def _text(cell: Any) -> str:
    return "" if cell is None else unescaped(str(cell).strip())


def _values(part: str, told: dict[str, str], numbers: Mapping[int, uuid.UUID]) -> dict[str, Any]:
    """By the columns that the file has: what it leaves out is left as it is."""
    values: dict[str, Any] = {}
    for column in SHEETS[part]:
        if column.key not in told or column.key == "number":
            continue
        text = told[column.key]
        if column.key == "requirements":
            values["requirement_ids"] = _linked(text, numbers)
        elif column.words:
            if text:
                values[column.key] = _word(column, text)
        elif len(text) > column.most:
            name = column.names[0]
            raise _Row(
                zh=f"「{name}」最多 {column.most} 个字。", en=f"“{name}” takes {column.most} characters at most."
            )
        elif text or column.key != "title":
            values[column.key] = text
    return values


def _word(column: Column, text: str) -> str:
    for value, zh, en in column.words:
        if text.casefold() in (value, zh.casefold(), en.casefold()):
            return value
    raise _Row(
        zh=f"「{column.names[0]}」没有「{text[:20]}」这一种。",
        en=f"“{text[:20]}” is none of the choices of {column.names[0]}.",
    )


def _linked(text: str, numbers: Mapping[int, uuid.UUID]) -> list[uuid.UUID]:
    found = []
    for word in text.replace("，", "、").replace(",", "、").replace(";", "、").replace(" ", "、").split("、"):
        if not word:
            continue
        seq = rules.seq_of("requirement", word)
        if seq is None or seq not in numbers:
            raise _Row(zh=f"没有编号为「{word[:20]}」的需求。", en=f"There is no requirement “{word[:20]}”.")
        found.append(numbers[seq])
    return found
