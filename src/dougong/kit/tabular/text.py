"""CSV and TSV: which encoding, which delimiter, and lines in another encoding than the rest."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

from dougong.kit.tabular.errors import CellTooLong, NotASpreadsheet
from dougong.kit.tabular.model import Notice

_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "big5": "Big5", "utf-16": "UTF-16"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
#: GB 2312 between ~{ and ~}, in seven bits, as mail programs once wrote it.
_HZ = re.compile(rb"~\{(?:[\x21-\x7d][\x21-\x7e])+~\}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DELIMITERS = (",", "\t", ";", "|")
_FIELD_LIMIT = 1_000_000


@dataclass(slots=True)
class Text:
    text: str
    encoding: str
    notices: list[Notice] = field(default_factory=list)


def decode(data: bytes) -> Text:
    """The text of `data`. The encoding is UTF-8, UTF-16 (with or without mark), UTF-32, GB18030, Big5 or HZ; a file that
    mixes them is read line by line, with a notice that names the lines. Errors: NotASpreadsheet for binary
    content."""
    if data.startswith(_UTF32):
        return _checked(Text(data.decode("utf-32", "replace"), "UTF-32"))
    if data.isascii() and _HZ.search(data):
        return _checked(Text(data.decode("hz", "replace"), "HZ"))
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_whole_or_lines(data[len(mark) :], encoding))
    utf16 = _utf16_without_mark(data)
    if utf16:
        return _checked(Text(data.decode(utf16, "replace"), "UTF-16"))
    return _checked(_whole_or_lines(data, "utf-8"))


def _whole_or_lines(data: bytes, first: str) -> Text:
    if first.startswith("utf-16"):
        return Text(data.decode(first, "replace"), "UTF-16")
    for encoding in ("utf-8", *_legacy(data)):
        if encoding != "utf-8" and _has_utf8_lines(data):
            break
        try:
            return Text(data.decode(encoding), _NAMES[encoding])
        except UnicodeDecodeError:
            continue
    return _line_by_line(data)


def _checked(text: Text) -> Text:
    sample = text.text[:20_000]
    if len(_CONTROL.findall(sample)) > len(sample) // 200:
        raise NotASpreadsheet(kind="binary data")
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:4000]
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    most, least = max(zeros_even, zeros_odd), min(zeros_even, zeros_odd)
    if most * 16 < len(sample) or least * 8 > most:
        return None
    return "utf-16-le" if zeros_odd > zeros_even else "utf-16-be"


def _legacy(data: bytes) -> tuple[str, str]:
    """GB18030 and Big5, the likelier first: by the share of two-byte characters in each one's common
    level."""
    pairs = re.findall(rb"[\x81-\xfe][\x40-\xfe]", data[:200_000])
    gb = sum(1 for p in pairs if p[0] <= 0xD7 and p[0] >= 0xA1 and p[1] >= 0xA1)
    big5 = sum(1 for p in pairs if 0xA1 <= p[0] <= 0xC6 and not 0x7F <= p[1] <= 0xA0)
    return ("gb18030", "big5") if gb >= big5 else ("big5", "gb18030")


def _is_utf8_line(line: bytes) -> bool:
    """Valid UTF-8 with at least two Chinese characters: in a GBK line that is next to impossible by
    chance."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return sum(1 for ch in text if "\u3000" <= ch <= "\u9fff" or "\uff00" <= ch <= "\uffef") >= 2


def _has_utf8_lines(data: bytes) -> bool:
    return any(_is_utf8_line(line) for line in data.splitlines())


def _line_by_line(data: bytes) -> Text:
    order = _legacy(b"\n".join(line for line in data.split(b"\n") if not _is_utf8_line(line)))
    texts: list[str] = []
    lines: dict[str, list[int]] = {"utf-8": [], "gb18030": [], "big5": [], "": []}
    for number, line in enumerate(data.split(b"\n"), start=1):
        text, encoding = _decode_line(line, order)
        texts.append(text)
        if not line.isascii():
            lines[encoding].append(number)
    main = max(("utf-8", "gb18030", "big5"), key=lambda e: len(lines[e]))
    notices = [
        Notice("mixed_encoding", {"main": _NAMES[main], "other": _NAMES[e], "lines": _listed(found)})
        for e, found in lines.items()
        if e and e != main and found
    ]
    if lines[""]:
        notices.append(Notice("undecodable", {"lines": _listed(lines[""])}))
    return Text("\n".join(texts), _NAMES[main], notices)


def _decode_line(line: bytes, legacy: tuple[str, str]) -> tuple[str, str]:
    if _is_utf8_line(line):
        return line.decode("utf-8"), "utf-8"
    for encoding in (*legacy, "utf-8"):
        try:
            return line.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return line.decode(legacy[0], "replace"), ""


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(n) for n in numbers[:20])
    return shown if len(numbers) <= 20 else f"{shown} … ({len(numbers)})"


def split(text: str) -> tuple[list[list[str]], str, list[Notice]]:
    """Rows of fields, the delimiter, notices. A quotation mark that is never closed does not swallow the
    rest."""
    delimiter, text = _declared(text)
    delimiter = delimiter or _sniff(text)
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        swallowed = any(field.count("\n") > 50 for row in rows for field in row if "\n" in field)
        swallowed = swallowed or bool(rows and any("\n" in field for field in rows[-1]) and _open_ended(text, delimiter))
    except csv.Error:
        rows, swallowed = [], True
    if not swallowed:
        return rows, delimiter, []
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error:
        raise CellTooLong(limit=_FIELD_LIMIT) from None
    return rows, delimiter, [Notice("unbalanced_quotes")]


def _open_ended(text: str, delimiter: str) -> bool:
    """Whether the text ends within quotation marks."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _declared(text: str) -> tuple[str | None, str]:
    """Excel's own first line `sep=;`."""
    found = re.match(r"sep=([,;|\t])\r?\n", text, re.IGNORECASE)
    return (found[1], text[found.end() :]) if found else (None, text)


def _sniff(text: str) -> str:
    """The delimiter under which most lines have the same number of fields, and that number is above one."""
    lines = [line for line in text[:100_000].splitlines()[:200] if line.strip()][:100]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            continue
        wide = [w for w in widths if w > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = wide.count(usual) / len(widths) + min(usual, 20) / 1000
        if score > best_score:
            best, best_score = delimiter, score
    return best
