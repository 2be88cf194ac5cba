"""Tiers: by what an account was given, or its receipts, in the last months. Up at once, down only when it is looked at again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from dougong.audit.services import Act, record_many
from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.bulk import parts, update_rows
from dougong.kit.errors import FieldError, FieldErrors, Stale
from dougong.kit.months import month_on
from dougong.kit.stream import notify, notify_many
from dougong.loyalty import standing
from dougong.loyalty.models import PointsAccount, PointsTiers
from dougong.loyalty.policies import ACCOUNT, TIERS
from dougong.loyalty.selectors.standing import scores, setting

BATCH = 500
FIELDS = ("tier", "tier_since", "tier_until", "tier_in_grace")


def raise_at_once(actor: Actor, rows: Sequence[PointsAccount]) -> None:
    """Those that reached a higher tier have it from now on, for a year. The rows are under lock and written by whoever asks."""
    body = setting().body
    found, today, acts = scores(body, [row.pk for row in rows]), clock.today(), []
    for row in rows:
        reached = standing.tier_at(body, found.get(row.pk, 0))
        if row.contact_id is None and standing.rank(body, reached) > standing.rank(body, row.tier):
            acts.append(Act("tier_raised", row, {"tier": row.tier}, {"tier": reached}))
            _stand(row, reached, today)
    record_many(actor, ACCOUNT, acts)


def _stand(row: PointsAccount, tier: str, today: dt.date) -> None:
    row.tier, row.tier_since, row.tier_in_grace = tier, today, False
    row.tier_until = month_on(today, 12)


@transaction.atomic
def review(ids: Sequence[uuid.UUID]) -> int:
    """Those whose year is over: kept for another where it is still reached; else once a time of grace, then what is reached.
    How many were lowered."""
    body, today, acts = setting().body, clock.today(), []
    rows = list(PointsAccount.objects.select_for_update(of=("self",)).filter(pk__in=ids, tier_until__lte=today)
                .select_related("client").order_by("pk"))  # fmt: skip
    found = scores(body, ids)
    for row in rows:
        reached = standing.tier_at(body, found.get(row.pk, 0))
        before = {"tier": row.tier, "until": row.tier_until}
        if standing.rank(body, reached) < standing.rank(body, row.tier) and body["grace"] and not row.tier_in_grace:
            row.tier_in_grace, row.tier_until = True, month_on(today, body["grace"])
        elif reached == row.tier:
            row.tier_in_grace, row.tier_until = False, month_on(today, 12)
        else:
            _stand(row, reached, today)
        acts.append(Act("tier_reviewed", row, before, {"tier": row.tier, "until": row.tier_until}))
    update_rows(rows, *FIELDS)
    record_many(Actor.system(), ACCOUNT, acts)
    notify_many(ACCOUNT, [row.pk for row in rows])
    return sum(1 for act in acts if act.before and act.after and act.before["tier"] != act.after["tier"])


def review_all() -> dict[str, int]:
    """Whoever has no tier yet is given the one that is reached; then those whose year is over."""
    today = clock.today()
    rows = PointsAccount.objects.of_clients()
    rows.filter(tier_until__isnull=True).update(tier_until=today)
    due = list(rows.filter(tier_until__lte=today).order_by("pk").values_list("pk", flat=True))
    changed = sum(review(part) for part in parts(due, BATCH))
    return {"reviewed": len(due), "changed": changed}


@transaction.atomic
def save(actor: Actor, *, version: int | None, body: dict[str, Any]) -> PointsTiers:
    """Raises Stale, FieldErrors at what is wrong. Who reaches more by it has it at the next review, of this night."""
    require(actor, TIERS, "update")
    row = PointsTiers.objects.select_for_update().order_by("created_at").first() or setting()
    if row._state.adding:
        row.save(force_insert=True)
    if version is not None and row.version != version:
        raise Stale(who="", version=row.version)
    wrong = standing.faults(body)
    if wrong:
        raise FieldErrors([FieldError(f.field, f.zh, f.en) for f in wrong])
    before, row.body = row.body, body
    row.store("body")
    audit(actor, "update", TIERS, row, before=before, after=body)
    notify(TIERS, row.pk)
    return row
