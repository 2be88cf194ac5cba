from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.http import acting, json_response
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import Many
from dougong.timesheets import rules, selectors, services
from dougong.timesheets.policies import HOURS
from dougong.timesheets.schemas import (
    CorrectionMade,
    HoursCellsIn,
    HoursCorrectIn,
    HoursIdsIn,
    HoursMonths,
    HoursReturnIn,
    HoursRow,
    MissingOut,
    Monday,
    MonthCloseIn,
    MonthReopenIn,
    PendingOut,
    Reminded,
    RemindIn,
    WeekIn,
    WeekOut,
    month_start,
)

router = Router()
add_list(router, selectors.HOURS_LIST, "/hours", row=HoursRow)


@router.get("/hours/week", operation_id="get_hours_week", response=WeekOut)
def get_week(request: HttpRequest, monday: Monday | None = None) -> HttpResponse:
    actor = acting(request)
    require(actor, HOURS, "create")
    return json_response(selectors.week(actor, monday or rules.monday_of(clock.today())))


@router.put("/hours/week/cells", operation_id="save_hours", response=WeekOut)
def save_cells(request: HttpRequest, payload: HoursCellsIn) -> HttpResponse:
    cells = [services.Cell(**cell.model_dump()) for cell in payload.cells]
    services.save_cells(acting(request), monday=payload.monday, cells=cells)
    return json_response(selectors.week(acting(request), payload.monday))


@router.post("/hours/week/submit", operation_id="submit_hours", response=WeekOut)
def submit(request: HttpRequest, payload: WeekIn) -> HttpResponse:
    services.submit_week(acting(request), monday=payload.monday)
    return json_response(selectors.week(acting(request), payload.monday))


@router.post("/hours/week/take-back", operation_id="take_back_hours", response=WeekOut)
def take_back(request: HttpRequest, payload: WeekIn) -> HttpResponse:
    services.take_back_week(acting(request), monday=payload.monday)
    return json_response(selectors.week(acting(request), payload.monday))


@router.get("/hours/pending", operation_id="list_pending_hours", response=PendingOut)
def pending(request: HttpRequest) -> HttpResponse:
    actor = acting(request)
    require(actor, HOURS, "approve")
    return json_response({"items": selectors.pending_hours(actor)})


@router.post("/hours/approve", operation_id="approve_hours", response=Many)
def approve(request: HttpRequest, payload: HoursIdsIn) -> HttpResponse:
    return json_response(services.approve_hours(acting(request), ids=payload.ids))


@router.post("/hours/return", operation_id="return_hours", response=Many)
def send_back(request: HttpRequest, payload: HoursReturnIn) -> HttpResponse:
    return json_response(services.return_hours(acting(request), ids=payload.ids, reason=payload.reason))


@router.post("/hours/undecide", operation_id="undecide_hours", response=Many)
def undecide(request: HttpRequest, payload: HoursIdsIn) -> HttpResponse:
    return json_response(services.undecide_hours(acting(request), ids=payload.ids))


@router.post("/hours/{uuid:hours_id}/correct", operation_id="correct_hours", response={201: CorrectionMade})
def correct(request: HttpRequest, hours_id: uuid.UUID, payload: HoursCorrectIn) -> HttpResponse:
    made = services.correct_hours(acting(request), entry_id=hours_id, minutes=payload.minutes, reason=payload.reason)
    return json_response({"ids": [row.pk for row in made]}, 201)


@router.get("/hours/missing", operation_id="list_missing_hours", response=MissingOut)
def missing(request: HttpRequest, monday: Monday | None = None) -> HttpResponse:
    actor = acting(request)
    require(actor, HOURS, "remind")
    week = monday or rules.monday_of(clock.today())
    return json_response({"monday": week, "items": selectors.missing_hours(actor, week)})


@router.post("/hours/remind", operation_id="remind_of_hours", response=Reminded)
def remind(request: HttpRequest, payload: RemindIn) -> HttpResponse:
    told = services.remind(acting(request), monday=payload.monday, person_ids=payload.person_ids)
    return json_response({"told": told})


@router.get("/hours/months", operation_id="list_hours_months", response=HoursMonths)
def months(request: HttpRequest) -> HttpResponse:
    return json_response({"items": selectors.months(acting(request))})


@router.post("/hours/months/close", operation_id="close_hours_month", response=HoursMonths)
def close(request: HttpRequest, payload: MonthCloseIn) -> HttpResponse:
    services.close_month(acting(request), first=month_start(payload.month), carry=payload.carry)
    return json_response({"items": selectors.months(acting(request))})


@router.post("/hours/months/reopen", operation_id="reopen_hours_month", response=HoursMonths)
def reopen(request: HttpRequest, payload: MonthReopenIn) -> HttpResponse:
    services.reopen_month(acting(request), first=month_start(payload.month), reason=payload.reason)
    return json_response({"items": selectors.months(acting(request))})
