"""The shell of an archive: a header, then AES-256-GCM chunk by chunk, so that terabytes pass through a megabyte of memory.

The chunks are the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its
Nonce-Reuse Misuse-Resistance" (CRYPTO 2015), with a counter and a mark of the last chunk in the nonce, laid out as in the payload of
age (C2SP, age.md): 11 bytes counter, 1 byte mark. So chunks can't be changed, swapped, dropped or added unseen. The key of
the chunks is made anew for each archive (scrypt over the backup key, then HKDF with a random salt): no nonce meets its key twice.

    DOUGONG-BACKUP 1\\n  <header, JSON>\\n  <SHA-256 of both>\\n  <HMAC of the header>\\n
    chunks  DGEND\\0\\0\\0<length of the chunks, 8 bytes>

The plain digest tells a damaged header from a wrong key, the end tells a cut archive from a damaged one; neither is trusted for
more than that: what counts is the chunks' own proof.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from dougong.stewardship.backup import errors

MAGIC = b"DOUGONG-BACKUP 1\n"
END = b"DGEND\0\0\0"
_TAIL = struct.Struct(">8sQ")
CHUNK = 256 * 1024
TAG = 16
#: scrypt as its author advises for keys of files, with a minute's margin less: 32 MB and a tenth of a second.
SCRYPT_N, SCRYPT_MOST = 2**15, 2**20
LEAST_KEY = 12
_HEADER_MOST = 16 * 1024
_LINE = 65  # a digest and its end


def check_key(key: str) -> str:
    """The key without blanks around it. Raises WeakBackupKey."""
    found = key.strip()
    if len(found) < LEAST_KEY:
        raise errors.WeakBackupKey(least=LEAST_KEY, length=len(found))
    return found


def _master(key: str, salt: bytes, n: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=n, r=8, p=1).derive(key.encode())


def _derived(master: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(master)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


class Sealer:
    """Writes an archive. `close()` writes the last chunk; without it the archive reads as cut."""

    def __init__(self, out: BinaryIO, key: str, facts: dict[str, Any]) -> None:
        salt, fresh = os.urandom(16), os.urandom(16)
        told = {"kdf": "scrypt", "n": SCRYPT_N, "salt": _text(salt), "stream": _text(fresh), "chunk": CHUNK, **facts}
        header = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
        master = _master(key, salt, SCRYPT_N)
        self._cipher = AESGCM(_derived(master, fresh, b"dougong backup chunks"))
        self._bound = hashlib.sha256(header).digest()
        self._out, self._digest, self._rest = out, hashlib.sha256(), bytearray()
        self._number = self._length = 0
        self.size = 0
        proof = hmac.new(_derived(master, fresh, b"dougong backup header"), header, hashlib.sha256).hexdigest()
        self._put(b"".join((MAGIC, header, b"\n", _digest(header, proof.encode()), b"\n", proof.encode(), b"\n")))

    def write(self, data: bytes) -> None:
        self._rest += data
        while len(self._rest) > CHUNK:
            self._chunk(bytes(self._rest[:CHUNK]), last=False)
            del self._rest[:CHUNK]

    def close(self) -> str:
        """The SHA-256 of the whole archive, as `sha256sum` says it."""
        self._chunk(bytes(self._rest), last=True)
        self._put(_TAIL.pack(END, self._length))
        return self._digest.hexdigest()

    def _chunk(self, plain: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last), plain, self._bound)
        self._number += 1
        self._length += len(sealed)
        self._put(sealed)

    def _put(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self.size += len(data)


def _digest(header: bytes, proof: bytes) -> bytes:
    return hashlib.sha256(header + proof).hexdigest().encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def header_of(path: Path) -> tuple[dict[str, Any], bytes, str, int]:
    """(facts, its bytes, its HMAC, where the chunks begin). Raises NotAnArchive, ArchiveDamaged, ArchiveCut."""
    with path.open("rb") as opened:
        begin = opened.read(len(MAGIC))
        if begin != MAGIC:
            if MAGIC.startswith(begin):
                raise errors.ArchiveCut(size=len(begin))
            if _few_changes(begin):
                raise errors.ArchiveDamaged(place="byte 0")
            raise errors.NotAnArchive(path=path.name)
        lines = [opened.readline(most) for most in (_HEADER_MOST, _LINE, _LINE)]
        for line, most in zip(lines, (_HEADER_MOST, _LINE, _LINE), strict=True):
            if not line.endswith(b"\n") and len(line) < most:
                raise errors.ArchiveCut(size=path.stat().st_size)
        header, digest, proof = (line.removesuffix(b"\n") for line in lines)
        if _digest(header, proof) != digest:
            raise errors.ArchiveDamaged(place="header")
        return json.loads(header), header, proof.decode("ascii"), opened.tell()


def _few_changes(begin: bytes) -> bool:
    """A flipped byte in the first line is damage; something else altogether is another kind of file."""
    return len(begin) == len(MAGIC) and sum(a != b for a, b in zip(begin, MAGIC, strict=True)) <= 2


def opened_chunks(path: Path, key: str) -> Iterator[bytes]:
    """The plain chunks in order, each proved before it is given. Raises WrongBackupKey, ArchiveDamaged, ArchiveCut."""
    facts, header, proof, begin = header_of(path)
    n = int(facts["n"])
    if not 2**10 <= n <= SCRYPT_MOST or int(facts["chunk"]) > 16 * 1024 * 1024:
        raise errors.ArchiveDamaged(place="header")
    master, fresh = _master(key, base64.b64decode(facts["salt"]), n), base64.b64decode(facts["stream"])
    wanted = hmac.new(_derived(master, fresh, b"dougong backup header"), header, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(wanted.encode(), proof.encode()):
        raise errors.WrongBackupKey()
    cipher = AESGCM(_derived(master, fresh, b"dougong backup chunks"))
    yield from _Chunks(path, begin, int(facts["chunk"]) + TAG, cipher, hashlib.sha256(header).digest())


class _Chunks:
    def __init__(self, path: Path, begin: int, step: int, cipher: AESGCM, bound: bytes) -> None:
        self.path, self.begin, self.step, self.cipher, self.bound = path, begin, step, cipher, bound
        self.size = path.stat().st_size

    def __iter__(self) -> Iterator[bytes]:
        whole = self._ends_well()
        stop = self.size - _TAIL.size if whole or self.size - self.begin > _TAIL.size else self.size
        with self.path.open("rb") as opened:
            opened.seek(self.begin)
            number, place = 0, self.begin
            while place < stop:
                sealed = opened.read(min(self.step, stop - place))
                last = place + len(sealed) >= stop
                yield self._open(sealed, number, place, last, whole)
                number, place = number + 1, place + len(sealed)
        if number == 0:
            raise errors.ArchiveCut(size=self.size)
        if not whole:  # every chunk proved itself, the last one too: only the end was hit
            raise errors.ArchiveDamaged(place=f"byte {stop}")

    def _open(self, sealed: bytes, number: int, place: int, last: bool, whole: bool) -> bytes:
        try:
            return self.cipher.decrypt(_nonce(number, last), sealed, self.bound)
        except (InvalidTag, ValueError):
            if last and not whole:
                raise errors.ArchiveCut(size=self.size) from None
            raise errors.ArchiveDamaged(place=f"byte {place}–{place + len(sealed) - 1}") from None

    def _ends_well(self) -> bool:
        """Whether the end stands where the end should: then nothing was cut off."""
        if self.size < self.begin + _TAIL.size:
            return False
        with self.path.open("rb") as opened:
            opened.seek(self.size - _TAIL.size)
            mark, length = _TAIL.unpack(opened.read(_TAIL.size))
        return bool(mark == END and length == self.size - self.begin - _TAIL.size)
