"""Anchors: a line for each seal, appended to a file outside the database. Whoever rewrites the database can't rewrite them too,
as long as the folder lies elsewhere (another machine's, a medium that is written once) or the lines are mailed away."""

from __future__ import annotations

import logging
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from dougong.audit.models import Seal
from dougong.audit.rules import stamp
from dougong.kit import clock

log = logging.getLogger("dougong.audit")
_LINE = re.compile(r"dougong-audit-seal (\d{1,18}) (\d{1,18}) (\d{1,18}) (\S+) ([0-9a-f]{64})\b")
Anchors = dict[int, set[str]]


def line_of(number: int, last_id: int, total: int, sealed_at: str, digest: str) -> str:
    return f"dougong-audit-seal {number} {last_id} {total} {sealed_at} {digest}"


def folder() -> Path:
    return Path(settings.DOUGONG_AUDIT_ANCHORS)


def files(place: Path) -> list[Path]:
    """Of a folder its anchor files; our own folder is made with the first seal, so it may not be there yet."""
    if place.is_dir() or place == folder():
        return sorted(place.glob("audit-anchors-*.txt"))
    return [place]


def read(places: Iterable[Path]) -> Anchors:
    """All anchors in these files and folders; a mail that holds the line is as good."""
    found: Anchors = defaultdict(set)
    for place in places:
        for file in files(place):
            for match in _LINE.finditer(file.read_text(encoding="utf-8", errors="replace")):
                found[int(match[1])].add(match[5])
    return dict(found)


def keep_up() -> int:
    """Append the seals that have no line yet; how many. A folder that can't be written is told in the log and stops no sealing."""
    try:
        place = folder()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = list(_without_line(place))
        if fresh:
            _append(place / f"audit-anchors-{clock.now():%Y-%m}.txt", fresh)
        return len(fresh)
    except OSError:
        log.exception("anchors of the audit could not be written")
        return 0


def _without_line(place: Path) -> Iterator[str]:
    rows = Seal.objects.filter(number__gt=_last_known(place)).order_by("number")
    for number, last_id, total, sealed_at, digest in rows.values_list(
        "number", "last_id", "total", "sealed_at", "digest"
    ):
        yield line_of(number, last_id, total, stamp(sealed_at), digest)


def _last_known(place: Path) -> int:
    """The last seal whose line stands in the newest files as it is in the database; lines of a database since restored are passed."""
    for file in reversed(files(place)):
        for text in reversed(file.read_text(encoding="utf-8").splitlines()):
            match = _LINE.match(text)
            if match and Seal.objects.filter(number=int(match[1]), digest=match[5]).exists():
                return int(match[1])
    return 0


def _append(file: Path, lines: list[str]) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
        out.flush()
        os.fsync(out.fileno())


def newest() -> str:
    """The line of the last seal, for a mail; empty before the first."""
    row = Seal.objects.order_by("-number").values_list("number", "last_id", "total", "sealed_at", "digest").first()
    return line_of(row[0], row[1], row[2], stamp(row[3]), row[4]) if row else ""
