"""Restoring from a terminal: the key, the question before anything is replaced, the bar, and what was done. Without Django."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from dougong.kit.errors import BusinessError
from dougong.stewardship.backup import errors, restoring
from dougong.stewardship.backup.places import Place
from dougong.stewardship.backup.sealing import check_key


def ask_key(named: Path | None, set_: Path | None, *, twice: bool = False) -> str:
    """The backup key from a file, or typed. Raises NoBackupKey, WeakBackupKey."""
    path = named or set_
    if path is not None:
        if not path.is_file():
            raise errors.NoBackupKey()
        return check_key(path.read_text(encoding="utf-8", errors="replace"))
    if not sys.stdin.isatty():
        raise errors.NoBackupKey()
    key = check_key(getpass.getpass("备份口令 Backup key: "))
    if twice and getpass.getpass("再输一遍 Again: ").strip() != key:
        raise errors.KeysDiffer()
    return key


class Bar:
    """Progress on the standard error, redrawn only when it changed."""

    def __init__(self) -> None:
        self._drawn = ""

    def __call__(self, done: int, total: int, message: str) -> None:
        share = min(1.0, done / total) if total else 1.0
        drawn = f"\r[{'#' * int(share * 40):<40}] {share:4.0%} {message[:30]:<30}"
        if drawn != self._drawn:
            self._drawn = drawn
            sys.stderr.write(drawn)
            sys.stderr.flush()

    def end(self) -> None:
        if self._drawn:
            sys.stderr.write("\n")


def said(failure: BusinessError) -> int:
    sys.stderr.write(f"\ndougong: {failure.sentence('zh')}\n         {failure.sentence('en')}\n")
    return 1


def restore(chosen: argparse.Namespace, data: Path, database_url: str, key_file: Path | None) -> int:
    if not chosen.file.is_file():
        sys.stderr.write(f"dougong: 没有这个文件 no such file: {chosen.file}\n")
        return 2
    bar = Bar()
    try:
        key = ask_key(chosen.key_file, key_file)
        held = Place(data, database_url).holds() if chosen.replace else ""
        if held and not chosen.yes and not _confirmed(held, data):
            sys.stderr.write("没有恢复，什么也没有动。 Nothing was restored, nothing was touched.\n")
            return 1
        found = restoring.restore(chosen.file, key, data, database_url, replace=chosen.replace, progress=bar)
    except BusinessError as failure:
        return said(failure)
    except KeyboardInterrupt:
        sys.stderr.write("\n没有恢复完，原来的数据没有动。 Not restored; the data that was there is untouched.\n")
        return 1
    bar.end()
    _tell(found, data)
    return 0 if found.checks.get("ok") and not found.missing else 3


def _confirmed(held: str, data: Path) -> bool:
    """What can't be undone by a click is confirmed by typing what it concerns."""
    if not sys.stdin.isatty():
        sys.stderr.write("--replace 须在终端确认，或加 --yes。 --replace is confirmed at a terminal, or with --yes.\n")
        return False
    sys.stderr.write(f"{held} 里有数据，将被整个换下（原样留在旁边）。 It holds data, which will be set aside.\n")
    return input(f"输入文件夹名确认 Type the folder's name to confirm ({data.name}): ").strip() == data.name


def _tell(found: restoring.Restored, data: Path) -> None:
    seconds = sum(found.seconds.values())
    print(f"已恢复 restored: {found.rows:,} rows, {found.files:,} files, {seconds:.1f} s → {data}")
    print(f"备份于 made at {found.head['made_at']}，{found.head['made_with']}，{found.head['engine']}")
    if found.migrated:
        print(f"已升级 migrated: {', '.join(found.migrated)}")
    if found.aside:
        print(f"原来的数据在 the data before lies in {found.aside}")
    for missing in found.missing:
        print(
            f"备份时就缺文件 missing when the archive was made: {missing['name'] or missing['id']} ({missing['why']})"
        )
    for check in found.checks.get("checks", []):
        mark = "通过 ok" if check["ok"] else f"发现 found {check['count']}: {'; '.join(check['wrong'])}"
        print(f"  {check['code']:<12} {check['looked']:>10,}  {mark}")
