from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from dougong.files import selectors, services
from dougong.files.schemas import FileList, FileOut, RenameIn, ShareIn
from dougong.kit.downloads import send_file
from dougong.kit.http import acting, expected_version, json_response, record_response

router = Router(tags=["files"])


@router.get("/records/{resource}/{object_id}/files", operation_id="list_record_files", response=FileList)
def record_files(request: HttpRequest, resource: str, object_id: uuid.UUID, archived: bool = False) -> HttpResponse:
    return json_response(selectors.files_of(acting(request), resource, object_id, archived=archived))


@router.post("/records/{resource}/{object_id}/files", operation_id="attach_file", response={201: FileOut})
def attach(
    request: HttpRequest,
    resource: str,
    object_id: uuid.UUID,
    file: UploadedFile = File(...),
    shared_with_client: bool = Form(False),
) -> HttpResponse:
    made = services.attach(
        acting(request),
        resource=resource,
        object_id=object_id,
        filename=file.name or "",
        upload=file,
        shared_with_client=shared_with_client,
        key=request.headers.get("Idempotency-Key", "")[:100],
    )
    return record_response(selectors.attachment(acting(request), made.pk), 201)


@router.get("/files/{attachment_id}", operation_id="get_file", response=FileOut)
def get_file(request: HttpRequest, attachment_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.attachment(acting(request), attachment_id))


@router.post("/files/{attachment_id}/versions", operation_id="add_file_version", response={201: FileOut})
def add_version(request: HttpRequest, attachment_id: uuid.UUID, file: UploadedFile = File(...)) -> HttpResponse:
    services.new_version(acting(request), attachment_id=attachment_id, filename=file.name or "", upload=file)
    return record_response(selectors.attachment(acting(request), attachment_id), 201)


@router.patch("/files/{attachment_id}", operation_id="rename_file", response=FileOut)
def rename(request: HttpRequest, attachment_id: uuid.UUID, payload: RenameIn) -> HttpResponse:
    version = expected_version(request)
    services.rename(acting(request), attachment_id=attachment_id, version=version, name=payload.name)
    return record_response(selectors.attachment(acting(request), attachment_id))


@router.put("/files/{attachment_id}/share", operation_id="share_file", response=FileOut)
def share(request: HttpRequest, attachment_id: uuid.UUID, payload: ShareIn) -> HttpResponse:
    services.share(acting(request), attachment_id=attachment_id, shared=payload.shared)
    return record_response(selectors.attachment(acting(request), attachment_id))


@router.post("/files/{attachment_id}/archive", operation_id="archive_file", response=FileOut)
def archive(request: HttpRequest, attachment_id: uuid.UUID) -> HttpResponse:
    services.archive(acting(request), attachment_id=attachment_id)
    return record_response(selectors.attachment(acting(request), attachment_id))


@router.post("/files/{attachment_id}/restore", operation_id="restore_file", response=FileOut)
def restore(request: HttpRequest, attachment_id: uuid.UUID) -> HttpResponse:
    services.restore(acting(request), attachment_id=attachment_id)
    return record_response(selectors.attachment(acting(request), attachment_id))


@router.get("/files/{attachment_id}/content", operation_id="get_file_content")
def content(
    request: HttpRequest, attachment_id: uuid.UUID, number: int | None = None, inline: bool = False
) -> HttpResponse:
    found = selectors.content(acting(request), attachment_id, number=number)
    return send_file(request, found.path, found.filename, found.content_type, inline=inline and found.inline)


@router.get("/files/{attachment_id}/thumbnail", operation_id="get_file_thumbnail")
def thumbnail(request: HttpRequest, attachment_id: uuid.UUID) -> HttpResponse:
    path = selectors.thumbnail(acting(request), attachment_id)
    return send_file(request, path, "thumbnail.webp", "image/webp", inline=True, private_seconds=300)
