"""Keys that sign heads: a file `points` beside the others of the installation, a line `<id> <64 hex digits>` for each, the last one
signs. The id is the beginning of the public key's hash."""

from __future__ import annotations

import hashlib
import secrets

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dougong.kit import keyring
from dougong.kit.wholefile import write_whole

FILE = keyring.POINTS


def id_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def _public(seed: bytes) -> bytes:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _lines() -> list[str]:
    path = keyring.folder() / FILE
    return path.read_text().split("\n")[:-1] if path.exists() else []


def seed_of(key_id: str) -> bytes | None:
    """The secret half, if it is here."""
    found = (line.split() for line in _lines())
    return next((bytes.fromhex(words[1]) for words in found if words[:1] == [key_id]), None)


def make() -> tuple[str, bytes]:
    """A new key at the end of the file: (id, public half). It is on the disk before anything is signed with it."""
    seed = secrets.token_bytes(32)
    public = _public(seed)
    write_whole(
        keyring.folder() / FILE, "".join(f"{line}\n" for line in [*_lines(), f"{id_of(public)} {seed.hex()}"]).encode()
    )
    return id_of(public), public


def sign(seed: bytes, text: bytes) -> str:
    return Ed25519PrivateKey.from_private_bytes(seed).sign(text).hex()


def holds(public: str, signature: str, text: bytes) -> bool:
    """Whether the signature is that of the key over the text; anything that is no key or signature is not."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True
