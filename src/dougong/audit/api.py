from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.audit import selectors, services
from dougong.audit.policies import ENTRY
from dougong.audit.schemas import AuditRow, EntryOut, Started, StateOut
from dougong.kit.access import require
from dougong.kit.http import acting, idempotent, json_response, language_of
from dougong.kit.lists_api import add_list

router = Router(tags=["audit"])
add_list(router, selectors.ENTRIES, "/audit", row=AuditRow)


@router.get("/audit/state", operation_id="get_audit_state", response=StateOut)
def get_state(request: HttpRequest) -> HttpResponse:
    """How far the record is sealed, and when it was last verified."""
    actor = acting(request)
    require(actor, ENTRY, "view")
    return json_response(selectors.state(actor, language_of(request)))


@router.post("/audit/verifications", operation_id="verify_audit", response={202: Started})
@idempotent
def start_verification(request: HttpRequest) -> HttpResponse:
    """Walk all entries and seals in the background; the job's progress is that of any job."""
    job = services.start_verification(acting(request), language=language_of(request))
    return json_response({"id": job.pk}, 202)


@router.get("/audit/{entry_id}", operation_id="get_audit_entry", response=EntryOut)
def get_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    actor = acting(request)
    require(actor, ENTRY, "view")
    return json_response(selectors.entry(actor, entry_id, language_of(request)))
