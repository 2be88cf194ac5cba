from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.http import acting, expected_version, idempotent, json_response, record_response
from dougong.kit.lists_api import add_list
from dougong.wbs import selectors, services
from dougong.wbs.schemas import (
    WbsApplied,
    WbsApplyIn,
    WbsKeepIn,
    WbsPreview,
    WbsTemplateIn,
    WbsTemplateOut,
    WbsTemplatePatch,
    WbsTemplateRow,
)

router = Router(tags=["wbs"])
add_list(router, selectors.TEMPLATES, "/wbs-templates", row=WbsTemplateRow)
_ONE = "/wbs-templates/{template_id}"


@router.post("/wbs-templates", operation_id="create_wbs_template", response={201: WbsTemplateOut})
@idempotent
def create(request: HttpRequest, payload: WbsTemplateIn) -> HttpResponse:
    made = services.create_template(acting(request), **payload.model_dump())
    return record_response(selectors.template(acting(request), made.pk), 201)


@router.get(_ONE, operation_id="get_wbs_template", response=WbsTemplateOut)
def get_template(request: HttpRequest, template_id: uuid.UUID, number: int | None = None) -> HttpResponse:
    return record_response(selectors.template(acting(request), template_id, number))


@router.patch(_ONE, operation_id="update_wbs_template", response=WbsTemplateOut)
def update(request: HttpRequest, template_id: uuid.UUID, payload: WbsTemplatePatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_template(acting(request), template_id=template_id, version=expected_version(request), **values)
    return record_response(selectors.template(acting(request), template_id))


@router.post(f"{_ONE}/archived", operation_id="archive_wbs_template", response=WbsTemplateOut)
def archive(request: HttpRequest, template_id: uuid.UUID, archived: bool = True) -> HttpResponse:
    services.set_archived(acting(request), template_id=template_id, archived=archived)
    return record_response(selectors.template(acting(request), template_id))


@router.post("/projects/{project_id}/template", operation_id="keep_as_wbs_template", response={201: WbsTemplateOut})
@idempotent
def keep(request: HttpRequest, project_id: uuid.UUID, payload: WbsKeepIn) -> HttpResponse:
    made = services.keep_project(acting(request), project_id=project_id, **payload.model_dump())
    return record_response(selectors.template(acting(request), made.pk), 201)


@router.post("/projects/{project_id}/template/preview", operation_id="preview_wbs_template", response=WbsPreview)
def preview(request: HttpRequest, project_id: uuid.UUID, payload: WbsApplyIn) -> HttpResponse:
    made = services.preview_template(acting(request), project_id=project_id, **payload.dict())
    return json_response(selectors.preview(made))


@router.post("/projects/{project_id}/template/apply", operation_id="apply_wbs_template", response=WbsApplied)
def apply(request: HttpRequest, project_id: uuid.UUID, payload: WbsApplyIn) -> HttpResponse:
    made = services.apply_template(
        acting(request), project_id=project_id, version=expected_version(request), **payload.dict()
    )
    return json_response(selectors.applied(made))
