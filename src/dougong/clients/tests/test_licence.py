"""A picture of a licence, from the upload to its fields: the real reader, in its own process, once; and what can't be read."""

from __future__ import annotations

import io
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dougong.clients.licence import child
from dougong.clients.models import Client
from dougong.clients.services import licence as service
from dougong.files.models import Blob
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def send(api: ApiClient, name: str, data: bytes):
    return api.upload("/clients/licence", file=SimpleUploadedFile(name, data))


READ = {"key": "name", "value": "沧澜水务", "text": "沧澜水务", "sure": 0.99, "mended": False, "picture": ""}


def test_what_is_read_is_told_and_nothing_is_kept(cast: Cast, api: ApiClient) -> None:
    with mock.patch.object(service.apart, "run", return_value={"fields": [READ], "turned": 90}) as run:
        answer = send(api.as_("lin"), "执照.png", b"\x89PNG\r\n\x1a\n")
    assert answer.status_code == 200 and answer.json() == {"fields": [READ], "turned": 90}
    assert run.call_args.args == ("dougong.clients.licence.child", "image/png")
    assert not Client.objects.exists() and not Blob.objects.exists()


HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.heic", HEIC, "licence_heic"),
        ("a.txt", "名称 沧澜".encode(), "licence_no_picture"),
        ("a.zip", b"PK\x03\x04", "licence_no_picture"),
        ("a.jpg", b"\xff\xd8\xff" + b"x" * (service.MOST + 1), "licence_too_large"),
        ("a.exe", b"MZ\x00\x00", "licence_no_picture"),
    ],
)
def test_what_is_no_picture_is_told_so_without_being_looked_at(cast: Cast, api: ApiClient, name: str, data: bytes, code: str) -> None:
    with mock.patch.object(service.apart, "run") as run:
        answer = send(api.as_("lin"), name, data)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)
    run.assert_not_called()


def _huge() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (9_500, 8_500)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "problem"),
    [(b"\xff\xd8\xff broken", "image/jpeg", "damaged"), (b"%PDF-1.4 broken", "application/pdf", "damaged"), (b"", "image/png", "damaged")],
)
def test_a_spoilt_picture_is_told_so(data: bytes, kind: str, problem: str) -> None:
    assert child.read(data, kind, mock.Mock()) == {"problem": problem}


def test_a_huge_picture_is_not_unpacked_and_an_empty_one_has_no_licence() -> None:
    from PIL import Image

    assert child.read(_huge(), "image/png", mock.Mock()) == {"problem": "too_large"}
    out = io.BytesIO()
    Image.new("RGB", (50, 50), "white").save(out, "PNG")
    blind = mock.Mock(boxes=mock.Mock(return_value=[]))
    assert child.read(out.getvalue(), "image/png", blind) == {"problem": "no_text"}


@pytest.mark.parametrize("problem", ["no_text", "no_licence", "blurred", "damaged", "locked", "too_long"])
def test_each_problem_has_its_sentence_in_both_languages(cast: Cast, api: ApiClient, problem: str) -> None:
    api.as_("lin")
    with mock.patch.object(service.apart, "run", return_value={"problem": problem}):
        answer = send(api, "a.png", b"\x89PNG\r\n\x1a\n")
    (error,) = answer.json()["errors"]
    assert answer.status_code == 422 and error["field"] == "file" and error["message"].endswith("。")


def test_one_is_read_at_a_time_and_only_for_whoever_makes_dossiers(cast: Cast, api: ApiClient, monkeypatch) -> None:
    monkeypatch.setattr(service, "WAIT", 0.01)
    with service._one:
        answer = send(api.as_("lin"), "a.png", b"\x89PNG\r\n\x1a\n")
    assert (answer.status_code, answer.json()["code"]) == (503, "licence_busy")
    assert send(api.as_("xu"), "a.png", b"\x89PNG\r\n\x1a\n").status_code == 403
