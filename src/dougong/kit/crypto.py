"""Secret columns: AES-256-GCM with a key id for rotation, and a keyed blind index for exact search."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


def _keys() -> list[tuple[str, bytes]]:
    return cast("list[tuple[str, bytes]]", settings.DOUGONG_KEYS["field"])


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def encrypt(plain: str) -> str:
    """`keyid.base64(nonce + ciphertext + tag)`; the first key in the settings is the one that writes."""
    key_id, key = _keys()[0]
    nonce = os.urandom(12)
    sealed = _cipher(key).encrypt(nonce, plain.encode(), key_id.encode())
    return f"{key_id}.{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str) -> str:
    return _open(stored, dict(_keys()))


def _open(stored: str, keys: dict[str, bytes]) -> str:
    key_id, _, body = stored.partition(".")
    if key_id not in keys:
        raise ValueError("the key of this value is not in the key folder")
    raw = binascii.a2b_base64(body)
    try:
        return _cipher(keys[key_id]).decrypt(raw[:12], raw[12:], key_id.encode()).decode()
    except InvalidTag:
        raise ValueError("this value was changed outside the application") from None


def blind_index(text: str) -> str:
    """A keyed digest of the normalised text: equal texts are found, nothing else is learned (truncated to 128 bits)."""
    if not text:
        return ""
    return hmac.new(
        cast("bytes", settings.DOUGONG_KEYS["blind"]), text.strip().lower().encode(), hashlib.sha256
    ).hexdigest()[:32]


class EncryptedField(models.TextField):
    """A text that is ciphertext in the database and plain in Python. Empty stays empty. It can't be filtered: use a blind index."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value) if value else value

    @staticmethod
    def from_db_column(cells: Sequence[str | None]) -> list[str | None]:
        """A column of a page at once; the keys are looked up once."""
        keys = dict(_keys())
        return [_open(cell, keys) if cell else cell for cell in cells]

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(str(value)) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"isnull"}:
            raise TypeError("an encrypted field can't be searched; use its blind index")
        return super().get_lookup(lookup_name)
