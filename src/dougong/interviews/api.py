from __future__ import annotations

import uuid
from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Router

from dougong.interviews import printing, selectors, services
from dougong.interviews.schemas import (
    AnswersIn,
    ApplyIn,
    InterviewDiscarded,
    InterviewIn,
    InterviewOut,
    InterviewRow,
    ProposalsOut,
    TakenBack,
)
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response
from dougong.kit.lists_api import add_list

router = Router(tags=["interviews"])
add_list(router, selectors.INTERVIEWS, "/interviews", row=InterviewRow)
_ONE = "/interviews/{uuid:interview_id}"


@router.post("/clients/{client_id}/interviews", operation_id="begin_interview", response={201: InterviewOut})
@idempotent
def begin(request: HttpRequest, client_id: uuid.UUID, payload: InterviewIn) -> HttpResponse:
    made = services.begin_interview(acting(request), client_id=client_id, **payload.model_dump())
    return record_response(selectors.interview(acting(request), made.pk), 201)


@router.get(_ONE, operation_id="get_interview", response=InterviewOut)
def get_interview(request: HttpRequest, interview_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.interview(acting(request), interview_id))


@router.patch(_ONE, operation_id="save_interview_answers", response=InterviewOut)
def save_answers(request: HttpRequest, interview_id: uuid.UUID, payload: AnswersIn) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.save_answers(acting(request), interview_id=interview_id, version=expected_version(request), **values)
    return record_response(selectors.interview(acting(request), interview_id))


@router.delete(_ONE, operation_id="discard_interview", response=InterviewDiscarded)
def discard(request: HttpRequest, interview_id: uuid.UUID) -> HttpResponse:
    services.discard_interview(acting(request), interview_id=interview_id)
    return json_response({"id": interview_id})


@router.post(f"{_ONE}/finish", operation_id="finish_interview", response=InterviewOut)
def finish(request: HttpRequest, interview_id: uuid.UUID) -> HttpResponse:
    services.finish_interview(acting(request), interview_id=interview_id, version=expected_version(request))
    return record_response(selectors.interview(acting(request), interview_id))


@router.post(f"{_ONE}/reopen", operation_id="reopen_interview", response=InterviewOut)
def reopen(request: HttpRequest, interview_id: uuid.UUID) -> HttpResponse:
    services.reopen_interview(acting(request), interview_id=interview_id)
    return record_response(selectors.interview(acting(request), interview_id))


@router.get(f"{_ONE}/proposals", operation_id="get_interview_proposals", response=ProposalsOut)
def proposals(request: HttpRequest, interview_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.proposals(acting(request), interview_id))


@router.post(f"{_ONE}/apply", operation_id="apply_interview_answers", response=InterviewOut)
def apply(request: HttpRequest, interview_id: uuid.UUID, payload: ApplyIn) -> HttpResponse:
    services.apply_answers(acting(request), interview_id=interview_id, **payload.model_dump())
    return record_response(selectors.interview(acting(request), interview_id))


@router.post(f"{_ONE}/take-back", operation_id="take_back_interview_answers", response=TakenBack)
def take_back(request: HttpRequest, interview_id: uuid.UUID) -> HttpResponse:
    back, stay = services.take_back_answers(acting(request), interview_id=interview_id)
    return json_response({"back": back, "stay": stay})


@router.get(f"{_ONE}/pdf/file", operation_id="print_interview")
def print_interview(request: HttpRequest, interview_id: uuid.UUID) -> FileResponse:
    name, made = printing.print_interview(acting(request), interview_id=interview_id, language=language_of(request))
    return FileResponse(BytesIO(made), as_attachment=True, filename=name, content_type="application/pdf")
