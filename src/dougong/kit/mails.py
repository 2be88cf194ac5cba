"""A mail as a file (.eml, RFC 5322): who wrote to whom, when, about what, and its text. Pure."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from dougong.kit.formats import words_of_html

_LINES = re.compile(r"[ \t\xa0]*\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")


@dataclass(frozen=True, slots=True)
class Mail:
    """`sender`, `receivers`, `copies` and `date` are as the headers say them; `at` is None where the date can't be read."""

    subject: str
    sender: str
    receivers: str
    copies: str
    date: str
    at: dt.datetime | None
    text: str
    attachments: tuple[str, ...]


def read_mail(data: bytes) -> Mail | None:
    """None for what is no mail: nothing of From, Date, Subject is there."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not any(message.get(name) for name in ("From", "Date", "Subject")):
        return None
    names = [part.get_filename() or "" for part in message.iter_attachments()] if message.is_multipart() else []
    subject, sender, receivers, copies, date = (
        _clean(str(message.get(name, ""))) for name in ("Subject", "From", "To", "Cc", "Date")
    )
    attachments = tuple(_clean(name) for name in names if name)
    return Mail(subject, sender, receivers, copies, date, _instant(date), _text(message), attachments)


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
    except (LookupError, UnicodeError, KeyError):  # a charset that nobody knows
        content = _decoded(body.get_payload(decode=True))
    if body.get_content_subtype() == "html":
        content = words_of_html(content)
    return _LINES.sub("\n\n", content.replace("\x00", "").replace("\r\n", "\n")).strip()


def _decoded(raw: object) -> str:
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")
