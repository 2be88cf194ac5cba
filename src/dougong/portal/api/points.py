"""Points in the client's window: the account, its statement, gifts to and from other clients, and what was told of all that."""

from __future__ import annotations

import datetime as dt
import uuid
from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Query

from dougong.kit.http import acting, idempotent, json_response, language_of
from dougong.kit.schemas import Made
from dougong.loyalty.gifts import giving
from dougong.loyalty.proof.reading import receipt
from dougong.loyalty.proof.schemas import PointsReceiptAnswer
from dougong.notifications.schemas import ReadAllIn, ReadOut
from dougong.notifications.services import mark_all
from dougong.portal import selectors
from dougong.portal.api.window import router
from dougong.portal.schemas import (
    PortalGiftCode,
    PortalGiftIn,
    PortalGifts,
    PortalGiftTaker,
    PortalNotices,
    PortalPointsPage,
)
from dougong.portal.statement import print_statement


@router.get("/points", operation_id="get_portal_points", response=PortalPointsPage)
def points(
    request: HttpRequest, client: uuid.UUID | None = None, before: int | None = None, own: bool = False
) -> HttpResponse:
    """The client's, or the contact's own."""
    return json_response(selectors.points(acting(request), client, before=before, own=own))


@router.get(
    "/points/{int:points_entry_id}/receipt", operation_id="get_portal_points_receipt", response=PointsReceiptAnswer
)
def points_receipt(request: HttpRequest, points_entry_id: int) -> HttpResponse:
    """What shows, without us, that this entry is in the ledger as it was."""
    return json_response(receipt(acting(request), points_entry_id))


@router.get("/points/statement/file", operation_id="print_portal_points")
def statement(
    request: HttpRequest, since: dt.date, until: dt.date, client: uuid.UUID | None = None, own: bool = False
) -> FileResponse:
    language = language_of(request)
    name, made = print_statement(acting(request), client, own=own, since=since, until=until, language=language)
    return FileResponse(BytesIO(made), as_attachment=True, filename=name, content_type="application/pdf")


@router.get("/gifts", operation_id="list_portal_gifts", response=PortalGifts)
def gifts(request: HttpRequest, client: uuid.UUID | None = None) -> HttpResponse:
    """What waits for an answer first; whether the client may give, and if not, why."""
    return json_response(selectors.gifts(acting(request), client, language_of(request)))


@router.post("/gifts/code", operation_id="make_portal_gift_code", response=PortalGiftCode)
def gift_code(request: HttpRequest, client: uuid.UUID) -> HttpResponse:
    """The code with which others give this client points; asked again it is the same."""
    return json_response({"code": giving.own_code(acting(request), client_id=client)})


@router.get("/gifts/taker", operation_id="get_portal_gift_taker", response=PortalGiftTaker)
def gift_taker(request: HttpRequest, code: str = Query(max_length=20)) -> HttpResponse:
    """Who would get points sent to this code."""
    return json_response({"name": selectors.name_of_code(code)})


@router.post("/gifts", operation_id="offer_portal_gift", response={201: Made})
@idempotent
def offer_gift(request: HttpRequest, client: uuid.UUID, payload: PortalGiftIn) -> HttpResponse:
    gift = giving.offer(acting(request), client_id=client, **payload.model_dump())
    return json_response({"id": gift.pk}, 201)


@router.post("/gifts/{points_gift_id}/accept", operation_id="accept_portal_gift", response=Made)
def accept_gift(request: HttpRequest, points_gift_id: uuid.UUID) -> HttpResponse:
    return json_response({"id": giving.answer(acting(request), gift_id=points_gift_id, accept=True).pk})


@router.post("/gifts/{points_gift_id}/decline", operation_id="decline_portal_gift", response=Made)
def decline_gift(request: HttpRequest, points_gift_id: uuid.UUID) -> HttpResponse:
    return json_response({"id": giving.answer(acting(request), gift_id=points_gift_id, accept=False).pk})


@router.post("/gifts/{points_gift_id}/withdraw", operation_id="withdraw_portal_gift", response=Made)
def withdraw_gift(request: HttpRequest, points_gift_id: uuid.UUID) -> HttpResponse:
    """As long as nobody answered."""
    return json_response({"id": giving.withdraw(acting(request), gift_id=points_gift_id).pk})


@router.get("/notices", operation_id="list_portal_notices", response=PortalNotices)
def notices(request: HttpRequest, before: int | None = None) -> HttpResponse:
    return json_response(selectors.notices(acting(request), language_of(request), before=before))


@router.post("/notices/read", operation_id="read_portal_notices", response=ReadOut)
def read_notices(request: HttpRequest, payload: ReadAllIn) -> HttpResponse:
    """All up to the one that was on the screen."""
    return json_response({"read": mark_all(acting(request), up_to=payload.up_to)})
