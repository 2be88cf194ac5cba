"""Two baselines, or one and the plan as it stands, task by task."""

from __future__ import annotations

import tempfile
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from dougong.control.models import ProjectFigures
from dougong.control.policies import FIGURES, PROJECT
from dougong.control.selectors.books import budgets
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotFound
from dougong.kit.money import Money
from dougong.kit.noting import note
from dougong.kit.tabular import Column, write_xlsx
from dougong.projects.models import Baseline, BaselineTask, Project
from dougong.projects.plan import Plan
from dougong.projects.rules import first_day, last_day

#: What stands for the plan as it is, where a baseline is named by its key.
PLAN = "plan"
STATES = (
    ("moved", "有变化", "Changed"),
    ("added", "新增", "Added"),
    ("removed", "移除", "Removed"),
    ("same", "不变", "Unchanged"),
)


class Row(NamedTuple):
    wbs: str
    name: str
    kind: str
    start: int | None
    finish: int | None
    duration: int | None
    budget: Money | None


Rows = dict[uuid.UUID, Row]


def compared(actor: Actor, project_id: uuid.UUID, left: str, right: str) -> dict[str, Any]:
    """Every task of either side with both dates, and what differs; budgets to whoever sees the project's money."""
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    money = ProjectFigures.objects.visible_to(actor).filter(pk=project_id).exists()
    one, before = _side(project, left, money, "left")
    two, after = _side(project, right, money, "right")
    if not all(any(row.budget is not None for row in side.values()) for side in (before, after)):
        # One of them was kept before there were budgets: that is no change of money.
        money = False
        before, after = ({pk: row._replace(budget=None) for pk, row in side.items()} for side in (before, after))
    order = [*after, *(pk for pk in before if pk not in after)]
    rows = [_difference(pk, before.get(pk), after.get(pk)) for pk in order]
    counts = {state: sum(row["state"] == state for row in rows) for state, _, _ in STATES}
    return {"left": one, "right": two, "money": money, "counts": counts, "rows": rows}


def _side(project: Project, key: str, money: bool, field: str) -> tuple[dict[str, Any], Rows]:
    if key == PLAN:
        return {"id": None, "name": "", "taken_at": None, "finish": project.forecast_finish}, _present(project, money)
    try:
        kept = Baseline.objects.filter(pk=uuid.UUID(key), project=project, removed_at__isnull=True).first()
    except ValueError:
        raise FieldError(field, "写基线的编号，或 plan。", "Give a baseline's id, or plan.") from None
    if kept is None:
        raise NotFound()
    names = ("task_id", "wbs", "name", "kind", "start", "finish", "duration", "budget")
    found = BaselineTask.objects.filter(baseline=kept).order_by("place").values_list(*names)
    rows = {
        pk: Row(wbs, name, kind, start, finish, duration, budget if money else None)
        for pk, wbs, name, kind, start, finish, duration, budget in found
    }
    return {"id": kept.pk, "name": kept.name, "taken_at": kept.taken_at, "finish": kept.finish}, rows


def _present(project: Project, money: bool) -> Rows:
    plan = Plan(project)
    numbers, costs = plan.numbers(), budgets(project) if money else {}
    return {
        t.pk: Row(numbers[t.pk], t.name, t.kind, t.start, t.finish, t.duration, costs.get(t.pk)) for t in plan.ordered()
    }


def _difference(pk: uuid.UUID, before: Row | None, after: Row | None) -> dict[str, Any]:
    shown = after or before
    assert shown is not None
    return {
        "id": pk,
        "wbs": shown.wbs,
        "name": shown.name,
        "kind": shown.kind,
        "state": _state(before, after),
        **_ends("left", before),
        **_ends("right", after),
        "start_days": _days(before and before.start, after and after.start, first_day),
        "finish_days": _days(before and before.finish, after and after.finish, last_day),
        "duration_minutes": None if not before or not after else _less(after.duration, before.duration),
        "cost": _cost(before, after),
    }


def _state(before: Row | None, after: Row | None) -> str:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    same = (before.start, before.finish, before.duration, before.budget)
    return "same" if same == (after.start, after.finish, after.duration, after.budget) else "moved"


def _ends(side: str, row: Row | None) -> dict[str, Any]:
    return {
        f"{side}_start": None if row is None or row.start is None else first_day(row.start),
        f"{side}_finish": None if row is None or row.finish is None else last_day(row.finish),
        f"{side}_budget": None if row is None else row.budget,
    }


def _days(before: int | None, after: int | None, day: Any) -> int | None:
    return None if before is None or after is None else (day(after) - day(before)).days


def _less(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first - second


def _cost(before: Row | None, after: Row | None) -> Money | None:
    """What the second side costs more; a task that one side lacks costs nothing there."""
    values = [row.budget for row in (before, after) if row is not None]
    if all(value is None for value in values):
        return None
    return ((after and after.budget) or Money()) - ((before and before.budget) or Money())


_COLUMNS = (
    ("wbs", "WBS", "WBS", "text"), ("name", "任务", "Task", "text"), ("state", "变化", "Change", "text"),
    ("left_start", "原开始", "Start before", "date"), ("right_start", "现开始", "Start after", "date"),
    ("left_finish", "原完成", "Finish before", "date"), ("right_finish", "现完成", "Finish after", "date"),
    ("finish_days", "完成推迟天数", "Finish days later", "number"),
)  # fmt: skip
_MONEY = (
    ("left_budget", "原预算", "Budget before", "money"), ("right_budget", "现预算", "Budget after", "money"),
    ("cost", "预算增减", "Budget change", "money"),
)  # fmt: skip


def comparison_file(
    actor: Actor, project_id: uuid.UUID, left: str, right: str, language: str, *, states: list[str]
) -> tuple[str, bytes]:
    """The same as XLSX, of the states that are asked for (none: all)."""
    found = compared(actor, project_id, left, right)
    project = Project.objects.get(pk=project_id)
    require(actor, PROJECT, "export", project)
    if found["money"]:
        require(actor, FIGURES, "export", ProjectFigures.objects.get(pk=project_id))
    en = language.startswith("en")
    words = {state: (e if en else z) for state, z, e in STATES}
    columns = (*_COLUMNS, *(_MONEY if found["money"] else ()))
    rows = [row for row in found["rows"] if not states or row["state"] in states]
    cells = ([_cell(key, row, words) for key, *_ in columns] for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "compare.xlsx"
        write_xlsx(path, [Column(e if en else z, kind=kind) for _, z, e, kind in columns], cells)
        data = path.read_bytes()
    note(actor, "export", PROJECT, title=project.name, after={"compare": [left, right], "rows": len(rows)})
    name = "Baselines" if en else "基线对比"
    return f"{project.code}-{name}-{clock.today():%Y%m%d}.xlsx", data


def _cell(key: str, row: dict[str, Any], words: dict[str, str]) -> Any:
    value = row[key]
    if key == "state":
        return words[value]
    return Decimal(value.amount_fen) / 100 if isinstance(value, Money) else value
