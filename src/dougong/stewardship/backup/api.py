"""Doors of backups and drills. Restoring has none: it replaces everything, and is done at the terminal of the machine."""

from __future__ import annotations

import uuid
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.confirm import confirmed
from dougong.kit.downloads import send_file
from dougong.kit.http import acting, idempotent, json_response, language_of
from dougong.kit.schemas import JobBegun
from dougong.stewardship.backup import selectors, services
from dougong.stewardship.backup.schemas import BackupsOut, DownloadTicket, DrillIn

router = Router(tags=["stewardship"])
_TYPES = {"pdf": "application/pdf", "json": "application/json"}


@router.get("/backups", operation_id="list_backups", response=BackupsOut)
def list_backups(request: HttpRequest) -> HttpResponse:
    return json_response(selectors.overview(acting(request), language_of(request)))


@router.post("/backups", operation_id="start_backup", response={202: JobBegun})
@idempotent
def start_backup(request: HttpRequest) -> HttpResponse:
    row = services.start_backup(acting(request), language=language_of(request))
    return json_response({"job_id": row.pk}, 202)


@router.post("/backups/drills", operation_id="start_drill", response={202: JobBegun})
@idempotent
def start_drill(request: HttpRequest, payload: DrillIn) -> HttpResponse:
    row = services.start_drill(acting(request), backup_id=payload.backup_id, language=language_of(request))
    return json_response({"job_id": row.pk}, 202)


@router.get("/backups/drills/{drill_id}/file", operation_id="get_drill_certificate")
def drill_certificate(request: HttpRequest, drill_id: int, kind: Literal["pdf", "json"] = "pdf") -> HttpResponse:
    path = services.certificate_of(acting(request), drill_id=drill_id, kind=kind)
    return send_file(request, path, path.name, _TYPES[kind], inline=kind == "pdf")


@router.post("/backups/{backup_id}/download", operation_id="ask_backup_download", response=DownloadTicket)
@confirmed("stewardship.download_backup")
def ask_download(request: HttpRequest, backup_id: uuid.UUID) -> HttpResponse:
    """Where the archive can be fetched within a minute, by the same person."""
    ticket = services.download_ticket(acting(request), backup_id=backup_id)
    return json_response({"url": f"/api/v1/backups/{backup_id}/file?ticket={ticket}"})


@router.get("/backups/{backup_id}/file", operation_id="get_backup_file")
def backup_file(request: HttpRequest, backup_id: uuid.UUID, ticket: str) -> HttpResponse:
    path = services.archive_for(acting(request), backup_id=backup_id, ticket=ticket)
    return send_file(request, path, path.name, "application/octet-stream")
