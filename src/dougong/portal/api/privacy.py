"""What the client's person is told of the use of his data; his consent, and taking it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from dougong.kit.http import acting, json_response
from dougong.portal.api.window import BEFORE, router
from dougong.privacy.schemas import NoticeOut, NoticeReadIn
from dougong.privacy.selectors.notices import notice_for
from dougong.privacy.services import consents


@router.get("/privacy", auth=BEFORE, operation_id="get_portal_privacy", response=NoticeOut)
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice in force, and whether the contact has still to agree to it."""
    return json_response(notice_for(acting(request), "contact"))


@router.post("/privacy/consent", auth=BEFORE, operation_id="agree_in_portal", response=NoticeOut)
def agree(request: HttpRequest, payload: NoticeReadIn) -> HttpResponse:
    consents.agree_in_window(acting(request), notice_id=payload.notice_id)
    return json_response(notice_for(acting(request), "contact"))


@router.post("/privacy/withdraw", auth=BEFORE, operation_id="withdraw_in_portal", response=NoticeOut)
def withdraw(request: HttpRequest) -> HttpResponse:
    """As easy as giving it; the next sign-in asks again."""
    consents.withdraw_in_window(acting(request))
    return json_response(notice_for(acting(request), "contact"))
