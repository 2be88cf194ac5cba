"""A browser at the door: signs in for real, keeps its cookies."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from dougong.accounts.demo_people import DOMAIN, PASSWORD
from dougong.accounts.sign_in.rules import totp_code
from dougong.kit import clock
from tests.api import ApiClient

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)


class Browser(ApiClient):
    """Sits at localhost, where passkeys work."""

    def __init__(self, address: str = "10.1.1.1") -> None:
        super().__init__()
        self.http = Client(HTTP_HOST="localhost:8000", REMOTE_ADDR=address, HTTP_USER_AGENT=CHROME)

    def enter(self, who: str = "lin", password: str = PASSWORD, **more: Any) -> Any:
        return self.post("/session", {"login": f"{who}@{DOMAIN}", "password": password, **more})


def code_now(secret: str, ahead: int = 0) -> str:
    raw = base64.b32decode(secret + "=" * (-len(secret) % 8))
    return totp_code(raw, int(clock.now().timestamp()) // 30 + ahead)


def with_app(browser: Browser) -> tuple[str, list[str]]:
    """Set up an authenticator app for whoever is signed in: its secret and the recovery codes."""
    browser.sure()
    secret = browser.post("/me/totp").json()["secret"]
    answer = browser.post("/me/totp/confirm", {"code": code_now(secret)})
    assert answer.status_code == 200, answer.content
    return secret, answer.json()["recovery_codes"]


class SoftKey:
    """A passkey in Python: what a browser and its authenticator do, without either."""

    def __init__(self, origin: str = "http://localhost:8000", rp: str = "localhost") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.origin, self.rp, self.count = hashlib.sha256(str(id(self)).encode()).digest()[:16], origin, rp, 0

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _wrap(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}, "response": response}

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        client = self._client("webauthn.create", options["challenge"])
        data = AttestedCredentialData.create(bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key()))
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
        auth = AuthenticatorData.create(hashlib.sha256(self.rp.encode()).digest(), flags, self.count, data)
        shown = AttestationObject.create("none", auth, {})
        return self._wrap({"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(shown)})

    def answer(self, options: dict[str, Any], *, verified: bool = True) -> dict[str, Any]:
        self.count += 1
        client = self._client("webauthn.get", options["challenge"])
        flags = 0x05 if verified else 0x01
        auth = hashlib.sha256(self.rp.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)
        signed = self.key.sign(auth + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": auth, "signature": signed}
        return self._wrap({name: websafe_encode(value) for name, value in parts.items()})


def with_passkey(browser: Browser, key: SoftKey, name: str = "办公室电脑") -> Any:
    browser.sure()
    asked = browser.post("/me/passkeys/options").json()
    assert websafe_decode(asked["options"]["challenge"])
    body = {"challenge_id": asked["challenge_id"], "credential": key.made(asked["options"]), "name": name}
    return browser.post("/me/passkeys", body)
