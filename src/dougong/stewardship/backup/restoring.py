"""Restoring: everything is built beside the data folder, proved there, and exchanged for it in one step.

This process works without Django: whatever needs the models (migrations, the audit's verification) is a process of its own that
knows nothing but the folder being built, just as on another machine. Killed anywhere before the exchange, the old data folder and
database are as they were; what was begun lies in `<data>.restoring` and is thrown away by the next attempt.
"""

from __future__ import annotations

import contextlib
import ctypes
import datetime as dt
import errno
import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from dougong.stewardship.backup import errors, places
from dougong.stewardship.backup.archive import FilePart, Reader, Small, TablePart
from dougong.stewardship.backup.places import Place
from dougong.stewardship.backup.rows import Digest, Table
from dougong.stewardship.backup.source import Source, name_of
from dougong.stewardship.backup.target import Target

Progress = Callable[[int, int, str], None]
Run = Callable[[Place, str, dict[str, Any]], dict[str, Any]]
_BLOB = re.compile(r"([0-9a-f]{2})/([0-9a-f]{32})")
READY = "restore-ready"
_SMALL = re.compile(r"(keys/(secret|field|blind|retired|points)|anchors/audit-anchors-[0-9-]{7}\.txt)")


@dataclass
class Restored:
    """What was restored. `aside` is where the data lies that was there before, `seconds` what each step took."""

    head: dict[str, Any]
    tables: dict[str, int] = field(default_factory=dict)
    files: int = 0
    missing: list[dict[str, str]] = field(default_factory=list)
    migrated: list[str] = field(default_factory=list)
    checks: dict[str, Any] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    aside: str = ""

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


class Clock:
    """How long each step takes."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds = seconds

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.monotonic() - begun, 2)


def _end_with(parent: int) -> None:
    """Killed with its parent (prctl, Linux): nothing goes on building what nobody will use."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


class Telling:
    """Progress that can be told again as it stood: while a step runs elsewhere, whoever waits for it shows that he lives."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = (0, 1, "")

    def __call__(self, done: int, total: int, message: str) -> None:
        self._last = (done, total, message)
        self._progress(done, total, message)

    def again(self) -> None:
        self._progress(*self._last)

    def run(self, place: Place, what: str, asked: dict[str, Any]) -> dict[str, Any]:
        return run_child(place, what, asked, self.again)


def run_child(
    place: Place, what: str, asked: dict[str, Any], tick: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """A step in a process of its own, on the folder and database being built; `tick` is called each second meanwhile and may
    raise. In a session of its own: a signal to the worker's group ends the worker, who then ends the step, and not both at
    once, which would read as a failure. Raises StepFailed, or what it refused."""
    child = subprocess.Popen(
        [sys.executable, "-m", "dougong.stewardship.backup.child", what],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=place.environ(),
        start_new_session=True, preexec_fn=partial(_end_with, os.getpid()),
    )  # fmt: skip
    try:
        out, err = _spoken(child, json.dumps(asked), tick)
    finally:
        child.kill()
        child.wait()
    lines = out.strip().splitlines()
    told: dict[str, Any] = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    if "refused" in told:
        raise errors.BackupError.catalogue[told["refused"]](**told["params"])
    if child.returncode:
        why = (err.strip().splitlines() or [f"exit {child.returncode}"])[-1]
        raise errors.StepFailed(step=what, why=why[:300])
    return told


def _spoken(child: subprocess.Popen[str], asked: str, tick: Callable[[], None]) -> tuple[str, str]:
    given: str | None = asked
    while True:
        try:
            return child.communicate(given, timeout=1)
        except subprocess.TimeoutExpired:
            given = None
            tick()


def fill(
    path: Path,
    key: str,
    place: Place,
    *,
    progress: Progress = lambda done, total, message: None,
    run: Run | None = None,
    clock: Clock | None = None,
) -> Restored:
    """Build the archive's installation in an empty `place`, prove it, and bring it to the present schema."""
    reader = Reader(path, key)
    found = Restored(reader.head)
    telling = Telling(progress)
    run = run or telling.run
    clock = clock or Clock(found.seconds)
    size = path.stat().st_size // 1024  # a count of jobs has 31 bits
    loaded: dict[str, tuple[Table, int, str]] = {}

    def tell(message: str) -> None:
        telling(min(reader.place // 1024, size), size, message)

    parts = reader.parts()
    waiting = _small_files(parts, place)
    with clock.step("schema"):
        tell("schema")
        run(place, "lay", {"migrations": reader.head["migrations"], "made_with": reader.head["made_with"]})
    with clock.step("rows"), place.target() as target:
        waiting = _tables(waiting, parts, target, loaded, tell)
        target.finish(telling.again)
    with clock.step("files"):
        _files(waiting, parts, place, tell)
    _all_files(place, reader)
    with clock.step("compare"), place.source() as source:
        _compare(source, loaded, tell)
    with clock.step("migrate"):
        found.migrated = run(place, "migrate", {})["migrated"]
    found.tables, found.files, found.missing = reader.told.tables, reader.told.files, reader.told.missing
    telling(size, size, "")
    return found


def _small_files(parts: Iterator[Any], place: Place) -> Any:
    """Keys and anchors; the first part that is neither."""
    for part in parts:
        if not isinstance(part, Small):
            return part
        if not _SMALL.fullmatch(part.path):
            raise errors.ArchiveDamaged(place=f"file {part.path}")
        path = place.data / part.path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_bytes(part.data)
    return None


def _tables(part: Any, parts: Iterator[Any], target: Target, loaded: dict[str, Any], tell: Any) -> Any:
    """All tables; the first part that is none. `loaded` gets (table, count, digest)."""
    while isinstance(part, TablePart):
        name = part.table.name
        tell(name)

        def batches(part: TablePart = part, name: str = name) -> Iterator[Any]:
            for batch in part.batches():
                yield batch
                tell(name)

        target.load(part.table, batches())
        loaded[name] = (part.table, part.count, part.digest)
        part = next(parts, None)
    return part


def _files(part: Any, parts: Iterator[Any], place: Place, tell: Any) -> None:
    while isinstance(part, FilePart):
        _file(part, place)
        tell("files")
        part = next(parts, None)


def _file(part: FilePart, place: Place) -> None:
    match = _BLOB.fullmatch(part.name)
    if not match:
        raise errors.ArchiveDamaged(place=f"file {part.name}")
    path = place.blobs / match[1] / match[2]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part.write_to(path)


def _all_files(place: Place, reader: Reader) -> None:
    """Every file that a row names came with the archive, but those known to be missing when it was made."""
    known = {missing["id"] for missing in reader.told.missing}
    names: list[str] = []
    count = 0
    with place.source() as source:
        hexed = "replace(id::text, '-', '')" if place.on_server else "id"
        for (blob_id,) in source.query(f"SELECT {hexed} FROM files_blob"):  # noqa: S608  our own names
            if blob_id not in known and not (place.blobs / blob_id[-2:] / blob_id).is_file():
                count += 1
                if len(names) < 3:
                    names.append(name_of(source, blob_id))
    if count or reader.lacking:
        raise errors.FileMissing(names="、".join(names) or "?", count=max(count, reader.lacking))


def _compare(source: Source, loaded: dict[str, tuple[Table, int, str]], tell: Any) -> None:
    """Every table read back: as many rows, and the same, as were taken from the database that was backed up."""
    for table, wanted, text in loaded.values():
        tell(table.name)
        digest, count = Digest(table), 0
        for row in source.rows(table):
            digest.add(row)
            count += 1
            if count % 5000 == 0:
                tell(table.name)
        if count != wanted or digest.text() != text:
            raise errors.NotAsArchived(table=table.name, wanted=wanted, found=count)


# ---- in place


def restore(
    path: Path,
    key: str,
    data: Path,
    database_url: str,
    *,
    replace: bool = False,
    progress: Progress = lambda done, total, message: None,
    run: Run | None = None,
) -> Restored:
    """Put the archive's installation into the data folder and, when one is named, the PostgreSQL database.

    Raises TargetNotEmpty unless `replace`; TargetInUse; whatever is wrong with the archive. Either all is exchanged or nothing.
    """
    live, telling = Place(data, database_url), Telling(progress)
    run = run or telling.run
    finish_interrupted(data, database_url)
    with _alone(data):
        if not replace and (held := live.holds()):
            raise errors.TargetNotEmpty(place=held)
        if data.is_mount():
            raise errors.TargetNotReplaceable(place=data)
        building = Place(building_folder(data), database_url, schema=places.BUILDING)
        building.clear()
        building.begin()
        found = fill(path, key, building, progress=telling, run=run)
        found.checks = run(building, "check", {"sample": 200})
        building.seal()
        found.aside = exchange(building, live)
    return found


@contextlib.contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the lock of `dougong up`. On an absent folder there is nobody to keep out."""
    if not data.is_dir():
        yield
        return
    handle = os.open(data / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(handle, 100).decode().strip() or "?"
            raise errors.TargetInUse(place=data, holder=holder) from None
        yield
    finally:
        os.close(handle)


def exchange(building: Place, live: Place) -> str:
    """The moment at which the new installation is the installation; where the old one lies now, "" if there was none."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")
    (building.data / READY).write_text(stamp)
    building.switch_database(f"before_{stamp.replace('-', '_')}")
    return _exchange_folders(building.data, live.data, stamp)


def finish_interrupted(data: Path, database_url: str) -> bool:
    """With a database on a server there are two things to exchange. Killed between them, the folder follows the database here."""
    building = Place(building_folder(data), database_url, schema=places.BUILDING)
    ready = building.data / READY
    if not building.on_server or not ready.is_file() or not building.is_switched():
        return False
    _exchange_folders(building.data, data, ready.read_text())
    return True


def building_folder(data: Path) -> Path:
    return data.with_name(f"{data.name}.restoring")


def _exchange_folders(new: Path, data: Path, stamp: str) -> str:
    aside = data.with_name(f"{data.name}.before-{stamp}")
    if data.exists():
        swap(new, data)
        new.rename(aside)  # under its temporary name lies what was there before
    else:
        new.rename(data)
    (data / READY).unlink(missing_ok=True)
    if aside.exists() and {p.name for p in aside.iterdir()} <= {"lock"}:
        shutil.rmtree(aside)
    return str(aside) if aside.exists() else ""


_RENAME_EXCHANGE, _AT_FDCWD = 2, -100


def swap(one: Path, other: Path) -> None:
    """Exchange two folders in a single step of the file system (renameat2); where it can't, by two renames."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is not None:
        if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
            return
        number = ctypes.get_errno()
        if number not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise errors.StepFailed(step="exchange", why=os.strerror(number))
    third = one.with_name(f"{one.name}.old")
    other.rename(third)
    one.rename(other)
    third.rename(one)
