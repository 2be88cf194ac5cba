from __future__ import annotations

import uuid
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from dougong.clients import groups, places, printing, review, selectors, services
from dougong.clients.models import Tag
from dougong.clients.policies import CLIENT
from dougong.clients.schemas import (
    ArchivedClientRow,
    AssignIn,
    ClientIn,
    ClientOut,
    ClientPatch,
    ClientRow,
    ContactIn,
    ContactOut,
    GroupOut,
    LicenceOut,
    ManyIn,
    MySteps,
    NoteIn,
    NoteMade,
    ParentIn,
    PlacesOut,
    StepDone,
    StepIn,
    StepMade,
    SubmitIn,
    TagList,
    TagManyIn,
    TagsIn,
    TagsOut,
    Timeline,
)
from dougong.kit import bin as the_bin
from dougong.kit.access import require
from dougong.kit.confirm import require_confirmed
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response
from dougong.kit.lists_api import NARROWED, add_list
from dougong.kit.schemas import Many, PurgeIn, PurgePreview

router = Router(tags=["clients"])
add_list(router, selectors.ARCHIVED, "/clients/archived", row=ArchivedClientRow)
add_list(router, selectors.CLIENTS, "/clients", row=ClientRow)


@router.post("/clients", operation_id="create_client", response={201: ClientOut})
@idempotent
def create_client(request: HttpRequest, payload: ClientIn) -> HttpResponse:
    client = services.create_client(acting(request), **payload.model_dump())
    return record_response(selectors.dossier(acting(request), client.pk), 201)


@router.post("/clients/licence", operation_id="read_licence", response=LicenceOut)
def read_licence(request: HttpRequest, file: UploadedFile = File(...)) -> HttpResponse:
    """Nothing is kept: what is read is there to be confirmed."""
    return json_response(services.read_licence(acting(request), filename=file.name or "", data=file.read()))


@router.get("/clients/places", operation_id="get_client_places", response=PlacesOut, openapi_extra=NARROWED)
def client_places(request: HttpRequest) -> HttpResponse:
    return json_response(places.places(acting(request), request.GET))


@router.get("/clients/places/file", operation_id="export_client_places", openapi_extra=NARROWED)
def client_places_file(request: HttpRequest) -> FileResponse:
    name, made = places.places_file(acting(request), request.GET, language_of(request))
    return FileResponse(BytesIO(made), as_attachment=True, filename=name)


@router.get("/clients/{uuid:client_id}", operation_id="get_client", response=ClientOut)
def get_client(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.dossier(acting(request), client_id, events=True))


@router.patch("/clients/{uuid:client_id}", operation_id="update_client", response=ClientOut)
def update_client(request: HttpRequest, client_id: uuid.UUID, payload: ClientPatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_client(acting(request), client_id=client_id, version=expected_version(request), **values)
    return record_response(selectors.dossier(acting(request), client_id))


@router.get("/clients/{client_id}/pdf/file", operation_id="print_client")
def print_client(request: HttpRequest, client_id: uuid.UUID) -> FileResponse:
    name, made = printing.print_dossier(acting(request), client_id=client_id, language=language_of(request))
    return FileResponse(BytesIO(made), as_attachment=True, filename=name, content_type="application/pdf")


@router.post("/clients/{client_id}/submit", operation_id="submit_client", response=ClientOut)
def submit_client(request: HttpRequest, client_id: uuid.UUID, payload: SubmitIn) -> HttpResponse:
    review.submit_dossier(acting(request), client_id=client_id, note=payload.note)
    return record_response(selectors.dossier(acting(request), client_id))


@router.get("/clients/{client_id}/group", operation_id="get_client_group", response=GroupOut)
def client_group(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    return json_response(groups.group_of(acting(request), client_id))


@router.put("/clients/{client_id}/parent", operation_id="set_client_parent", response=GroupOut)
def set_parent(request: HttpRequest, client_id: uuid.UUID, payload: ParentIn) -> HttpResponse:
    groups.set_parent(acting(request), client_id=client_id, **payload.model_dump())
    return json_response(groups.group_of(acting(request), client_id))


@router.get("/clients/{client_id}/timeline", operation_id="get_client_timeline", response=Timeline)
def client_timeline(
    request: HttpRequest,
    client_id: uuid.UUID,
    group: str = "",
    about: uuid.UUID | None = None,
    before: str = "",
    kind: str = "",
    author: uuid.UUID | None = None,
    keyword: str = "",
    entry: int = Query(0, ge=0, lt=2**62),
) -> HttpResponse:
    wanted: dict[str, Any] = {"group": group, "about": about, "before": before, "kind": kind, "author": author}
    wanted |= {"keyword": keyword, "entry": entry}
    return json_response(selectors.timeline(acting(request), client_id, **wanted))


@router.post("/clients/{client_id}/mails", operation_id="add_client_mail", response={201: NoteMade})
def add_mail(request: HttpRequest, client_id: uuid.UUID, file: UploadedFile = File(...)) -> HttpResponse:
    name, key = file.name or "mail.eml", request.headers.get("Idempotency-Key", "")[:100]
    entry = services.add_mail(acting(request), client_id=client_id, filename=name, data=file.read(), key=key)
    return json_response({"id": entry.pk, "at": entry.at}, 201)


@router.post("/clients/{client_id}/notes", operation_id="add_client_note", response={201: NoteMade})
@idempotent
def add_note(request: HttpRequest, client_id: uuid.UUID, payload: NoteIn) -> HttpResponse:
    entry = services.add_note(acting(request), client_id=client_id, **payload.model_dump())
    return json_response({"id": entry.pk, "at": entry.at}, 201)


@router.post("/clients/{client_id}/steps", operation_id="add_client_step", response={201: StepMade})
@idempotent
def add_step(request: HttpRequest, client_id: uuid.UUID, payload: StepIn) -> HttpResponse:
    step = services.add_step(acting(request), client_id=client_id, **payload.model_dump())
    return json_response({"id": step.pk, "version": step.version}, 201)


@router.get("/steps", operation_id="list_my_steps", response=MySteps)
def my_steps(request: HttpRequest) -> HttpResponse:
    return json_response({"items": selectors.my_steps(acting(request))})


@router.post("/steps/{step_id}/finish", operation_id="finish_step", response=StepDone)
def finish_step(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    step = services.finish_step(acting(request), step_id=step_id)
    return json_response({"id": step.pk, "done_at": step.done_at})


@router.post("/steps/{step_id}/reopen", operation_id="reopen_step", response=StepDone)
def reopen_step(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    step = services.reopen_step(acting(request), step_id=step_id)
    return json_response({"id": step.pk, "done_at": None})


@router.post("/clients/{client_id}/contacts", operation_id="add_contact", response={201: ContactOut})
@idempotent
def add_contact(request: HttpRequest, client_id: uuid.UUID, payload: ContactIn) -> HttpResponse:
    contact = services.add_contact(acting(request), client_id=client_id, **payload.model_dump())
    return json_response(selectors.contact_out(acting(request), contact), 201)


@router.patch("/contacts/{contact_id}", operation_id="update_contact", response=ContactOut)
def update_contact(request: HttpRequest, contact_id: uuid.UUID, payload: ContactIn) -> HttpResponse:
    contact = services.update_contact(
        acting(request),
        contact_id=contact_id,
        version=expected_version(request),
        **payload.model_dump(exclude_unset=True),
    )
    return json_response(selectors.contact_out(acting(request), contact))


@router.post("/contacts/{contact_id}/archive", operation_id="archive_contact", response=ContactOut)
def archive_contact(request: HttpRequest, contact_id: uuid.UUID) -> HttpResponse:
    contact = services.archive_contact(acting(request), contact_id=contact_id)
    return json_response(selectors.contact_out(acting(request), contact))


@router.post("/contacts/{contact_id}/restore", operation_id="restore_contact", response=ContactOut)
def restore_contact(request: HttpRequest, contact_id: uuid.UUID) -> HttpResponse:
    contact = services.restore_contact(acting(request), contact_id=contact_id)
    return json_response(selectors.contact_out(acting(request), contact))


@router.put("/clients/{client_id}/tags", operation_id="set_client_tags", response=TagsOut)
def set_tags(request: HttpRequest, client_id: uuid.UUID, payload: TagsIn) -> HttpResponse:
    return json_response({"tags": services.set_tags(acting(request), client_id=client_id, names=payload.names)})


@router.get("/tags", operation_id="list_tags", response=TagList)
def list_tags(request: HttpRequest, q: str = "") -> HttpResponse:
    rows = Tag.objects.visible_to(acting(request)).filter(name__contains=q).order_by("name")
    return json_response({"items": list(rows.values("id", "name")[:50])})


@router.post("/clients/archive", operation_id="archive_clients", response=Many)
def archive_clients(request: HttpRequest, payload: ManyIn) -> HttpResponse:
    return json_response(services.archive_clients(acting(request), client_ids=payload.ids))


@router.post("/clients/restore", operation_id="restore_clients", response=Many)
def restore_clients(request: HttpRequest, payload: ManyIn) -> HttpResponse:
    return json_response(services.restore_clients(acting(request), client_ids=payload.ids))


@router.post("/clients/purge/preview", operation_id="preview_purging_clients", response=PurgePreview)
def preview_purge(request: HttpRequest, payload: PurgeIn) -> HttpResponse:
    """What would go with them, and what stops each of the others. Nothing is written."""
    return json_response(the_bin.preview(acting(request), CLIENT, payload.ids, language_of(request)))


@router.post("/clients/purge", operation_id="purge_clients", response=Many)
@idempotent
def purge_clients(request: HttpRequest, payload: PurgeIn) -> HttpResponse:
    require(acting(request), CLIENT, "purge")
    require_confirmed(request, "clients.purge")
    return json_response(services.purge_clients(acting(request), client_ids=payload.ids))


@router.post("/clients/assign", operation_id="assign_clients", response=Many)
def assign_clients(request: HttpRequest, payload: AssignIn) -> HttpResponse:
    return json_response(services.assign_clients(acting(request), client_ids=payload.ids, owner_id=payload.owner_id))


@router.post("/clients/tag", operation_id="tag_clients", response=Many)
def tag_clients(request: HttpRequest, payload: TagManyIn) -> HttpResponse:
    return json_response(services.tag_clients(acting(request), client_ids=payload.ids, name=payload.name))
