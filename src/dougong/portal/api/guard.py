"""The door of the client's window: a cookie of its own, for contacts only."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf

from dougong.accounts import sessions
from dougong.accounts.actors import actor_of_session
from dougong.accounts.models import User
from dougong.accounts.session_store import SessionStore
from dougong.audit.services import note
from dougong.kit.actor import Actor
from dougong.kit.context import address_of, clean
from dougong.kit.http import CsrfFailed
from dougong.portal.errors import ConsentNeeded
from dougong.privacy.selectors.notices import has_agreed

COOKIE = "dougong_portal"


class PortalSession(APIKeyCookie):
    """A signed-in contact, with a CSRF token on writes. A member of staff is nobody here."""

    param_name = COOKIE

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        return contact_of(key or "")


class AgreedSession(PortalSession):
    """And he agreed to the notice in force: before that the window tells him of nothing but the notice, and lets him out."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor = super().authenticate(request, key)
        if actor is not None and not has_agreed(actor.user_id, "contact"):
            raise ConsentNeeded()
        return actor


def contact_of(key: str) -> Actor | None:
    actor = actor_of_session(key)
    return actor if actor is not None and actor.kind == "contact" else None


def require_csrf(request: HttpRequest) -> None:
    """A sign-in is guarded too: else a stranger's page could sign somebody in as somebody else."""
    if check_csrf(request):
        raise CsrfFailed()


def begin(request: HttpRequest, answer: HttpResponse, user: User, *, remember: bool) -> HttpResponse:
    """A fresh session in the window's own cookie; one that was open in this browser ends."""
    end(request)
    store = SessionStore()
    agent = clean(request.headers.get("User-Agent", ""), 300)
    sessions.begin(store, user, remember=remember, address=address_of(request.META), agent=agent)
    store.save()
    answer.set_cookie(
        COOKIE,
        store.session_key or "",
        max_age=store.get_expiry_age() if remember else None,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def end(request: HttpRequest) -> None:
    key = request.COOKIES.get(COOKIE, "")
    contact = contact_of(key) if key else None
    if contact is not None:
        SessionStore(key).delete(key)
        note(contact, "sign_out", "accounts.user", object_id=contact.user_id, title=contact.name)
