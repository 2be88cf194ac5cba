from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from dougong.kit.access import require
from dougong.kit.http import acting, json_response
from dougong.kit.lists_api import NARROWED, add_list
from dougong.projects import selectors, services
from dougong.projects.policies import PROJECT
from dougong.projects.schemas.tasks import (
    DaysOff,
    TaskDays,
    TaskListRow,
    TaskMoved,
    TaskOwnersIn,
    TaskReportsIn,
    TasksReported,
    TaskStateIn,
)
from dougong.projects.services.reporting import state_of

#: Of a calendar's page: six weeks.
MOST_DAYS = 42

router = Router()
add_list(router, selectors.TASKS, "/tasks", row=TaskListRow)


@router.post("/tasks/{task_id}/state", operation_id="set_task_state", response=TaskMoved)
def set_state(request: HttpRequest, task_id: uuid.UUID, payload: TaskStateIn) -> HttpResponse:
    before, plan = services.set_state(acting(request), task_id=task_id, state=payload.state, percent=payload.percent)
    task = plan.task(task_id)
    told = {"state": state_of(task), "percent": task.percent, "plan_version": plan.project.plan_version}
    return json_response({"before": dataclasses.asdict(before), **told})


@router.post("/tasks/report", operation_id="report_tasks", response=TasksReported)
def report(request: HttpRequest, payload: TaskReportsIn) -> HttpResponse:
    done, refused = services.report_tasks(acting(request), percents={i.id: i.percent for i in payload.items})
    return json_response({"done": [dataclasses.asdict(b) for b in done], "refused": refused})


@router.post("/tasks/assign", operation_id="assign_tasks", response=TasksReported)
def assign(request: HttpRequest, payload: TaskOwnersIn) -> HttpResponse:
    done, refused = services.assign_tasks(acting(request), owners={i.id: i.owner_id for i in payload.items})
    return json_response({"done": [dataclasses.asdict(b) for b in done], "refused": refused})


@router.get("/tasks/by-day", operation_id="list_tasks_by_day", response=TaskDays, openapi_extra=NARROWED)
def by_day(
    request: HttpRequest, first: dt.date, last: dt.date, most: Annotated[int, Query(ge=1, le=200)] = 4
) -> HttpResponse:
    require(acting(request), PROJECT, "view")
    last = min(last, first + dt.timedelta(days=MOST_DAYS - 1)) if first.year < dt.MAXYEAR else last
    return json_response({"days": selectors.tasks_by_day(acting(request), request.GET, first, last, most=most)})


@router.get("/tasks/days-off", operation_id="list_days_off", response=DaysOff)
def days_off(request: HttpRequest, first: dt.date | None = None, last: dt.date | None = None) -> HttpResponse:
    require(acting(request), PROJECT, "view")
    return json_response({"items": selectors.days_off_between(first, last)})
