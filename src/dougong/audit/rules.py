"""The arithmetic of the seal: the bytes of an entry, its leaf, a batch's content, the digest that joins a batch to the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

#: What a leaf is over, in this order. A new column goes to the end, behind a new version of the digest's first line.
COLUMNS = (
    "id", "at", "actor_id", "actor_name", "action", "resource", "object_id", "title", "before", "after", "reason",
    "channel", "address", "device", "request_id",
)  # fmt: skip
#: What stands for the value of a secret.
HIDDEN = "***"
VERSION = "dougong audit seal 1"
_LEAF = struct.Struct(">I8s")
Cells = Sequence[bytes | None]
Leaf = tuple[int, bytes]


def canonical(cells: Cells) -> bytes:
    """Each cell with its length before it, so that no two entries have the same bytes; an absent one is told from an empty one."""
    return b"".join(b"-," if cell is None else b"%d:%b," % (len(cell), cell) for cell in cells)


def leaf(cells: Cells) -> bytes:
    return hashlib.sha256(canonical(cells)).digest()


def content_of(leaves: Iterable[Leaf]) -> str:
    found = hashlib.sha256()
    for _, print_ in leaves:
        found.update(print_)
    return found.hexdigest()


def pack(leaves: Iterable[Leaf], first_id: int) -> bytes:
    """Twelve bytes an entry: enough to name the one that is wrong, whose proof is `content`."""
    return b"".join(_LEAF.pack(pk - first_id, print_[:8]) for pk, print_ in leaves)


def unpack(packed: bytes, first_id: int) -> Iterator[Leaf]:
    whole = packed[: len(packed) - len(packed) % _LEAF.size]
    return ((first_id + offset, short) for offset, short in _LEAF.iter_unpack(whole))


@dataclass(frozen=True, slots=True)
class SealFacts:
    number: int
    first_id: int
    last_id: int
    count: int
    total: int
    sealed_at: dt.datetime
    previous: str
    content: str
    leaves: bytes

    def digest(self) -> str:
        lines = (
            VERSION, self.number, self.first_id, self.last_id, self.count, self.total, stamp(self.sealed_at), self.previous,
            self.content, hashlib.sha256(self.leaves).hexdigest(),
        )  # fmt: skip
        return hashlib.sha256("\n".join(map(str, lines)).encode()).hexdigest()


def stamp(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def first_difference(packed: Iterable[Leaf], found: Iterable[Leaf]) -> tuple[str, int] | None:
    """(`entry_changed` | `entry_missing` | `entry_added`, its id), the lowest; both come in the order of ids."""
    for kept, now in zip_longest(packed, found):
        if kept is None or (now is not None and now[0] < kept[0]):
            return "entry_added", now[0]
        if now is None or now[0] > kept[0]:
            return "entry_missing", kept[0]
        if now[1][:8] != kept[1]:
            return "entry_changed", kept[0]
    return None


#: What a finding says; `{seal}` and `{entry}` are its numbers.
FINDINGS: dict[str, tuple[str, str]] = {
    "entry_changed": ("第 {entry} 条记录被改过（封存批次 {seal}）。", "Entry {entry} was changed (seal {seal})."),
    "entry_missing": ("第 {entry} 条记录被删除（封存批次 {seal}）。", "Entry {entry} was deleted (seal {seal})."),
    "entry_added": ("第 {entry} 条记录是后来塞入的（封存批次 {seal}）。", "Entry {entry} was slipped in (seal {seal})."),
    "seal_changed": ("封存批次 {seal} 本身被改过。", "Seal {seal} itself was changed."),
    "seal_missing": ("封存批次 {seal} 被删除。", "Seal {seal} was deleted."),
    "chain_broken": ("封存批次 {seal} 与前一批接不上。", "Seal {seal} does not join the one before."),
    "not_as_anchored": (
        "封存批次 {seal} 与外部留存的锚点不符：从这里起被重算过，或数据库恢复过。",
        "Seal {seal} is not what was anchored outside: recomputed from here on, or the database was restored.",
    ),
    "tail_cut": (
        "外部锚点里有封存批次 {seal}，数据库里没有：末尾被截掉。",
        "Seal {seal} was anchored outside and is gone: the tail was cut.",
    ),
    "not_as_stamped": (
        "封存批次 {seal} 与外部时间戳不符：盖戳之后被重算过，或数据库恢复过。",
        "Seal {seal} is not what was time-stamped outside: recomputed since, or the database was restored.",
    ),
    "stamp_wrong": (
        "封存批次 {seal} 的时间戳无效：文件被改过，或不是所信任的机构签的。",
        "The time stamp of seal {seal} is no good: its file was changed, or no trusted authority signed it.",
    ),
    "removed_too_early": ("封存批次 {seal} 的记录在保存期满前被删除。", "The entries of seal {seal} were removed before their time."),
    "guard_missing": ("数据库里禁止改删的触发器不在。", "The triggers that forbid change and removal are not in place."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and where: the number of the seal and of the entry, 0 where there is none."""

    kind: str
    seal: int = 0
    entry: int = 0

    def sentence(self, language: str = "zh") -> str:
        zh, en = FINDINGS[self.kind]
        return (en if language.startswith("en") else zh).format(seal=self.seal, entry=self.entry)
