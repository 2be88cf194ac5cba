from __future__ import annotations

import datetime as dt
import uuid
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Router

from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import Many
from dougong.timesheets import rules, selectors, services
from dougong.timesheets.policies import LABOUR
from dougong.timesheets.schemas import (
    CorrectionMade,
    HoursIdsIn,
    HoursReturnIn,
    LabourCorrectIn,
    LabourIn,
    LabourOut,
    LabourPatch,
    LabourRemoved,
    LabourRow,
    MonthText,
    SettlementOut,
    TeamIn,
    TeamOut,
    TeamPatch,
    TeamRateIn,
    TeamRow,
    month_start,
)

router = Router()
add_list(router, selectors.TEAMS, "/labour-teams", row=TeamRow)
add_list(router, selectors.LABOUR_SHEETS, "/labour", row=LabourRow)
_TEAM = "/labour-teams/{team_id}"
_SHEET = "/labour/{uuid:sheet_id}"


def _counted(values: dict[str, Any]) -> dict[str, Any]:
    """`each` as the hundredths that are kept."""
    if "each" in values:
        values["quantity"] = int(values.pop("each") * rules.HUNDRED)
    return values


@router.post("/labour-teams", operation_id="create_labour_team", response={201: TeamOut})
@idempotent
def create_team(request: HttpRequest, payload: TeamIn) -> HttpResponse:
    made = services.create_team(acting(request), **payload.model_dump())
    return record_response(selectors.team(acting(request), made.pk), 201)


@router.get(_TEAM, operation_id="get_labour_team", response=TeamOut)
def get_team(request: HttpRequest, team_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.team(acting(request), team_id))


@router.patch(_TEAM, operation_id="update_labour_team", response=TeamOut)
def update_team(request: HttpRequest, team_id: uuid.UUID, payload: TeamPatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_team(acting(request), team_id=team_id, version=expected_version(request), **values)
    return record_response(selectors.team(acting(request), team_id))


@router.post(f"{_TEAM}/archived", operation_id="archive_labour_team", response=TeamOut)
def archive_team(request: HttpRequest, team_id: uuid.UUID, archived: bool = True) -> HttpResponse:
    services.set_team_archived(acting(request), team_id=team_id, archived=archived)
    return record_response(selectors.team(acting(request), team_id))


@router.post(f"{_TEAM}/rates", operation_id="set_labour_rate", response=TeamOut)
def set_rate(request: HttpRequest, team_id: uuid.UUID, payload: TeamRateIn) -> HttpResponse:
    services.set_rate(acting(request), team_id=team_id, **payload.model_dump())
    return record_response(selectors.team(acting(request), team_id))


@router.post("/labour", operation_id="enter_labour", response={201: LabourOut})
@idempotent
def enter(request: HttpRequest, payload: LabourIn) -> HttpResponse:
    made = services.enter_labour(acting(request), **_counted(payload.dict()))
    return record_response(selectors.labour_sheet(acting(request), made.pk), 201)


@router.get(_SHEET, operation_id="get_labour", response=LabourOut)
def get_sheet(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.labour_sheet(acting(request), sheet_id))


@router.patch(_SHEET, operation_id="save_labour", response=LabourOut)
def save(request: HttpRequest, sheet_id: uuid.UUID, payload: LabourPatch) -> HttpResponse:
    values = _counted(payload.model_dump(exclude_unset=True))
    services.save_labour(acting(request), sheet_id=sheet_id, version=expected_version(request), **values)
    return record_response(selectors.labour_sheet(acting(request), sheet_id))


@router.delete(_SHEET, operation_id="remove_labour", response=LabourRemoved)
def remove(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    services.remove_labour(acting(request), sheet_id=sheet_id)
    return json_response({"id": sheet_id})


@router.post("/labour/approve", operation_id="approve_labour", response=Many)
def approve(request: HttpRequest, payload: HoursIdsIn) -> HttpResponse:
    return json_response(services.approve_labour(acting(request), ids=payload.ids))


@router.post("/labour/return", operation_id="return_labour", response=Many)
def send_back(request: HttpRequest, payload: HoursReturnIn) -> HttpResponse:
    return json_response(services.return_labour(acting(request), ids=payload.ids, reason=payload.reason))


@router.post("/labour/undecide", operation_id="undecide_labour", response=Many)
def undecide(request: HttpRequest, payload: HoursIdsIn) -> HttpResponse:
    return json_response(services.undecide_labour(acting(request), ids=payload.ids))


@router.post(f"{_SHEET}/correct", operation_id="correct_labour", response={201: CorrectionMade})
def correct(request: HttpRequest, sheet_id: uuid.UUID, payload: LabourCorrectIn) -> HttpResponse:
    made = services.correct_labour(acting(request), sheet_id=sheet_id, **_counted(payload.model_dump()))
    return json_response({"ids": [row.pk for row in made]}, 201)


def _first_of(month: str | None) -> dt.date:
    return month_start(month) if month else rules.month_of(clock.today())


@router.get("/labour/settlement", operation_id="get_labour_settlement", response=SettlementOut)
def settlement(request: HttpRequest, month: MonthText | None = None) -> HttpResponse:
    actor = acting(request)
    require(actor, LABOUR, "view")
    return json_response(selectors.settlement(actor, _first_of(month)))


@router.get("/labour/settlement/file", operation_id="export_labour_settlement")
def settlement_file(request: HttpRequest, month: MonthText | None = None) -> FileResponse:
    name, made = services.settlement_workbook(acting(request), first=_first_of(month), language=language_of(request))
    return FileResponse(
        BytesIO(made), as_attachment=True, filename=name,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )  # fmt: skip
