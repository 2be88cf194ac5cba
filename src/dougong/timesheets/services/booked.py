"""What hours and day labour share: deciding on what was submitted, and correcting what a closed month holds."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from dougong.audit.services import Act, record_many
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed, NotFound
from dougong.kit.models import store_many
from dougong.kit.money import Money
from dougong.kit.registry import resource
from dougong.timesheets import errors, rules
from dougong.timesheets.models import DayLabour, TimeEntry
from dougong.timesheets.services.months import closed_among, hold_open, told

Ids = Sequence[uuid.UUID]
Decided = dict[str, list[uuid.UUID]]
B = TypeVar("B", TimeEntry, DayLabour)
Price = tuple[Money | None, Money | None]
_DECIDED = ("state", "decided_at", "decided_by", "reason", "rate", "amount", "version", "updated_at")
_KEPT = ("project_id", "task_id", "task_name", "worked_on", "note")


def deciding(
    actor: Actor, code: str, rows: QuerySet[B], ids: Ids, *states: str, never: Q | None = None
) -> tuple[list[B], list[uuid.UUID]]:
    """Those in these states that he may decide, under lock, and those of the ids that he sees but may not, `never` among them."""
    require(actor, code, "approve")
    visible = set(resource(code).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    if not visible:
        raise NotFound()
    mine = resource(code).rows_for(actor, "approve").filter(pk__in=visible)
    if never is not None:
        mine = mine.exclude(never)
    hold_open(mine.values_list("booked_on", flat=True))
    keys = set(mine.values_list("pk", flat=True))
    if not keys:
        raise NotAllowed(resource=code, action="approve")
    found = rows.filter(pk__in=keys, state__in=states).select_for_update(of=("self",)).order_by("pk")
    return list(found), [i for i in ids if i in visible - keys]


def decide(
    actor: Actor, code: str, rows: Sequence[B], state: str, said: str, *, reason: str = "",
    price: Callable[[B], Price] | None = None,
) -> None:  # fmt: skip
    """Without a `price` they have neither rate nor amount. `said` is the column that the record of acts tells."""
    now = clock.now()
    for row in rows:
        row.state, row.reason = state, reason
        row.decided_at, row.decided_by = (None, "") if state == "submitted" else (now, actor.name)
        row.rate, row.amount = price(row) if price else (None, None)
        row.version, row.updated_at = row.version + 1, now
    store_many(rows, *_DECIDED)
    record_many(actor, code, [Act(state, row, None, {said: getattr(row, said)}) for row in rows], reason=reason)
    told(code)


def must_be_correctable(old: TimeEntry | DayLabour, *, reversal: bool) -> None:
    """Raises NotApproved, NotClosedYet, CorrectedAlready."""
    month = rules.month_of(old.booked_on)
    if old.state != "approved" or reversal:
        raise errors.NotApproved()
    if month not in closed_among([month]):
        raise errors.NotClosedYet(month=f"{month:%Y-%m}")
    if old.corrections.exists():
        raise errors.CorrectedAlready()


def counter(actor: Actor, old: B, reason: str, **values: Any) -> B:
    """An entry that corrects `old`: of the same day and place, counting today, waiting for approval."""
    made: B = type(old).objects.create(
        **{name: getattr(old, name) for name in _KEPT}, booked_on=clock.today(), reason=reason, state="submitted",
        submitted_at=clock.now(), corrects=old, created_by_id=actor.id, **values,
    )  # fmt: skip
    return made
