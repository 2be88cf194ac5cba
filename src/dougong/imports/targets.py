"""What can be imported. A higher app registers its target: the engine finds, cleans, shows and repeats; the target
judges and writes.

A target's fields are those of its own and those that `add_fields` lets others add, asked for anew by each use case: a
company's own fields are rows of its database. Their values come in `RowValues.values` under their keys."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dougong.imports.cleaning import Problem
from dougong.imports.mapping import TargetField
from dougong.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class RowValues:
    """A row as the target sees it: cleaned values by field (absent where the cell is empty), and what the user answered.

    `object_id`, when rows are committed, is the record that the check found or that an earlier row became. `folds`: names in
    traditional characters are the same as in simplified ones. `ready` is what the target's `prepare` made of the row."""

    number: int
    sheet: str
    values: dict[str, Any]
    answers: dict[str, str] = field(default_factory=dict)
    object_id: uuid.UUID | None = None
    folds: bool = True
    ready: Any = None


@dataclass(slots=True)
class Judged:
    """`key` is what makes two rows of a file the same record ("" for none); under `alias` other rows may mean it too.
    `object_id` is the record to be changed."""

    verdict: str
    key: str = ""
    object_id: uuid.UUID | None = None
    problems: list[Problem] = field(default_factory=list)
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The import in whose name rows are written. `held` is the target's own, kept from chunk to chunk of one job."""

    batch_id: uuid.UUID
    filename: str
    options: dict[str, Any]
    held: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What committing a row did: `verdict` is new, update, unchanged, or rejected with `problem`."""

    verdict: str
    object_id: uuid.UUID | None = None
    undo: dict[str, Any] = field(default_factory=dict)
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one committed row did to a record: its `Outcome.undo`, and the values that the row had."""

    undo: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)


#: A value in words: the same in every language, or by language ("zh", "en").
Said = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that somebody has changed since the import: what it was before, what the import wrote, what it is now. Values
    are None where there was nothing, and with `hidden` where the reader may not see them whole."""

    field: str
    zh: str
    en: str
    before: Said | None = None
    imported: Said | None = None
    now: Said | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing does to a record. `act`: remove (it was made by the import), restore, partly (`clashes` stay as they are)
    or keep. `why` it is kept: changed, used (others' records hang on it), not_yours, gone, or unseen: then it has no title."""

    object_id: uuid.UUID
    act: str
    title: str = ""
    clashes: tuple[Clash, ...] = ()
    why: str = ""


#: What of rows needs no database, one for each: see ImportTarget.prepare.
Ready = Callable[[list[RowValues]], list[Any]]
#: (run, whether the rows are to be written and not only checked) → Ready.
Prepare = Callable[[Run, bool], Ready]
Check = Callable[[Actor, list[RowValues]], list[Judged]]
Commit = Callable[[Actor, Run, list[RowValues]], list[Outcome]]
#: (record, what each of its rows did, in order) → what becomes of each record, in the same order. The one looks, the other acts.
Undo = Callable[[Actor, Run, list[tuple[uuid.UUID, list[Step]]]], list[Undone]]


@dataclass(frozen=True)
class ImportTarget:
    """`check_rows` and `commit_rows` take at most 500 rows, in the file's order; commit runs in the engine's transaction.

    `prepare` asks the database once for all rows what their preparation needs; what it answers is sent to another process and
    makes each row's `RowValues.ready` there, while this one writes the rows before."""

    code: str
    resource: str
    zh: str
    en: str
    fields: tuple[TargetField, ...]
    check_rows: Check
    commit_rows: Commit
    undo_rows: Undo
    plan_undo: Undo
    shown: tuple[str, ...] = ()  # the fields a narrow table of rows begins with
    options: tuple[str, ...] = ()  # what it reads of the choices that hold for all rows: owner_id, invite
    prepare: Prepare | None = None
    closed: bool = False  # its rows are seen by those who may import them, and by nobody else

    def all_fields(self) -> tuple[TargetField, ...]:
        """Its own and those added by others; of two with one key the first counts. May ask the database: call it once."""
        found = {f.key: f for f in self.fields}
        for more in _added.get(self.code, ()):
            for extra in more():
                found.setdefault(extra.key, extra)
        return tuple(found.values())

    def field(self, key: str) -> TargetField | None:
        own = next((f for f in self.fields if f.key == key), None)
        return own or next((f for f in self.all_fields() if f.key == key), None)


_targets: dict[str, ImportTarget] = {}
_added: dict[str, list[Callable[[], Sequence[TargetField]]]] = {}


def register(target: ImportTarget) -> None:
    _targets[target.code] = target


def add_fields(code: str, more: Callable[[], Sequence[TargetField]]) -> None:
    """Let `more()` give further fields of the target `code`; the target's `commit_rows` writes what comes under their keys."""
    _added.setdefault(code, []).append(more)


def target(code: str) -> ImportTarget | None:
    return _targets.get(code)


def targets() -> Iterator[ImportTarget]:
    return iter(list(_targets.values()))
