"""The bin: what was archived can be deleted for good, many at once. What stands in the way is said, record by record."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dougong.kit import purging
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, NotAllowed, NotFound
from dougong.kit.noting import note
from dougong.kit.purging import Told
from dougong.kit.registry import Resource, resource
from dougong.kit.stream import notify

PURGE = "purge"
#: Records of one act.
MOST = 200


class PurgeStopped(BusinessError):
    code = "purge_stopped"
    status = 409
    zh = "「{title}」没有删除：{why}"
    en = "“{title}” was not deleted: {why_en}"


def _not_archived() -> Told:
    return Told(
        "not_archived", "还没有归档", "Not archived", 1, why_zh="只删除回收站里的，先归档。",
        why_en="Only what is in the bin is deleted: archive it first.",
    )  # fmt: skip


def _asked(actor: Actor, code: str, ids: list[uuid.UUID]) -> tuple[Resource, QuerySet[Any], set[uuid.UUID]]:
    """The kind, those of the records that the actor may purge, and the ids of those that he sees."""
    require(actor, code, PURGE)
    kind = resource(code)
    visible = set(kind.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    if not visible:
        raise NotFound()
    return kind, kind.rows_for(actor, PURGE).filter(pk__in=visible), visible


def preview(actor: Actor, code: str, ids: list[uuid.UUID], language: str) -> dict[str, Any]:
    """What purging these would do. Nothing is written."""
    kind, rows, visible = _asked(actor, code, ids)
    found = list(rows.order_by("pk"))
    if not found:
        raise NotAllowed(resource=code, action=PURGE)
    binned = [row.pk for row in found if row.archived_at is not None]
    look = purging.look(actor, kind, binned)
    stopped = {**look.stops, **{row.pk: [_not_archived()] for row in found if row.archived_at is None}}
    return {
        "may": len(found) - len(stopped),
        "refused": sorted(visible - {row.pk for row in found}),
        "goes": [told.out(language) for told in look.goes],
        "stopped": [
            {"id": row.pk, "title": kind.title(row), "stops": [told.out(language) for told in stopped[row.pk]]}
            for row in found
            if row.pk in stopped
        ],
    }


@transaction.atomic
def purge(
    actor: Actor, code: str, ids: list[uuid.UUID], gone: Callable[[Any], None], *, reason: str = ""
) -> dict[str, list[uuid.UUID]]:
    """Delete for good those of the bin that nothing stops, each with its entry on record; `gone(record)` before each goes.

    Answers the ids done and those that stay. Raises PurgeStopped, with the first reason, when all of them stay.
    """
    kind, rows, visible = _asked(actor, code, ids)
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        raise NotAllowed(resource=code, action=PURGE)
    locked: list[Any] = list(kind.model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk"))
    stopped = purging.forbidden(actor, kind, [row.pk for row in locked])
    stopped |= {row.pk: [_not_archived()] for row in locked if row.archived_at is None}
    free = [row for row in locked if row.pk not in stopped]
    if not free:
        first = locked[0]
        raise PurgeStopped(title=kind.title(first), **_why(stopped[first.pk]))
    done = {row.pk for row in free}  # a deleted row forgets its key
    for row in free:
        pk, title = row.pk, kind.title(row)
        gone(row)
        went = purging.carry_out(actor, kind, row)
        facts = {"before": {"name": title, **went["names"]}, "after": went["counts"]}
        note(actor, PURGE, code, object_id=pk, title=title, reason=reason, **facts)
        notify(code, pk)
    return {"done": [i for i in ids if i in done], "refused": [i for i in ids if i in visible and i not in done]}


def _why(found: list[Told]) -> dict[str, str]:
    return {"why": "".join(t.why_zh for t in found), "why_en": " ".join(t.why_en for t in found)}
