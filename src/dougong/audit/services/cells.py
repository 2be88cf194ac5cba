"""Entries as bytes, straight from the database and the same on both engines: what is stored is what is sealed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from dougong.audit.rules import COLUMNS, Cells, Leaf, leaf

_SPECIAL_POSTGRES = {
    "id": "id::text",
    "at": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "actor_id": "replace(actor_id::text, '-', '')",
}


def _select() -> str:
    """SQLite gives blobs, so that a text which is no longer UTF-8 can be read and named."""
    if connection.vendor == "sqlite":
        columns = ", ".join(f'CAST("{name}" AS BLOB)' for name in COLUMNS)
    else:
        columns = ", ".join(_SPECIAL_POSTGRES.get(name, f'"{name}"') for name in COLUMNS)
    return f"SELECT {columns} FROM audit_auditentry"  # noqa: S608  our own names


def leaves_between(first_id: int, last_id: int, limit: int | None = None) -> Iterator[Leaf]:
    """(id, leaf) of the entries with these numbers, in their order."""
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    with connection.cursor() as cursor:
        cursor.execute(f"{_select()} WHERE id BETWEEN %s AND %s ORDER BY audit_auditentry.id{cut}", [first_id, last_id])
        rows = cursor.fetchall()
    for row in rows:
        cells = _cells(row)
        yield int(cells[0] or 0), leaf(cells)


def _cells(row: tuple[str | bytes | None, ...]) -> Cells:
    cells = [cell.encode() if isinstance(cell, str) else cell for cell in row]
    at = cells[1]
    if at is not None and len(at) == 19:  # SQLite writes no fraction where there is none
        cells[1] = at + b".000000"
    return cells
