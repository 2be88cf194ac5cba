"""Gifts of points between clients, and what the window's person was told."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.kit.actor import Actor
from dougong.loyalty.gifts import giving, reading
from dougong.notifications.selectors import notifications, unread_count
from dougong.portal.selectors.people import chosen


def gifts(actor: Actor, client_id: uuid.UUID | None, language: str) -> dict[str, Any]:
    client = chosen(actor, client_id)
    if client is None:
        return {"client": None, "gifts": None}
    person = giving.contact_at(actor, client.pk)
    return {"client": {"id": client.pk, "name": client.name}, "gifts": reading.of_client(actor, person, language)}


def notices(actor: Actor, language: str, *, before: int | None) -> dict[str, Any]:
    return {**notifications(actor, language, before=before), **unread_count(actor)}
