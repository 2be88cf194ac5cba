"""`dougong match FILE… --out clusters.csv`: needs no database and starts without Django."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dougong.kit.errors import BusinessError
from dougong.kit.terminal import language

if TYPE_CHECKING:
    from dougong.stewardship.matching import Matched
    from dougong.stewardship.matching.reading import Read

COLUMNS = ("file", "sheet", "row", "auto_cluster", "cluster", "probability", "band")


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("match", help="which rows of client lists are one client")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="XLSX, XLS, ODS, CSV or TSV")
    parser.add_argument("--out", type=Path, required=True, help="the clusters, as CSV")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")
    parser.add_argument(
        "--explain", type=Path, metavar="FILE", help="why: the pairs with their waterfalls, a JSON a line"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    try:
        return _run(chosen)
    except BusinessError as error:
        sys.stderr.write(f"{error.sentence(language())}\n")
        return 2


def _run(chosen: argparse.Namespace) -> int:
    from dougong.stewardship.errors import OutputRefused
    from dougong.stewardship.matching.reading import read_files

    begun = time.monotonic()
    for target in (chosen.out, chosen.explain):
        _writable(target, chosen.files)
    if chosen.explain and chosen.explain.resolve() == chosen.out.resolve():
        raise OutputRefused(file=str(chosen.out), zh_why="两份结果写到了同一个文件", why="both results would go to it")
    read = read_files(chosen.files)
    from dougong.stewardship.matching import match_rows

    matched = match_rows([record.said for record in read.records])
    _write(chosen.out, _clusters(read, matched))
    if chosen.explain:
        _write(chosen.explain, _explained(read, matched))
    said = _summary(chosen, read, matched, time.monotonic() - begun)
    sys.stdout.write((json.dumps(said, ensure_ascii=False) if chosen.json else _sentence(said)) + "\n")
    for file, notice in read.notices:
        sys.stderr.write(f"{file}: {notice.sentence(language())}\n")
    for sheet in read.left_out:
        sys.stderr.write(f"{sheet.file}: {_LEFT_OUT[language()].format(sheet=sheet.sheet)}\n")
    return 0


_LEFT_OUT = {
    "zh": "工作表「{sheet}」没有公司名称这一列，没有比对。",
    "en": "sheet “{sheet}” has no column of company names; left out",
}


def _writable(target: Path | None, files: Sequence[Path]) -> None:
    from dougong.stewardship.errors import OutputRefused

    if target is None:
        return
    if target.is_dir():
        raise OutputRefused(file=str(target), zh_why="这是一个文件夹", why="it is a folder")
    if not target.parent.is_dir():
        raise OutputRefused(file=str(target), zh_why="所在的文件夹不存在", why="its folder does not exist")
    if target.resolve() in {file.resolve() for file in files}:
        raise OutputRefused(file=str(target), zh_why="它是要比对的文件", why="it is one of the files to be matched")
    if not os.access(target if target.exists() else target.parent, os.W_OK):
        raise OutputRefused(file=str(target), zh_why="没有权限", why="permission denied")


def _write(target: Path, lines: Iterator[str]) -> None:
    """Whole or not at all."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


class _Line:
    """What the csv module writes to, a line at a time."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def _clusters(read: Read, matched: Matched) -> Iterator[str]:
    line = _Line()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(COLUMNS)
    yield line.text
    for record, at in zip(read.records, matched.placed, strict=True):
        writer.writerow(
            (record.file, record.sheet, record.row, at.auto_cluster, at.cluster, f"{at.probability:.6f}", at.band)
        )
        yield line.text


def _explained(read: Read, matched: Matched) -> Iterator[str]:
    from dougong.stewardship.matching.explain import waterfall
    from dougong.stewardship.matching.model import weights

    used = weights()
    for pair in matched.pairs:
        left, right = read.records[pair.left], read.records[pair.right]
        one, other = matched.placed[pair.left], matched.placed[pair.right]
        joined = (
            "auto" if one.auto_cluster == other.auto_cluster else "review" if one.cluster == other.cluster else "no"
        )
        made = {
            "left": {"file": left.file, "sheet": left.sheet, "row": left.row},
            "right": {"file": right.file, "sheet": right.sheet, "row": right.row},
            "joined": joined,
            **waterfall(used, pair, left.said, right.said).plain(),
        }
        yield json.dumps(made, ensure_ascii=False) + "\n"


def _summary(chosen: argparse.Namespace, read: Read, matched: Matched, seconds: float) -> dict[str, Any]:
    files = Counter(record.file for record in read.records)
    bands = Counter(at.band for at in matched.placed)
    return {
        "rows": len(read.records),
        "files": dict(files),
        "clients_auto": len({at.auto_cluster for at in matched.placed}),
        "clients": len({at.cluster for at in matched.placed}),
        "bands": {band: bands.get(band, 0) for band in ("auto", "review", "single")},
        "pairs": len(matched.pairs),
        "left_out": [{"file": sheet.file, "sheet": sheet.sheet} for sheet in read.left_out],
        "out": str(chosen.out),
        "seconds": round(seconds, 1),
    }


_SENTENCE = {
    "zh": "共 {rows} 行，{clients} 个客户（不经人工确认 {clients_auto} 个）：自动归并 {auto} 行，待确认 {review} 行，单独 {single} 行；"
    "用时 {seconds} 秒，结果在 {out}",
    "en": "rows: {rows}, clients: {clients} ({clients_auto} without review); joined {auto}, to review {review}, single {single}; "
    "{out} in {seconds} s",
}


def _sentence(said: dict[str, Any]) -> str:
    return _SENTENCE[language()].format(**said, **said["bands"])
