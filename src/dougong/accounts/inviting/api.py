"""Inviting colleagues, and the two doors of whoever is invited."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.accounts.inviting import selectors, services
from dougong.accounts.inviting.schemas import (
    AcceptInvitationIn,
    InvitationAccepted,
    InvitationKeyIn,
    InvitationRow,
    InvitedOut,
    InvitedPerson,
    StaffInvitationIn,
    WithdrawnOut,
)
from dougong.accounts.inviting.services import Invited
from dougong.accounts.sign_in.api.common import check_csrf, entered, visit_of
from dougong.kit.http import acting, json_response
from dougong.kit.lists_api import add_list

router = Router(tags=["invitations"])
add_list(router, selectors.INVITATIONS, "/invitations", row=InvitationRow)


def _told(made: Invited, status: int = 200) -> HttpResponse:
    one = made.invitation
    facts = {"id": one.pk, "user_id": one.user_id, "name": one.user.name, "state": one.state}
    return json_response({**facts, "expires_at": one.expires_at, "link": made.link}, status)


@router.post("/invitations", operation_id="invite_colleague", response={201: InvitedOut})
def invite(request: HttpRequest, payload: StaffInvitationIn) -> HttpResponse:
    """The link stands in the answer only where no mail is sent. No Idempotency-Key: an answer with a key in it is not kept."""
    return _told(services.invite(acting(request), **payload.model_dump()), 201)


@router.post("/people/{user_id}/invite", operation_id="invite_person", response={201: InvitedOut})
def invite_person(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    return _told(services.invite_person(acting(request), user_id=user_id), 201)


@router.post("/invitations/{invitation_id}/resend", operation_id="resend_invitation", response=InvitedOut)
def resend(request: HttpRequest, invitation_id: uuid.UUID) -> HttpResponse:
    return _told(services.resend(acting(request), invitation_id=invitation_id))


@router.post("/invitations/{invitation_id}/withdraw", operation_id="withdraw_invitation", response=WithdrawnOut)
def withdraw(request: HttpRequest, invitation_id: uuid.UUID) -> HttpResponse:
    found = services.withdraw(acting(request), invitation_id=invitation_id)
    return json_response({"id": found.pk, "state": found.state})


@router.post("/invitation/look", auth=None, operation_id="look_at_invitation", response=InvitedPerson)
def look(request: HttpRequest, payload: InvitationKeyIn) -> HttpResponse:
    check_csrf(request)
    user = services.look(payload.token)
    return json_response({"name": user.name, "email": user.email})


@router.post("/invitation/accept", auth=None, operation_id="accept_invitation", response=InvitationAccepted)
def accept(request: HttpRequest, payload: AcceptInvitationIn) -> HttpResponse:
    check_csrf(request)
    return entered(services.accept(request.session, visit_of(request), token=payload.token, password=payload.password))
