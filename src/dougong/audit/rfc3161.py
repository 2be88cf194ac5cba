"""Time stamps by RFC 3161: the request, and whether an answer is a stamp over these bytes by an authority that is trusted.

Pure: it calls nobody and knows no Django. `asn1crypto` and `cryptography` take 40 ms to import, so callers import this late.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from asn1crypto import algos, cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

REQUEST_TYPE, ANSWER_TYPE = "application/timestamp-query", "application/timestamp-reply"
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512(),
}  # fmt: skip
_DEEPEST = 6


class Answer(tsp.TimeStampResp):
    """As RFC 3161, 2.4.2 has it: a refusal brings no token."""

    _fields = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]


class NotAStamp(Exception):
    """Why an answer is no stamp that can be trusted; in words for whoever runs the installation."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """That `imprint` (SHA-256, hex) was there at `at`, by the word of `authority`."""

    imprint: str
    at: dt.datetime
    authority: str
    nonce: int | None


def request(data: bytes, *, nonce: int | None = None) -> tuple[bytes, int]:
    """The request for a stamp over `data`, and the nonce that its answer must bear."""
    nonce = secrets.randbits(63) if nonce is None else nonce
    asked = tsp.TimeStampReq({
        "version": 1,
        "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": hashlib.sha256(data).digest()},
        "nonce": nonce,
        "cert_req": True,
    })  # fmt: skip
    return asked.dump(), nonce


def certificates(pem: bytes) -> list[x509.Certificate]:
    """Raises NotAStamp for what is no PEM of certificates."""
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise NotAStamp("the file of trusted certificates holds no certificate in PEM") from None


def read(answer: bytes, trusted: Sequence[x509.Certificate]) -> Stamp:
    """The stamp in an answer, its signature and the chain to one of `trusted` checked as of its own time. Raises NotAStamp."""
    try:
        found = Answer.load(answer, strict=True)
        status = found["status"]["status"].native
        if status not in ("granted", "granted_with_mods"):
            raise NotAStamp(f"the authority refused: {status}")
        token = found["time_stamp_token"]
        if token["content_type"].native != "signed_data":
            raise NotAStamp("the answer holds no signature")
        return _signed(token["content"], trusted)
    except NotAStamp:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, UnsupportedAlgorithm) as error:
        raise NotAStamp(f"the answer can't be read ({type(error).__name__})") from None


def _signed(signed: cms.SignedData, trusted: Sequence[x509.Certificate]) -> Stamp:
    encapsulated = signed["encap_content_info"]
    if encapsulated["content_type"].native != "tst_info" or len(signed["signer_infos"]) != 1:
        raise NotAStamp("the answer is signed, but no time stamp")
    body: bytes = encapsulated["content"].contents
    signer = signed["signer_infos"][0]
    given = [x509.load_der_x509_certificate(c.chosen.dump()) for c in signed["certificates"] or []]
    leaf = _signer(signer["sid"], [*given, *trusted])
    _check_signature(signer, body, leaf)
    facts = tsp.TSTInfo.load(body, strict=True)
    imprint = facts["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != "sha256":
        raise NotAStamp("the stamp is over another kind of digest")
    at: dt.datetime = facts["gen_time"].native
    _check_leaf(leaf)
    _check_chain(leaf, given, trusted, at)
    return Stamp(imprint["hashed_message"].native.hex(), at, leaf.subject.rfc4514_string(), facts["nonce"].native)


def _signer(sid: Any, known: Sequence[x509.Certificate]) -> x509.Certificate:
    for certificate in known:
        if sid.name == "issuer_and_serial_number":
            same = certificate.serial_number == sid.chosen["serial_number"].native
            if same and certificate.issuer.public_bytes() == sid.chosen["issuer"].dump():
                return certificate
        elif _key_id(certificate) == sid.chosen.native:
            return certificate
    raise NotAStamp("the certificate that signed is not in the answer")


def _key_id(certificate: x509.Certificate) -> bytes | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return None


def _check_signature(signer: Any, body: bytes, leaf: x509.Certificate) -> None:
    attributes = {a["type"].native: a["values"][0] for a in signer["signed_attrs"]}
    digest = signer["digest_algorithm"]["algorithm"].native
    if digest not in _HASHES or "message_digest" not in attributes or "content_type" not in attributes:
        raise NotAStamp("the signature says not what it is over")
    if attributes["content_type"].native != "tst_info":
        raise NotAStamp("the signature is over something else than a stamp")
    if attributes["message_digest"].native != hashlib.new(digest, body).digest():
        raise NotAStamp("the stamp was changed after it was signed")
    _check_named(attributes, leaf)
    plain = signer["signed_attrs"].untag().dump(force=True)
    try:
        _verify(leaf, signer["signature"].native, plain, signer["signature_algorithm"], _HASHES[digest])
    except InvalidSignature:
        raise NotAStamp("the signature is wrong") from None


def _check_named(attributes: dict[str, Any], leaf: x509.Certificate) -> None:
    """The signature must name its certificate (ESSCertID, RFC 2634 and 5035), so that no other can be put in its place."""
    der = leaf.public_bytes(Encoding.DER)
    if "signing_certificate_v2" in attributes:
        first = attributes["signing_certificate_v2"]["certs"][0]
        kind = first["hash_algorithm"]["algorithm"].native
        named = kind in _HASHES and first["cert_hash"].native == hashlib.new(kind, der).digest()
    elif "signing_certificate" in attributes:
        first = attributes["signing_certificate"]["certs"][0]
        named = first["cert_hash"].native == hashlib.sha1(der, usedforsecurity=False).digest()
    else:
        named = False
    if not named:
        raise NotAStamp("the signature does not name its certificate")


def _verify(
    leaf: x509.Certificate, signature: bytes, plain: bytes, algorithm: algos.SignedDigestAlgorithm, kind: hashes.HashAlgorithm
) -> None:  # fmt: skip
    key = leaf.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        scheme: padding.AsymmetricPadding = padding.PKCS1v15()
        if algorithm.signature_algo == "rsassa_pss":
            salt = algorithm["parameters"]["salt_length"].native
            scheme = padding.PSS(padding.MGF1(kind), salt)
        key.verify(signature, plain, scheme, kind)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, plain, ec.ECDSA(kind))
    elif isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signature, plain)
    else:
        raise NotAStamp("the key of the certificate is of a kind that is not known here")


def _check_leaf(leaf: x509.Certificate) -> None:
    """RFC 3161, 2.3: for time stamps, critical, and for nothing else."""
    try:
        usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        raise NotAStamp("the certificate is not one for time stamps") from None
    if not usage.critical or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise NotAStamp("the certificate is not one for time stamps alone")


def _check_chain(
    leaf: x509.Certificate, given: Sequence[x509.Certificate], trusted: Sequence[x509.Certificate], at: dt.datetime
) -> None:
    here = leaf
    for _ in range(_DEEPEST):
        if not here.not_valid_before_utc <= at <= here.not_valid_after_utc:
            raise NotAStamp(f"{here.subject.rfc4514_string()} was not valid at the time of the stamp")
        if here in trusted:
            return
        above = next((c for c in (*trusted, *given) if c != here and _issued(c, here)), None)
        if above is None:
            break
        here = above
    raise NotAStamp("the certificate does not lead to one that is trusted")


def _issued(issuer: x509.Certificate, subject: x509.Certificate) -> bool:
    try:
        subject.verify_directly_issued_by(issuer)
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound):
        return False
    return constraints.ca and _signs_certificates(issuer)


def _signs_certificates(issuer: x509.Certificate) -> bool:
    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return True
