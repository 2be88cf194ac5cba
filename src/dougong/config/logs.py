"""Lines to stderr, plain or JSON, each with its request id and without secrets."""

from __future__ import annotations

import json
import logging
import logging.config
import re
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

request_id: ContextVar[str] = ContextVar("dougong_request_id", default="-")

_SECRET = re.compile(
    r"""(?ix) (?P<name>
        [\w-]*(?:password|passwd|secret|token|ticket|authorization|cookie|session|api[_-]?key)[\w-]*
        ["']?\s*[:=]\s*["']? (?:bearer\s+|basic\s+)? ) (?P<value> [^\s"',;&]+ )"""
)
#: A token of ours is known by its looks, wherever it stands.
_TOKEN = re.compile(r"(dg_[0-9a-f]{32})_[A-Za-z0-9_-]{20,}")
_MAIL = re.compile(r"(?P<first>[^\s@<>,])[^\s@<>,]*@(?P<domain>[^\s@<>,]+)")
_URL_PASSWORD = re.compile(r"(?P<head>\w+://[^\s:/@]*:)[^\s@/]+@")


def scrub(text: str) -> str:
    """The text with the values of secret-looking names, tokens and passwords in URLs replaced."""
    return _URL_PASSWORD.sub(r"\g<head>***@", _SECRET.sub(r"\g<name>***", _TOKEN.sub(r"\1_***", text)))


def mask_addresses(text: str) -> str:
    """li@firm.cn as l***@firm.cn: enough to tell whom it concerned, too little to write to."""
    return _MAIL.sub(r"\g<first>***@\g<domain>", text)


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get()
        return scrub(super().format(record))


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(record.getMessage()),
            "request_id": request_id.get(),
        }
        if record.exc_info:
            line["exception"] = scrub(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def configure(options: dict[str, str]) -> None:
    """Django's LOGGING_CONFIG: `{"level": "INFO", "format": "plain"|"json"}`."""
    plain = {"()": _Lines, "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"()": _Json} if options["format"] == "json" else plain},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"level": options["level"], "handlers": ["stderr"]},
            "loggers": {"django.db.backends": {"level": "INFO"}, "_granian": {"level": "WARNING"}},
        }
    )


class LoggedMail(BaseEmailBackend):
    """Where no mail server is set, a mail is a line in the log: to whom (masked) and about what, never its body."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            to = mask_addresses(", ".join(message.recipients()))
            logging.getLogger("dougong.mail").info("mail not sent (no DOUGONG_SMTP_URL): %s: %s", to, message.subject)
        return len(email_messages)
