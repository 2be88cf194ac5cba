from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from dougong.care.segments import selectors, services
from dougong.care.segments.schemas import (
    ClientTags,
    FiltersIn,
    SegmentIn,
    SegmentOut,
    SegmentRow,
    SegmentSize,
    SegmentSizes,
    ShareChoices,
    SwitchIn,
    TagRuleIn,
    TagRuleMade,
    TagRulePreview,
    TagRuleRow,
)
from dougong.kit.access import require
from dougong.kit.http import acting, expected_version, idempotent, json_response, record_response
from dougong.kit.jobs import enqueue
from dougong.kit.lists_api import add_list

router = Router(tags=["care"])
add_list(router, selectors.SEGMENTS, "/segments", row=SegmentRow)
add_list(router, selectors.RULES, "/tag-rules", row=TagRuleRow)


@router.post("/segments", operation_id="create_segment", response={201: SegmentOut})
@idempotent
def create_segment(request: HttpRequest, payload: SegmentIn) -> HttpResponse:
    made = services.create_segment(acting(request), **payload.model_dump())
    return record_response(selectors.segment_out(acting(request), made.pk), 201)


@router.get("/segments/sizes", operation_id="get_segment_sizes", response=SegmentSizes)
def segment_sizes(request: HttpRequest, ids: list[uuid.UUID] = Query(max_length=50)) -> HttpResponse:
    return json_response({"items": selectors.sizes(acting(request), ids)})


@router.get("/segments/shares", operation_id="get_segment_shares", response=ShareChoices)
def segment_shares(request: HttpRequest) -> HttpResponse:
    return json_response(selectors.share_choices(acting(request)))


@router.post("/segments/preview", operation_id="preview_segment", response=SegmentSize)
def preview_segment(request: HttpRequest, payload: FiltersIn) -> HttpResponse:
    """How many clients pass these conditions now. Nothing is written."""
    require(acting(request), selectors.SEGMENT, "view")
    return json_response(selectors.size(acting(request), payload.filters))


@router.get("/segments/{uuid:segment_id}", operation_id="get_segment", response=SegmentOut)
def get_segment(request: HttpRequest, segment_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.segment_out(acting(request), segment_id))


@router.put("/segments/{uuid:segment_id}", operation_id="update_segment", response=SegmentOut)
def update_segment(request: HttpRequest, segment_id: uuid.UUID, payload: SegmentIn) -> HttpResponse:
    actor, version = acting(request), expected_version(request)
    services.update_segment(actor, segment_id=segment_id, version=version, **payload.model_dump())
    return record_response(selectors.segment_out(actor, segment_id))


@router.post("/segments/{uuid:segment_id}/archive", operation_id="archive_segment", response=SegmentOut)
def archive_segment(request: HttpRequest, segment_id: uuid.UUID) -> HttpResponse:
    services.set_archived(acting(request), segment_id=segment_id, archived=True)
    return record_response(selectors.segment_out(acting(request), segment_id))


@router.post("/segments/{uuid:segment_id}/restore", operation_id="restore_segment", response=SegmentOut)
def restore_segment(request: HttpRequest, segment_id: uuid.UUID) -> HttpResponse:
    services.set_archived(acting(request), segment_id=segment_id, archived=False)
    return record_response(selectors.segment_out(acting(request), segment_id))


@router.post("/tag-rules/preview", operation_id="preview_tag_rule", response=TagRulePreview)
def preview_rule(request: HttpRequest, payload: TagRuleIn) -> HttpResponse:
    services.checked_rule(acting(request), payload.filters)
    return json_response(selectors.preview_rule(acting(request), tag=payload.tag, filters=payload.filters))


@router.post("/tag-rules", operation_id="create_tag_rule", response={201: TagRuleMade})
@idempotent
def create_rule(request: HttpRequest, payload: TagRuleIn) -> HttpResponse:
    rule = services.save_rule(acting(request), **payload.model_dump())
    job = enqueue("care.run_tag_rule", actor=acting(request), title=rule.tag.name, rule_id=str(rule.pk))
    return json_response({"id": rule.pk, "version": rule.version, "job_id": job.pk}, 201)


@router.put("/tag-rules/{rule_id}", operation_id="update_tag_rule", response=TagRuleMade)
def update_rule(request: HttpRequest, rule_id: uuid.UUID, payload: TagRuleIn) -> HttpResponse:
    rule = services.save_rule(
        acting(request), rule_id=rule_id, version=expected_version(request), **payload.model_dump()
    )
    job = enqueue("care.run_tag_rule", actor=acting(request), title=rule.tag.name, rule_id=str(rule.pk))
    return json_response({"id": rule.pk, "version": rule.version, "job_id": job.pk})


@router.post("/tag-rules/{rule_id}/switch", operation_id="switch_tag_rule", response=TagRuleMade)
def switch_rule(request: HttpRequest, rule_id: uuid.UUID, payload: SwitchIn) -> HttpResponse:
    rule = services.set_active(acting(request), rule_id=rule_id, active=payload.active)
    job = enqueue("care.run_tag_rule", actor=acting(request), title=rule.tag.name, rule_id=str(rule.pk))
    return json_response({"id": rule.pk, "version": rule.version, "job_id": job.pk})


@router.get("/clients/{client_id}/tags-told", operation_id="get_client_tags_told", response=ClientTags)
def client_tags(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    """Why each tag is there, and the segments that the client is in."""
    return json_response(selectors.of_client(acting(request), client_id))
