"""Documents of records: who sees them, what may be kept, what leaves and how."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dougong.audit.models import AuditEntry
from dougong.clients import services as clients
from dougong.clients.models import Client, Contact
from dougong.files import errors, rules, selectors, services, storage
from dougong.files.models import Attachment, Blob, FileVersion
from dougong.kit.actor import Actor
from dougong.kit.errors import KeyReused, NotAllowed, NotFound
from dougong.kit.models import OutboxEvent
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CODE = "clients.client"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def _client(cast: Cast) -> Client:
    return clients.create_client(cast.lin, name="启岳半导体（苏州）有限公司")


def _attach(
    cast: Cast, client: Client, data: bytes = b"%PDF-1.7 x", name: str = "方案.pdf", **more: object
) -> Attachment:
    return services.attach(cast.lin, resource=CODE, object_id=client.pk, filename=name, data=data, **more)


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


def test_a_document_is_seen_by_whoever_sees_its_record(cast: Cast, api: ApiClient) -> None:
    client = _client(cast)
    made = _attach(cast, client)
    assert [i["name"] for i in api.as_("lin").get(f"/records/{CODE}/{client.pk}/files").json()["items"]] == ["方案.pdf"]
    assert api.as_("zhou").get(f"/files/{made.pk}").status_code == 200
    for path in (f"/files/{made.pk}", f"/files/{made.pk}/content", f"/records/{CODE}/{client.pk}/files"):
        assert api.as_("gu").get(path).status_code == 404
    assert api.get("/records/no.such/0198b5a0-0000-7000-8000-000000000000/files").status_code == 404


def test_who_only_reads_a_record_adds_nothing_to_it(cast: Cast) -> None:
    client = _client(cast)
    made = _attach(cast, client)
    with pytest.raises(NotAllowed):
        services.attach(cast.xu, resource=CODE, object_id=client.pk, filename="a.txt", data=b"x")
    with pytest.raises(NotAllowed):
        services.archive(cast.xu, attachment_id=made.pk)
    with pytest.raises(NotFound):
        services.attach(cast.gu, resource=CODE, object_id=client.pk, filename="a.txt", data=b"x")
    assert Attachment.objects.count() == 1


def test_a_contact_sees_only_what_is_shared_and_not_archived(cast: Cast) -> None:
    client = _client(cast)
    made = _attach(cast, client)
    from dougong.accounts.models import User

    user = User.objects.create(name="孙立衡", email="sun@client.example", kind="contact")
    Contact.objects.create(client=client, name="孙立衡", user=user)
    sun = Actor(id=user.pk, name=user.name, kind="contact")
    with pytest.raises(NotFound):
        selectors.content(sun, made.pk)
    services.share(cast.lin, attachment_id=made.pk, shared=True)
    assert selectors.content(sun, made.pk).filename == "方案.pdf"
    assert [i["name"] for i in selectors.shared_files(sun)] == ["方案.pdf"]
    with pytest.raises(NotAllowed):
        services.attach(sun, resource=CODE, object_id=client.pk, filename="a.txt", data=b"x")
    services.archive(cast.lin, attachment_id=made.pk)
    with pytest.raises(NotFound):
        selectors.content(sun, made.pk)


def test_equal_bytes_are_kept_once_and_no_address_shows_the_hash(cast: Cast) -> None:
    client = _client(cast)
    first, second = _attach(cast, client), _attach(cast, client, name="另一份.pdf")
    blob = Blob.objects.get()
    assert FileVersion.objects.filter(blob=blob).count() == 2 and first.pk != second.pk
    assert blob.sha256 not in str(storage.path_of(blob.pk))
    assert storage.path_of(blob.pk).read_bytes() == b"%PDF-1.7 x"
    shelf = [p.name for p in storage.path_of(blob.pk).parent.iterdir()]  # other documents may lie there too
    assert blob.pk.hex in shelf and not any(blob.sha256 in name for name in shelf)


def test_versions_follow_each_other_and_old_ones_stay_readable(cast: Cast, api: ApiClient) -> None:
    made = _attach(cast, _client(cast))
    services.new_version(cast.lin, attachment_id=made.pk, filename="方案二.pdf", data=b"%PDF-1.7 y")
    services.new_version(cast.lin, attachment_id=made.pk, filename="方案二.pdf", data=b"%PDF-1.7 y")
    got = api.as_("lin").get(f"/files/{made.pk}").json()
    assert [(v["number"], v["filename"]) for v in got["versions"]] == [(2, "方案二.pdf"), (1, "方案.pdf")]
    read = {n: b"".join(api.get(f"/files/{made.pk}/content?number={n}").streaming_content) for n in (1, 2)}
    assert read == {1: b"%PDF-1.7 x", 2: b"%PDF-1.7 y"}


def test_a_rename_needs_the_version_that_was_read(cast: Cast, api: ApiClient) -> None:
    made = _attach(cast, _client(cast))
    assert api.as_("lin").patch(f"/files/{made.pk}", {"name": "新名.pdf"}).status_code == 428
    assert api.patch(f"/files/{made.pk}", {"name": "新名.pdf"}, version=1).json()["name"] == "新名.pdf"
    assert api.patch(f"/files/{made.pk}", {"name": "旧名.pdf"}, version=1).status_code == 412


def test_archiving_is_undone_by_restoring(cast: Cast, api: ApiClient) -> None:
    client = _client(cast)
    made = _attach(cast, client)
    api.as_("lin").post(f"/files/{made.pk}/archive")
    path = f"/records/{CODE}/{client.pk}/files"
    assert api.get(path).json()["items"] == []
    assert [i["id"] for i in api.get(f"{path}?archived=true").json()["items"]] == [str(made.pk)]
    with pytest.raises(errors.FileArchived):
        services.rename(cast.lin, attachment_id=made.pk, version=None, name="x.pdf")
    api.post(f"/files/{made.pk}/restore")
    assert len(api.get(path).json()["items"]) == 1


def test_the_same_upload_sent_twice_is_one_document(cast: Cast, api: ApiClient) -> None:
    client = _client(cast)
    api.as_("lin")

    def send() -> object:
        part = SimpleUploadedFile("方案.pdf", b"%PDF-1.7 x")
        return api.http.post(
            f"/api/v1/records/{CODE}/{client.pk}/files", {"file": part}, headers={"Idempotency-Key": "u1"}
        ).json()["id"]

    assert send() == send()
    assert Attachment.objects.count() == 1


def test_a_key_used_for_another_record_is_refused(cast: Cast, api: ApiClient) -> None:
    here = _client(cast)
    there = clients.create_client(cast.lin, name="云汀药业有限公司")
    _attach(cast, here, key="k")
    with pytest.raises(KeyReused):
        _attach(cast, there, key="k")
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [{"data": b"%PDF-1.7 y"}, {"name": "另一份.pdf"}, {"shared_with_client": True}],
    ids=["bytes", "name", "share"],
)
def test_a_key_used_for_another_document_is_refused(cast: Cast, other: dict[str, object]) -> None:
    here = _client(cast)
    first = _attach(cast, here, key="k")
    with pytest.raises(KeyReused):
        _attach(cast, here, key="k", **other)
    assert _attach(cast, here, key="k") == first
    assert Attachment.objects.count() == 1 and Blob.objects.count() == 1


def test_an_archive_is_never_unpacked_to_know_it(cast: Cast) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"\x00" * 64_000_000)
    tracemalloc.start()
    rules.judge(out.getvalue(), "a.odt")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000
    broken = bytearray(_zip_of(b"x" * 5000))
    broken[45:60] = b"\xff" * 15
    assert not rules.judge(bytes(broken), "a.odt").ok


def _zip_of(first: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", first)
    return out.getvalue()


def test_what_happened_is_in_the_audit_and_told_as_an_event(cast: Cast) -> None:
    made = _attach(cast, _client(cast), shared_with_client=True)
    entry = AuditEntry.objects.get(action="attach")
    assert entry.resource == CODE and entry.after == {"file": "方案.pdf", "size": 10, "shared_with_client": True}
    names = list(OutboxEvent.objects.filter(name__startswith="files.").order_by("pk").values_list("name", flat=True))
    assert names == ["files.file_attached.v1", "files.file_shared.v1"]
    assert made.shared_at is not None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("账单.pdf", b"MZ\x90\x00\x03\x00"),
        ("图.png", b"\x7fELF\x02\x01"),
        ("run.bat", b"echo hello"),
        ("说明.txt", b"#!/bin/sh\nrm -rf /"),
        ("宏.docx", _zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("包.zip", _zip("a.txt", "setup.exe")),
        ("什么.dat", b"\x00\x01\x02\x03\x04"),
    ],
)
def test_dangerous_content_is_refused_whatever_its_name(cast: Cast, name: str, data: bytes) -> None:
    client = _client(cast)
    with pytest.raises(errors.FileTypeRefused):
        _attach(cast, client, data, name)
    assert not Blob.objects.exists() and not Attachment.objects.exists()
    assert not [p for p in storage.folder().rglob("*") if p.is_file() and p.suffix == ".part"]


def test_an_empty_and_a_too_large_file_are_refused_with_their_numbers(cast: Cast, settings: object) -> None:
    client = _client(cast)
    with pytest.raises(errors.FileEmpty):
        _attach(cast, client, b"", "空.txt")
    settings.DOUGONG_UPLOAD_MAX_BYTES = 1024 * 1024
    with pytest.raises(errors.FileTooLarge) as refused:
        _attach(cast, client, b"x" * (1024 * 1024 + 1), "大.txt")
    assert "1 MB" in refused.value.sentence()


@pytest.mark.parametrize(
    ("name", "data", "kind", "how"),
    [
        ("a.html", b"<html><script>alert(1)</script>", "application/octet-stream", "attachment"),
        ("a.png", b"<svg xmlns='x'><script/></svg>", "application/octet-stream", "attachment"),
        ("a.txt", "合同说明".encode("gb18030"), "text/plain; charset=gb18030", "inline"),
        ("a.bin", PNG, "image/png", "inline"),
        ("表.xlsx", _zip("[Content_Types].xml", "xl/workbook.xml"), "officedocument.spreadsheetml", "attachment"),
    ],
)
def test_only_harmless_types_are_shown_in_place(
    cast: Cast, api: ApiClient, name: str, data: bytes, kind: str, how: str
) -> None:
    made = _attach(cast, _client(cast), data, name)
    answer = api.as_("lin").get(f"/files/{made.pk}/content?inline=true")
    assert kind in answer["Content-Type"] and answer["Content-Disposition"].startswith(how)
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    assert api.get(f"/files/{made.pk}/content")["Content-Disposition"].startswith("attachment")


def test_a_part_is_sent_when_a_range_is_asked(cast: Cast, api: ApiClient) -> None:
    made = _attach(cast, _client(cast), b"0123456789", "a.txt")
    api.as_("lin")

    def part(span: str) -> tuple[int, bytes, str]:
        answer = api.http.get(f"/api/v1/files/{made.pk}/content", headers={"Range": span})
        body = b"".join(answer.streaming_content) if answer.streaming else b""
        return answer.status_code, body, answer.headers.get("Content-Range", "")

    assert part("bytes=2-4") == (206, b"234", "bytes 2-4/10")
    assert part("bytes=-3") == (206, b"789", "bytes 7-9/10")
    assert part("bytes=20-") == (416, b"", "bytes */10")


def test_a_picture_has_a_thumbnail_and_a_text_has_none(cast: Cast, api: ApiClient) -> None:
    client = _client(cast)
    picture, text = _attach(cast, client, PNG, "a.png"), _attach(cast, client, b"x", "a.txt")
    answer = api.as_("lin").get(f"/files/{picture.pk}/thumbnail")
    assert answer["Content-Type"] == "image/webp" and b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert api.get(f"/files/{text.pk}/thumbnail").json()["code"] == "no_preview"


def test_the_list_costs_the_same_for_one_and_for_twenty(cast: Cast, api: ApiClient, count_queries) -> None:
    client = _client(cast)
    api.as_("lin")
    _attach(cast, client)
    few = count_queries(lambda: api.get(f"/records/{CODE}/{client.pk}/files"))
    for n in range(19):
        _attach(cast, client, name=f"{n}.pdf")
    assert count_queries(lambda: api.get(f"/records/{CODE}/{client.pk}/files")) == few <= 8


def test_bytes_without_a_row_go_after_a_day(cast: Cast) -> None:
    import os
    import time

    from dougong.files.tasks import prune_orphans
    from dougong.kit.ids import new_id

    class Ctx:
        def checkpoint(self) -> None: ...

    made = _attach(cast, _client(cast))
    lost, kept = storage.path_of(new_id()), storage.path_of(FileVersion.objects.get(file=made.file).blob_id)
    lost.parent.mkdir(parents=True, exist_ok=True)
    lost.write_bytes(b"x")
    for path in (lost, kept):
        os.utime(path, (time.time() - 200_000,) * 2)
    assert prune_orphans(Ctx())["removed"] >= 1
    assert kept.exists() and not lost.exists()
