"""Approving and returning hours; correcting those of a closed month."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Q

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.notifications.services import tell
from dougong.timesheets import errors, rules
from dougong.timesheets.kinds import HOURS_RETURNED
from dougong.timesheets.models import TimeEntry
from dougong.timesheets.policies import HOURS
from dougong.timesheets.services.booked import Decided, Ids, Price, counter, decide, deciding, must_be_correctable
from dougong.timesheets.services.months import hold_open, reason_of, told
from dougong.timesheets.services.rates import hourly


def _deciding(actor: Actor, ids: Ids, *states: str) -> tuple[list[TimeEntry], list[uuid.UUID]]:
    """Nobody decides his own."""
    rows = TimeEntry.objects.select_related("project", "corrects")
    return deciding(actor, HOURS, rows, ids, *states, never=Q(person_id=actor.id))


def _priced(rows: Sequence[TimeEntry]) -> Callable[[TimeEntry], Price]:
    """The rate of the day it was worked, and the cost; a correction takes the rate of what it corrects."""
    known = hourly({row.person_id for row in rows})

    def price(row: TimeEntry) -> Price:
        rate = row.corrects.rate if row.corrects is not None else known(row.person_id, row.worked_on, row.kind)
        if rate is None:
            return None, None
        return rate, Money.fen(rules.cost_of_minutes(row.minutes, rate.amount_fen))

    return price


@transaction.atomic
def approve_hours(actor: Actor, *, ids: Ids) -> Decided:
    """Submitted entries of others; the ids done, and those that are not his to approve. Nobody approves his own."""
    rows, refused = _deciding(actor, ids, "submitted")
    decide(actor, HOURS, rows, "approved", "minutes", price=_priced(rows))
    return {"done": [row.pk for row in rows], "refused": refused}


@transaction.atomic
def return_hours(actor: Actor, *, ids: Ids, reason: str) -> Decided:
    """Back to whoever filed them, with why; approved ones too while their month is open. Raises ReasonMissing."""
    why = reason_of(reason)
    rows, refused = _deciding(actor, ids, "submitted", "approved")
    decide(actor, HOURS, rows, "returned", "minutes", reason=why)
    _tell_people(rows, why)
    return {"done": [row.pk for row in rows], "refused": refused}


@transaction.atomic
def undecide_hours(actor: Actor, *, ids: Ids) -> Decided:
    """The undo of an approval or a return: they wait again."""
    rows, refused = _deciding(actor, ids, "approved", "returned")
    decide(actor, HOURS, rows, "submitted", "minutes")
    return {"done": [row.pk for row in rows], "refused": refused}


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
    why = reason_of(reason)
    hold_open([clock.today()])
    old: TimeEntry = TimeEntry.objects.select_for_update(of=("self",)).select_related("project").get(pk=entry_id)
    require(actor, HOURS, "update" if old.person_id == actor.id else "approve", old)
    must_be_correctable(old, reversal=old.minutes < 0)
    if minutes == old.minutes:
        raise errors.SameHours(field="minutes")
    own = {"person_id": old.person_id, "kind": old.kind}
    made = [counter(actor, old, why, minutes=part, **own) for part in (-old.minutes, minutes) if part]
    day = TimeEntry.objects.filter(person_id=old.person_id, worked_on=old.worked_on).values_list("minutes", flat=True)
    if sum(day) > rules.DAY:
        raise errors.DayTooLong(field="minutes", day=f"{old.worked_on:%m-%d}", hours=rules.hours_text(sum(day)))
    audit(actor, "correct", HOURS, old, before={"minutes": old.minutes}, after={"minutes": minutes}, reason=why)
    told(HOURS)
    return made
