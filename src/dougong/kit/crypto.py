"""Secret columns: AES-256-GCM or SM4-GCM with a key id for rotation, and a keyed blind index for exact search.

A value names its key and, when it is not AES, its cipher: `k1.<base64>`, `k1~sm4.<base64>`; values of both are read at once.
SM4 is the GCM of RFC 8998 with a 128-bit key derived from the ring's key by HKDF over SM3.
"""

from __future__ import annotations

import binascii
import hmac
import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.db.models.lookups import Exact, In

from dougong.kit import context, keyring
from dougong.kit.errors import BusinessError

NONCE, TAG = 12, 16
AES, SM4 = "aes", "sm4"


class KeyLost(BusinessError):
    code = "key_lost"
    status = 409
    zh = "这里的内容无法解密：密钥 {key} 不在密钥文件夹里，或内容在系统之外被改动。管理员可以从备份放回密钥。"
    en = "This can't be decrypted: key {key} is missing, or the value was changed outside the application."


class Sealer(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...
    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


class _Sm4:
    """SM4-GCM in the shape of AESGCM: the tag stands behind the ciphertext."""

    def __init__(self, key: bytes) -> None:
        derived = HKDF(algorithm=hashes.SM3(), length=16, salt=None, info=b"dougong sm4-gcm").derive(key)
        self._algorithm = algorithms.SM4(derived)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        sealing = Cipher(self._algorithm, modes.GCM(nonce)).encryptor()
        sealing.authenticate_additional_data(associated_data or b"")
        return sealing.update(data) + sealing.finalize() + sealing.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        if len(data) < TAG:
            raise InvalidTag
        opening = Cipher(self._algorithm, modes.GCM(nonce, data[-TAG:])).decryptor()
        opening.authenticate_additional_data(associated_data or b"")
        return opening.update(data[:-TAG]) + opening.finalize()


@lru_cache(maxsize=32)
def _sealer(key: bytes, cipher: str) -> Sealer:
    return _Sm4(key) if cipher == SM4 else AESGCM(key)


def writing_label() -> str:
    """What every value written from now on begins with, up to the dot."""
    return _label(keyring.ring("field").writing[0])


def _label(key_id: str) -> str:
    return f"{key_id}~{SM4}" if settings.DOUGONG_CIPHER == SM4 else key_id


def encrypt(plain: str) -> str:
    """`label.base64(nonce + ciphertext + tag)`, the label as associated data."""
    begin, bound, sealer = _writer(keyring.ring("field").writing, settings.DOUGONG_CIPHER)
    nonce = os.urandom(NONCE)
    sealed = nonce + sealer.encrypt(nonce, plain.encode(), bound)
    return begin + binascii.b2a_base64(sealed, newline=False).decode()


@lru_cache(maxsize=8)
def _writer(writing: tuple[str, bytes], cipher: str) -> tuple[str, bytes, Sealer]:
    """What a sealed value begins with, what is bound to it, and what seals it."""
    key_id, key = writing
    label = _label(key_id)
    return f"{label}.", label.encode(), _sealer(key, cipher)


def decrypt(stored: str) -> str:
    """Raises ValueError when its key is missing, or it was changed outside the application."""
    return _open(stored, dict(keyring.known_ring("field").keys))


def key_of(stored: str) -> str:
    """The id of the key a value was written with."""
    return stored.partition(".")[0].partition("~")[0]


def _open(stored: str, keys: dict[str, bytes]) -> str:
    label, _, body = stored.partition(".")
    key_id, _, cipher = label.partition("~")
    key = keys.get(key_id) or keyring.ring("field").get(key_id)
    if key is None or cipher not in ("", SM4):
        raise ValueError("the key of this value is not in the key folder")
    try:
        raw = binascii.a2b_base64(body)
        return _sealer(key, cipher or AES).decrypt(raw[:NONCE], raw[NONCE:], label.encode()).decode()
    except (InvalidTag, ValueError):
        raise ValueError("this value was changed outside the application") from None


class Stored(str):
    """Ciphertext that is written to its column as it stands: for re-encryption."""


class Sealed(str):
    """A text with its ciphertext at hand, sealed before it is written: plain to whoever reads it."""

    stored: str


def sealed(text: str) -> str:
    if not text:
        return text
    made = Sealed(text)
    made.stored = encrypt(text)
    return made


class Unreadable(str):
    """What stands for a value that can't be decrypted: a word for whoever reads it, and the ciphertext, which saving the record
    writes back unchanged. So one lost key spoils one field, never the page, and loses nothing."""

    stored: str

    def __new__(cls, stored: str) -> Unreadable:
        made = super().__new__(cls, "Can't be decrypted" if context.current().language == "en" else "无法解密")
        made.stored = stored
        return made


def _readable(stored: str, keys: dict[str, bytes]) -> str:
    try:
        return _open(stored, keys)
    except ValueError:
        return Unreadable(stored)


def must_read(value: str) -> str:
    """The value itself; raises KeyLost for what can't be decrypted, where the word that stands for it would do harm."""
    if isinstance(value, Unreadable):
        raise KeyLost(key=key_of(value.stored))
    return value


class BlindIndex(str):
    """The index under the key that writes; `others` under the older keys of a rotation under way."""

    others: tuple[str, ...] = ()


def blind_index(text: str) -> BlindIndex:
    """A keyed digest of the normalised text: equal texts are found, nothing else is learned (truncated to 128 bits)."""
    if not text or isinstance(text, Unreadable):
        return BlindIndex("")
    return _blind(text.strip().lower(), keyring.ring("blind"))


@lru_cache(maxsize=512)
def _blind(plain: str, ring: keyring.Ring) -> BlindIndex:
    """A row of an import asks for its phone five times."""
    found = [hmac.digest(key, plain.encode(), "sha256").hex()[:32] for _, key in ring.keys]
    made = BlindIndex(found[0])
    made.others = tuple(found[1:])
    return made


class EncryptedField(models.TextField):
    """A text that is ciphertext in the database and plain in Python. Empty stays empty. It can't be filtered: use a blind index."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return _readable(value, dict(keyring.known_ring("field").keys)) if value else value

    @staticmethod
    def from_db_column(cells: Sequence[str | None]) -> list[str | None]:
        """A column of a page at once; the keys are looked up once."""
        keys = dict(keyring.known_ring("field").keys)
        return [_readable(cell, keys) if cell else cell for cell in cells]

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Stored):
            return str(value)
        if isinstance(value, Sealed | Unreadable):
            return value.stored
        return encrypt(str(value)) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"isnull"}:
            raise TypeError("an encrypted field can't be searched; use its blind index")
        return super().get_lookup(lookup_name)


class BlindField(models.CharField):
    """The blind index of the encrypted field `of`. While its key is rotated, a search finds both the old and the new."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"max_length": 32, **kwargs})

    def deconstruct(self) -> Any:
        """To the database it is a plain column."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        found = super().get_db_prep_value(value, connection, prepared)
        return str(found) if isinstance(found, str) else found


@BlindField.register_lookup
class UnderAnyKey(Exact):
    def as_sql(self, compiler: Any, connection: Any) -> Any:
        others = getattr(self.rhs, "others", ())
        return (
            AmongAnyKey(self.lhs, [self.rhs]).as_sql(compiler, connection)
            if others
            else super().as_sql(compiler, connection)
        )


@BlindField.register_lookup
class AmongAnyKey(In):
    def get_prep_lookup(self) -> Any:
        if self.rhs_is_direct_value():
            self.rhs = list(dict.fromkeys(i for item in self.rhs for i in (item, *getattr(item, "others", ()))))
        return super().get_prep_lookup()
