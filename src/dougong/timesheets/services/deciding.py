"""Approving and returning hours; correcting those of a closed month."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from dougong.audit.services import Act, record_many
from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed, NotFound
from dougong.kit.models import store_many
from dougong.kit.money import Money
from dougong.kit.registry import resource
from dougong.notifications.services import tell
from dougong.timesheets import errors, rules
from dougong.timesheets.kinds import HOURS_RETURNED
from dougong.timesheets.models import TimeEntry
from dougong.timesheets.policies import HOURS
from dougong.timesheets.services.months import closed_among, hold_open, told
from dougong.timesheets.services.rates import hourly

Ids = Sequence[uuid.UUID]
_DECIDED = ("state", "decided_at", "decided_by", "reason", "rate", "amount", "version", "updated_at")


def _deciding(actor: Actor, ids: Ids, state: str) -> tuple[list[TimeEntry], list[uuid.UUID]]:
    """Those in this state that he may decide, under lock, and those of the ids that he sees but may not."""
    require(actor, HOURS, "approve")
    visible = set(TimeEntry.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    if not visible:
        raise NotFound()
    mine = resource(HOURS).rows_for(actor, "approve").filter(pk__in=visible).exclude(person_id=actor.id)
    hold_open(mine.values_list("booked_on", flat=True))
    keys = list(mine.values_list("pk", flat=True))
    if not keys:
        raise NotAllowed(resource=HOURS, action="approve")
    rows = TimeEntry.objects.filter(pk__in=keys, state=state).select_for_update(of=("self",))
    return list(rows.select_related("project", "person").order_by("pk")), [i for i in ids if i in visible - set(keys)]


def _decide(actor: Actor, rows: Sequence[TimeEntry], state: str, reason: str = "") -> None:
    now = clock.now()
    for row in rows:
        row.state, row.reason = state, reason
        row.decided_at, row.decided_by = (None, "") if state == "submitted" else (now, actor.name)
        row.rate, row.amount = (None, None) if state != "approved" else price(row)
        row.version, row.updated_at = row.version + 1, now
    store_many(rows, *_DECIDED)
    record_many(actor, HOURS, [Act(state, row, None, {"minutes": row.minutes}) for row in rows], reason=reason)
    told(HOURS)


def price(row: TimeEntry) -> tuple[Money | None, Money | None]:
    """The rate of the day it was worked, and the cost; a correction takes the rate of what it corrects."""
    rate = row.corrects.rate if row.corrects is not None else hourly(row.person_id, row.worked_on)
    if rate is None:
        return None, None
    return rate, Money.fen(rules.cost_of_minutes(row.minutes, rate.amount_fen))


@transaction.atomic
def approve_hours(actor: Actor, *, ids: Ids) -> dict[str, list[uuid.UUID]]:
    """Submitted entries of others; the ids done, and those that are not his to approve. Nobody approves his own."""
    rows, refused = _deciding(actor, ids, "submitted")
    _decide(actor, rows, "approved")
    return {"done": [row.pk for row in rows], "refused": refused}


@transaction.atomic
def return_hours(actor: Actor, *, ids: Ids, reason: str) -> dict[str, list[uuid.UUID]]:
    """Back to whoever filed them, with why; approved ones too while their month is open. Raises ReasonMissing."""
    if not reason.strip():
        raise errors.ReasonMissing(field="reason")
    rows, refused = _deciding(actor, ids, "submitted")
    again, _ = _deciding(actor, ids, "approved")
    _decide(actor, [*rows, *again], "returned", reason.strip()[:500])
    _tell_people([*rows, *again], reason.strip())
    return {"done": [row.pk for row in (*rows, *again)], "refused": refused}


@transaction.atomic
def undecide_hours(actor: Actor, *, ids: Ids) -> dict[str, list[uuid.UUID]]:
    """The undo of an approval or a return: they wait again."""
    rows, refused = _deciding(actor, ids, "approved")
    again, _ = _deciding(actor, ids, "returned")
    _decide(actor, [*rows, *again], "submitted")
    return {"done": [row.pk for row in (*rows, *again)], "refused": refused}


def _tell_people(rows: Sequence[TimeEntry], reason: str) -> None:
    seen: set[tuple[uuid.UUID, uuid.UUID, dt.date]] = set()
    for row in rows:
        monday = rules.monday_of(row.worked_on)
        if (row.person_id, row.project_id, monday) in seen:
            continue
        seen.add((row.person_id, row.project_id, monday))
        tell(
            [row.person_id], kind=HOURS_RETURNED, resource=HOURS, object_id=row.project_id,
            link=f"/hours?week={monday}", key=f"hours-returned:{row.pk}:{row.version}", project=row.project.name,
            week=f"{monday:%m-%d}", reason=reason[:200],
        )  # fmt: skip


@transaction.atomic
def correct_hours(actor: Actor, *, entry_id: uuid.UUID, minutes: int, reason: str) -> list[TimeEntry]:
    """Put right approved hours of a closed month: the old ones reversed and the right ones filed, both counting today and
    waiting for approval. By whoever filed them, or whoever approves them.

    Raises NotClosedYet, NotApproved, CorrectedAlready, SameHours, DayTooLong, ReasonMissing.
    """
    must_see(actor, HOURS, entry_id)
    if not reason.strip():
        raise errors.ReasonMissing(field="reason")
    today = clock.today()
    hold_open([today])
    old: TimeEntry = TimeEntry.objects.select_for_update(of=("self",)).select_related("project").get(pk=entry_id)
    require(actor, HOURS, "update" if old.person_id == actor.id else "approve", old)
    _correctable(old)
    if minutes == old.minutes:
        raise errors.SameHours(field="minutes")
    made = [_counter(actor, old, -old.minutes, reason)] if old.minutes else []
    if minutes:
        made.append(_counter(actor, old, minutes, reason))
    day = TimeEntry.objects.filter(person_id=old.person_id, worked_on=old.worked_on).values_list("minutes", flat=True)
    if sum(day) > rules.DAY:
        raise errors.DayTooLong(field="minutes", day=f"{old.worked_on:%m-%d}", hours=rules.hours_text(sum(day)))
    audit(actor, "correct", HOURS, old, before={"minutes": old.minutes}, after={"minutes": minutes}, reason=reason)
    told(HOURS)
    return made


def _correctable(old: TimeEntry) -> None:
    month = rules.month_of(old.booked_on)
    if old.state != "approved" or old.minutes < 0:
        raise errors.NotApproved()
    if month not in closed_among([month]):
        raise errors.NotClosedYet(month=f"{month:%Y-%m}")
    if old.corrections.exists():
        raise errors.CorrectedAlready()


def _counter(actor: Actor, old: TimeEntry, minutes: int, reason: str) -> TimeEntry:
    made: TimeEntry = TimeEntry.objects.create(
        person_id=old.person_id, project_id=old.project_id, task_id=old.task_id, task_name=old.task_name,
        worked_on=old.worked_on, booked_on=clock.today(), minutes=minutes, kind=old.kind, note=old.note,
        reason=reason.strip()[:500], state="submitted", submitted_at=clock.now(), corrects=old, created_by_id=actor.id,
    )  # fmt: skip
    return made
