"""What signing in has to know of a request, without the request."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """`host` may have a port; `device` is the value of the device cookie, `session_key` that of the session's."""

    scheme: str
    host: str
    secure: bool
    address: str = ""
    agent: str = ""
    device: str = ""
    session_key: str = ""

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}"

    @property
    def name(self) -> str:
        """The host without its port: what a passkey is made for."""
        return self.host if self.host.endswith("]") else self.host.rsplit(":", 1)[0]

    @property
    def takes_passkeys(self) -> bool:
        """Browsers make passkeys for names only, and only in a secure context: HTTPS, or this very machine."""
        if self.name == "localhost" or self.name.endswith(".localhost"):
            return True
        try:
            ipaddress.ip_address(self.name.strip("[]"))
        except ValueError:
            return self.secure
        return False

    @property
    def device_digest(self) -> str:
        """The hash of the device cookie; empty for a browser that has none."""
        return hashlib.sha256(self.device.encode()).hexdigest() if 32 <= len(self.device) <= 64 else ""
