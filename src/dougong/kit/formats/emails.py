"""E-mail addresses (RFC 5321 lengths, the usual part of RFC 5322: no quoted local parts, no comments)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dougong.kit.formats.reasons import Reason
from dougong.kit.formats.text import half_width, is_blank

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z]{{2,24}}")


@dataclass(frozen=True, slots=True)
class EmailResult:
    """`value` is the address in lower case, `None` for a blank cell or a wrong address."""

    value: str | None = None
    reason: Reason | None = None

    @property
    def ok(self) -> bool:
        return self.reason is None


def parse_email(value: object) -> EmailResult:
    """Reads one address: width, case, spaces, `mailto:` and 。 for a dot are tidied."""
    if is_blank(value):
        return EmailResult()
    if not isinstance(value, str):
        return EmailResult(reason=Reason("email_form"))
    text = "".join(half_width(value).lower().split()).replace("。", ".").removeprefix("mailto:").strip("<>;,")
    if len(text) > 254 or len(text.partition("@")[0]) > 64 or not _ADDRESS.fullmatch(text):
        return EmailResult(reason=Reason("email_form"))
    return EmailResult(text)
