"""What can be reckoned without a database: one-time codes, names of browsers, networks of addresses."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import struct
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
#: Steps that a telephone's clock may be off.
DRIFT = 1


def totp_code(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """RFC 6238 with SHA-1: what every authenticator app speaks. `step` is Unix time // 30."""
    mac = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = mac[-1] & 15
    (number,) = struct.unpack(">I", mac[offset : offset + 4])
    return str((number & 0x7FFFFFFF) % 10**digits).zfill(digits)


def matching_step(secret: bytes, code: str, now: float, last_step: int) -> int | None:
    """The step whose code this is, one step early or late allowed; never `last_step` or older, so no code counts twice."""
    current = int(now) // STEP_SECONDS
    found = None
    for step in range(current - DRIFT, current + DRIFT + 1):
        if hmac.compare_digest(totp_code(secret, step), code) and step > last_step and found is None:
            found = step
    return found


def totp_uri(secret: bytes, account: str, issuer: str) -> str:
    """What the QR code holds (the key URI format that authenticator apps read)."""
    query = urlencode({"secret": base32(secret), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{account}', safe='')}?{query}"


def base32(secret: bytes) -> str:
    return base64.b32encode(secret).decode().rstrip("=")


def plain_code(typed: str) -> str:
    """A code as it was meant: no spaces and hyphens, small letters."""
    return "".join(c for c in typed.lower() if c.isascii() and c.isalnum())


_BROWSERS = (
    ("MicroMessenger/", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_name(agent: str) -> str:
    """`Chrome · Windows` of a User-Agent; empty when it tells nothing we know."""
    found = [next((name for mark, name in table if mark in agent), "") for table in (_BROWSERS, _SYSTEMS)]
    return " · ".join(part for part in found if part)


def network_of(address: str) -> str:
    """What is counted as one address: an IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:45]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network(f"{found}/64", strict=False).network_address)
    return str(found)
