"""What can be approved. A higher app says which records, of which kinds, and which fields can ask again when they change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Words = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Subject:
    """`code` is that of the record."""

    code: str
    zh: str
    en: str
    kinds: Words = ()
    fields: Callable[[], Words] = tuple


_subjects: dict[str, Subject] = {}


def register(item: Subject) -> None:
    _subjects[item.code] = item


def subject(code: str) -> Subject | None:
    return _subjects.get(code)


def subjects() -> Iterator[Subject]:
    return iter(list(_subjects.values()))
