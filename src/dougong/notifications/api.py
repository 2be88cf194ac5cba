from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.http import acting, json_response, language_of
from dougong.notifications import selectors, services
from dougong.notifications.schemas import (
    NotificationOut,
    NotificationPage,
    PreferenceList,
    PreferencesIn,
    ReadAllIn,
    ReadOut,
    Unread,
)

router = Router(tags=["notifications"])


@router.get("/notifications", operation_id="list_notifications", response=NotificationPage)
def list_notifications(request: HttpRequest, cursor: int | None = None, unread: bool = False) -> HttpResponse:
    return json_response(selectors.notifications(acting(request), language_of(request), before=cursor, unread=unread))


@router.get("/notifications/summary", operation_id="summarise_notifications", response=Unread)
def summary(request: HttpRequest) -> HttpResponse:
    return json_response(selectors.unread_count(acting(request)))


@router.post("/notifications/read", operation_id="read_all_notifications", response=ReadOut)
def read_all(request: HttpRequest, payload: ReadAllIn) -> HttpResponse:
    return json_response({"read": services.mark_all(acting(request), up_to=payload.up_to)})


@router.get("/notifications/preferences", operation_id="get_notification_preferences", response=PreferenceList)
def get_preferences(request: HttpRequest) -> HttpResponse:
    return json_response({"items": selectors.preferences(acting(request), language_of(request))})


@router.put("/notifications/preferences", operation_id="set_notification_preferences", response=PreferenceList)
def set_preferences(request: HttpRequest, payload: PreferencesIn) -> HttpResponse:
    services.set_preferences(acting(request), items=[item.model_dump() for item in payload.items])
    return json_response({"items": selectors.preferences(acting(request), language_of(request))})


@router.post("/notifications/{notification_id}/read", operation_id="read_notification", response=NotificationOut)
def read_one(request: HttpRequest, notification_id: int) -> HttpResponse:
    row = services.mark_read(acting(request), notification_id=notification_id)
    return json_response(selectors.out(row, language_of(request)))
