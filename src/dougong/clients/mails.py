"""A mail as a file (.eml, RFC 5322): who wrote to whom, when, about what, and its text. Pure."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import html
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

LONGEST = 5000
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.IGNORECASE | re.DOTALL)
_BREAKS = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^>]*>", re.IGNORECASE)
_LINES = re.compile(r"[ \t\xa0]*\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")


@dataclass(frozen=True, slots=True)
class Mail:
    """`sender` and `receivers` are as the headers say them; `at` is None where the date can't be read."""

    subject: str
    sender: str
    receivers: str
    at: dt.datetime | None
    text: str
    attachments: tuple[str, ...]


def read_mail(data: bytes) -> Mail | None:
    """None for what is no mail: nothing of From, Date, Subject is there."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not any(message.get(name) for name in ("From", "Date", "Subject")):
        return None
    names = [part.get_filename() or "" for part in message.iter_attachments()] if message.is_multipart() else []
    return Mail(
        subject=_clean(str(message.get("Subject", "")))[:200],
        sender=_clean(str(message.get("From", "")))[:200],
        receivers=_clean(str(message.get("To", "")))[:300],
        at=_instant(str(message.get("Date", ""))),
        text=_text(message)[:LONGEST],
        attachments=tuple(_clean(name)[:120] for name in names if name)[:20],
    )


def _clean(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _instant(text: str) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except OverflowError:  # the year 1 in the far east
        return None


def _text(message: EmailMessage) -> str:
    """The plain part, else the HTML one without its tags; nothing where neither can be read."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        content = str(body.get_content())
    except (LookupError, UnicodeError, KeyError):
        content = (body.get_payload(decode=True) or b"").decode("gb18030", errors="replace")  # type: ignore[union-attr]  # bytes of a leaf part
    if body.get_content_subtype() == "html":
        content = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", content)))
    return _LINES.sub("\n\n", content.replace("\x00", "").replace("\r\n", "\n")).strip()
