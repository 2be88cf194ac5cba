"""What taking an import back would do, before it is done; and what it did. A part at a time: the page adds the parts up."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import asdict
from typing import Any

from dougong.imports.models import ImportBatch, ImportRow
from dougong.imports.selectors import batch_visible
from dougong.imports.services.undoing import steps_of
from dougong.imports.targets import ImportTarget, Run, Said, Step, Undone
from dougong.imports.targets import target as target_by_code
from dougong.kit import fields
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.registry import resource

PART = 500
STAYING = ("partly", "kept")


def undo_plan(actor: Actor, batch_id: uuid.UUID, after: int, language: str) -> dict[str, Any]:
    """Of the records whose first row stands at `after` or later: how many are removed, set back, partly, kept; and the
    clashes. `next` is where the next part begins. Records that the reader can't see are counted and not named."""
    batch = batch_visible(actor, batch_id)
    found = target_by_code(batch.target)
    if found is None or batch.status in ("mapping", "checking", "review"):
        return _answer([], 0, None)
    require(actor, found.resource, "import")
    if batch.status in ("undoing", "undone"):
        return _done(actor, batch, found, after, language)
    window = batch.rows.filter(state="committed", position__gte=after).order_by("position")
    seats = list(window.values_list("position", "object_id")[: PART + 1])
    ids = {pk for _, pk in seats[:PART] if pk is not None}
    rows = batch.rows.filter(object_id__in=ids).order_by("position")
    changes = _changes([row for row in rows if row.state == "committed"], after)
    planned = found.plan_undo(actor, Run(batch.pk, batch.filename, batch.options), changes)
    items = [_item(actor, found, one, language) for one in planned if one.act in ("partly", "keep")]
    more = seats[PART][0] if len(seats) > PART else None
    return {**_answer(items, len(planned), more), "acts": _acts(Counter(one.act for one in planned))}


def _changes(rows: list[ImportRow], after: int) -> list[tuple[uuid.UUID, list[Step]]]:
    """By record; those that began before `after` were in an earlier part."""
    first: dict[uuid.UUID | None, int] = {}
    for row in rows:
        first.setdefault(row.object_id, row.position)
    return [(pk, steps) for pk, steps in steps_of(rows) if first[pk] >= after]


def _done(actor: Actor, batch: ImportBatch, found: ImportTarget, after: int, language: str) -> dict[str, Any]:
    stays = batch.rows.filter(state__in=STAYING, position__gte=after).order_by("position")
    rows = list(stays[: PART + 1])
    ids = [row.object_id for row in rows]
    seen = set(resource(found.resource).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    items = []
    for row in rows[:PART]:
        told = row.undo.get("told")
        if told is None or row.object_id is None:
            continue
        act = "partly" if row.state == "partly" else "keep"
        items.append(_stored(actor, found, row.object_id, act, told, row.object_id in seen, language))
    more = rows[PART].position if len(rows) > PART else None
    return {**_answer(items, len(items), more), "acts": _acts(Counter(item["act"] for item in items))}


def _answer(items: list[dict[str, Any]], records: int, more: int | None) -> dict[str, Any]:
    return {"acts": _acts(Counter()), "records": records, "items": items, "next": more}


def _acts(found: Counter[str]) -> dict[str, int]:
    return {act: found[act] for act in ("remove", "restore", "partly", "keep")}


def _item(actor: Actor, found: ImportTarget, one: Undone, language: str) -> dict[str, Any]:
    told = {"why": one.why, "title": one.title, "clashes": [asdict(clash) for clash in one.clashes]}
    return _stored(actor, found, one.object_id, one.act, told, bool(one.title), language)


def _stored(
    actor: Actor, found: ImportTarget, pk: uuid.UUID, act: str, told: dict[str, Any], seen: bool, language: str
) -> dict[str, Any]:
    """As this reader may see it: by his reach, and by his field rules."""
    if not seen:
        why = told["why"] if told["why"] == "gone" else "unseen"
        return {"object_id": None, "title": "", "act": act, "why": why, "clashes": []}
    clashes = [_clash(actor, found, clash, language) for clash in told["clashes"]]
    return {"object_id": pk, "title": told["title"], "act": act, "why": told["why"], "clashes": clashes}


def _clash(actor: Actor, found: ImportTarget, clash: dict[str, Any], language: str) -> dict[str, Any]:
    hidden = clash["hidden"] or fields.mode(actor, found.resource, clash["field"]) is not None
    language = "en" if language == "en" else "zh"
    values = {key: None if hidden else _said(clash[key], language) for key in ("before", "imported", "now")}
    return {"field": clash["field"], "label": clash[language], "hidden": hidden, **values}


def _said(value: Said | None, language: str) -> str | None:
    return value[language] if isinstance(value, dict) else value
