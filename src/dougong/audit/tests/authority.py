"""A time-stamping authority of our own, on loopback: what RFC 3161 asks of one, and the ways in which one may be false."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import algos, cms, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dougong.audit.rfc3161 import Answer

DAY = dt.timedelta(days=1)
BEGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """A root and a signer under it. `lie` makes one thing wrong: nonce, imprint, changed, unnamed, refused, status."""

    def __init__(self, *, key: str = "ec", usage: str = "stamps", days: int = 3650) -> None:
        self.root_key = ec.generate_private_key(ec.SECP256R1())
        self.root = self._made("Root of time", self.root_key, "Root of time", self.root_key, days, usage="")
        self.key: Any = (
            rsa.generate_private_key(65537, 2048) if key == "rsa" else ec.generate_private_key(ec.SECP256R1())
        )
        self.leaf = self._made("Time, signed", self.key, "Root of time", self.root_key, days, usage=usage)
        self.at = BEGIN + 300 * DAY
        self.lie = ""
        self.seen: list[dict[str, str]] = []

    def _made(self, name: str, key: Any, by: str, by_key: Any, days: int, *, usage: str) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name(by))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(BEGIN)
            .not_valid_after(BEGIN + days * DAY)
            .add_extension(x509.BasicConstraints(ca=not usage, path_length=None), critical=True)
        )
        if usage:
            uses = [ExtendedKeyUsageOID.TIME_STAMPING]
            if usage == "all":
                uses.append(ExtendedKeyUsageOID.SERVER_AUTH)
            builder = builder.add_extension(x509.ExtendedKeyUsage(uses), critical=True)
        return builder.sign(by_key, hashes.SHA256())

    def pem(self, place: Path) -> Path:
        place.write_bytes(self.root.public_bytes(serialization.Encoding.PEM))
        return place

    def answer(self, query: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(query)
        if self.lie == "refused":
            return bytes(Answer({"status": {"status": "rejection"}}).dump())
        nonce = asked["nonce"].native + (self.lie == "nonce")
        imprint = asked["message_imprint"]
        if self.lie == "imprint":
            other = hashlib.sha256(b"another line").digest()
            imprint = tsp.MessageImprint({"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": other})
        facts = tsp.TSTInfo({
            "version": "v1", "policy": "1.2.3.4", "message_imprint": imprint, "serial_number": 7, "gen_time": self.at, "nonce": nonce,
        })  # fmt: skip
        return bytes(
            tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": self._signed(facts)}).dump()
        )

    def _signed(self, facts: tsp.TSTInfo) -> dict[str, Any]:
        body = facts.dump()
        leaf = asn1.Certificate.load(self.leaf.public_bytes(serialization.Encoding.DER))
        named = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashlib.sha256(leaf.dump()).digest()}]})
        attributes = [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(body).digest()]},
            {"type": "signing_certificate_v2", "values": [named]},
        ]
        over = cms.CMSAttributes(attributes[:2] if self.lie == "unnamed" else attributes)
        rsa_key = isinstance(self.key, rsa.RSAPrivateKey)
        scheme: tuple[Any, ...] = (padding.PKCS1v15(), hashes.SHA256()) if rsa_key else (ec.ECDSA(hashes.SHA256()),)
        signer = cms.SignerInfo({
            "version": "v1",
            "sid": cms.SignerIdentifier({
                "issuer_and_serial_number": {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
            }),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": over,
            "signature_algorithm": algos.SignedDigestAlgorithm(
                {"algorithm": "sha256_rsa" if rsa_key else "sha256_ecdsa"}
            ),
            "signature": self.key.sign(over.dump(), *scheme),
        })  # fmt: skip
        if self.lie == "changed":
            facts["gen_time"] = self.at + DAY
            body = facts.dump(force=True)
        signed = cms.SignedData({
            "version": "v3",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "tst_info", "content": cms.ParsableOctetString(body)},
            "certificates": [leaf],
            "signer_infos": [signer],
        })  # fmt: skip
        return {"content_type": "signed_data", "content": signed}


@contextmanager
def serving(authority: Authority) -> Iterator[str]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            authority.seen.append({k.lower(): v for k, v in self.headers.items()})
            body = authority.answer(query)
            self.send_response(500 if authority.lie == "status" else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        server.server_close()
