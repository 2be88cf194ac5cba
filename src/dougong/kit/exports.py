"""Exports: a list's rows, under the list's own scope, as a file made by a job."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import QueryDict

from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.jobs import JobContext, enqueue, job, periodic
from dougong.kit.listing import list_spec, rows_for_export, summary
from dougong.kit.models import Job
from dougong.kit.money import Money
from dougong.kit.noting import note
from dougong.kit.tabular import Column, write_csv, write_xlsx

KEEP = dt.timedelta(days=7)
_KINDS = {"money": "money", "number": "number", "date": "date", "datetime": "datetime"}


def start_export(actor: Actor, *, code: str, query: str, columns: list[str], file_format: str, language: str) -> Job:
    """Queue it. The job runs as the same person, so the file holds what his list holds then."""
    spec = list_spec(code)
    if spec is None:
        raise NotFound()
    require(actor, spec.resource, "export")
    rows_for_export(spec, actor, QueryDict(query), columns, language)
    spec.narrowed(actor, QueryDict(query))
    title = spec.en if language == "en" else spec.zh
    return enqueue(
        "kit.export",
        actor=actor,
        title=title,
        code=code,
        query=query,
        columns=columns,
        format=file_format,
        language=language,
    )


def rows_asked(actor: Actor, *, code: str, query: str) -> int:
    """How many rows such an export would hold; exact to 10,000. Raises NotFound or NotAllowed as the export would."""
    spec = list_spec(code)
    if spec is None:
        raise NotFound()
    require(actor, spec.resource, "export")
    return int(summary(spec, actor, QueryDict(query))["count"])


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "exports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


@job("kit.export")
def export(ctx: JobContext, *, code: str, query: str, columns: list[str], format: str, language: str) -> dict[str, Any]:
    actor, spec = ctx.actor(), list_spec(code)
    if spec is None:
        raise NotFound()
    require(actor, spec.resource, "export")
    wanted = QueryDict(query)
    total = int(summary(spec, actor, wanted)["count"])
    cols, chunks = rows_for_export(spec, actor, wanted, columns, language)
    done = 0

    def rows() -> Iterator[list[Any]]:
        nonlocal done
        for chunk in chunks:
            done += len(chunk)
            ctx.progress(min(done, total), max(total, done + 1))
            yield from ([_cell(v) for v in row] for row in chunk)

    name = f"{ctx.job_id}.{format}"
    heads = [Column(c.en if language == "en" else c.zh, kind=_KINDS.get(c.type, "text")) for c in cols]
    writer = write_xlsx if format == "xlsx" else write_csv
    part = folder() / f"{name}.part"
    writer(part, heads, rows())
    part.replace(folder() / name)
    ctx.progress(done, done)
    title = spec.en if language == "en" else spec.zh
    facts = {"list": code, "query": query, "columns": [c.key for c in cols], "format": format, "rows": done}
    note(actor, "export", spec.resource, title=title, after=facts)
    return {"file": name, "filename": f"{title}-{clock.today():%Y%m%d}.{format}", "rows": done}


def _cell(value: Any) -> Any:
    if isinstance(value, Money):
        return Decimal(value.amount_fen) / 100
    if isinstance(value, dt.datetime):
        return value.astimezone(clock.zone()).replace(tzinfo=None)
    return str(value) if isinstance(value, uuid.UUID) else value


@periodic("kit.prune_exports", at="03:10")
def prune_exports(ctx: JobContext) -> None:
    """Files older than a week go; they can be made again."""
    limit = (clock.now() - KEEP).timestamp()
    for path in folder().iterdir():
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
