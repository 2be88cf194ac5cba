"""The live journal as `dougong points replay` takes it: the same core, so the same balances and the same lines."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from dougong.kit import clock
from dougong.loyalty.models import PointsEntry, PointsEvent
from dougong.loyalty.programme.events import TICK
from dougong.loyalty.services import versions


def journal(until: dt.datetime | None = None) -> Iterator[str]:
    """An event a line, in the order of posting; the client is the account's key. The last line is a tick at `until`, now.

    A reversal that was made good on another account than the one it undoes (a merge lay between) has no counterpart in a
    replay: it stands as the points it moved.
    """
    rows = PointsEvent.objects.exclude(account=None).select_related("reverses").order_by("pk")
    for row in rows.iterator(1000):
        if row.reverses is not None and row.reverses.account_id != row.account_id:
            lines = PointsEntry.objects.filter(event=row).order_by("pk")
            for number, line in enumerate(lines):
                yield _line(row, f"{row.key}#{number}", versions.BUILT_IN[1]["on"], {"points": line.amount})
        else:
            yield _line(row, row.key, row.type, row.data)
    yield json.dumps({"id": "end", "type": TICK, "at": (until or clock.now()).isoformat()})


def _line(row: PointsEvent, key: str, kind: str, data: dict[str, Any]) -> str:
    told = {"id": key, "type": kind, "client": str(row.account_id), "at": row.at.isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=False)


def rules() -> str:
    return json.dumps({"rules": versions.rules_file()}, ensure_ascii=False, indent=1)


