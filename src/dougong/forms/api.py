from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.forms import questionnaires, selectors, services
from dougong.forms.schemas import (
    FieldsIn,
    FieldsOut,
    FormSchema,
    FormVersions,
    Purpose,
    QuestionnaireIn,
    QuestionnaireOut,
    Questionnaires,
    TradesOut,
)
from dougong.kit.http import acting, expected_version, idempotent, json_response, record_response
from dougong.kit.trades import trades

router = Router(tags=["forms"])


@router.get("/forms/{resource}", operation_id="get_fields", response=FieldsOut)
def get_fields(request: HttpRequest, resource: str) -> HttpResponse:
    return record_response(selectors.definition(acting(request), resource))


@router.put("/forms/{resource}", operation_id="save_fields", response=FieldsOut)
def save_fields(request: HttpRequest, resource: str, payload: FieldsIn) -> HttpResponse:
    wanted = [f.model_dump() for f in payload.fields]
    services.save_fields(acting(request), code=resource, version=expected_version(request), fields=wanted)
    return record_response(selectors.definition(acting(request), resource))


@router.get("/forms/{resource}/schema", operation_id="get_fields_schema", response=FormSchema)
def get_schema(request: HttpRequest, resource: str) -> HttpResponse:
    return json_response(selectors.schema(acting(request), resource))


@router.get("/forms/{resource}/versions", operation_id="list_field_versions", response=FormVersions)
def get_versions(request: HttpRequest, resource: str) -> HttpResponse:
    return json_response({"items": selectors.versions(acting(request), resource)})


@router.get("/trades", operation_id="list_trades", response=TradesOut)
def list_trades(request: HttpRequest) -> HttpResponse:
    """GB/T 4754-2017, sections and divisions; the same for everybody."""
    return json_response({"items": [{"code": t.code, "name": t.name, "section": t.section} for t in trades()]})


@router.get("/questionnaires", operation_id="list_questionnaires", response=Questionnaires)
def list_questionnaires(request: HttpRequest, purpose: Purpose = "interview", archived: bool = False) -> HttpResponse:
    items = questionnaires.questionnaires(acting(request), purpose, archived=archived)
    return json_response({"items": items})


@router.post("/questionnaires", operation_id="create_questionnaire", response={201: QuestionnaireOut})
@idempotent
def create_questionnaire(request: HttpRequest, payload: QuestionnaireIn) -> HttpResponse:
    made = questionnaires.save_questionnaire(acting(request), form_id=None, version=None, **payload.model_dump())
    return record_response(questionnaires.questionnaire(acting(request), made.pk), 201)


@router.get("/questionnaires/{uuid:form_id}", operation_id="get_questionnaire", response=QuestionnaireOut)
def get_questionnaire(request: HttpRequest, form_id: uuid.UUID) -> HttpResponse:
    return record_response(questionnaires.questionnaire(acting(request), form_id))


@router.put("/questionnaires/{uuid:form_id}", operation_id="save_questionnaire", response=QuestionnaireOut)
def save_questionnaire(request: HttpRequest, form_id: uuid.UUID, payload: QuestionnaireIn) -> HttpResponse:
    questionnaires.save_questionnaire(
        acting(request), form_id=form_id, version=expected_version(request), **payload.model_dump()
    )
    return record_response(questionnaires.questionnaire(acting(request), form_id))


@router.post("/questionnaires/{uuid:form_id}/archived", operation_id="archive_questionnaire", response=QuestionnaireOut)
def archive_questionnaire(request: HttpRequest, form_id: uuid.UUID, archived: bool = True) -> HttpResponse:
    questionnaires.set_archived(acting(request), form_id=form_id, archived=archived)
    return record_response(questionnaires.questionnaire(acting(request), form_id))
