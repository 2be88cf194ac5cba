"""What is made of rows without the database: cleaned, opened, sealed, and prepared by their target. In another process, where
there are many: see `kit.beside`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dougong.imports.models import ImportRow
from dougong.imports.services.layout import Layout, Reader
from dougong.imports.targets import Ready
from dougong.imports.tidying import Tally
from dougong.kit import keyring
from dougong.kit.beside import Beside
from dougong.kit.crypto import Stored
from dougong.kit.formats import simplified, sounds
from dougong.kit.regions import find_region

#: Rows from which on another process is worth its beginning.
MANY = 2_000
#: (sheet, row number, content)
Found = tuple[int, int, dict[str, Any]]
#: (sheet, row number, sealed content)
Kept = tuple[int, int, str]
#: (values, answers, what the target prepared)
Opened = tuple[dict[str, Any], dict[str, str], Any]
_CONTENT: Any = ImportRow._meta.get_field("content")


@dataclass(slots=True)
class Cleaned:
    """`rows` are (values, problems, the content sealed with both, what the target prepared), `tally` of all rows until now."""

    rows: list[tuple[dict[str, Any], list[dict[str, Any]], Stored, Any]]
    tally: Tally


class Cleaning:
    """Rows of a file, cleaned."""

    def __init__(self, last: Cleaned | None, reader: Reader, ready: Ready | None) -> None:
        self._reader, self._ready = reader, ready
        self._tally = last.tally if last else Tally()

    def __call__(self, rows: list[Found]) -> Cleaned:
        for sheet, number, content in rows:
            self._reader.clean(sheet, number, content, self._tally)
        with keyring.steady():
            ready = prepared(self._reader, self._ready, rows)
            sealed = [Stored(_CONTENT.get_prep_value(content)) for _, _, content in rows]
        made = [
            (content["values"], content["problems"], text, one)
            for (_, _, content), text, one in zip(rows, sealed, ready, strict=True)
        ]
        return Cleaned(made, self._tally)


class Opening:
    """Rows that were checked, as they are written."""

    def __init__(self, last: object, reader: Reader, ready: Ready | None) -> None:
        self._reader, self._ready = reader, ready
        load_tables()

    def __call__(self, rows: list[Kept]) -> list[Opened]:
        with keyring.steady():
            found = [(sheet, number, _CONTENT.from_db_value(text, None, None)) for sheet, number, text in rows]
            ready = prepared(self._reader, self._ready, found)
        return [
            (content["values"], content.get("answers", {}), one)
            for (_, _, content), one in zip(found, ready, strict=True)
        ]


def load_tables() -> None:
    """Of sounds, places and simplified characters: they take tenths of a second, for which no transaction is to wait."""
    for load in (sounds, find_region, simplified):
        load("苏州")


def prepared(reader: Reader, ready: Ready | None, rows: list[Found]) -> list[Any]:
    if ready is None:
        return [None] * len(rows)
    told = [(sheet, number, content["values"], content.get("answers", {})) for sheet, number, content in rows]
    return ready([reader.values_of(*each) for each in told])


def beside(work: type[Cleaning] | type[Opening], layout: Layout, rows: int, *, commits: bool) -> Beside:
    """`work` for the rows of this import, in another process where they are many."""
    prepare = layout.target.prepare
    return Beside(work, layout.reader, prepare(layout.run, commits) if prepare else None, alone=rows < MANY)
