"""What a file is, judged by its content; and whether it may be kept, and shown in the browser. Pure."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import unicodedata
import uuid
import zipfile
import zlib
from dataclasses import dataclass

OCTETS = "application/octet-stream"
#: Types a browser shows without running anything of the file's own.
INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"})
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"AC10", "image/vnd.dwg"),
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"MZ", "Windows 程序", "a Windows program"),
    (b"\x7fELF", "Linux 程序", "a Linux program"),
    (b"\xcf\xfa\xed\xfe", "macOS 程序", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "Java 程序", "a Java program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "快捷方式", "a shortcut"),
    (b"#!", "脚本", "a script"),
)
_RUNNABLE = re.compile(
    r"\.(?:exe|com|scr|pif|bat|cmd|ps1|psm1|vbs?|vbe|jse?|wsf|wsh|hta|msi|msp|reg|lnk|jar|apk|app|sh|dll|cpl|chm|inf)$",
    re.IGNORECASE,
)
_OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
_BRANDS = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"avif": "image/avif"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`content_type` of a file that may be kept; else what it is, in both languages."""

    content_type: str = ""
    zh: str = ""
    en: str = ""

    @property
    def ok(self) -> bool:
        return bool(self.content_type)


def judge(data: bytes, filename: str) -> Verdict:
    """`data` is the whole file, or at least its first 64 kB and, for a ZIP, all of it."""
    for magic, zh, en in _REFUSED:
        if data.startswith(magic) and not _is_plain_text_with(magic, data):
            return Verdict(zh=zh, en=en)
    if _RUNNABLE.search(filename.strip().rstrip(".")):
        return Verdict(zh="可执行的文件", en="an executable file")
    found = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "") or _container(data)
    if found:
        return Verdict(found)
    if data.startswith(b"PK\x03\x04"):
        return _zip(data)
    if data.startswith(_OLE):
        return _ole(data)
    return _text(data)


def _is_plain_text_with(magic: bytes, data: bytes) -> bool:
    """MZ may begin a sentence; a program has zero bytes at once."""
    return magic == b"MZ" and b"\x00" not in data[:256]


def _container(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "audio/wav"
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "video/quicktime" if data[8:12] == b"qt  " else "video/mp4")
    return ""


def _zip(data: bytes) -> Verdict:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            first = ""
            if "mimetype" in names[:1]:
                with archive.open("mimetype") as opened:  # never whole: it may unpack to more than there is memory
                    first = opened.read(100).decode("ascii", "replace")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        return Verdict(zh="损坏的压缩文件", en="a damaged archive")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return Verdict(zh="带宏的文档（另存为不带宏的再传）", en="a document with macros (save it without them)")
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        return Verdict(zh="程序包", en="a program package")
    if any(_RUNNABLE.search(name) for name in names):
        return Verdict(zh="装有可执行文件的压缩包", en="an archive with executable files")
    if first.startswith("application/vnd.oasis.opendocument."):
        return Verdict(first)
    if "[Content_Types].xml" in names:
        return Verdict(next((kind for part, kind in _OFFICE.items() if any(n.startswith(part) for n in names)), OCTETS))
    return Verdict("application/zip")


def _ole(data: bytes) -> Verdict:
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        return Verdict(zh="带宏的文档（另存为不带宏的再传）", en="a document with macros (save it without them)")
    for stream, kind in _OLE_KINDS.items():
        if stream.encode("utf-16-le") in data:
            return Verdict(kind)
    return Verdict(OCTETS)


def _text(data: bytes) -> Verdict:
    head = data[: 64 * 1024]
    charset = text_charset(head)
    if charset is None:
        return Verdict(zh="认不出类型的文件", en="of no known type")
    begin = head.decode(charset, "replace").lstrip("\ufeff \t\r\n")[:2000].lower()
    if re.search(r"<(?:!doctype\s+html|html|head|body|script|iframe|svg|meta|style)\b|<\?xml", begin):
        return Verdict("image/svg+xml" if "<svg" in begin else "text/html" if "<?xml" not in begin else "text/xml")
    return Verdict(f"text/plain; charset={charset}")


def text_charset(head: bytes) -> str | None:
    """UTF-8, UTF-16 with mark, or GB18030; None where it is no text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head):
        return None
    for charset in ("utf-8", "gb18030"):
        decoder = codecs.getincrementaldecoder(charset)()
        try:
            decoder.decode(head, final=False)
        except UnicodeDecodeError:
            continue
        return charset
    return None


def may_show(content_type: str) -> bool:
    """Whether the browser may show it in place rather than save it."""
    return content_type.partition(";")[0] in INLINE


def safe_name(filename: str) -> str:
    """The last part of a path, without control and direction marks, 200 characters at most with its ending."""
    text = unicodedata.normalize("NFC", filename.replace("\\", "/").rpartition("/")[2])
    text = "".join(ch for ch in text if unicodedata.category(ch) not in ("Cc", "Cf", "Cs")).strip(" .")
    if len(text) > 200:
        stem, dot, ending = text.rpartition(".")
        text = f"{stem[: 199 - len(ending)]}{dot}{ending}" if dot and len(ending) <= 10 else text[:200]
    return text or "未命名"


def upload_print(resource: str, object_id: uuid.UUID, name: str, sha256: str, shared: bool) -> str:
    """What an upload is, so that one sent again can be told from another under the same key."""
    return hashlib.sha256("\n".join((resource, str(object_id), name, sha256, str(shared))).encode()).hexdigest()
