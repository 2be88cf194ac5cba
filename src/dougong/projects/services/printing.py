"""A plan on paper: table and bars on as many pages as it takes, as one PDF."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

from dougong.kit import clock, pdf
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.noting import note
from dougong.projects import charting, errors, rules
from dougong.projects.models import Project
from dougong.projects.network import days_off
from dougong.projects.plan import Plan
from dougong.projects.services.exporting import people_of
from dougong.projects.services.writing import PROJECT

TEMPLATE = Path(__file__).parent.with_name("plan.typ")
#: Days around the work when no range is asked for.
AROUND = dt.timedelta(days=3)
#: A slip of a date must not print a century.
LONGEST = dt.timedelta(days=366 * 30)
_WORDS = {
    "zh": {"task": "任务", "done": "已完成", "critical": "关键任务", "summary": "汇总", "milestone": "里程碑", "baseline": "基线",
           "days": "天", "links": "不在同一页的链接不画。"},
    "en": {"task": "Task", "done": "Done", "critical": "Critical", "summary": "Summary", "milestone": "Milestone",
           "baseline": "Baseline", "days": "d", "links": "Links between pages are not drawn."},
}  # fmt: skip
_HEADS = {
    "zh": ("WBS", "任务", "开始", "完成", "进度", "负责"),
    "en": ("WBS", "Task", "Start", "Finish", "%", "Owner"),
}


def print_schedule(
    actor: Actor,
    *,
    project_id: uuid.UUID,
    language: str,
    paper: str = "a3",
    unit: str = "auto",
    first: dt.date | None = None,
    last: dt.date | None = None,
    ids: list[uuid.UUID] | None = None,
    baseline: bool = True,
) -> tuple[str, bytes]:
    """(file name, PDF) of the rows `ids` (None: all) between two days. Raises FontMissing, PrintTooLong, PlanEmpty."""
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    require(actor, PROJECT, "export", project)
    lang = "en" if language.startswith("en") else "zh"
    plan = Plan(project)
    rows = _rows(plan, None if ids is None else set(ids), baseline)
    sheet = _sheet(project, rows, paper, unit, first, last, en=lang == "en")
    links = [(link.pred_id.hex, link.succ_id.hex, link.type) for link in plan.links.values()]
    try:
        pages = charting.pages(rows, links, sheet)
    except charting.TooManyPages as error:
        raise errors.PrintTooLong(pages=error.pages, most=charting.MOST_PAGES) from None
    now = clock.now().astimezone(clock.zone())
    data = {
        **_frame(project, paper, lang),
        "meta": _meta(project, lang, now.date()),
        "baseline": any(row.baseline_start is not None for row in rows),
        "pages": pages,
        "foot": f"{settings.DOUGONG_COMPANY}  ·  {actor.name}  ·  {now:%Y-%m-%d %H:%M}",
    }
    made = pdf.render(TEMPLATE, data)
    note(actor, "export", PROJECT, object_id=project.pk, title=project.name, after={"format": "pdf"})
    return f"{project.code} {project.name} {now:%Y%m%d}.pdf".replace("/", "／"), made


def _frame(project: Project, paper: str, lang: str) -> dict[str, Any]:
    """What is the same on all pages."""
    return {
        "lang": lang,
        "title": f"{project.code} {project.name}",
        "paper": charting.PAPERS[paper],
        "margin": charting.MARGIN,
        "head": charting.HEAD,
        "scale": charting.SCALE,
        "columns": charting.COLUMNS[paper],
        "heads": _HEADS[lang],
        "words": _WORDS[lang],
    }


def _meta(project: Project, lang: str, today: dt.date) -> str:
    said = [f"{'As of' if lang == 'en' else '截至'} {project.status_date or today}", f"{project.percent}%"]
    if project.forecast_finish:
        said.append(f"{'Forecast finish' if lang == 'en' else '预计竣工'} {project.forecast_finish}")
    return "  ·  ".join(said)


def _rows(plan: Plan, wanted: set[uuid.UUID] | None, baseline: bool) -> list[charting.Row]:
    numbers, people = plan.numbers(), people_of(plan)
    found = []
    for task in plan.ordered():
        if wanted is not None and task.pk not in wanted:
            continue
        late = 0
        if task.finish is not None and task.baseline_finish is not None:
            late = (rules.last_day(task.finish) - rules.last_day(task.baseline_finish)).days
        owner = people.get(task.owner_id, "") if task.owner_id else task.owner_name
        row = charting.Row(
            task.pk.hex, numbers[task.pk], task.name, task.kind, task.start, task.finish, task.percent, owner, task.critical,
            task.baseline_start if baseline else None, task.baseline_finish if baseline else None, late if baseline else 0,
        )  # fmt: skip
        found.append(row)
    if not found:
        raise errors.PlanEmpty()
    return found


def _sheet(
    project: Project,
    rows: list[charting.Row],
    paper: str,
    unit: str,
    first: dt.date | None,
    last: dt.date | None,
    *,
    en: bool,
) -> charting.Sheet:
    known = [
        at for row in rows for at in (row.start, row.finish, row.baseline_start, row.baseline_finish) if at is not None
    ]
    begin = first or (rules.first_day(min(known)) - AROUND if known else project.starts_on)
    end = last or (rules.last_day(max(known)) + AROUND if known else project.starts_on)
    if end < begin:
        raise errors.DatesReversed(field="last")
    end = min(end, begin + LONGEST)
    off: Any = days_off(project, begin, end)
    return charting.Sheet(paper, begin, end, unit, clock.today(), off, en)
