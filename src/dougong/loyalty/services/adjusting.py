"""Points by hand: asked for with a reason and a document, posted when another person approved."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.approvals import services as approvals
from dougong.approvals.subjects import Subject, register
from dougong.audit.services import record as audit
from dougong.clients.models import Client, Contact
from dougong.files.services import attach
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotAllowed
from dougong.kit.ids import new_id
from dougong.kit.stream import notify
from dougong.loyalty import choices
from dougong.loyalty.models import PointsAdjustment, PointsEntry
from dougong.loyalty.policies import ACCOUNT, ADJUSTMENT, adjusted_clients
from dougong.loyalty.services.desk import Happening
from dougong.loyalty.services.posting import post_all
from dougong.loyalty.triggers import ADJUSTED, REFERRAL, SUGGESTION

TYPES = {"manual": ADJUSTED, "suggestion": SUGGESTION, "referral": REFERRAL}
MOST = 1_000_000
DECIDERS = "management"
_WORDS = {kind: zh for kind, zh, _ in choices.ADJUSTMENTS}

register(Subject(ADJUSTMENT, "手工调整积分", "Points by hand"))


@transaction.atomic
def ask(
    actor: Actor,
    *,
    client_id: uuid.UUID,
    kind: str,
    points: int,
    reason: str,
    filename: str,
    upload: Any = None,
    data: bytes | None = None,
    key: uuid.UUID | None = None,
    contact_id: uuid.UUID | None = None,
) -> PointsAdjustment:
    """Ask for points to be given or taken; `contact_id` says which of the client's people did it. With `key` (sent twice) the
    first answers. Raises NobodyDecides, FieldError."""
    get_visible(Client.objects.visible_to(actor), client_id)
    require(actor, ADJUSTMENT, "create")
    if not Client.objects.filter(adjusted_clients(actor, "create"), pk=client_id).exists():
        raise NotAllowed(resource=ADJUSTMENT, action="create")
    first = PointsAdjustment.objects.filter(pk=key, created_by_id=actor.id, client_id=client_id).first() if key else None
    if first is not None:
        return first
    _check(kind, points, reason)
    contact = _contact(client_id, contact_id) if contact_id else None
    client: Client = Client.objects.locked(client_id)
    row = PointsAdjustment(
        id=key or new_id(), client=client, kind=kind, points=points if kind == "manual" else 0, reason=reason.strip(),
        contact=contact, asked_by=actor.name, created_by_id=actor.id, created_at=clock.now(),
    )  # fmt: skip
    row.save(force_insert=True)
    attach(actor, resource=ADJUSTMENT, object_id=row.pk, filename=filename, upload=upload, data=data)
    told = f"{points:+d} 分" if kind == "manual" else _WORDS[kind]
    title = f"{client.name}{contact.name if contact else ''}：{told}"
    approvals.ask(
        actor, code=ADJUSTMENT, object_id=row.pk, title=title, kind="", note=row.reason[:300], otherwise=DECIDERS
    )
    audit(actor, "create", ADJUSTMENT, row, after={"kind": kind, "points": row.points}, reason=row.reason)
    notify(ADJUSTMENT, row.pk)
    notify(ACCOUNT, client_id)
    return row


def _contact(client_id: uuid.UUID, contact_id: uuid.UUID) -> Contact:
    found = Contact.objects.filter(pk=contact_id, client=client_id).first()
    if found is None:
        raise FieldError("contact_id", "这位联系人不在这家客户的档案里。", "This contact is not in the client's dossier.")
    return found


def _check(kind: str, points: int, reason: str) -> None:
    if kind == "manual" and not 0 < abs(points) <= MOST:
        raise FieldError("points", "填不为 0 的整数，最多 100 万分。", "A whole number other than 0, a million at most.")
    if not reason.strip():
        raise FieldError("reason", "写明为什么。", "Say why.")


def _posted(row: PointsAdjustment, happened: Happening) -> list[PointsEntry]:
    """To the client, and to the contact who did it as far as rules give him something; by hand to him alone. Raises what
    REFUSALS name."""
    told = [happened] if row.contact_id is None or row.kind != "manual" else []
    told += [happened.for_contact(row.contact_id)] if row.contact_id else []
    found = post_all(Actor.system(), [(row.client_id, one) for one in told])
    return [line for one in found for line in one.entries]


@transaction.atomic
def settle(actor: Actor, *, adjustment_id: uuid.UUID, state: str, comment: str, by_name: str) -> None:
    """What was decided: it is posted, in the same transaction, or stays as it was asked for."""
    row = PointsAdjustment.objects.select_for_update().filter(pk=adjustment_id, state="waiting").first()
    if row is None:
        return
    row.state, row.decided_by, row.decided_at, row.comment = state, by_name, clock.now(), comment
    if state == "approved":
        data = {"about": row.reason, **({"points": row.points} if row.kind == "manual" else {})}
        happened = Happening(TYPES[row.kind], ADJUSTMENT, row.pk, clock.now(), data, row.created_by_id, row.reason)
        row.posted = sum(line.amount for line in _posted(row, happened))
    row.store()
    audit(actor, "approve" if state == "approved" else "reject", ADJUSTMENT, row, reason=comment)
    notify(ADJUSTMENT, row.pk)
