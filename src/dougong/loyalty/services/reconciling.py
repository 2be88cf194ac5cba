"""The ledger held against the facts: receipts and acceptances that stand, day by day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from itertools import chain

from django.db import transaction
from django.db.models import Q, Sum

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.bulk import parts
from dougong.kit.jsonable import plain
from dougong.kit.stream import notify
from dougong.loyalty import errors
from dougong.loyalty.models import PointsDifference, PointsEntry, PointsEvent
from dougong.loyalty.policies import DIFFERENCE
from dougong.loyalty.programme.events import REVERSED, Event
from dougong.loyalty.programme.replay import Programme, Rejected
from dougong.loyalty.services import facts, history, versions
from dougong.loyalty.services.desk import Happening, Told
from dougong.loyalty.services.posting import post
from dougong.loyalty.sources import ACCEPTANCE, MENDED, RECEIPT, fact_of, key_of
from dougong.loyalty.triggers import ACCEPTED
from dougong.loyalty.triggers import RECEIPT as RECEIVED

Progress = Callable[[int, int], None]
#: What happened just now may still be on its way.
ON_ITS_WAY = dt.timedelta(minutes=15)
_SOURCES = (RECEIPT, ACCEPTANCE)
Found = dict[tuple[str, str, str], PointsDifference]


def reconcile(tell: Progress = lambda done, total: None) -> dict[str, int]:
    """Find what is missing in the ledger and what is in it of no fact; what was found before and is so no more is forgotten."""
    until = clock.now() - ON_ITS_WAY
    old = Q(created_at__lt=until)
    told = list(chain(history.receipts(old), history.acceptances(old)))
    found: Found = {}
    for done, part in enumerate(parts(told, 500), 1):
        _missing(part, found)
        tell(min(done * 500, len(told)), len(told))
    _surplus({one.key for _, one in told}, until, found)
    return _keep(found)


def _missing(part: Iterable[Told], found: Found) -> None:
    """Facts of which the ledger was not told and that the rules give something for."""
    known = set(PointsEvent.objects.filter(key__in=[one.key for _, one in part]).values_list("key", flat=True))
    gone = [(client, one) for client, one in part if one.key not in known]
    if not gone:
        return
    rules, asked = versions.in_force({RECEIVED, ACCEPTED})
    for (_, bare), (client, one) in zip(gone, facts.enriched(gone, asked), strict=True):
        data = plain(dict(one.data))
        try:
            given = Programme(rules).post(Event(0, one.key, one.type, str(client), one.occurred_at, data))
        except Rejected:
            given = []
        if given:
            row = _difference("missing", client, one.source, one.source_id, sum(g.points for g in given), one.occurred_at)
            by = str(one.by) if one.by else None
            row.data = {"type": one.type, "at": plain(one.occurred_at), "by": by, "facts": plain(dict(bare.data))}
            found["missing", one.source, str(one.source_id)] = row


def _surplus(keys: set[str], until: dt.datetime, found: Found) -> None:
    """Events that moved points, were not reversed, and have no fact that stands."""
    rows = PointsEvent.objects.filter(type__in=(RECEIVED, ACCEPTED), reversal__isnull=True, created_at__lt=until)
    for event in rows.exclude(account=None).select_related("account").order_by("pk").iterator(1000):
        source, source_id = fact_of(event.key)
        if source not in _SOURCES or event.key in keys or event.account is None:
            continue
        lines = PointsEntry.objects.filter(source=source, source_id=source_id, reverses__isnull=True)
        points = lines.aggregate(n=Sum("amount"))["n"]
        if points:
            row = _difference("surplus", event.account.client_id, source, source_id, points, event.occurred_at)
            row.data = {"type": event.type, "facts": event.data}
            found["surplus", source, source_id] = row


def _difference(
    kind: str, client: uuid.UUID, source: str, source_id: object, points: int, at: dt.datetime
) -> PointsDifference:
    return PointsDifference(
        kind=kind, client_id=client, source=source, source_id=str(source_id), points=points, happened_on=clock.local_date(at),
        found_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def _keep(found: Found) -> dict[str, int]:
    open_ = {(row.kind, row.source, row.source_id): row for row in PointsDifference.objects.filter(mended_at=None)}
    over = [row.pk for key, row in open_.items() if key not in found or found[key].points != row.points]
    PointsDifference.objects.filter(pk__in=over).delete()
    new = [row for key, row in found.items() if key not in open_ or open_[key].pk in over]
    PointsDifference.objects.bulk_create(new, ignore_conflicts=True)
    if over or new:
        notify(DIFFERENCE, "all")
    return {"missing": sum(k[0] == "missing" for k in found), "surplus": sum(k[0] == "surplus" for k in found)}


@transaction.atomic
def mend(actor: Actor, *, difference_id: uuid.UUID) -> PointsDifference:
    """Post what is missing, by the rules of its day; reverse what is surplus. Again is harmless. Raises DifferenceGone."""
    must_see(actor, DIFFERENCE, difference_id)
    require(actor, DIFFERENCE, "mend")
    row: PointsDifference = PointsDifference.objects.locked(difference_id)
    if row.mended_at is not None:
        return row
    if _still(row):
        post(Actor.system(), client_id=row.client_id, happened=_happening(actor, row))
    elif row.kind == "missing" and not PointsEvent.objects.filter(key=key_of(row.source, row.source_id)).exists():
        raise errors.DifferenceGone()
    row.mended_at, row.mended_by = clock.now(), actor.name
    row.store("mended_at", "mended_by")
    audit(actor, "mend", DIFFERENCE, row, after={"kind": row.kind, "points": row.points})
    notify(DIFFERENCE, row.pk)
    return row


def _still(row: PointsDifference) -> bool:
    """Whether the fact and the ledger say now what they said when it was found."""
    event = PointsEvent.objects.filter(key=key_of(row.source, row.source_id)).first()
    facts_of = history.receipts if row.source == RECEIPT else history.acceptances
    stands = any(facts_of(Q(pk=row.source_id)))
    if row.kind == "missing":
        return event is None and stands
    return event is not None and not stands and not PointsEvent.objects.filter(reverses=event).exists()


def _happening(actor: Actor, row: PointsDifference) -> Happening:
    if row.kind == "surplus":
        return Happening(
            REVERSED, MENDED, row.pk, clock.now(), row.data["facts"], actor.id, "核对后冲正", key_of(row.source, row.source_id)
        )
    by = uuid.UUID(row.data["by"]) if row.data["by"] else None
    at = dt.datetime.fromisoformat(row.data["at"])
    return Happening(row.data["type"], row.source, row.source_id, at, row.data["facts"], by, "核对后补记")
