from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.forms import selectors, services
from dougong.forms.schemas import FieldsIn, FieldsOut, FormSchema, FormVersions, TradesOut
from dougong.kit.http import acting, expected_version, json_response, record_response
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
