from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings

from dougong.accounts.demo_people import CONTACT, DOMAIN, PASSWORD
from dougong.accounts.models import User, email_key
from dougong.clients.models import Client
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.registry import resource


def company() -> dict[str, str]:
    return {"name": settings.DOUGONG_COMPANY, "short_name": settings.DOUGONG_COMPANY_SHORT}


def me(actor: Actor) -> dict[str, Any]:
    """The signed-in contact in the shape of the staff's `me`, without a grant; and the clients he speaks for."""
    user = User.objects.get(pk=actor.user_id)
    return {
        "id": user.pk,
        "name": user.name,
        "kind": "contact",
        "title": user.title,
        "department": None,
        "roles": [],
        "grants": {},
        "company": company(),
        "phone": _masked(str(user.phone or "")),
        "email": user.email,
        "clients": clients(actor),
    }


def clients(actor: Actor) -> list[dict[str, Any]]:
    rows = resource("clients.client").visible_to(actor).order_by("name_sort", "id")
    return [dict(row) for row in rows.values("id", "name")]


def chosen(actor: Actor, client_id: uuid.UUID | None) -> Client | None:
    """The client the page is about: the named one, or the first; None when the contact speaks for nobody any more."""
    rows = resource("clients.client").visible_to(actor)
    if client_id is not None:
        return get_visible(rows, client_id)
    return rows.order_by("name_sort", "id").first()


def one_of(actor: Actor, client_id: uuid.UUID | None) -> uuid.UUID:
    """The key of that client. Raises NotFound where the contact speaks for nobody any more."""
    client = chosen(actor, client_id)
    if client is None:
        raise NotFound()
    return client.pk


def demo_sign_in(language: str) -> dict[str, Any]:
    """What the window's sign-in page offers on a demo installation that has its contact."""
    login, name, zh, en = CONTACT
    address = f"{login}@{DOMAIN}"
    if not User.objects.filter(email_index=email_key(address), kind="contact", is_active=True).exists():
        return {}
    title = en if language == "en" else zh
    return {"demo": [{"name": name, "title": title, "login": address}], "demo_password": PASSWORD}


def _masked(phone: str) -> str:
    return f"{phone[:-8]}****{phone[-4:]}" if len(phone) >= 11 else phone
