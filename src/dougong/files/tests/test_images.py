"""Pictures are kept drawn anew: without place, device and whatever hides behind the pixels."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from dougong.clients import services as clients
from dougong.files import errors, images, services, storage
from dougong.files.models import Attachment, Blob
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MARKS = (b"SECRETCAM", b"<script>", b"GPS-HERE")


def _exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0110] = "SECRETCAM"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 17.0, 59.0), 3: "E", 4: (120.0, 35.0, 12.0), 29: "GPS-HERE"})
    return exif


def _picture(kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", (40, 20), "red")
    picture.putpixel((0, 0), (0, 0, 255))
    if kind == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Comment", "GPS-HERE <script>")
    if kind == "GIF":
        more["comment"] = b"GPS-HERE <script>"
    if kind in ("JPEG", "WEBP", "PNG", "TIFF", "AVIF"):
        more.setdefault("exif", _exif())
    if kind in ("JPEG", "WEBP"):
        more["xmp"] = b"<x:xmpmeta>GPS-HERE</x:xmpmeta>"
    picture.save(out, kind, **more)
    return out.getvalue() + b"<script>alert(1)</script>"


def _kept(cast: Cast, data: bytes, name: str) -> bytes:
    client = clients.create_client(cast.lin, name="启岳半导体")
    services.attach(cast.lin, resource="clients.client", object_id=client.pk, filename=name, data=data)
    return storage.path_of(Blob.objects.get().pk).read_bytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF"])
def test_nothing_but_the_picture_is_kept(cast: Cast, kind: str) -> None:
    sent = _picture(kind)
    assert any(mark in sent for mark in MARKS)
    kept = _kept(cast, sent, f"现场.{kind.lower()}")
    assert [mark for mark in MARKS if mark in kept] == []
    with Image.open(io.BytesIO(kept)) as opened:
        assert (opened.format, opened.size) == (kind, (40, 20))
        assert dict(opened.getexif().get_ifd(0x8825)) == {} and 0x0110 not in opened.getexif()
    assert Blob.objects.get().size == len(kept)


def test_a_picture_held_upright_stays_upright(cast: Cast) -> None:
    kept = _kept(cast, _picture("JPEG", exif=_exif(orientation=6)), "竖.jpg")
    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.size == (20, 40) and 0x0112 not in opened.getexif()


def test_an_animation_keeps_its_frames(cast: Cast) -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    with Image.open(io.BytesIO(_kept(cast, out.getvalue(), "动.gif"))) as opened:
        assert getattr(opened, "n_frames", 1) == 3


def _bomb(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes that says it has `width` x `height` points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(10_000, 10_000), (60_000, 60_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_unopened(
    cast: Cast, api: ApiClient, size: tuple[int, int]
) -> None:
    client = clients.create_client(cast.lin, name="启岳半导体")
    part = io.BytesIO(_bomb(*size))
    part.name = "大.png"
    before = set(storage.folder().rglob("*"))
    answer = api.as_("lin").upload(f"/records/clients.client/{client.pk}/files", file=part)
    assert (answer.status_code, answer.json()["code"]) == (422, "image_too_large")
    assert not Attachment.objects.exists()
    assert [path for path in set(storage.folder().rglob("*")) - before if path.is_file()] == []


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff\xe0 no picture", b"GIF89a<script>alert(1)</script>", b"\x89PNG\r\n\x1a\n"]
)
def test_what_only_begins_like_a_picture_is_refused(cast: Cast, data: bytes) -> None:
    client = clients.create_client(cast.lin, name="启岳半导体")
    with pytest.raises(errors.FileTypeRefused):
        services.attach(cast.lin, resource="clients.client", object_id=client.pk, filename="x.jpg", data=data)
    assert not Blob.objects.exists()


def test_the_same_picture_sent_twice_is_one_document(cast: Cast) -> None:
    client = clients.create_client(cast.lin, name="启岳半导体")
    sent = _picture("JPEG")
    first, again = (
        services.attach(cast.lin, resource="clients.client", object_id=client.pk, filename="x.jpg", data=sent, key="k")
        for _ in range(2)
    )
    assert first == again and Blob.objects.count() == 1


def test_markup_is_only_ever_saved_and_in_a_sandbox(cast: Cast, api: ApiClient) -> None:
    client = clients.create_client(cast.lin, name="启岳半导体")
    for name, data in (("a.svg", b"<svg onload='alert(1)'/>"), ("a.html", b"<!doctype html><script>1</script>")):
        paper = services.attach(cast.lin, resource="clients.client", object_id=client.pk, filename=name, data=data)
        answer = api.as_("lin").get(f"/files/{paper.pk}/content?inline=1")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_type_that_is_shown_in_place_is_drawn_anew_or_harmless() -> None:
    from dougong.files.rules import INLINE

    assert INLINE - set(images.FORMATS) == {"application/pdf", "text/plain"}
