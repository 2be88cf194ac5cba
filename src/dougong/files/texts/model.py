"""What is read of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Characters kept of one document: some 250 printed pages.
MOST = 360_000
#: Pictures, and pages of a PDF without text of their own, that are looked at in one document: each takes about a second.
MOST_PICTURES = 30

How = Literal["text", "ocr", "both"]
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX, PPTX = (
    f"{_OFFICE}{k}" for k in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
)
XLS, ODS = "application/vnd.ms-excel", "application/vnd.oasis.opendocument.spreadsheet"
ODT = "application/vnd.oasis.opendocument.text"
PDF, MAIL = "application/pdf", "message/rfc822"
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/bmp", "image/tiff"})
_READ = frozenset({DOCX, XLSX, PPTX, XLS, ODS, ODT, PDF}) | PICTURES


class Unreadable(Exception):
    """The document is damaged, locked by a password, or no text comes out of it in the time it is given. `args[0]` says which."""


@dataclass(frozen=True, slots=True)
class Found:
    """`text` of at most MOST characters; `how` it was read; `cut` says that there was more."""

    text: str
    how: How = "text"
    cut: bool = False


def kind_of(content_type: str, filename: str) -> str:
    """What to read it as: mails are kept as the text that they are."""
    kind = content_type.partition(";")[0]
    return MAIL if kind == "text/plain" and filename.lower().endswith(".eml") else kind


def can_read(content_type: str, filename: str) -> bool:
    kind = kind_of(content_type, filename)
    return kind in _READ or kind == MAIL or kind.startswith("text/")
