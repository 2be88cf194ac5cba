"""The zip inside an XLSX or ODS file, checked before anything parses it.

Declared sizes can lie, and two readers can see two different archives in the same bytes. So every part is
unpacked here against a counter, and what the parser gets is a new, uncompressed archive of the parts that
were
checked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from dougong.kit.tabular.errors import DamagedFile, EncryptedWorkbook, ExternalEntities, ZipBomb
from dougong.kit.tabular.model import Limits

_STEP = 4 * 1024 * 1024
_KEPT = (".xml", ".rels", "mimetype")


def unpack(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The XML parts by name. Pictures and macros are counted by their declared size and left out.

    Errors: ZipBomb, DamagedFile, EncryptedWorkbook, ExternalEntities."""
    bomb = ZipBomb(limit_mb=limits.unpacked_bytes // 1024 // 1024)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise DamagedFile from error
    if len(members) > limits.members or sum(m.file_size for m in members) > limits.unpacked_bytes:
        raise bomb
    parts: dict[str, bytes] = {}
    left = limits.unpacked_bytes
    for member in members:
        if not member.filename.lower().endswith(_KEPT):
            continue
        if member.flag_bits & 0x1:
            raise EncryptedWorkbook
        packed = _packed_bytes(data, member)
        content = _inflate(packed, member.compress_type, min(left, _most(len(packed), limits)))
        if content is None:
            raise bomb
        left -= len(content)
        parts[member.filename] = content
    _refuse_entities(parts)
    return parts


def repack(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _most(packed: int, limits: Limits) -> int:
    return max(limits.ratio_from, packed * limits.ratio)


def _packed_bytes(data: bytes, member: zipfile.ZipInfo) -> bytes:
    start = member.header_offset
    header = data[start : start + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise DamagedFile
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    begin = start + 30 + name_length + extra_length
    return data[begin : begin + member.compress_size]


def _inflate(packed: bytes, method: int, most: int) -> bytes | None:
    """The content, or `None` once it exceeds `most` bytes."""
    if method == zipfile.ZIP_STORED:
        return packed if len(packed) <= most else None
    if method != zipfile.ZIP_DEFLATED:  # neither Office Open XML nor OpenDocument allows another
        raise DamagedFile
    engine = zlib.decompressobj(-15)
    pieces: list[bytes] = []
    size = 0
    rest = packed
    try:
        while not engine.eof:
            piece = engine.decompress(rest, _STEP)
            rest = engine.unconsumed_tail
            size += len(piece)
            if size > most:
                return None
            if not piece and not rest:
                raise DamagedFile
            pieces.append(piece)
    except zlib.error as error:
        raise DamagedFile from error
    return b"".join(pieces)


def _refuse_entities(parts: dict[str, bytes]) -> None:
    for content in parts.values():
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise ExternalEntities
