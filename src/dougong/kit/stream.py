"""Tell browsers that a record changed. Ids only: each browser fetches what its person may see."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid

from dougong.kit import clock
from dougong.kit.bulk import insert_rows
from dougong.kit.models import StreamMessage, StreamTicket

TICKET_LIFE = dt.timedelta(seconds=30)
KEEP = dt.timedelta(minutes=10)


def notify(resource: str, object_id: object, *, user_id: uuid.UUID | None = None) -> None:
    """Part of the running transaction: nobody is told of what is rolled back."""
    StreamMessage.objects.create(resource=resource, object_id=str(object_id), user_id=user_id)


def notify_many(resource: str, object_ids: list[uuid.UUID]) -> None:
    """As `notify` for each, in one statement."""
    insert_rows(StreamMessage, ("resource", "object_id"), [(resource, str(pk)) for pk in object_ids])


def issue_ticket(user_id: uuid.UUID) -> str:
    """A key that opens the stream once, within 30 seconds."""
    token = secrets.token_urlsafe(24)
    StreamTicket.objects.create(digest=_digest(token), user_id=user_id, expires_at=clock.now() + TICKET_LIFE)
    return token


def redeem_ticket(token: str) -> uuid.UUID | None:
    """Whose ticket it was; it is used up. Deleting is the claim, so two can't use one."""
    row = StreamTicket.objects.filter(digest=_digest(token), expires_at__gt=clock.now()).first()
    if row is None or not StreamTicket.objects.filter(pk=row.pk).delete()[0]:
        return None
    return row.user_id


def prune() -> None:
    StreamMessage.objects.filter(created_at__lt=clock.now() - KEEP).delete()
    StreamTicket.objects.filter(expires_at__lt=clock.now()).delete()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
