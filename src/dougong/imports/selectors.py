from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet

from dougong.imports import rules, tidying
from dougong.imports.cleaning import shown_cell
from dougong.imports.mapping import TargetField
from dougong.imports.models import ImportBatch, ImportProblem, ImportRow, MappingMemory
from dougong.imports.policies import BATCH, MAPPING
from dougong.imports.targets import ImportTarget, targets
from dougong.imports.targets import target as target_by_code
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter, archived_filter
from dougong.kit.jobs import failure
from dougong.kit.listing import Col, ListSpec
from dougong.kit.models import Job
from dougong.kit.registry import resource

PAGE = 50
STATUSES = (
    ("mapping", "对应列", "Columns"),
    ("checking", "正在检查", "Checking"),
    ("review", "待导入", "To be imported"),
    ("committing", "正在导入", "Importing"),
    ("done", "已导入", "Imported"),
    ("stopped", "已停止", "Stopped"),
    ("undoing", "正在撤销", "Undoing"),
    ("undone", "已撤销", "Undone"),
)


IMPORTS = ListSpec(
    code="imports",
    resource=BATCH,
    zh="导入",
    en="Imports",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("filename", "文件", "File", sort=True),
        Col("target", hidden=True),
        Col("status", "状态", "Status", type="choice", choices=STATUSES, sort=True),
        Col("total", "行数", "Rows", type="number", sort=True),
        Col("created_count", "新建", "New", type="number"),
        Col("updated_count", "更新", "Updated", type="number"),
        Col("rejected_count", "退回", "Rejected", type="number"),
        Col("owner", "导入人", "By", path="owner__name", type="person"),
        Col("created_at", "上传时间", "Uploaded", type="datetime", sort=True),
        Col("committed_at", "导入时间", "Imported", type="datetime", sort=True, nullable=True),
        Col("archived_at", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("filename", "文件", "File"),
        Filter("status", "状态", "Status", type="choice", choices=STATUSES),
        Filter("owner", "导入人", "By", type="person", lookup="owner_id"),
        Filter("created", "上传时间", "Uploaded", type="date", lookup="created_at", instant=True),
        archived_filter(),
    ),
    search=lambda rows, text, actor: rows.filter(filename__icontains=text),
)


MAPPINGS = ListSpec(
    code="import_mappings",
    resource=MAPPING,
    zh="已存的列对应",
    en="Saved mappings",
    default_sort="-used_at",
    cols=(
        Col("id", hidden=True),
        Col("name", "名称", "Name", sort=True),
        Col("target", hidden=True),
        Col("headers", hidden=True),
        Col("columns", hidden=True),
        Col("used_count", "用过次数", "Times used", type="number", sort=True),
        Col("used_at", "最近使用", "Last used", type="datetime", sort=True, nullable=True),
        Col("owner", "保存人", "Saved by", path="owner__name", type="person"),
        Col("archived_at", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("name", "名称", "Name"),
        Filter("owner", "保存人", "Saved by", type="person", lookup="owner_id"),
        archived_filter("已删除", "Removed"),
    ),
    search=lambda rows, text, actor: rows.filter(name__icontains=text),
)


def importable(actor: Actor, language: str) -> list[dict[str, Any]]:
    """The targets the actor may import into, with their fields."""
    return [_target(t, language) for t in targets() if actor.can(t.resource, "import")]


def _target(found: ImportTarget, language: str) -> dict[str, Any]:
    en = language == "en"
    return {
        "code": found.code,
        "title": found.en if en else found.zh,
        "shown": list(found.shown),
        "options": _options(found),
        "fields": [
            {"key": f.key, "label": f.en if en else f.zh, "kind": f.kind, "required": f.required}
            for f in found.all_fields()
        ],
    }


def _options(found: ImportTarget) -> list[str]:
    """What may be chosen here: letters are sent only where mail is set up."""
    return [name for name in found.options if name != "invite" or settings.DOUGONG_SENDS_MAIL]


def stage_of(batch: ImportBatch) -> str:
    """Where the import stands; a job that was stopped or lost before it could say so is seen here."""
    fallback = rules.FALLBACK.get(batch.status)
    if fallback is None or batch.job_id is None:
        return batch.status
    ended = Job.objects.filter(pk=batch.job_id, status__in=["stopped", "failed", "done"]).exists()
    return fallback if ended else batch.status


def batch_visible(actor: Actor, batch_id: uuid.UUID) -> ImportBatch:
    rows: QuerySet[ImportBatch] = resource(BATCH).visible_to(actor).select_related("owner", "blob")
    return get_visible(rows, batch_id)


def mapping_out(actor: Actor, mapping_id: uuid.UUID) -> dict[str, Any]:
    """One saved mapping, as the list has it."""
    rows: QuerySet[MappingMemory] = resource(MAPPING).visible_to(actor).select_related("owner")
    found: MappingMemory = get_visible(rows, mapping_id)
    names = ("name", "target", "headers", "columns", "used_count", "used_at", "archived_at", "version")
    return {"id": found.pk, "owner": found.owner.name if found.owner else None, **{n: getattr(found, n) for n in names}}


def one(actor: Actor, batch_id: uuid.UUID, language: str) -> dict[str, Any]:
    """An import with its sheets, its counts and the job under way."""
    batch = batch_visible(actor, batch_id)
    found = target_by_code(batch.target)
    job = Job.objects.filter(pk=batch.job_id).first() if batch.job_id else None
    stage = stage_of(batch)
    return {
        "id": batch.pk,
        "version": batch.version,
        "filename": batch.filename,
        "kind": batch.kind,
        "size": batch.blob.size,
        "target": _target(found, language) if found else None,
        "status": stage,
        "owner": {"id": batch.owner_id, "name": batch.owner.name},
        "mine": batch.owner_id == actor.id,
        "created_at": batch.created_at,
        "committed_at": batch.committed_at,
        "undone_at": batch.undone_at,
        "archived_at": batch.archived_at,
        "notices": [n["en" if language == "en" else "zh"] for n in batch.notices],
        "options": batch.options,
        "sheets": batch.sheets,
        "counts": counts(batch, language, stage),
        "rules": rules_of(batch, language),
        "earlier": _earlier(actor, batch),
        "job": _job(job, language) if job else None,
    }


def _job(job: Job, language: str) -> dict[str, Any]:
    return {
        "id": job.pk,
        "status": job.status,
        "done": job.done,
        "total": job.total,
        "error": failure(job, language),
    }


def _earlier(actor: Actor, batch: ImportBatch) -> list[dict[str, Any]]:
    """The same bytes, uploaded before."""
    rows = resource(BATCH).visible_to(actor).filter(blob_id=batch.blob_id, target=batch.target, archived_at=None)
    before = rows.filter(created_at__lt=batch.created_at).order_by("-created_at")
    return list(before.values("id", "status", "created_at", "owner__name")[:3])


def rows_to_undo(actor: Actor, batch_id: uuid.UUID) -> int:
    """How many records an undoing would take back."""
    batch = batch_visible(actor, batch_id)
    return batch.rows.filter(state="committed").values("object_id").distinct().count()


def rules_of(batch: ImportBatch, language: str) -> list[dict[str, Any]]:
    """The cleaning rules that concern the mapped fields, with what each did."""
    found = target_by_code(batch.target)
    fields = {f.key: f for f in found.all_fields()} if found else {}
    used = {c["field"] for s in batch.sheets if s["included"] for c in s["columns"].values()}
    en, off = language == "en", set(batch.options.get("rules_off", ()))
    return [
        {
            "code": rule.code,
            "title": rule.en if en else rule.zh,
            "before": rule.before,
            "after": rule.after,
            "on": rule.code not in off,
            "count": batch.cleaned.get(rule.code, 0),
            "samples": [
                {
                    "sheet": sheet,
                    "row": row,
                    "label": _named(fields.get(key), key, en),
                    "before": before,
                    "after": after,
                }
                for sheet, row, key, before, after in batch.samples.get(rule.code, [])
            ],
        }
        for rule in tidying.concerning(f.kind for f in fields.values() if f.key in used)
    ]


def counts(batch: ImportBatch, language: str, stage: str = "") -> dict[str, Any]:
    """Rows by verdict and by what was done with them; problems by kind. Before a check is done there are none."""
    by_verdict = dict.fromkeys(("new", "update", "unchanged", "confirm", "rejected", "skipped"), 0)
    by_state = dict.fromkeys(("pending", "committed", "refused", "undone", "partly", "kept"), 0)
    ready = 0
    rows = batch.rows.none() if (stage or batch.status) in ("mapping", "checking") else batch.rows.order_by()
    for word, state, n in rows.values_list("verdict", "state").annotate(n=Count("pk")):
        by_verdict[word] += n
        by_state[state] += n
        ready += n if word in rules.IMPORTABLE and state == "pending" else 0
    kinds = batch.problems.filter(batch__status__in=rules.COUNTED).order_by().values_list("severity", "field", "code")
    groups = kinds.annotate(n=Count("row", distinct=True)).order_by("-severity", "-n", "field", "code")
    return {
        "total": sum(by_verdict.values()),
        "ready": ready,
        "verdicts": by_verdict,
        "states": by_state,
        "problems": [
            {"severity": s, "field": f, "code": c, "label": _label(batch, f, language), "rows": n}
            for s, f, c, n in groups
        ],
        "cleaned": batch.cleaned,
    }


def _label(batch: ImportBatch, key: str, language: str) -> str:
    found = target_by_code(batch.target)
    return _named(found.field(key) if found else None, key, language == "en")


def _named(field: TargetField | None, key: str, en: bool) -> str:
    return (field.en if en else field.zh) if field else key


def rows_page(
    actor: Actor, batch_id: uuid.UUID, *, show: str, field: str, code: str, after: int, language: str
) -> dict[str, Any]:
    """Rows in the file's order, 50 at a time; `show` is a verdict, `problems`, `ready`, `refused`, `kept` or `all`."""
    batch = batch_visible(actor, batch_id)
    rows = _narrowed(batch, show, field, code)
    total = rows.count()
    found = list(rows.filter(position__gte=after).order_by("position")[: PAGE + 1])
    return {
        "items": [row_out(batch, row, language) for row in found[:PAGE]],
        "next": found[PAGE].position if len(found) > PAGE else None,
        "count": total,
    }


def _narrowed(batch: ImportBatch, show: str, field: str, code: str) -> QuerySet[ImportRow]:
    rows: QuerySet[ImportRow] = batch.rows.all()
    if field or code:
        kinds = ImportProblem.objects.filter(
            batch=batch, **({"field": field} if field else {}), **({"code": code} if code else {})
        )
        rows = rows.filter(pk__in=kinds.values("row_id"))
    if show == "problems":
        return rows.filter(verdict__in=["rejected", "confirm"])
    if show == "ready":
        return rows.filter(verdict__in=rules.IMPORTABLE, state="pending")
    if show == "stays":
        return rows.filter(state__in=["kept", "partly"])
    if show in ("refused", "kept", "undone", "committed"):
        return rows.filter(state=show)
    return rows if show in ("all", "") else rows.filter(verdict=show)


def one_row(actor: Actor, batch_id: uuid.UUID, row: ImportRow, language: str) -> dict[str, Any]:
    """A row after a repair, with the counts as they are now."""
    batch = batch_visible(actor, batch_id)
    return {"row": row_out(batch, row, language), "counts": counts(batch, language), "version": batch.version}


def row_out(batch: ImportBatch, row: ImportRow, language: str) -> dict[str, Any]:
    en = language == "en"
    sheet = next((s for s in batch.sheets if s["index"] == row.sheet), None)
    return {
        "id": row.pk,
        "position": row.position,
        "number": row.number,
        "sheet": sheet["name"] if sheet else "",
        "verdict": row.verdict,
        "state": row.state,
        "object_id": row.object_id,
        "cells": _cells(sheet, row),
        "edited": sorted(row.content.get("edits", {})),
        "problems": [
            {
                "field": p["field"],
                "code": p["code"],
                "severity": p["severity"],
                "message": p["en" if en else "zh"],
                "offers": [{"value": o["value"], "label": o["en" if en else "zh"]} for o in p["offers"]],
                "keep": p["keep"],
            }
            for p in row.content.get("problems", [])
        ],
    }


def _cells(sheet: dict[str, Any] | None, row: ImportRow) -> dict[str, dict[str, Any]]:
    """By field: the text as it stands (edited or the file's), and the value it became."""
    raw, edits, values = row.content.get("raw", []), row.content.get("edits", {}), row.content.get("values", {})
    texts: dict[str, str] = {}
    for column, given in (sheet["columns"] if sheet else {}).items():
        place = int(column)
        texts[given["field"]] = shown_cell(raw[place]) if place < len(raw) else ""
    texts.update(edits)
    return {key: {"text": text, "value": values.get(key)} for key, text in texts.items()}
