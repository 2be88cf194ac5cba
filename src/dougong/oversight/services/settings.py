"""Which patterns are looked for, and from where on they are odd."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, FieldErrors, Stale
from dougong.kit.stream import notify
from dougong.oversight.models import WatchSetting
from dougong.oversight.policies import SETTING
from dougong.oversight.rules import patterns


def locked() -> WatchSetting:
    """The row under lock: runs that keep what they found do so one after another."""
    row = WatchSetting.objects.select_for_update().order_by("created_at").first()
    if row is None:
        row = WatchSetting(body=patterns.FIRST, created_at=clock.now())
        row.save(force_insert=True)
    return row


@transaction.atomic
def save(actor: Actor, *, version: int | None, **changed: Any) -> WatchSetting:
    """From the next run on. Raises Stale, FieldErrors at what is out of bounds."""
    require(actor, SETTING, "update")
    row = locked()
    if version is not None and row.version != version:
        raise Stale(who="", version=row.version)
    before = patterns.whole(row.body)
    after = patterns.whole({**before, **changed})
    wrong = patterns.faults(after)
    if wrong:
        raise FieldErrors([FieldError(field, zh, en) for field, zh, en in wrong])
    row.body = after
    row.store("body")
    audit(actor, "update", SETTING, row, before=before, after=after)
    notify(SETTING, row.pk)
    return row
