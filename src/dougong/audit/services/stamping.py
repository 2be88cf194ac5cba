"""Time stamps of the newest seal by an outside authority (RFC 3161): what it says was there at that time nobody can make anew."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from dougong.audit.services import anchors
from dougong.kit import outgoing
from dougong.kit.errors import BusinessError
from dougong.kit.wholefile import write_whole

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from dougong.audit.rfc3161 import Stamp

_NAME = re.compile(r"audit-stamp-(\d{1,18})\.tsr$")
MOST_BYTES = 256 * 1024


class StampFailed(BusinessError):
    code = "stamp_failed"
    status = 502
    zh = "没有取得时间戳：{why}"
    en = "No time stamp was had: {why}"


@dataclass(frozen=True)
class Held:
    """A stamp that was kept: of which seal, and what it says, or what is wrong with it."""

    seal: int
    stamp: Stamp | None = None
    fault: str = ""


def is_on() -> bool:
    return bool(settings.DOUGONG_AUDIT_TSA_URL)


def imprint_of(line: str) -> str:
    return hashlib.sha256(_bytes(line)).hexdigest()


def _bytes(line: str) -> bytes:
    """As the text beside the stamp holds it, so that `openssl ts -verify` says the same."""
    return f"{line}\n".encode()


def trusted(place: Path | None = None) -> list[Certificate]:
    """The certificates that a stamp must lead to. Raises StampFailed when the file holds none."""
    from dougong.audit import rfc3161

    file = place or settings.DOUGONG_AUDIT_TSA_CERTS
    if file is None:
        return []
    try:
        return rfc3161.certificates(Path(file).read_bytes())
    except (OSError, rfc3161.NotAStamp) as error:
        raise StampFailed(why=str(error)) from None


def stamp_newest() -> Held | None:
    """Have the newest seal stamped, and keep stamp and line beside the anchors; None when it has one, or nothing is sealed.

    Raises StampFailed, or OutgoingRefused and its like; never call it inside a transaction.
    """
    from dougong.audit import rfc3161

    line = anchors.newest()
    number = int(line.split()[1]) if line else 0
    place = anchors.folder() / f"audit-stamp-{number:09d}.tsr"
    if not line or place.exists():
        return None
    known = trusted()
    query, nonce = rfc3161.request(_bytes(line))
    answer = outgoing.request(
        "POST", settings.DOUGONG_AUDIT_TSA_URL, content=query, most_bytes=MOST_BYTES, redirects=0,
        headers={"Content-Type": rfc3161.REQUEST_TYPE, "Accept": rfc3161.ANSWER_TYPE},
    )  # fmt: skip
    if answer.status != 200:
        raise StampFailed(why=f"HTTP {answer.status}")
    try:
        found = rfc3161.read(answer.content, known)
    except rfc3161.NotAStamp as error:
        raise StampFailed(why=str(error)) from None
    if (found.imprint, found.nonce) != (imprint_of(line), nonce):
        raise StampFailed(why="the stamp is over something else than was sent")
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file, content in ((place.with_suffix(".txt"), _bytes(line)), (place, answer.content)):
        write_whole(file, content)
    return Held(number, found)


def read(places: Iterable[Path], known: list[Certificate]) -> list[Held]:
    """All stamps in these files and folders, each checked. Without certificates that are trusted none says anything."""
    return [_held(file, number, known) for file, number in sorted(_files(places))] if known else []


def count(places: Iterable[Path]) -> int:
    return sum(1 for _ in _files(places))


def _files(places: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    for place in places:
        for file in place.glob("audit-stamp-*.tsr") if place.is_dir() else [place]:
            match = _NAME.search(file.name)
            if match and file.is_file():
                yield file, int(match[1])


def _held(file: Path, number: int, known: list[Certificate]) -> Held:
    from dougong.audit import rfc3161

    try:
        return Held(number, rfc3161.read(file.read_bytes(), known))
    except (OSError, rfc3161.NotAStamp) as error:
        return Held(number, fault=str(error))
