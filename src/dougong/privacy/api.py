"""Doors of keys, masked values, and the rights of persons."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.access import require
from dougong.kit.confirm import confirmed, require_confirmed
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of
from dougong.kit.lists_api import add_list
from dougong.privacy.policies import RULE
from dougong.privacy.schemas import (
    ActivityIn,
    CloseIn,
    ConsentIn,
    ConsentOut,
    ConsentRow,
    ForRequestIn,
    KeysOut,
    NoticeIn,
    NoticeOut,
    NoticePublished,
    NoticeReadIn,
    NoticesOut,
    NoticeWritten,
    PersonErased,
    PersonFileAsked,
    PersonHeld,
    PersonRequestRow,
    PersonsDue,
    PersonsFound,
    ProcessingOut,
    RequestClosed,
    RequestIn,
    RequestReceived,
    RetentionOut,
    RetireIn,
    Revealed,
    RevealedMany,
    RevealIn,
    RevealManyIn,
    RotateIn,
    RotationOut,
    RuleIn,
    UnreadableOut,
    WithdrawConsentIn,
)
from dougong.privacy.selectors import keys, lists, persons, register
from dougong.privacy.selectors.notices import notice_for
from dougong.privacy.services import consents, erasing, handing, retention, revealing, rotation
from dougong.privacy.services import register as registering
from dougong.privacy.texts import TEMPLATES

router = Router(tags=["privacy"])
NO_STORE = {"Cache-Control": "no-store"}
add_list(router, lists.REQUESTS, "/privacy/requests", row=PersonRequestRow)
add_list(router, lists.CONSENTS, "/privacy/consents", row=ConsentRow)


# ---- keys


@router.get("/keys", operation_id="get_keys", response=KeysOut)
def get_keys(request: HttpRequest) -> HttpResponse:
    return json_response(keys.keys(acting(request)))


@router.get("/keys/unreadable", operation_id="list_unreadable_values", response=UnreadableOut)
def lost(request: HttpRequest) -> HttpResponse:
    return json_response(keys.lost(acting(request)))


@router.post("/keys/rotate", operation_id="rotate_key", response={202: RotationOut})
@idempotent
@confirmed("privacy.rotate_key")
def rotate(request: HttpRequest, payload: RotateIn) -> HttpResponse:
    row = rotation.rotate(acting(request), ring=payload.ring, new=payload.new)
    return json_response(keys.rotation(acting(request), row.pk), 202)


@router.post("/keys/rotations/{rotation_id}/continue", operation_id="continue_rotation", response=RotationOut)
def carry_on(request: HttpRequest, rotation_id: uuid.UUID) -> HttpResponse:
    row = rotation.carry_on(acting(request), rotation_id=rotation_id)
    return json_response(keys.rotation(acting(request), row.pk))


@router.post("/keys/retire", operation_id="retire_key", response=KeysOut)
@confirmed("privacy.retire_key")
def retire(request: HttpRequest, payload: RetireIn) -> HttpResponse:
    rotation.retire(acting(request), ring=payload.ring, key_id=payload.key_id)
    return json_response(keys.keys(acting(request)))


# ---- masked values


@router.post("/reveal", operation_id="reveal_value", response=Revealed)
def reveal(request: HttpRequest, payload: RevealIn) -> HttpResponse:
    asked = {"code": payload.resource, "object_id": payload.id, "field": payload.field, "part": payload.part}
    value = revealing.reveal(acting(request), **asked)  # type: ignore[arg-type]  # one dict of several types
    return json_response({"value": value}, 200, **NO_STORE)


@router.post("/reveal/many", operation_id="reveal_values", response=RevealedMany)
@confirmed("privacy.reveal_many")
def reveal_many(request: HttpRequest, payload: RevealManyIn) -> HttpResponse:
    found = revealing.reveal_many(acting(request), code=payload.resource, ids=payload.ids, field=payload.field)
    return json_response({"items": found}, 200, **NO_STORE)


# ---- persons


@router.get("/privacy/people", operation_id="find_persons", response=PersonsFound)
def find_persons(request: HttpRequest, q: str = "") -> HttpResponse:
    return json_response({"items": persons.find(acting(request), q)})


@router.get("/privacy/people/{kind}/{person_id}", operation_id="get_person_held", response=PersonHeld)
def person(request: HttpRequest, kind: str, person_id: uuid.UUID) -> HttpResponse:
    return json_response(persons.overview(acting(request), kind, person_id, language_of(request)))


@router.post("/privacy/people/{kind}/{person_id}/export", operation_id="export_person", response={202: PersonFileAsked})
@idempotent
def export_person(request: HttpRequest, kind: str, person_id: uuid.UUID, payload: ForRequestIn) -> HttpResponse:
    made, job = handing.ask(
        acting(request), kind=kind, person_id=person_id, language=language_of(request), request_id=payload.request_id
    )
    return json_response({"id": made.pk, "job_id": job.pk}, 202)


@router.get("/privacy/files/{file_id}/file", operation_id="get_person_file")
def person_file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
    """Once: the second time answers 410."""
    body, name = handing.take(acting(request), file_id=file_id)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type="application/zip", headers=headers)


@router.post("/privacy/people/{kind}/{person_id}/erase", operation_id="erase_person", response=PersonErased)
@idempotent
@confirmed("privacy.erase")
def erase(request: HttpRequest, kind: str, person_id: uuid.UUID, payload: ForRequestIn) -> HttpResponse:
    done = erasing.erase(acting(request), kind=kind, person_id=person_id, request_id=payload.request_id)
    return json_response({"id": done.pk, "counts": done.counts})


# ---- consents and requests


@router.post("/privacy/consents", operation_id="record_consent", response={201: ConsentOut})
@idempotent
def record_consent(request: HttpRequest, payload: ConsentIn) -> HttpResponse:
    values = payload.model_dump()
    row = consents.record_consent(acting(request), kind=values.pop("person"), **values)
    return json_response(persons.consent_out(row), 201)


@router.post("/privacy/consents/{consent_id}/withdraw", operation_id="withdraw_consent", response=ConsentOut)
def withdraw(request: HttpRequest, consent_id: uuid.UUID, payload: WithdrawConsentIn) -> HttpResponse:
    return json_response(
        persons.consent_out(consents.withdraw(acting(request), consent_id=consent_id, how=payload.how))
    )


@router.post("/privacy/requests", operation_id="receive_person_request", response={201: RequestReceived})
@idempotent
def receive_request(request: HttpRequest, payload: RequestIn) -> HttpResponse:
    row = consents.receive_request(acting(request), **payload.model_dump())
    return json_response({"id": row.pk, "number": row.number, "due_on": row.due_on, "version": row.version}, 201)


@router.post("/privacy/requests/{request_id}/close", operation_id="close_person_request", response=RequestClosed)
def close_request(request: HttpRequest, request_id: uuid.UUID, payload: CloseIn) -> HttpResponse:
    row = consents.close_request(
        acting(request), request_id=request_id, version=expected_version(request), **payload.model_dump()
    )
    return json_response({"id": row.pk, "state": row.state, "version": row.version})


# ---- notices


@router.get("/privacy/notice", operation_id="get_staff_notice", response=NoticeOut)
def staff_notice(request: HttpRequest) -> HttpResponse:
    """What the staff is told, and whether the reader has read this version."""
    return json_response(notice_for(acting(request), "staff"))


@router.post("/privacy/notice/read", operation_id="read_staff_notice", response=NoticeOut)
def read_notice(request: HttpRequest, payload: NoticeReadIn) -> HttpResponse:
    consents.mark_read(acting(request), notice_id=payload.notice_id)
    return json_response(notice_for(acting(request), "staff"))


@router.get("/privacy/notices", operation_id="list_notices", response=NoticesOut)
def notices(request: HttpRequest) -> HttpResponse:
    return json_response({"items": register.notices(acting(request)), "templates": TEMPLATES})


@router.put("/privacy/notices", operation_id="write_notice", response=NoticeWritten)
def write_notice(request: HttpRequest, payload: NoticeIn) -> HttpResponse:
    row = consents.write_notice(acting(request), **payload.model_dump())
    return json_response({"id": row.pk, "audience": row.audience})


@router.post("/privacy/notices/{notice_id}/publish", operation_id="publish_notice", response=NoticePublished)
def publish_notice(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    row = consents.publish_notice(acting(request), notice_id=notice_id)
    return json_response({"id": row.pk, "number": row.number})


# ---- retention and the register


@router.get("/privacy/retention", operation_id="list_retention_rules", response=RetentionOut)
def rules(request: HttpRequest) -> HttpResponse:
    return json_response({"items": register.rules(acting(request), language_of(request))})


@router.get("/privacy/retention/{target}/due", operation_id="list_retention_due", response=PersonsDue)
def due(request: HttpRequest, target: str) -> HttpResponse:
    return json_response({"items": register.due(acting(request), target)})


@router.put("/privacy/retention/{target}", operation_id="set_retention_rule", response=RetentionOut)
def set_rule(request: HttpRequest, target: str, payload: RuleIn) -> HttpResponse:
    require(acting(request), RULE, "update")
    if retention.purges(target, action=payload.action, is_on=payload.is_on):
        require_confirmed(request, "privacy.purge_rule")
    retention.set_rule(acting(request), target=target, **payload.model_dump())
    return json_response({"items": register.rules(acting(request), language_of(request))})


@router.get("/privacy/register", operation_id="get_processing_register", response=ProcessingOut)
def processing(request: HttpRequest) -> HttpResponse:
    return json_response({"items": register.register(acting(request), language_of(request))})


@router.put("/privacy/register/{code}", operation_id="describe_processing", response=ProcessingOut)
def describe(request: HttpRequest, code: str, payload: ActivityIn) -> HttpResponse:
    registering.describe(acting(request), code=code, **payload.model_dump())
    return json_response({"items": register.register(acting(request), language_of(request))})
