from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.http import acting, idempotent, json_response, language_of
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import JobBegun
from dougong.stewardship.quality import report, selectors, services
from dougong.stewardship.quality.schemas import (
    ClientQuality,
    QualityIssueOut,
    QualityIssueRow,
    QualityOut,
    ReportIn,
    SettleIn,
)

router = Router(tags=["stewardship"])
add_list(router, selectors.ISSUES, "/quality/issues", row=QualityIssueRow)


@router.get("/quality", operation_id="get_quality", response=QualityOut)
def quality(request: HttpRequest) -> HttpResponse:
    return json_response(selectors.overview(acting(request), language_of(request)))


@router.get("/clients/{client_id}/quality", operation_id="get_client_quality", response=ClientQuality)
def client_quality(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.of_client(acting(request), client_id, language_of(request)))


@router.post("/quality/issues/{issue_id}/settle", operation_id="settle_quality_issue", response=QualityIssueOut)
def settle(request: HttpRequest, issue_id: uuid.UUID, payload: SettleIn) -> HttpResponse:
    issue = services.settle(acting(request), issue_id=issue_id, act=payload.act, reason=payload.reason)
    return json_response(selectors.issue_out(issue, language_of(request)))


@router.post("/quality/reports", operation_id="print_quality_report", response={202: JobBegun})
@idempotent
def print_report(request: HttpRequest, payload: ReportIn) -> HttpResponse:
    row = report.start(acting(request), month=payload.month, language=language_of(request))
    return json_response({"job_id": row.pk}, 202)
