"""The keys of an installation: text files in its key folder, read again when they change, so that running processes follow a
rotation without a restart.

A file has a line `<id> <64 hex digits>` for each key; the last line writes, all of them read. Nothing here is ever logged.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.conf import settings

from dougong.kit.wholefile import write_whole

#: Keys of secret columns, of blind indexes, and those taken out of use (old backups still need them).
FIELD, BLIND, RETIRED = "field", "blind", "retired"
#: Keys that sign the heads of the points ledger; that app makes and reads the file.
POINTS = "points"
Name = Literal["field", "blind"]
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,15}")
_LABELS = {FIELD: "k", BLIND: "b"}


class KeyFileBroken(ValueError):
    """A line of a key file that can't be read; the sentence names the file and the line, never what is in it."""


@dataclass(frozen=True, slots=True)
class Ring:
    """(id, 32 bytes) of each key, the one that writes first."""

    keys: tuple[tuple[str, bytes], ...]

    @property
    def writing(self) -> tuple[str, bytes]:
        return self.keys[0]

    def get(self, key_id: str) -> bytes | None:
        return next((key for known, key in self.keys if known == key_id), None)


def folder() -> Path:
    return Path(settings.DOUGONG_KEYS_FOLDER)


def parse(path: Path, label: str) -> Ring:
    """Errors: KeyFileBroken. A line of digits alone is the first key, from before keys had names."""
    found: list[tuple[str, bytes]] = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        words = line.split()
        if not words:
            continue
        key_id, digits = words if len(words) == 2 else (f"{label}1", words[0])
        if len(words) > 2 or not ID.fullmatch(key_id) or not re.fullmatch(r"[0-9a-f]{64}", digits):
            raise KeyFileBroken(f"{path.name}, line {number}: must be an id and 64 hex digits")
        if any(key_id == known for known, _ in found):
            raise KeyFileBroken(f"{path.name}, line {number}: two keys are called {key_id}")
        found.append((key_id, bytes.fromhex(digits)))
    if not found:
        raise KeyFileBroken(f"{path.name}: holds no key")
    return Ring(tuple(reversed(found)))


_Mark = tuple[str, int, int, int]
_read: dict[str, tuple[_Mark, Ring]] = {}
_held = threading.local()


def ring(name: Name) -> Ring:
    """The keys as the file has them now: one look at its date, read again only when that changed."""
    if getattr(_held, "still", False):
        return _read[name][1]
    where = str(settings.DOUGONG_KEYS_FOLDER)
    stat = os.stat(f"{where}/{name}")  # noqa: PTH116  asked for every value that is sealed: a Path costs ten times the look
    mark = (where, stat.st_mtime_ns, stat.st_size, stat.st_ino)
    known = _read.get(name)
    if known is None or known[0] != mark:
        known = _read[name] = (mark, parse(folder() / name, _LABELS[name]))
    return known[1]


@contextmanager
def steady() -> Iterator[None]:
    """One look at the files for all that is sealed within: a statement's rows, a chunk of an import."""
    if getattr(_held, "still", False):
        yield
        return
    ring("field")
    ring("blind")
    _held.still = True
    try:
        yield
    finally:
        _held.still = False


def known_ring(name: Name) -> Ring:
    """As last read, without a look at the file: for reading many values; who misses a key asks `ring`."""
    known = _read.get(name)
    return known[1] if known is not None and known[0][0] == str(settings.DOUGONG_KEYS_FOLDER) else ring(name)


def new_key(name: Name) -> str:
    """Make a key that writes from now on; its id."""
    with _changing():
        ids = {key_id for key_id, _ in ring(name).keys} | {key_id for kind, key_id in retired() if kind == name}
        number = next(n for n in range(1, 10_000) if f"{_LABELS[name]}{n}" not in ids)
        key_id = f"{_LABELS[name]}{number}"
        _write(name, [*_lines(name), f"{key_id} {secrets.token_hex(32)}"])
        return key_id


def add_key(name: Name, key_id: str, digits: str) -> None:
    """Put back a key that was lost or retired; it reads, it does not write. Errors: KeyFileBroken."""
    with _changing():
        line = f"{key_id} {digits.strip().lower()}"
        if not ID.fullmatch(key_id) or not re.fullmatch(r"[0-9a-f]{64}", digits.strip().lower()):
            raise KeyFileBroken("a key is an id (small letters and digits) and 64 hex digits")
        if ring(name).get(key_id) is not None:
            raise KeyFileBroken(f"there is a key {key_id} already")
        _write(name, [line, *_lines(name)])


def retire_key(name: Name, key_id: str) -> None:
    """Out of use, kept in a file of its own: a backup made before can't be read without it."""
    with _changing():
        key = ring(name).get(key_id)
        if key is None or ring(name).writing[0] == key_id:
            raise KeyFileBroken(f"{key_id} is not a key that can be retired")
        path = folder() / RETIRED
        old = path.read_text().splitlines() if path.exists() else []
        _write(RETIRED, [*old, f"{name} {key_id} {key.hex()}"])
        _write(name, [line for line in _lines(name) if line.split()[0] != key_id])


def retired() -> list[tuple[str, str]]:
    """(ring, id) of the keys taken out of use."""
    path = folder() / RETIRED
    lines = path.read_text().splitlines() if path.exists() else []
    return [(words[0], words[1]) for words in (line.split() for line in lines) if len(words) == 3]


def _lines(name: Name) -> list[str]:
    return [f"{key_id} {key.hex()}" for key_id, key in reversed(ring(name).keys)]


@contextmanager
def _changing() -> Iterator[None]:
    """One process at a time changes the files."""
    handle = os.open(folder() / ".lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(name: str, lines: list[str]) -> None:
    """Whole or not at all; readable by its owner only."""
    write_whole(folder() / name, ("\n".join(lines) + "\n").encode())
