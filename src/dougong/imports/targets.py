"""What can be imported. A higher app registers its target: the engine finds, cleans, shows and repeats; the target
judges and writes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dougong.imports.cleaning import Problem
from dougong.imports.mapping import TargetField
from dougong.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class RowValues:
    """A row as the target sees it: cleaned values by field (absent where the cell is empty), and what the user answered.

    `object_id`, when rows are committed, is the record that the check found or that an earlier row became."""

    number: int
    sheet: str
    values: dict[str, Any]
    answers: dict[str, str] = field(default_factory=dict)
    object_id: uuid.UUID | None = None


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
    """The import in whose name rows are written."""

    batch_id: uuid.UUID
    filename: str
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What committing a row did: `verdict` is new, update, unchanged, or rejected with `problem`."""

    verdict: str
    object_id: uuid.UUID | None = None
    undo: dict[str, Any] = field(default_factory=dict)
    problem: Problem | None = None


Check = Callable[[Actor, list[RowValues]], list[Judged]]
Commit = Callable[[Actor, Run, list[RowValues]], list[Outcome]]
#: (record, what each committed row changed, in order) → the records set back; the others have changed since.
Undo = Callable[[Actor, Run, list[tuple[uuid.UUID, list[dict[str, Any]]]]], set[uuid.UUID]]


@dataclass(frozen=True)
class ImportTarget:
    """`check_rows` and `commit_rows` take at most 500 rows, in the file's order; commit runs in the engine's transaction."""

    code: str
    resource: str
    zh: str
    en: str
    fields: tuple[TargetField, ...]
    check_rows: Check
    commit_rows: Commit
    undo_rows: Undo
    shown: tuple[str, ...] = ()  # the fields a narrow table of rows begins with
    options: tuple[str, ...] = ()  # what it reads of the choices that hold for all rows: owner_id, invite
    closed: bool = False  # its rows are seen by those who may import them, and by nobody else

    def field(self, key: str) -> TargetField | None:
        return next((f for f in self.fields if f.key == key), None)


_targets: dict[str, ImportTarget] = {}


def register(target: ImportTarget) -> None:
    _targets[target.code] = target


def target(code: str) -> ImportTarget | None:
    return _targets.get(code)


def targets() -> Iterator[ImportTarget]:
    return iter(list(_targets.values()))
