from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.http import acting, json_response
from dougong.portal import services
from dougong.portal.schemas import Invited, Revoked

router = Router(tags=["portal"])


@router.post("/contacts/{contact_id}/portal", operation_id="invite_contact", response={201: Invited})
def invite(request: HttpRequest, contact_id: uuid.UUID) -> HttpResponse:
    """The link is told in this answer only: it is not kept, so the act takes no Idempotency-Key; again gives a new one."""
    made = services.invite(acting(request), contact_id=contact_id)
    link = f"{request.scheme}://{request.get_host()}/portal/welcome#{made.token}" if made.token else None
    return json_response(
        {"contact_id": made.contact_id, "login": made.login, "link": link, "expires_at": made.expires_at}, 201
    )


@router.delete("/contacts/{contact_id}/portal", operation_id="revoke_contact", response=Revoked)
def revoke(request: HttpRequest, contact_id: uuid.UUID) -> HttpResponse:
    contact = services.revoke(acting(request), contact_id=contact_id)
    return json_response({"contact_id": contact.pk, "version": contact.version})
