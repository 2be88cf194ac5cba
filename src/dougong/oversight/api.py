from __future__ import annotations

import datetime as dt
import uuid
from io import BytesIO
from typing import Annotated

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Router
from pydantic import StringConstraints

from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import JobBegun, Made
from dougong.oversight import printing
from dougong.oversight.schemas import (
    CaseAssignIn,
    CaseCloseIn,
    CaseCommentIn,
    CaseOut,
    CaseReopenIn,
    CaseRow,
    PointsBoard,
    PointsMonthIn,
    PointsReportRow,
    ReviewDraft,
    ReviewOut,
    ReviewRow,
    ReviewSignIn,
    ReviewsWaiting,
    WatchOverview,
    WatchSettingIn,
    WatchSettingOut,
)
from dougong.oversight.selectors import cases as reading
from dougong.oversight.selectors import dashboard, reviews
from dougong.oversight.selectors import settings as setting
from dougong.oversight.services import cases, reports, scanning, settings, workbook
from dougong.oversight.services import reviews as signing

router = Router(tags=["oversight"])
add_list(router, reading.CASES, "/points/cases", row=CaseRow)
add_list(router, reviews.REVIEWS, "/points/reviews", row=ReviewRow)
add_list(router, reviews.REPORTS, "/points/reports", row=PointsReportRow)
CASE = "/points/cases/{uuid:case_id}"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MonthText = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]


def _file(name: str, data: bytes, kind: str) -> FileResponse:
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=kind)


@router.get("/points/watch", operation_id="get_points_watch", response=WatchOverview)
def overview(request: HttpRequest) -> HttpResponse:
    """How many cases are open, the last run, who may handle them."""
    return json_response(reading.overview(acting(request)))


@router.post("/points/watch/run", operation_id="run_points_watch", response={202: JobBegun})
def run(request: HttpRequest) -> HttpResponse:
    """Look for odd patterns now; the run that is under way, where there is one."""
    return json_response({"job_id": scanning.start(acting(request)).pk}, 202)


@router.get("/points/watch/settings", operation_id="get_points_watch_settings", response=WatchSettingOut)
def get_settings(request: HttpRequest) -> HttpResponse:
    return record_response(setting.shown(acting(request)))


@router.put("/points/watch/settings", operation_id="save_points_watch_settings", response=WatchSettingOut)
def save_settings(request: HttpRequest, payload: WatchSettingIn) -> HttpResponse:
    values = payload.model_dump()
    values["patterns"] = {code: {"on": one["on"], **one["dials"]} for code, one in values["patterns"].items()}
    settings.save(acting(request), version=expected_version(request), **values)
    return record_response(setting.shown(acting(request)))


@router.get(CASE, operation_id="get_points_case", response=CaseOut)
def get_case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    return record_response(reading.one(acting(request), case_id))


@router.post(f"{CASE}/assign", operation_id="assign_points_case", response=CaseOut)
def assign(request: HttpRequest, case_id: uuid.UUID, payload: CaseAssignIn) -> HttpResponse:
    cases.assign(acting(request), case_id=case_id, person_id=payload.person_id, version=expected_version(request))
    return record_response(reading.one(acting(request), case_id))


@router.post(f"{CASE}/comments", operation_id="comment_points_case", response={201: CaseOut})
@idempotent
def comment(request: HttpRequest, case_id: uuid.UUID, payload: CaseCommentIn) -> HttpResponse:
    cases.comment(acting(request), case_id=case_id, text=payload.text)
    return record_response(reading.one(acting(request), case_id), 201)


@router.post(f"{CASE}/close", operation_id="close_points_case", response=CaseOut)
def close(request: HttpRequest, case_id: uuid.UUID, payload: CaseCloseIn) -> HttpResponse:
    cases.close(acting(request), case_id=case_id, version=expected_version(request), **payload.model_dump())
    return record_response(reading.one(acting(request), case_id))


@router.post(f"{CASE}/reopen", operation_id="reopen_points_case", response=CaseOut)
def reopen(request: HttpRequest, case_id: uuid.UUID, payload: CaseReopenIn) -> HttpResponse:
    cases.reopen(acting(request), case_id=case_id, reason=payload.reason, version=expected_version(request))
    return record_response(reading.one(acting(request), case_id))


@router.get("/points/reviews/waiting", operation_id="list_points_reviews_waiting", response=ReviewsWaiting)
def reviews_waiting(request: HttpRequest) -> HttpResponse:
    """Months that are over and were not signed."""
    return json_response(reviews.waiting(acting(request)))


@router.get("/points/review-draft", operation_id="get_points_review_draft", response=ReviewDraft)
def review_draft(request: HttpRequest, month: MonthText) -> HttpResponse:
    """What would be signed now."""
    return json_response(reviews.draft(acting(request), month))


@router.post("/points/reviews", operation_id="sign_points_review", response={201: ReviewOut})
@idempotent
def sign(request: HttpRequest, payload: ReviewSignIn) -> HttpResponse:
    """By somebody who handled none of the month's cases; the page is fixed with it."""
    row = signing.sign(acting(request), **payload.model_dump())
    return json_response(reviews.signed(acting(request), row.pk), 201)


@router.get("/points/reviews/{uuid:review_id}", operation_id="get_points_review", response=ReviewOut)
def get_review(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    return json_response(reviews.signed(acting(request), review_id))


@router.get("/points/reviews/{uuid:review_id}/pdf/file", operation_id="print_points_review")
def print_review(request: HttpRequest, review_id: uuid.UUID) -> FileResponse:
    return _file(*printing.print_review(acting(request), review_id=review_id, language=language_of(request)), "application/pdf")


@router.get("/points/dashboard", operation_id="get_points_dashboard", response=PointsBoard)
def get_board(
    request: HttpRequest, first: dt.date | None = None, last: dt.date | None = None, department: uuid.UUID | None = None
) -> HttpResponse:
    return json_response(dashboard.board(acting(request), first=first, last=last, department=department))


@router.get("/points/dashboard/file", operation_id="export_points_dashboard")
def export_board(
    request: HttpRequest, first: dt.date | None = None, last: dt.date | None = None, department: uuid.UUID | None = None
) -> FileResponse:
    """The dashboard's figures as XLSX."""
    asked = {"first": first, "last": last, "department": department}
    return _file(*workbook.of_board(acting(request), language=language_of(request), **asked), _XLSX)


@router.post("/points/reports", operation_id="make_points_report", response={201: Made})
@idempotent
def make_report(request: HttpRequest, payload: PointsMonthIn) -> HttpResponse:
    return json_response({"id": reports.make(acting(request), month=payload.month).pk}, 201)


@router.get("/points/reports/{uuid:points_report_id}/pdf/file", operation_id="print_points_report")
def print_report(request: HttpRequest, points_report_id: uuid.UUID) -> FileResponse:
    language = language_of(request)
    return _file(*printing.print_report(acting(request), report_id=points_report_id, language=language), "application/pdf")
