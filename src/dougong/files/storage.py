"""Where bytes lie: `<data>/files/blobs/<last two of the id>/<id>`. Written whole under another name, then moved into place."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from dougong.files import errors, images, rules
from dougong.files.models import Blob
from dougong.kit.ids import new_id

CHUNK = 1024 * 1024
THUMB = 480


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "blobs"


def path_of(blob_id: uuid.UUID) -> Path:
    return folder() / blob_id.hex[-2:] / blob_id.hex


@contextmanager
def copying() -> Iterator[None]:
    """While files are copied (a backup, from before its snapshot on) none is removed."""
    with _lock(fcntl.LOCK_SH):
        yield


@contextmanager
def removing() -> Iterator[None]:
    """Raises BlockingIOError while files are copied."""
    with _lock(fcntl.LOCK_EX | fcntl.LOCK_NB):
        yield


def remove(blob_ids: Iterable[uuid.UUID]) -> bool:
    """The bytes of rows that are gone leave the disk; while files are copied the nightly pruning does it. Whether it was done."""
    try:
        with removing():
            for blob_id in blob_ids:
                place = path_of(blob_id)
                for path in (place, place.with_suffix(".thumb")):
                    path.unlink(missing_ok=True)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _lock(how: int) -> Iterator[None]:
    """On a file beside the folder; it ends with the process that holds it."""
    folder().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder().parent / "copying", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def keep(source: bytes | Iterable[bytes], filename: str, *, content_type: str = "") -> Blob:
    """Check and store; equal bytes are stored once. Call it before the transaction that refers to the blob.

    With `content_type` the caller has checked the content himself, and it is kept as it is."""
    return keep_sent(source, filename, content_type=content_type)[0]


def keep_sent(source: bytes | Iterable[bytes], filename: str, *, content_type: str = "") -> tuple[Blob, str]:
    """As `keep`, with the digest of what was sent: pictures are kept drawn anew, so theirs is another."""
    blob_id = new_id()
    place = path_of(blob_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_suffix(".part")
    try:
        sent, size = _write(draft, source, filename)
        digest = sent
        if not content_type:
            content_type = _judged(draft, filename)
            if content_type in images.FORMATS:
                drawn = images.redraw(draft, content_type, filename)
                draft.unlink()
                digest, size = _write(draft, drawn, filename)
        known = Blob.objects.filter(sha256=digest).first()
        if known is not None and path_of(known.pk).is_file():
            return known, sent
        if known is not None:
            draft.replace(_ready(known.pk))
            return known, sent
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    try:
        with transaction.atomic():
            return Blob.objects.create(id=blob_id, sha256=digest, size=size, content_type=content_type), sent
    except IntegrityError:  # somebody stored the same bytes at the same moment
        place.unlink(missing_ok=True)
        return Blob.objects.get(sha256=digest), sent


def _ready(blob_id: uuid.UUID) -> Path:
    place = path_of(blob_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def _write(draft: Path, source: bytes | Iterable[bytes], filename: str) -> tuple[str, int]:
    limit = settings.DOUGONG_UPLOAD_MAX_BYTES
    digest, size = hashlib.sha256(), 0
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        for chunk in [source] if isinstance(source, bytes) else source:
            size += len(chunk)
            if size > limit:
                raise errors.FileTooLarge(
                    field="file", name=filename, size_mb=f"> {limit // CHUNK}", limit_mb=limit // CHUNK
                )
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if not size:
        raise errors.FileEmpty(field="file", name=filename)
    return digest.hexdigest(), size


def _judged(draft: Path, filename: str) -> str:
    with draft.open("rb") as opened:
        head = opened.read(64 * 1024)
        if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            head += opened.read()
    verdict = rules.judge(head, filename)
    if not verdict.ok:
        raise errors.FileTypeRefused(field="file", name=filename, zh_kind=verdict.zh, en_kind=verdict.en)
    return verdict.content_type


def thumbnail(blob: Blob) -> Path:
    """A WebP of at most 480 px, made at the first asking. Raises NoPreview for what is no picture."""
    if blob.content_type not in ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff"):
        raise errors.NoPreview()
    place = path_of(blob.pk).with_suffix(".thumb")
    if place.is_file():
        return place
    if not path_of(blob.pk).is_file():
        raise errors.FileMissing()
    from PIL import Image, ImageOps  # takes 60 ms to import and only pictures need it

    target = io.BytesIO()
    try:
        with Image.open(path_of(blob.pk)) as opened:
            if opened.width * opened.height > images.MOST_POINTS:
                raise errors.NoPreview()
            opened.draft("RGB", (THUMB, THUMB))
            shown = ImageOps.exif_transpose(opened)
            shown.thumbnail((THUMB, THUMB))
            shown.convert("RGBA" if shown.mode in ("RGBA", "P", "LA") else "RGB").save(target, "WEBP", quality=78)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise errors.NoPreview() from None
    draft = place.with_suffix(f".{os.getpid()}.part")
    draft.write_bytes(target.getvalue())
    draft.replace(place)
    return place
