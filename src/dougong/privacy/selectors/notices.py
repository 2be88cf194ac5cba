"""What people are told of the use of their data."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q

from dougong.kit.actor import Actor
from dougong.privacy.models import Acknowledgement, Notice


def current(audience: str) -> Notice | None:
    """The version in force."""
    return Notice.objects.filter(audience=audience, number__isnull=False).order_by("-number").first()


def has_agreed(user_id: uuid.UUID, audience: str) -> bool:
    """Whether the person has read, or agreed to, the version in force; yes where none is. One query."""
    read = Exists(Acknowledgement.objects.filter(user_id=user_id, notice=OuterRef("pk")))
    rows = Notice.objects.filter(audience=audience, number__isnull=False).order_by("-number")
    return bool(rows.annotate(read=read).values_list("read", flat=True).first() in (True, None))


def must_agree(user_id: uuid.UUID, audience: str) -> Notice | None:
    """The version that this person has not read or agreed to yet."""
    notice = current(audience)
    read = Q(user_id=user_id, notice=notice)
    return notice if notice is not None and not Acknowledgement.objects.filter(read).exists() else None


def notice_for(actor: Actor, audience: str) -> dict[str, Any]:
    """The version in force, and whether the reader has still to read it."""
    notice = current(audience)
    if notice is None:
        return {"notice": None, "open": False}
    facts = {
        "id": notice.pk,
        "number": notice.number,
        "zh": notice.zh,
        "en": notice.en,
        "published_at": notice.published_at,
    }
    return {"notice": facts, "open": must_agree(actor.user_id, audience) is not None}
