"""Eight weeks of hours on running projects, a team of day labourers, a closed month: somebody has not filed last week."""

from __future__ import annotations

import datetime as dt
import uuid

from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo
from dougong.kit.money import Money
from dougong.kit.months import month_on
from dougong.kit.workcalendar import is_working_day
from dougong.projects.models import Project, Task
from dougong.projects.scheduling.instants import DAY, day_of
from dougong.timesheets import rules, services
from dougong.timesheets.models import Team
from dougong.timesheets.selectors import pending_hours

WEEKS = 8
NOTES = ("图纸会审", "现场协调", "隐蔽验收配合", "材料进场验收", "周例会与进度报告")


def build(demo: Demo) -> None:
    running = list(Project.objects.filter(status="running", archived_at__isnull=True).select_related("manager"))
    if not running:
        return
    first = rules.monday_of(demo.today) - dt.timedelta(weeks=WEEKS)
    crew = _team(demo, first)
    for week in range(WEEKS):
        monday = first + dt.timedelta(weeks=week)
        late = week == WEEKS - 1
        with demo.at(min(demo.today, monday + dt.timedelta(days=4))):
            _file(demo, "tang", running, monday, submit=not late)
            for project in running[:2]:
                _day_sheets(demo, crew, project, monday)
            for login in ("liang", "luo"):
                mine = [p for p in running if p.manager_id == demo.actors[login].id]
                _file(demo, login, mine, monday, submit=True)
        if week < WEEKS - 2:
            with demo.at(min(demo.today, monday + dt.timedelta(days=7))):
                _approve(demo)
        demo.progress("工时", week + 1, WEEKS)
    _close(demo, first)


def _team(demo: Demo, first: dt.date) -> Team:
    clerk = demo.actors["xu"]
    with demo.at(first):
        made = services.create_team(clerk, name="宏达管道班组", leader="吴国庆", trade="管工")
        year = dt.date(first.year, 1, 1)
        services.set_rate(clerk, team_id=made.pk, unit="day", since=year, rate=Money("380.00"))
        services.set_rate(clerk, team_id=made.pk, unit="hour", since=year, rate=Money("52.50"))
    return made


def _file(demo: Demo, login: str, projects: list[Project], monday: dt.date, *, submit: bool) -> None:
    """Eight hours of each working day, on the task that the plan has then."""
    actor = demo.actors[login]
    days = [day for day in rules.week_days(monday) if is_working_day(day) and day <= demo.today]
    seen = [p for p in projects if Project.objects.visible_to(actor).filter(pk=p.pk).exists()][:2]
    if not days or not seen:
        return
    cells = []
    for day in days:
        parts = (300, 180) if len(seen) > 1 else (480,)
        for project, minutes in zip(seen, parts, strict=True):
            note = demo.random.choice(NOTES) if demo.random.random() < 0.3 else ""
            cells.append(services.Cell(project.pk, _task(project, day), day, minutes, note=note))
    services.save_cells(actor, monday=monday, cells=cells)
    if submit:
        services.submit_week(actor, monday=monday)


def _task(project: Project, day: dt.date) -> uuid.UUID | None:
    at = day_of(day) * DAY
    rows = Task.objects.filter(project=project, kind="task", start__lte=at + DAY, finish__gte=at).order_by("position")
    found: uuid.UUID | None = rows.values_list("pk", flat=True).first()
    return found


def _approve(demo: Demo) -> None:
    for login in ("liang", "luo", "manager"):
        ids = [entry["id"] for group in pending_hours(demo.actors[login]) for entry in group["entries"]]
        if ids:
            services.approve_hours(demo.actors[login], ids=ids)


def _day_sheets(demo: Demo, crew: Team, project: Project, monday: dt.date) -> None:
    manager: Actor = demo.actors[demo.login_of[project.manager_id]]
    for day in (monday + dt.timedelta(days=1), monday + dt.timedelta(days=3)):
        if day > demo.today:
            continue
        made = services.enter_labour(
            manager, team_id=crew.pk, project_id=project.pk, worked_on=day, heads=demo.random.randint(2, 8),
            quantity=demo.random.choice((50, 100, 100, 150)), task_id=_task(project, day), note="零星用工",
        )  # fmt: skip
        if monday < rules.monday_of(demo.today) - dt.timedelta(weeks=1):
            services.approve_labour(manager, ids=[made.pk])


def _close(demo: Demo, first: dt.date) -> None:
    """The first month is closed; what was not approved went on to the next."""
    month = rules.month_of(first)
    if month_on(month, 1) <= demo.today:
        services.close_month(demo.actors["xu"], first=month, carry=True)
