"""The tables of an XER file as rows with their lines; broken values are noted and read as absent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from dougong.projects.scheduling.errors import Notice, notice
from dougong.projects.scheduling.instants import finite, parse

_T = TypeVar("_T")
READ = ("PROJECT", "CALENDAR", "SCHEDOPTIONS", "PROJWBS", "RSRC", "RSRCRATE", "TASK", "TASKPRED", "TASKRSRC")


@dataclass(slots=True)
class Row:
    """One line of a table; broken values are noted and read as absent."""

    line: int
    values: Mapping[str, str]
    notices: list[Notice]
    task: str = ""

    def text(self, field_: str) -> str:
        return self.values.get(field_, "").strip()

    def instant(self, field_: str) -> int | None:
        return self._read(field_, parse)

    def minutes(self, field_: str) -> int | None:
        """Hours of the file as whole minutes."""
        hours = self.number(field_)
        return None if hours is None else round(hours * 60)

    def number(self, field_: str) -> float | None:
        return self._read(field_, lambda text: finite(text.replace(",", ".")))

    def _read(self, field_: str, convert: Callable[[str], _T]) -> _T | None:
        text = self.text(field_)
        if not text:
            return None
        try:
            return convert(text)
        except ValueError:
            tasks = (self.task,) if self.task else ()
            self.notices.append(notice("broken_value", tasks=tasks, at=self.line, field=field_, value=text))
            return None


@dataclass(slots=True)
class Tables:
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    unread: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read with: UTF-8, else GB18030, else Windows-1252."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding), "utf-8" if encoding == "utf-8-sig" else encoding
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace"), "cp1252"


def read_tables(text: str) -> Tables:
    """The rows of the tables this program knows, the names of the others."""
    tables = Tables()
    name = ""
    fields: list[str] = []
    # Not splitlines(): it would also cut at characters that belong to names.
    for line, raw in enumerate(text.split("\n"), start=1):
        parts = raw.rstrip("\r").split("\t")
        kind = parts[0]
        if kind == "%T" and len(parts) > 1:
            name, fields = parts[1].strip(), []
            if name not in READ:
                tables.unread.append(name)
        elif kind == "%F":
            fields = [part.strip() for part in parts[1:]]
        elif kind == "%R" and name in READ:
            _row(tables, name, fields, parts[1:], line)
        elif kind not in ("%R", "%E", "ERMHDR", "") and name in READ:
            tables.notices.append(notice("broken_row", at=line, line=line, reason=raw[:40]))
    return tables


def _row(tables: Tables, name: str, fields: list[str], parts: list[str], line: int) -> None:
    if not fields or (len(parts) > len(fields) and any(parts[len(fields) :])):
        reason = f"{name}: {len(parts)} / {len(fields)}"
        tables.notices.append(notice("broken_row", at=line, line=line, reason=reason))
        return
    tables.rows[name].append(Row(line, dict(zip(fields, parts, strict=False)), tables.notices))
