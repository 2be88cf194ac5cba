"""Rows are mended one at a time, or all of a kind at once; each repair is checked like the file was."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Q

from dougong.imports import errors, rules
from dougong.imports.models import ImportBatch, ImportProblem, ImportRow
from dougong.imports.policies import BATCH
from dougong.imports.services.base import CHUNK, locked_batch, target_of
from dougong.imports.services.checking import judge, problems_of
from dougong.imports.services.layout import Layout
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.models import store_many
from dougong.kit.stream import notify

STAGES = ("review", "stopped")


@transaction.atomic
def edit_row(actor: Actor, *, batch_id: uuid.UUID, row_id: int, cells: dict[str, str]) -> ImportRow:
    """Other text for cells of a row, as if the file had it; the file itself is not changed."""
    batch, row = _open(actor, batch_id, row_id)
    target = target_of(batch.target)
    edits = {**row.content.get("edits", {})}
    for key, text in cells.items():
        if target.field(key) is None:
            raise NotFound()
        edits[key] = text
    row.content["edits"] = edits
    row.content.pop("skip", None)
    return _judged_again(actor, batch, [row])[0]


@transaction.atomic
def accept(actor: Actor, *, batch_id: uuid.UUID, row_id: int, field: str, code: str, offer: int = 0) -> ImportRow:
    """Take what a problem offers."""
    batch, row = _open(actor, batch_id, row_id)
    if not _take(row, field, code, offer):
        raise errors.NoSuggestion()
    return _judged_again(actor, batch, [row])[0]


@transaction.atomic
def keep_row(actor: Actor, *, batch_id: uuid.UUID, row_id: int, field: str, code: str) -> ImportRow:
    """A question answered with: import the row as it stands."""
    batch, row = _open(actor, batch_id, row_id)
    _answer(row, field, code)
    return _judged_again(actor, batch, [row])[0]


@transaction.atomic
def skip_row(actor: Actor, *, batch_id: uuid.UUID, row_id: int, skipped: bool) -> ImportRow:
    batch, row = _open(actor, batch_id, row_id)
    row.content["skip"] = skipped
    return _judged_again(actor, batch, [row])[0]


def resolve_all(
    actor: Actor, *, batch_id: uuid.UUID, field: str, code: str, act: str, offer: int = 0
) -> dict[str, int]:
    """Accept, keep or skip all rows with one kind of problem; what has nothing to accept is left."""
    ids = list(
        ImportProblem.objects.filter(batch_id=batch_id, field=field, code=code)
        .order_by("row__position")
        .values_list("row_id", flat=True)
    )
    done = 0
    for start in range(0, len(ids), CHUNK) or [0]:
        with transaction.atomic():
            batch = locked_batch(actor, batch_id, *STAGES)
            rows = batch.rows.select_for_update().filter(pk__in=ids[start : start + CHUNK], state="pending")
            changed = [row for row in rows.order_by("position") if _resolve(row, field, code, act, offer)]
            _judged_again(actor, batch, changed)
            done += len(changed)
    return {"done": done, "left": len(ids) - done}


def _resolve(row: ImportRow, field: str, code: str, act: str, offer: int) -> bool:
    if act == "skip":
        row.content["skip"] = True
        return True
    if act == "keep":
        _answer(row, field, code)
        return True
    return _take(row, field, code, offer)


def _take(row: ImportRow, field: str, code: str, offer: int) -> bool:
    problem = _problem(row, field, code)
    if problem is None or offer >= len(problem["offers"]):
        return False
    chosen = problem["offers"][offer]
    if chosen["answer"]:
        row.content.setdefault("answers", {})[f"{field}:{code}"] = chosen["answer"]
    else:
        row.content.setdefault("edits", {})[field] = chosen["value"]
    return True


def _answer(row: ImportRow, field: str, code: str) -> None:
    problem = _problem(row, field, code)
    if problem is None or not problem["keep"]:
        raise errors.NoSuggestion()
    row.content.setdefault("answers", {})[f"{field}:{code}"] = "keep"


def _problem(row: ImportRow, field: str, code: str) -> dict[str, Any] | None:
    return next((p for p in row.content["problems"] if p["field"] == field and p["code"] == code), None)


def _open(actor: Actor, batch_id: uuid.UUID, row_id: int) -> tuple[ImportBatch, ImportRow]:
    batch = locked_batch(actor, batch_id, *STAGES)
    row = batch.rows.select_for_update().filter(pk=row_id).first()
    if row is None:
        raise NotFound()
    if row.state != "pending":
        raise errors.RowDone(row=row.number)
    return batch, row


def _judged_again(actor: Actor, batch: ImportBatch, rows: list[ImportRow]) -> list[ImportRow]:
    if not rows:
        return rows
    old = _keys(rows)
    judge(actor, Layout(batch), rows, set())
    for row in rows:
        row.touched = True
    store_many(rows, "content", "key", "alias", "verdict", "object_id", "touched")
    ImportProblem.objects.filter(row__in=rows).delete()
    ImportProblem.objects.bulk_create([p for row in rows for p in problems_of(row)])
    _chain(batch, old | _keys(rows))
    fresh = {r.pk: r for r in batch.rows.filter(pk__in=[row.pk for row in rows])}
    batch.store("updated_at")
    notify(BATCH, batch.pk)
    return [fresh[row.pk] for row in rows]


def _keys(rows: list[ImportRow]) -> set[str]:
    return {key for row in rows for key in (row.key, row.alias) if key}


def _chain(batch: ImportBatch, keys: set[str]) -> None:
    """Of rows that are one record the first makes it and the others change it: again, after a repair."""
    by_key: dict[str, list[ImportRow]] = {key: [] for key in keys}
    for row in batch.rows.filter(Q(key__in=keys) | Q(alias__in=keys)).order_by("position"):
        for key in {row.key, row.alias} & keys:
            by_key[key].append(row)
    changed = {}
    for key, rows in by_key.items():
        words = rules.chain([(r.verdict, r.object_id is not None) for r in rows])
        for row, word in zip(rows, words, strict=True):
            if row.key == key and row.verdict != word and row.state == "pending":
                row.verdict = word
                changed[row.pk] = row
    store_many([*changed.values()], "verdict")
