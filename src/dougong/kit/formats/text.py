"""Cell to clean text: width, spaces, and the many ways of writing "nothing"."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\x00-\x08\x0e-\x1f\x7f]")
_BLANK = {
    *("", "-", "--", "---", "—", "——", "/", "\\"),
    *("无", "暂无", "没有", "未填", "未知", "不详", "空", "待补", "待定"),
    *("n/a", "na", "none", "null", "nil", "nan", "unknown", "?", "??", "."),
}

_LONGEST_WORD = max(map(len, _BLANK))
_LONGEST_BLANK = 24  # a word of them, with invisible characters about it


def half_width(text: str) -> str:
    """NFKC (full-width letters, digits and signs become half-width), without invisible characters."""
    if text.isascii() and text.isprintable():
        return text
    for _ in range(4):
        if unicodedata.is_normalized("NFKC", text) and not _INVISIBLE.search(text):
            break
        folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
        if folded == text:
            break
        text = folded
    return text


def is_blank(value: object) -> bool:
    """Whether a cell says nothing: empty, `-`, `无`, `暂无`, `N/A` and the like. A number is never blank."""
    if value is None:
        return True
    if not isinstance(value, str):
        return False
    if (
        len(value) > _LONGEST_WORD and value.isalnum()
    ):  # most cells: no word for nothing is so long, nothing in it is invisible
        return False
    text = value.strip()
    return len(text) <= _LONGEST_BLANK and half_width(text).strip().lower() in _BLANK
