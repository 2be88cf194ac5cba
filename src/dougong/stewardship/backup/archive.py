"""What stands inside the shell: a row of sections, each written and read once from front to back.

A section is one letter, four bytes of length, and its bytes:
`M` head, `T` begin of a table, `R` rows (zlib over lines of JSON), `E` its end with count and digest, `F` begin of a file,
`D` its bytes, `G` its end with its SHA-256, `K` a small file of the data folder (keys, anchors), `Z` what all was.
"""

from __future__ import annotations

import base64
import hashlib
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from dougong.stewardship.backup import errors
from dougong.stewardship.backup.rows import Digest, Row, Table
from dougong.stewardship.backup.sealing import Sealer, header_of, opened_chunks

FORMAT = 1
_HEAD = struct.Struct(">cI")
_MOST = 64 * 1024 * 1024
LINES = 256 * 1024
PIECE = 256 * 1024


@dataclass
class Told:
    """What an archive holds, as its last section says."""

    tables: dict[str, int] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0
    missing: list[dict[str, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


class Writer:
    """One archive into `out`, in this order: head, small files, tables, files, `close`."""

    def __init__(self, out: BinaryIO, key: str, head: dict[str, Any]) -> None:
        self._sealer = Sealer(out, key, {"format": FORMAT, "made_at": head["made_at"], "made_with": head["made_with"]})
        self.told = Told()
        self._json(b"M", head)

    @property
    def size(self) -> int:
        return self._sealer.size

    def small(self, path: str, data: bytes) -> None:
        self._json(b"K", {"path": path, "data": base64.b64encode(data).decode()})

    def table(self, table: Table, rows: Iterable[Row]) -> Iterator[int]:
        """Write all rows; yields how many are written, every few thousand."""
        self._json(b"T", table.told())
        digest, count, lines, size = Digest(table), 0, [], 0
        for row in rows:
            line = orjson.dumps(row)
            digest.add(row, line)
            lines.append(line)
            size += len(line)
            count += 1
            if size >= LINES:
                self._rows(lines)
                lines, size = [], 0
                yield count
        if lines:
            self._rows(lines)
        self._json(b"E", {"rows": count, "digest": digest.text()})
        self.told.tables[table.name] = count
        yield count

    def _rows(self, lines: list[bytes]) -> None:
        self._section(b"R", zlib.compress(b"\n".join(lines), 1))

    def file(self, name: str, source: BinaryIO) -> str:
        """Copy a file; the SHA-256 of what was written."""
        self._json(b"F", {"name": name})
        digest, size = hashlib.sha256(), 0
        while piece := source.read(PIECE):
            digest.update(piece)
            size += len(piece)
            self._section(b"D", piece)
        self._json(b"G", {"sha256": digest.hexdigest(), "size": size})
        self.told.files += 1
        self.told.bytes += size
        return digest.hexdigest()

    def close(self) -> str:
        """The SHA-256 of the archive."""
        told = self.told
        self._json(b"Z", {"tables": told.tables, "files": told.files, "bytes": told.bytes, "missing": told.missing})
        return self._sealer.close()

    def _json(self, letter: bytes, value: Any) -> None:
        self._section(letter, orjson.dumps(value))

    def _section(self, letter: bytes, data: bytes) -> None:
        self._sealer.write(_HEAD.pack(letter, len(data)))
        self._sealer.write(data)


class Reader:
    """Goes through an archive once; every byte is proved before it is used."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self.facts = header_of(path)[0]
        if int(self.facts.get("format", 0)) > FORMAT:
            raise errors.FormatNewer(format=self.facts["format"], known=FORMAT)
        self.place = 0
        self._sections = self._walk(opened_chunks(path, key))
        letter, data = next(self._sections)
        if letter != b"M":
            raise errors.ArchiveDamaged(place="head")
        self.head: dict[str, Any] = orjson.loads(data)
        self.told = Told()
        self.ended = False
        self.lacking = 0  # files the archive says it has, and has not

    def _walk(self, chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
        rest = bytearray()
        for chunk in chunks:
            self.place += len(chunk)
            rest += chunk
            start = 0
            while len(rest) - start >= _HEAD.size:
                letter, length = _HEAD.unpack_from(rest, start)
                if length > _MOST:
                    raise errors.ArchiveDamaged(place=f"section {letter!r}")
                stop = start + _HEAD.size + length
                if len(rest) < stop:
                    break
                yield letter, bytes(rest[start + _HEAD.size : stop])
                start = stop
            del rest[:start]
        if rest:
            raise errors.ArchiveDamaged(place="end")

    def parts(self) -> Iterator[Small | TablePart | FilePart]:
        """The parts in their order. Take each to its end before the next."""
        for letter, data in self._sections:
            if letter == b"Z":
                self._end(orjson.loads(data))
                continue
            if self.ended:
                raise errors.ArchiveDamaged(place="end")
            told = orjson.loads(data)
            if letter == b"K":
                yield Small(told["path"], base64.b64decode(told["data"]))
            elif letter == b"T":
                yield TablePart(self, Table.of(told))
            elif letter == b"F":
                yield FilePart(self, told["name"])
            else:
                raise errors.ArchiveDamaged(place=f"section {letter!r}")
        if not self.ended:
            raise errors.ArchiveDamaged(place="end")

    def _end(self, told: dict[str, Any]) -> None:
        if told["tables"] != self.told.tables:
            raise errors.ArchiveDamaged(place="tables")
        self.told.missing = told["missing"]
        self.lacking = told["files"] - self.told.files
        self.ended = True

    def inside(self, wanted: bytes, end: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The sections `wanted` and then the one called `end`."""
        for letter, data in self._sections:
            if letter not in (wanted, end):
                break
            yield letter, data
            if letter == end:
                return
        raise errors.ArchiveDamaged(place=f"section {end!r}")


@dataclass
class Small:
    path: str
    data: bytes


@dataclass
class TablePart:
    reader: Reader
    table: Table
    count: int = 0
    digest: str = ""

    def batches(self) -> Iterator[list[Row]]:
        """Rows by the thousand; afterwards `count` and `digest` are known. Raises ArchiveDamaged when it was fewer."""
        found = 0
        for letter, data in self.reader.inside(b"R", b"E"):
            if letter == b"E":
                told = orjson.loads(data)
                self.count, self.digest = told["rows"], told["digest"]
                break
            batch = [orjson.loads(line) for line in zlib.decompress(data).split(b"\n")]
            found += len(batch)
            yield batch
        if found != self.count:
            raise errors.ArchiveDamaged(place=f"table {self.table.name}")
        self.reader.told.tables[self.table.name] = found


@dataclass
class FilePart:
    reader: Reader
    name: str
    size: int = 0
    sha256: str = ""

    def write_to(self, path: Path | None) -> None:
        """Write it, checked against its digest; with None only checked."""
        digest, size = hashlib.sha256(), 0
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600) if path else None
        with os.fdopen(handle, "wb") if handle is not None else _Nowhere() as out:
            told: dict[str, Any] = {}
            for letter, data in self.reader.inside(b"D", b"G"):
                if letter == b"G":
                    told = orjson.loads(data)
                    break
                digest.update(data)
                size += len(data)
                out.write(data)
        if told.get("sha256") != digest.hexdigest() or told.get("size") != size:
            raise errors.ArchiveDamaged(place=f"file {self.name}")
        self.size, self.sha256 = size, digest.hexdigest()
        self.reader.told.files += 1
        self.reader.told.bytes += size


class _Nowhere:
    def __enter__(self) -> _Nowhere:
        return self

    def __exit__(self, *failure: object) -> None:
        return None

    def write(self, data: bytes) -> None:
        return None
