"""All that is held on a person, as a file that is taken once."""

from __future__ import annotations

import datetime as dt
import html
import io
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from django.db import transaction

from dougong.audit.services import note
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.exports import folder
from dougong.kit.jobs import JobContext, enqueue
from dougong.kit.jsonable import dumps
from dougong.kit.models import Job
from dougong.kit.registry import resources
from dougong.kit.tabular import Column, write_xlsx
from dougong.privacy import errors
from dougong.privacy.holdings import Holding, Person, holdings
from dougong.privacy.models import PersonFile
from dougong.privacy.policies import PERSONS
from dougong.privacy.selectors.persons import person_of

JOB = "privacy.person_file"
KEEP = dt.timedelta(days=7)
_STYLE = (
    "body{font:14px/1.6 system-ui,sans-serif;margin:24px;color:#1d2129}table{border-collapse:collapse;margin:8px 0 24px}"
    "td,th{border:1px solid #ccc;padding:4px 8px;text-align:left;vertical-align:top}th{background:#f4f5f7}"
)


@transaction.atomic
def ask(
    actor: Actor, *, kind: str, person_id: uuid.UUID, language: str, request_id: uuid.UUID | None = None
) -> tuple[PersonFile, Job]:
    """A job gathers it, for the eyes of whoever asked."""
    require(actor, PERSONS, "export")
    person = person_of(kind, person_id, actor)
    made = PersonFile.objects.create(
        asked_by_id=actor.user_id, created_by_id=actor.id, contact_id=person.id if kind == "contact" else None,
        user_id=person.user_id, request_id=request_id,
    )  # fmt: skip
    title = "Personal data" if language == "en" else "导出个人信息"
    row = enqueue(JOB, actor=actor, title=title, file_id=made.pk, person=kind, person_id=person_id, language=language)
    made.job_id = row.pk
    made.save(update_fields=["job_id"])
    note(actor, "export_person", PERSONS, object_id=person_id, after={"person": kind})
    return made, row


def make(
    ctx: JobContext, *, file_id: uuid.UUID, person_kind: str, person_id: uuid.UUID, language: str
) -> dict[str, Any]:
    """data.json for machines, person.html and a spreadsheet for each kind for people. Killed, it begins anew."""
    require(ctx.actor(), PERSONS, "export")
    person, row = person_of(person_kind, person_id), PersonFile.objects.get(pk=file_id)
    every = list(holdings())
    target = folder() / f"person-{file_id}.zip"
    part = target.with_suffix(".part")
    counts: dict[str, int] = {}
    whole: dict[str, Any] = {}
    sheets: list[tuple[str, list[str], list[list[str]]]] = []
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as out:
        for place, item in enumerate(every):
            rows = list(_rows(item, person))
            if rows:
                heads = [en if language == "en" else zh for _, zh, en in item.shown]
                cells = [[_cell(v) for v in each] for each in rows]
                title = item.en if language == "en" else item.zh
                sheets.append((title, heads, cells))
                whole[item.code] = [dict(zip([n for n, *_ in item.shown], each, strict=True)) for each in rows]
                counts[item.code] = len(rows)
                book = io.BytesIO()
                write_xlsx(book, [Column(h) for h in heads], cells, sheet=title)
                out.writestr(f"{place + 1:02d}-{title.replace('/', ' ')}.xlsx", book.getvalue())
            ctx.progress(place + 1, len(every) + 1)
        whole["work"] = _work(person)
        facts = {"person": person.name, "made_at": clock.now(), "holdings": whole}
        out.writestr("data.json", orjson.dumps(orjson.loads(dumps(facts)), option=orjson.OPT_INDENT_2))
        out.writestr("person.html", _page(person.name, sheets, language))
    part.chmod(0o600)
    part.replace(target)
    row.name, row.made_at = target.name, clock.now()
    row.store("name", "made_at")
    ctx.progress(len(every) + 1, len(every) + 1)
    return {"person_file": str(file_id), "rows": sum(counts.values())}


def _rows(item: Holding, person: Person) -> Iterator[list[Any]]:
    for obj in item.rows(person):
        yield [_value(obj, path) for path, *_ in item.shown]


def _value(obj: Any, path: str) -> Any:
    for part in path.split("__"):
        obj = getattr(obj, part) if obj is not None else None
    return obj


def _work(person: Person) -> dict[str, list[str]]:
    """What is in his hands, by title."""
    found = {}
    for kind in resources():
        if kind.owner_field and person.user_id:
            rows = kind.model._default_manager.filter(**{f"{kind.owner_field}_id": person.user_id})[:1000]
            if titles := [kind.title(obj) for obj in rows]:
                found[kind.code] = titles
    return found


def _cell(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(clock.zone()):%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "✓" if value else ""
    return "" if value is None else str(value)


def _page(name: str, sheets: list[tuple[str, list[str], list[list[str]]]], language: str) -> str:
    title = f"{name}: personal data held" if language == "en" else f"{name}：所持有的个人信息"
    parts = [
        f"<h2>{html.escape(t)}</h2><table><tr>{_tds(heads, 'th')}</tr>"
        + "".join(f"<tr>{_tds(r)}</tr>" for r in rows)
        + "</table>"
        for t, heads, rows in sheets
    ]
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style><h1>{html.escape(title)}</h1><p>{clock.now().astimezone(clock.zone()):%Y-%m-%d %H:%M}</p>"
        + "".join(parts) + "</html>"
    )  # fmt: skip


def _tds(cells: list[str], tag: str = "td") -> str:
    return "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells)


@transaction.atomic
def take(actor: Actor, *, file_id: uuid.UUID) -> tuple[bytes, str]:
    """The file, once, for whoever asked for it; then it is gone. Raises FileTaken when it was taken already."""
    row = PersonFile.objects.select_for_update().filter(pk=file_id, asked_by_id=actor.user_id).first()
    if row is None or row.made_at is None:
        raise NotFound()
    require(actor, PERSONS, "export")
    path: Path = folder() / row.name
    if row.taken_at is not None or not path.is_file():
        raise errors.FileTaken()
    body = path.read_bytes()
    row.taken_at = clock.now()
    row.store("taken_at")
    note(actor, "take_person_file", PERSONS, object_id=file_id)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return body, f"personal-data-{clock.today():%Y%m%d}.zip"
