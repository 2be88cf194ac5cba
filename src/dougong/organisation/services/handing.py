"""Somebody leaves: all he holds goes to a successor, or kind by kind to several, and his account is closed on the day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from dougong.accounts import services as accounts
from dougong.accounts.models import User
from dougong.audit.services import record
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.events import publish
from dougong.kit.handing import Holding, Person, holdings
from dougong.kit.jobs import enqueue
from dougong.kit.stream import notify
from dougong.notifications.services import tell
from dougong.organisation import errors
from dougong.organisation.events import HandedOver
from dougong.organisation.holders import check_takers, held
from dougong.organisation.kinds import TAKEN
from dougong.organisation.models import HandOver, HandOverItem
from dougong.organisation.policies import HAND_OVER
from dougong.organisation.services import moving

USER = "accounts.user"
#: So many rows are passed on while one waits; more by a job.
AT_ONCE = 200
Tell = Callable[[int, int], None] | None


def start(
    actor: Actor,
    *,
    user_id: uuid.UUID,
    successor_id: uuid.UUID,
    overrides: dict[str, uuid.UUID],
    leaves_on: dt.date,
) -> HandOver:
    """Begin it: few rows are passed on at once, many by a job. Raises SuccessorUnknown, LeavingAlready, LastAdministrator."""
    made = _begin(actor, user_id, successor_id, overrides, leaves_on)
    if made.job_id is None:
        run(actor, made.pk, None)
        made.refresh_from_db()
    return made


@transaction.atomic
def _begin(
    actor: Actor, user_id: uuid.UUID, successor_id: uuid.UUID, overrides: dict[str, uuid.UUID], leaves_on: dt.date
) -> HandOver:
    require(actor, HAND_OVER, "create")
    user = accounts.colleague(actor, user_id, None, "archive")
    accounts.keep_an_administrator(actor, user)
    check_takers(user.pk, {"": successor_id, **overrides})
    made = HandOver(
        person=user, successor_id=successor_id, leaves_on=leaves_on, created_by_id=actor.id,
        overrides={kind: str(taker) for kind, taker in overrides.items()},
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise errors.LeavingAlready(name=user.name) from None
    counts = {h.code: n for h in holdings() if (n := held(h, user.pk).count())}
    after = {"person_id": user.pk, "successor_id": successor_id, "leaves_on": leaves_on, "counts": counts}
    record(actor, "hand_over", HAND_OVER, made, after={**after, "overrides": made.overrides})
    if (total := sum(counts.values())) > AT_ONCE:
        made.job_id = enqueue(
            "organisation.hand_over", actor=actor, title=user.name, total=total, hand_over_id=made.pk
        ).pk
        made.save(update_fields=["job_id"])
    notify(HAND_OVER, made.pk)
    return made


def run(actor: Actor, hand_over_id: uuid.UUID, tell_progress: Tell) -> dict[str, Any]:
    """Pass on what he holds, in chunks: a row and its item are one transaction, so it goes on where it was stopped. On the day
    the account is closed. Also for the second round on that day."""
    row = HandOver.objects.select_related("person").get(pk=hand_over_id)
    if row.status not in ("running", "done"):
        return {}
    total = sum(held(h, row.person_id).count() for h in holdings() if h.end is None)
    done = 0
    taken: Counter[uuid.UUID] = Counter()
    for holding in holdings():
        if holding.end is not None:
            continue
        for taker, moved in _all_of(actor, row, holding):
            taken[taker] += moved
            done += moved
            if tell_progress is not None:
                tell_progress(min(done, total), total + 1)
    _finish(actor, hand_over_id, taken)
    if tell_progress is not None:
        tell_progress(total, total)
    return {"passed": done}


def _all_of(actor: Actor, row: HandOver, holding: Holding) -> Any:
    """Chunk by chunk: (who took, how many)."""
    last: Any = None
    while True:
        with transaction.atomic():
            now = HandOver.objects.locked(row.pk)
            if now.status not in ("running", "done"):
                return
            taker = _taker(now, holding)
            rows = moving.locked_chunk(holding, row.person_id, last)
            if not rows:
                return
            last = rows[-1].pk
            moved = moving.pass_on(actor, holding, rows, moving.person_of(row.person), taker)
            HandOverItem.objects.bulk_create(
                HandOverItem(
                    hand_over=now, kind=holding.code, object_id=str(one.row.pk), held_id=one.held_id,
                    department_id=one.department_id, note=one.note,
                )
                for one in moved
            )  # fmt: skip
            HandOver.objects.filter(pk=now.pk).update(passed_count=F("passed_count") + len(moved))
        yield taker.id, len(moved)


def _taker(row: HandOver, holding: Holding) -> Person:
    chosen = uuid.UUID(str(row.overrides.get(holding.code) or row.successor_id))
    return moving.person_of(User.objects.get(pk=chosen))


@transaction.atomic
def _finish(actor: Actor, hand_over_id: uuid.UUID, taken: Counter[uuid.UUID]) -> None:
    row: HandOver = HandOver.objects.locked(hand_over_id)
    if row.status not in ("running", "done"):
        return
    row.status = "done"
    if row.closed_at is None and row.leaves_on <= clock.today():
        row.ended_count += end_all(actor, row.person_id)
        accounts.deactivate_person(actor, user_id=row.person_id, version=None)
        row.closed_at = clock.now()
    row.store("status", "ended_count", "closed_at")
    facts = {"passed": row.passed_count, "ended": row.ended_count, "closed_at": row.closed_at}
    record(actor, "handed_over", HAND_OVER, row, after=facts)
    publish(HandedOver(hand_over_id=row.pk, person_id=row.person_id), actor)
    name, link = row.person.name, f"/people/{row.person_id}"
    for taker, count in taken.items():
        key = f"hand-over:{row.pk}:{row.version}"
        tell([taker], kind=TAKEN, key=key, resource=USER, object_id=row.person_id, link=link, name=name, count=count)
    notify(HAND_OVER, row.pk)
    notify(USER, row.person_id)


def end_all(actor: Actor, person_id: uuid.UUID) -> int:
    """What can't be passed on, such as keys, ends."""
    ended = 0
    for holding in holdings():
        if holding.end is not None:
            rows = list(held(holding, person_id).select_for_update(of=("self",)))
            holding.end(actor, rows)
            ended += len(rows)
    return ended


def resume(actor: Actor, *, hand_over_id: uuid.UUID) -> HandOver:
    """Go on with one whose job was stopped or failed."""
    require(actor, HAND_OVER, "create")
    with transaction.atomic():
        row: HandOver = HandOver.objects.locked(hand_over_id)
        if row.status not in ("running", "undoing"):
            raise errors.NotNow()
        kind = "organisation.hand_over" if row.status == "running" else "organisation.undo_hand_over"
        row.job_id = enqueue(kind, actor=actor, title=row.person.name, hand_over_id=row.pk).pk
        row.store("job_id")
    return row


def one_of(actor: Actor, hand_over_id: uuid.UUID) -> HandOver:
    """Under lock, for whoever may hand over."""
    require(actor, HAND_OVER, "create")
    found: HandOver = HandOver.objects.locked(hand_over_id)
    if found.status == "undone":
        raise NotFound()
    return found
