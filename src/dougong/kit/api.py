"""Doors of the kit itself: lists' descriptions, exports, jobs, the stream's tickets, and what failed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Field, Router

from dougong.kit import exports, jobs, outbox
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.confirm import require_confirmed
from dougong.kit.errors import NotFound
from dougong.kit.http import acting, idempotent, json_response, language_of, stream_url
from dougong.kit.listing import describe, list_spec
from dougong.kit.models import Job, OutboxDelivery
from dougong.kit.noting import note
from dougong.kit.regions import cities, provinces
from dougong.kit.schemas import FailuresOut, In, JobOut, JobsOut, ListOut, RegionsOut, Replayed, TicketOut
from dougong.kit.stream import issue_ticket

router = Router(tags=["kit"])
OPERATIONS = "kit.operations"


class ExportIn(In):
    list: str
    query: str = ""
    columns: Sequence[str] = Field(default_factory=tuple)
    format: Literal["xlsx", "csv"] = "xlsx"


def job_out(row: Job, language: str) -> dict[str, Any]:
    has_file = bool(row.status == "done" and isinstance(row.result, dict) and row.result.get("file"))
    return {
        "id": row.pk,
        "kind": row.kind,
        "title": row.title,
        "status": row.status,
        "done": row.done,
        "total": row.total,
        "message": row.message,
        "result": row.result,
        "error": jobs.failure(row, language),
        "file": f"/api/v1/jobs/{row.pk}/file" if has_file else None,
        "created_at": row.created_at,
        "finished_at": row.finished_at,
    }


def _mine(actor: Actor, job_id: uuid.UUID) -> Job:
    row = Job.objects.filter(pk=job_id, actor_id=actor.id).first()
    if row is None:
        raise NotFound()
    return row


@router.get("/lists/{code}", operation_id="describe_list", response=ListOut)
def list_description(request: HttpRequest, code: str) -> HttpResponse:
    spec = list_spec(code)
    if spec is None:
        raise NotFound()
    actor = acting(request)
    require(actor, spec.resource, "view")
    return json_response(describe(spec, actor, language_of(request)))


@router.post("/exports", operation_id="start_export", response={202: JobOut})
@idempotent
def start_export(request: HttpRequest, payload: ExportIn) -> HttpResponse:
    rows = exports.rows_asked(acting(request), code=payload.list, query=payload.query)
    if rows > settings.DOUGONG_EXPORT_CONFIRM_ROWS:
        require_confirmed(request, "kit.export")
    row = exports.start_export(
        acting(request),
        code=payload.list,
        query=payload.query,
        columns=[*payload.columns],
        file_format=payload.format,
        language=language_of(request),
    )
    return json_response(job_out(row, language_of(request)), 202)


@router.get("/jobs", operation_id="list_jobs", response=JobsOut)
def list_jobs(request: HttpRequest, active: bool = False) -> HttpResponse:
    rows = Job.objects.filter(actor_id=acting(request).id)
    if active:
        rows = rows.filter(status__in=["queued", "running"])
    language = language_of(request)
    return json_response({"items": [job_out(r, language) for r in rows.order_by("-created_at")[:20]]})


@router.get("/jobs/{job_id}", operation_id="get_job", response=JobOut)
def get_job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    return json_response(job_out(_mine(acting(request), job_id), language_of(request)))


@router.post("/jobs/{job_id}/stop", operation_id="stop_job", response=JobOut)
def stop_job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    jobs.stop(_mine(acting(request), job_id))
    return json_response(job_out(_mine(acting(request), job_id), language_of(request)))


@router.get("/jobs/{job_id}/file", operation_id="get_job_file")
def job_file(request: HttpRequest, job_id: uuid.UUID) -> FileResponse:
    row = _mine(acting(request), job_id)
    result = row.result if isinstance(row.result, dict) else {}
    path = exports.folder() / str(result.get("file", ""))
    if row.status != "done" or not result.get("file") or not path.is_file():
        raise NotFound()
    answer = FileResponse(path.open("rb"), as_attachment=True)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(result['filename'])}"
    return answer


@router.post("/stream/tickets", operation_id="issue_stream_ticket", response=TicketOut)
def stream_ticket(request: HttpRequest) -> HttpResponse:
    actor = acting(request)
    assert actor.id is not None
    return json_response({"url": stream_url(request, issue_ticket(actor.id))})


@router.get("/regions", operation_id="list_regions", response=RegionsOut)
def list_regions(request: HttpRequest) -> HttpResponse:
    """Provinces and cities of GB/T 2260, each with its province before it; the same for everybody."""
    items = [{"code": p.code, "name": p.name} for p in provinces()]
    items += [{"code": c.code, "name": f"{p.name}{c.name}"} for p in provinces() for c in cities(p.code)]
    return json_response({"items": sorted(items, key=lambda item: item["code"])})


# ---- what failed, for whoever keeps the installation


@router.get("/operations/failures", operation_id="list_failures", response=FailuresOut)
def failures(request: HttpRequest) -> HttpResponse:
    require(acting(request), OPERATIONS, "view")
    dead = OutboxDelivery.objects.filter(status="dead").select_related("event").order_by("-pk")[:200]
    waiting = (
        OutboxDelivery.objects.filter(status="pending", attempts__gt=0).select_related("event").order_by("-pk")[:200]
    )
    failed = Job.objects.filter(status="failed").order_by("-finished_at")[:200]
    return json_response(
        {
            "deliveries": [_delivery_out(d) for d in [*dead, *waiting]],
            "jobs": [{**job_out(j, language_of(request)), "error": j.error, "attempts": j.attempts} for j in failed],
        }
    )


def _delivery_out(row: OutboxDelivery) -> dict[str, Any]:
    return {
        "id": row.pk,
        "handler": row.handler,
        "event": row.event.name,
        "payload": row.event.payload,
        "status": row.status,
        "attempts": row.attempts,
        "error": row.error,
        "occurred_at": row.event.occurred_at,
        "due_at": row.due_at,
    }


@router.post("/operations/deliveries/{delivery_id}/replay", operation_id="replay_delivery", response=Replayed)
def replay_delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    actor = acting(request)
    require(actor, OPERATIONS, "replay")
    if outbox.replay(delivery_id):
        note(actor, "replay", OPERATIONS, object_id=delivery_id)
    return json_response({"id": delivery_id})


@router.post("/operations/jobs/{job_id}/retry", operation_id="retry_job", response=JobOut)
def retry_job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    actor = acting(request)
    require(actor, OPERATIONS, "replay")
    row = Job.objects.filter(pk=job_id).first()
    if row is None:
        raise NotFound()
    if jobs.retry(row):
        note(actor, "retry", OPERATIONS, object_id=row.pk, title=row.title or row.kind)
    return json_response(job_out(Job.objects.get(pk=job_id), language_of(request)))
