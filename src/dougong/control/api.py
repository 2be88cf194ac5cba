from __future__ import annotations

import datetime as dt
import uuid
from io import BytesIO
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Query, Router

from dougong.control import printing, services
from dougong.control.schemas import (
    CashOut,
    ComparisonOut,
    ControlSettingIn,
    CostIn,
    CostMade,
    CostRow,
    CurveOut,
    DrawIn,
    EarnedOut,
    HealthOut,
    HealthReportIn,
    HealthReportRow,
    HealthReportSettingIn,
    HealthReportSettingOut,
    PortfolioCash,
    PortfolioRow,
    State,
    TaskSettingIn,
    TaskSettingOut,
)
from dougong.control.selectors import cash, comparison, health, measures
from dougong.control.selectors.lists import COSTS, PORTFOLIO, REPORTS
from dougong.control.selectors.reports import report_setting
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import JobBegun, Made

router = Router(tags=["control"])
add_list(router, PORTFOLIO, "/portfolio", row=PortfolioRow)
add_list(router, COSTS, "/costs", row=CostRow)
add_list(router, REPORTS, "/health-reports", row=HealthReportRow)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/portfolio/cash", operation_id="get_portfolio_cash", response=PortfolioCash)
def portfolio_cash(request: HttpRequest) -> HttpResponse:
    return json_response(cash.portfolio_cash(acting(request)))


@router.get("/projects/{project_id}/earned", operation_id="get_earned_value", response=EarnedOut)
def get_earned(request: HttpRequest, project_id: uuid.UUID, at: dt.date | None = None) -> HttpResponse:
    return json_response(measures.measured(acting(request), project_id, at))


@router.get("/projects/{project_id}/curve", operation_id="get_s_curve", response=CurveOut)
def get_curve(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    return json_response(measures.s_curve(acting(request), project_id))


@router.get("/projects/{project_id}/health", operation_id="get_project_health", response=HealthOut)
def get_health(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    return json_response(health.health_of(acting(request), project_id))


@router.get("/projects/{project_id}/cash", operation_id="get_project_cash", response=CashOut)
def get_cash(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    return json_response(cash.cash_of(acting(request), project_id))


@router.patch("/projects/{project_id}/control", operation_id="save_control_setting", response=EarnedOut)
def save_setting(request: HttpRequest, project_id: uuid.UUID, payload: ControlSettingIn) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.save_setting(acting(request), project_id=project_id, version=expected_version(request), **values)
    return json_response(measures.measured(acting(request), project_id))


@router.get("/tasks/{task_id}/control", operation_id="get_task_control", response=TaskSettingOut)
def get_task(request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
    return json_response(measures.task_setting(acting(request), task_id))


@router.patch("/tasks/{task_id}/control", operation_id="save_task_control", response=TaskSettingOut)
def save_task(request: HttpRequest, task_id: uuid.UUID, payload: TaskSettingIn) -> HttpResponse:
    services.save_task(acting(request), task_id=task_id, **payload.model_dump(exclude_unset=True))
    return json_response(measures.task_setting(acting(request), task_id))


@router.post("/projects/{project_id}/draws", operation_id="draw_finish", response={202: JobBegun})
@idempotent
def draw(request: HttpRequest, project_id: uuid.UUID, payload: DrawIn) -> HttpResponse:
    job = services.start_draws(acting(request), project_id=project_id, draws=payload.draws, seed=payload.seed)
    return json_response({"job_id": job.pk}, 202)


@router.post("/projects/{project_id}/costs", operation_id="add_cost", response={201: CostMade})
@idempotent
def add_cost(request: HttpRequest, project_id: uuid.UUID, payload: CostIn) -> HttpResponse:
    row = services.add_cost(acting(request), project_id=project_id, **payload.model_dump())
    return json_response({"id": row.pk, "version": row.version}, 201)


@router.post("/costs/{cost_id}/withdraw", operation_id="withdraw_cost", response=CostMade)
def withdraw_cost(request: HttpRequest, cost_id: uuid.UUID) -> HttpResponse:
    row = services.withdraw_cost(acting(request), cost_id=cost_id)
    return json_response({"id": row.pk, "version": row.version})


@router.post("/costs/{cost_id}/restore", operation_id="restore_cost", response=CostMade)
def restore_cost(request: HttpRequest, cost_id: uuid.UUID) -> HttpResponse:
    row = services.restore_cost(acting(request), cost_id=cost_id)
    return json_response({"id": row.pk, "version": row.version})


@router.get("/projects/{project_id}/compare", operation_id="compare_baselines", response=ComparisonOut)
def compare(request: HttpRequest, project_id: uuid.UUID, left: str, right: str = comparison.PLAN) -> HttpResponse:
    return json_response(comparison.compared(acting(request), project_id, left, right))


@router.get("/projects/{project_id}/compare/file", operation_id="export_comparison")
def compare_file(
    request: HttpRequest, project_id: uuid.UUID, left: str, right: str = comparison.PLAN,
    state: list[State] = Query(default=[]),
) -> HttpResponse:  # fmt: skip
    name, data = comparison.comparison_file(
        acting(request), project_id, left, right, language_of(request), states=[str(s) for s in state]
    )
    answer = HttpResponse(data, content_type=_XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@router.post("/health-reports", operation_id="make_health_report", response={201: Made})
@idempotent
def make_report(request: HttpRequest, payload: HealthReportIn) -> HttpResponse:
    row = services.make_report(acting(request), span=payload.span)
    return json_response({"id": row.pk}, 201)


@router.get("/health-reports/{report_id}/pdf/file", operation_id="print_health_report")
def print_report(request: HttpRequest, report_id: uuid.UUID) -> FileResponse:
    name, made = printing.print_report(acting(request), report_id=report_id, language=language_of(request))
    return FileResponse(BytesIO(made), as_attachment=True, filename=name, content_type="application/pdf")


@router.get("/health-report-setting", operation_id="get_health_report_setting", response=HealthReportSettingOut)
def get_report_setting(request: HttpRequest) -> HttpResponse:
    return json_response(report_setting(acting(request)))


@router.put("/health-report-setting", operation_id="save_health_report_setting", response=HealthReportSettingOut)
def save_report_setting(request: HttpRequest, payload: HealthReportSettingIn) -> HttpResponse:
    services.save_report_setting(acting(request), **payload.model_dump())
    return json_response(report_setting(acting(request)))
