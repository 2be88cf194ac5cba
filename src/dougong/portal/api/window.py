from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router

from dougong.files.selectors import content, thumbnail
from dougong.kit.context import current
from dougong.kit.downloads import send_file
from dougong.kit.http import acting, json_response, language_of, stream_url
from dougong.kit.stream import issue_ticket
from dougong.portal import selectors, services
from dougong.portal.api import guard
from dougong.portal.schemas import (
    InvitationIn,
    PasswordChanged,
    PortalFiles,
    PortalHome,
    PortalPayments,
    PortalProject,
    PortalSessionOut,
    PortalSignedIn,
    PortalSignedOut,
    PortalSpecifications,
    PortalTicket,
    SignInIn,
    WindowPasswordIn,
)

router = Router(tags=["portal"], auth=guard.AgreedSession())
#: Of what a contact may do before he agreed: read the notice, agree, leave.
BEFORE = guard.PortalSession()


@router.get("/session", auth=None, operation_id="get_portal_session", response=PortalSessionOut)
def get_session(request: HttpRequest) -> HttpResponse:
    """The signed-in contact or null; sets the CSRF cookie."""
    get_token(request)
    actor = guard.contact_of(request.COOKIES.get(guard.COOKIE, ""))
    me = selectors.me(actor) if actor is not None else None
    demo = selectors.demo_sign_in(language_of(request)) if settings.DOUGONG_DEMO and me is None else {}
    return json_response({"me": me, "company": selectors.company(), **demo})


@router.post("/session", auth=None, operation_id="portal_sign_in", response=PortalSignedIn)
def sign_in(request: HttpRequest, payload: SignInIn) -> HttpResponse:
    guard.require_csrf(request)
    address = current().address
    user = services.sign_in(login=payload.login, password=payload.password, address=address)
    return guard.begin(request, json_response({"signed_in": True}), user, remember=payload.remember)


@router.delete("/session", auth=BEFORE, operation_id="portal_sign_out", response=PortalSignedOut)
def sign_out(request: HttpRequest) -> HttpResponse:
    guard.end(request)
    answer = json_response({"me": None})
    answer.delete_cookie(guard.COOKIE)
    return answer


@router.post("/invitation/session", auth=None, operation_id="open_portal_invitation", response=PortalSignedIn)
def open_invitation(request: HttpRequest, payload: InvitationIn) -> HttpResponse:
    """Set the password with the link that was sent, and come in."""
    guard.require_csrf(request)
    user = services.open_invitation(token=payload.token, password=payload.password)
    return guard.begin(request, json_response({"signed_in": True}), user, remember=False)


@router.put("/password", operation_id="change_portal_password", response=PasswordChanged)
def change_password(request: HttpRequest, payload: WindowPasswordIn) -> HttpResponse:
    user = services.change_password(acting(request), current=payload.current, password=payload.password)
    return guard.begin(request, json_response({"changed": True}), user, remember=False)


@router.post("/stream/tickets", operation_id="issue_portal_stream_ticket", response=PortalTicket)
def stream_ticket(request: HttpRequest) -> HttpResponse:
    return json_response({"url": stream_url(request, issue_ticket(acting(request).user_id))})


@router.get("/home", operation_id="get_portal_home", response=PortalHome)
def home(request: HttpRequest, client: uuid.UUID | None = None) -> HttpResponse:
    """Projects, what is to be paid, and points, of one client; the first by name unless one is named."""
    return json_response(selectors.home(acting(request), client))


@router.get("/projects/{project_id}", operation_id="get_portal_project", response=PortalProject)
def project(request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.project(acting(request), project_id))


@router.get("/payments", operation_id="get_portal_payments", response=PortalPayments)
def payments(request: HttpRequest, client: uuid.UUID | None = None) -> HttpResponse:
    return json_response(selectors.payments(acting(request), client))


@router.get("/files", operation_id="list_portal_files", response=PortalFiles)
def files(request: HttpRequest, client: uuid.UUID | None = None) -> HttpResponse:
    return json_response(selectors.files(acting(request), client))


@router.get("/specifications", operation_id="list_portal_specifications", response=PortalSpecifications)
def specifications(request: HttpRequest, client: uuid.UUID | None = None) -> HttpResponse:
    return json_response(selectors.specifications(acting(request), client))


@router.get("/files/{attachment_id}/content", operation_id="get_portal_file_content")
def file_content(request: HttpRequest, attachment_id: uuid.UUID, inline: bool = False) -> HttpResponse:
    found = content(acting(request), attachment_id)
    return send_file(request, found.path, found.filename, found.content_type, inline=inline and found.inline)


@router.get("/files/{attachment_id}/thumbnail", operation_id="get_portal_file_thumbnail")
def file_thumbnail(request: HttpRequest, attachment_id: uuid.UUID) -> HttpResponse:
    path = thumbnail(acting(request), attachment_id)
    return send_file(request, path, "thumbnail.webp", "image/webp", inline=True, private_seconds=300)
