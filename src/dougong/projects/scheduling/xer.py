"""Reads Primavera's XER: tables of tab-separated lines, one file holding several projects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from dougong.projects.scheduling.calendars import Calendar
from dougong.projects.scheduling.errors import Notice, ScheduleError, notice
from dougong.projects.scheduling.network import (
    Constraint,
    ConstraintKind,
    FloatKind,
    LagCalendar,
    Link,
    LinkType,
    Progress,
    Project,
    ScheduleFile,
    StoredDates,
    Task,
    TaskKind,
)
from dougong.projects.scheduling.xer_calendar import read_calendar
from dougong.projects.scheduling.xer_resources import on_resource_calendars, read_assignments, read_resources
from dougong.projects.scheduling.xer_rows import Row, Tables, decode, read_tables

_KINDS = {
    "TT_Task": TaskKind.TASK,
    "TT_Rsrc": TaskKind.TASK,
    "TT_Mile": TaskKind.START_MILESTONE,
    "TT_FinMile": TaskKind.FINISH_MILESTONE,
    "TT_LOE": TaskKind.HAMMOCK,
    "TT_WBS": TaskKind.HAMMOCK,
}
_LINKS = {"PR_FS": LinkType.FS, "PR_SS": LinkType.SS, "PR_FF": LinkType.FF, "PR_SF": LinkType.SF}
_CONSTRAINTS = {
    "CS_ALAP": ConstraintKind.ALAP,
    "CS_MSO": ConstraintKind.START_ON,
    "CS_MSOA": ConstraintKind.START_NO_EARLIER,
    "CS_MSOB": ConstraintKind.START_NO_LATER,
    "CS_MEO": ConstraintKind.FINISH_ON,
    "CS_MEOA": ConstraintKind.FINISH_NO_EARLIER,
    "CS_MEOB": ConstraintKind.FINISH_NO_LATER,
    "CS_MANDSTART": ConstraintKind.MANDATORY_START,
    "CS_MANDFIN": ConstraintKind.MANDATORY_FINISH,
}
_LAGS = {
    "rcal_Predecessor": LagCalendar.PREDECESSOR,
    "rcal_Successor": LagCalendar.SUCCESSOR,
    "rcal_ProjDefault": LagCalendar.PROJECT,
    "rcal_24Hour": LagCalendar.CLOCK,
}
_FLOATS = {"FT_FF": FloatKind.FINISH, "FT_SF": FloatKind.START, "FT_MIN": FloatKind.SMALLEST}


def read_xer(data: bytes) -> ScheduleFile:
    """Every project of the file that has tasks. ScheduleError: not_xer, xer_no_tables."""
    text, encoding = decode(data)
    if not text.startswith("ERMHDR"):
        raise ScheduleError("not_xer")
    tables = read_tables(text)
    if "TASK" not in tables.rows:
        raise ScheduleError("xer_no_tables")
    if encoding != "utf-8":
        tables.notices.append(notice("encoding_guessed", encoding=encoding))
    if tables.unread:
        tables.notices.append(notice("tables_unread", tables=", ".join(tables.unread)))
    calendars = _calendars(tables)
    projects = _projects(tables, calendars)
    return ScheduleFile("xer", tuple(projects), tuple(tables.notices))


def _calendars(tables: Tables) -> dict[str, Calendar]:
    """Those that can be read; one that cannot is noted and fails only the activities that use it (rule 1)."""
    found: dict[str, Calendar] = {}
    for row in tables.rows["CALENDAR"]:
        id, name = row.text("clndr_id"), row.text("clndr_name")
        try:
            found[id] = read_calendar(id, name, row.values.get("clndr_data", ""))
        except ValueError as error:
            tables.notices.append(notice("calendar_broken", at=row.line, name=name or id, reason=str(error)))
    return found


def _projects(tables: Tables, calendars: dict[str, Calendar]) -> list[Project]:
    names = ("TASK", "TASKPRED", "TASKRSRC", "PROJWBS", "SCHEDOPTIONS")
    by_project = {name: _by_project(tables.rows[name]) for name in names}
    known = {row.text("proj_id"): row for row in tables.rows["PROJECT"]}
    codes = {row.text("task_id"): row.text("task_code") or row.text("task_id") for row in tables.rows["TASK"]}
    resources = read_resources(tables.rows["RSRC"], tables.rows["RSRCRATE"])
    found = []
    for id, rows in by_project["TASK"].items():
        row = known.get(id)
        if row is None:
            tables.notices.append(notice("broken_row", at=rows[0].line, line=rows[0].line, reason=f"proj_id {id}"))
            row = Row(rows[0].line, {"proj_id": id}, tables.notices)
        options = next(iter(by_project["SCHEDOPTIONS"].get(id, ())), None)
        links = _links(by_project["TASKPRED"].get(id, []), codes, rows, tables.notices)
        groups = _groups(by_project["PROJWBS"].get(id, []))
        tasks = [_task(task, codes, {group.id for group in groups}, options) for task in rows]
        made = _project(row, options, (*groups, *tasks), links, calendars)
        assigned = read_assignments(by_project["TASKRSRC"].get(id, []), codes)
        found.append(on_resource_calendars(replace(made, resources=resources, assignments=assigned), rows, codes))
    return found


def _by_project(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.text("proj_id")].append(row)
    return found


def _project(
    row: Row,
    options: Row | None,
    tasks: tuple[Task, ...],
    links: tuple[Link, ...],
    calendars: dict[str, Calendar],
) -> Project:
    chosen = options or Row(row.line, {}, row.notices)
    _note_options(chosen)
    return Project(
        id=row.text("proj_id"),
        name=row.text("proj_short_name"),
        start=row.instant("plan_start_date"),
        tasks=tasks,
        links=links,
        calendars=tuple(calendars.values()),
        calendar_id=row.text("clndr_id") or None,
        status_date=row.instant("last_recalc_date"),
        must_finish_by=row.instant("plan_end_date"),
        lag_calendar=_LAGS.get(chosen.text("sched_calendar_on_relationship_lag")),
        progress=_progress(chosen),
        open_ends_critical=chosen.text("sched_open_critical_flag") == "Y",
        float_kind=_FLOATS.get(chosen.text("sched_float_type")),
        critical_limit=row.minutes("critical_drtn_hr_cnt") or 0,
        critical_is_longest_path=row.text("critical_path_type") == "CT_DrivPath",
        ss_lag_from_actual_start=chosen.text("sched_lag_early_start_flag") == "N",
        scheduled=options is not None or bool(links),  # rule 14
        stored_finish=row.instant("scd_end_date"),
    )


def _progress(options: Row) -> Progress:
    """Both flags off is the third way P6 offers, by actual dates."""
    if options.text("sched_progress_override") == "Y":
        return Progress.OVERRIDE
    return Progress.ACTUAL_DATES if options.text("sched_retained_logic") == "N" else Progress.RETAINED_LOGIC


def _note_options(options: Row) -> None:
    """Says which settings of the file the calculation does not follow."""
    followed = {
        "sched_calendar_on_relationship_lag": ("", *_LAGS),
        "sched_float_type": ("", *_FLOATS),
        "sched_use_project_end_date_for_float": ("", "Y"),
    }
    for option, values in followed.items():
        if options.text(option) not in values:
            value = options.text(option)
            options.notices.append(notice("option_unused", at=options.line, option=option, value=value))


def _groups(rows: list[Row]) -> list[Task]:
    """The WBS as tasks of kind GROUP, parents before children as in the file's order of numbers."""
    ids = {row.text("wbs_id") for row in rows}
    return [
        Task(
            id=_group(row.text("wbs_id")),
            name=row.text("wbs_name"),
            kind=TaskKind.GROUP,
            parent_id=_group(row.text("parent_wbs_id")) if row.text("parent_wbs_id") in ids else None,
            wbs=row.text("wbs_short_name"),
            line=row.line,
        )
        for row in rows
    ]


def _group(wbs_id: str) -> str:
    return f"WBS:{wbs_id}"


def _task(row: Row, codes: dict[str, str], groups: set[str], options: Row | None) -> Task:
    row.task = id = codes[row.text("task_id")]
    kind = _KINDS.get(row.text("task_type"))
    if kind is None:
        kind = TaskKind.TASK
        params = {"field": "task_type", "value": row.text("task_type")}
        row.notices.append(notice("unknown_type", tasks=(id,), at=row.line, **params))
    parent = _group(row.text("wbs_id"))
    start, finish = row.instant("act_start_date"), row.instant("act_end_date")
    if finish is None and row.text("status_code") == "TK_Complete":
        finish = start
    whole, left = row.minutes("target_drtn_hr_cnt"), row.minutes("remain_drtn_hr_cnt")
    return Task(
        id=id,
        name=row.text("task_name"),
        duration=whole,
        kind=kind,
        parent_id=parent if parent in groups else None,
        calendar_id=row.text("clndr_id") or None,
        constraints=(*_constraints(row), *_external(row, options)),
        expected_finish=_expected(row, options),
        percent=_percent(row, whole, left),
        remaining=left,
        actual_start=start if start is not None else finish,
        actual_finish=finish,
        stop=row.instant("suspend_date"),
        resume=row.instant("resume_date"),
        stored=_stored(row),
        line=row.line,
    )


def _percent(row: Row, whole: int | None, left: int | None) -> float:
    """Of duration, unless the activity is measured physically."""
    if row.text("status_code") == "TK_Complete":
        return 100.0
    if row.text("complete_pct_type") == "CP_Drtn" and whole and left is not None:
        return max(0.0, round(100 * (1 - left / whole), 4))
    return row.number("phys_complete_pct") or 0.0


def _stored(row: Row) -> StoredDates:
    return StoredDates(
        start=row.instant("target_start_date"),
        finish=row.instant("target_end_date"),
        early_start=row.instant("early_start_date"),
        early_finish=row.instant("early_end_date"),
        late_start=row.instant("late_start_date"),
        late_finish=row.instant("late_end_date"),
        total_float=row.minutes("total_float_hr_cnt"),
        free_float=row.minutes("free_float_hr_cnt"),
    )


def _constraints(row: Row) -> tuple[Constraint, ...]:
    found = []
    for type_field, date_field in (("cstr_type", "cstr_date"), ("cstr_type2", "cstr_date2")):
        text = row.text(type_field)
        if not text:
            continue
        kind, at = _CONSTRAINTS.get(text), row.instant(date_field)
        if kind is None:
            params = {"field": type_field, "value": text}
            row.notices.append(notice("unknown_type", tasks=(row.task,), at=row.line, **params))
        elif at is not None or kind is ConstraintKind.ALAP:
            found.append(Constraint(kind, at))
        else:
            params = {"field": date_field, "value": row.text(date_field)}
            row.notices.append(notice("broken_value", tasks=(row.task,), at=row.line, **params))
    return tuple(found)


def _external(row: Row, options: Row | None) -> tuple[Constraint, ...]:
    """What links to projects outside the file had imposed, where the file's options let those links count."""
    early, late = row.instant("external_early_start_date"), row.instant("external_late_end_date")
    if early is None and late is None:
        return ()
    if options is not None and options.text("sched_outer_depend_type") == "SD_None":
        row.notices.append(notice("external_date", tasks=(row.task,), at=row.line, task=row.task))
        return ()
    found = []
    if early is not None:
        found.append(Constraint(ConstraintKind.START_NO_EARLIER, early))
    if late is not None:
        found.append(Constraint(ConstraintKind.FINISH_NO_LATER, late))
    return tuple(found)


def _expected(row: Row, options: Row | None) -> int | None:
    """The finish somebody expects, where the file's options let it decide the remaining duration."""
    if options is None or options.text("sched_use_expect_end_flag") != "Y":
        return None
    return row.instant("expect_end_date")


def _links(rows: list[Row], codes: dict[str, str], own: list[Row], notices: list[Notice]) -> tuple[Link, ...]:
    here = {row.text("task_id") for row in own}
    found = []
    for row in rows:
        pred, succ = row.text("pred_task_id"), row.text("task_id")
        outside = row.text("pred_proj_id") not in ("", row.text("proj_id"))
        row.task = codes.get(succ, succ)
        if outside and pred not in here:
            params = {"task": row.task, "pred": codes.get(pred, pred)}
            notices.append(notice("external_link", tasks=(row.task,), at=row.line, **params))
            continue
        kind = _LINKS.get(row.text("pred_type"))
        if kind is None:
            params = {"field": "pred_type", "value": row.text("pred_type")}
            notices.append(notice("unknown_type", tasks=(row.task,), at=row.line, **params))
            continue
        lag = row.minutes("lag_hr_cnt") or 0
        found.append(Link(codes.get(pred, pred), row.task, kind, lag, line=row.line))
    return tuple(found)
