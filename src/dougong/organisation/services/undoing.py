"""A hand-over is taken back as one act: the person is let in again, and whatever still is where it went returns."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import F

from dougong.accounts import services as accounts
from dougong.accounts.models import User
from dougong.audit.services import record
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.events import publish
from dougong.kit.handing import Holding, holdings
from dougong.kit.jobs import enqueue
from dougong.kit.stream import notify
from dougong.notifications.services import tell
from dougong.organisation import errors
from dougong.organisation.events import HandedOver
from dougong.organisation.kinds import GIVEN_BACK
from dougong.organisation.models import HandOver, HandOverItem
from dougong.organisation.policies import HAND_OVER
from dougong.organisation.services import moving
from dougong.organisation.services.handing import AT_ONCE, USER, Tell, one_of


def start(actor: Actor, *, hand_over_id: uuid.UUID) -> HandOver:
    """Few rows at once, many by a job. What somebody has given on since is left with him and told."""
    with transaction.atomic():
        row = one_of(actor, hand_over_id)
        if row.status != "done":
            raise errors.NotNow()
        row.status = "undoing"
        total = row.items.filter(state="passed").count()
        if total > AT_ONCE:
            job = enqueue(
                "organisation.undo_hand_over", actor=actor, title=row.person.name, total=total, hand_over_id=row.pk
            )
            row.job_id = job.pk
        else:
            row.job_id = None
        row.store("status", "job_id")
        _let_in(actor, row)
        record(actor, "undo_hand_over", HAND_OVER, row, after={"person_id": row.person_id})
        notify(HAND_OVER, row.pk)
    if row.job_id is None:
        run(actor, row.pk, None)
        row.refresh_from_db()
    return row


def _let_in(actor: Actor, row: HandOver) -> None:
    """First, so that nothing is given to an account that is closed. Sessions and keys stay ended."""
    if row.closed_at is not None:
        accounts.reactivate_person(actor, user_id=row.person_id, version=None)


def run(actor: Actor, hand_over_id: uuid.UUID, tell_progress: Tell) -> dict[str, Any]:
    row = HandOver.objects.select_related("person").get(pk=hand_over_id)
    if row.status != "undoing":
        return {}
    total, done = row.items.filter(state="passed").count(), 0
    for holding in reversed(list(holdings())):
        while step := _chunk(actor, row, holding):
            done += step
            if tell_progress is not None:
                tell_progress(min(done, total), total + 1)
    _finish(actor, hand_over_id)
    if tell_progress is not None:
        tell_progress(total, total)
    return {"back": row.back_count, "left": row.left_count}


@transaction.atomic
def _chunk(actor: Actor, row: HandOver, holding: Holding) -> int:
    held = HandOver.objects.locked(row.pk)
    if held.status != "undoing":
        return 0
    items = list(row.items.filter(kind=holding.code, state="passed").order_by("pk")[: moving.CHUNK])
    if not items:
        return 0
    found = holding.model._default_manager.filter(pk__in=[i.object_id for i in items])
    if holding.via:
        found = found.select_related(holding.via)
    rows = {str(one.pk): one for one in found.select_for_update(of=("self",)).order_by("pk")}
    stand = {i.object_id: i for i in items if _still_there(holding, rows.get(i.object_id), i)}
    back = [rows[key] for key in stand]
    owner = moving.person_of(User.objects.get(pk=row.person_id))
    moving.give_back(actor, holding, back, owner, {rows[key].pk: item for key, item in stand.items()})
    row.items.filter(pk__in=[i.pk for i in stand.values()]).update(state="back")
    left = [i.pk for i in items if i.object_id not in stand]
    row.items.filter(pk__in=left).update(state="left")
    HandOver.objects.filter(pk=row.pk).update(
        back_count=F("back_count") + len(back), left_count=F("left_count") + len(left)
    )
    return len(items)


def _still_there(holding: Holding, row: Any, item: HandOverItem) -> bool:
    return row is not None and getattr(row, f"{holding.field}_id") == item.held_id


@transaction.atomic
def _finish(actor: Actor, hand_over_id: uuid.UUID) -> None:
    row: HandOver = HandOver.objects.locked(hand_over_id)
    if row.status != "undoing":
        return
    row.status, row.undone_at = "undone", clock.now()
    row.store("status", "undone_at")
    record(actor, "hand_over_undone", HAND_OVER, row, after={"back": row.back_count, "left": row.left_count})
    publish(HandedOver(hand_over_id=row.pk, person_id=row.person_id), actor)
    returned = Counter(row.items.filter(state="back").values_list("held_id", flat=True))
    for taker, count in returned.items():
        key, link = f"hand-over-undone:{row.pk}", f"/people/{row.person_id}"
        tell(
            [taker], kind=GIVEN_BACK, key=key, resource=USER, object_id=row.person_id, link=link,
            name=row.person.name, count=count,
        )  # fmt: skip
    notify(HAND_OVER, row.pk)
    notify(USER, row.person_id)
