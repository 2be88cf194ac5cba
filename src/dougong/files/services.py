"""What can be done with documents. Permission comes from the record they belong to."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from typing import Protocol

from django.db import IntegrityError, transaction

from dougong.audit.services import record as audit
from dougong.files import errors, policies, rules, storage
from dougong.files.events import FileAttached, FileShared
from dougong.files.models import Attachment, Blob, File, FileVersion
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, KeyReused, NotFound, Stale
from dougong.kit.events import publish
from dougong.kit.registry import resource as registered
from dougong.kit.stream import notify


class Upload(Protocol):
    """What a form's file part offers."""

    def chunks(self) -> Iterable[bytes]: ...


def attach(
    actor: Actor,
    *,
    resource: str,
    object_id: uuid.UUID,
    filename: str,
    data: bytes | None = None,
    upload: Upload | None = None,
    shared_with_client: bool = False,
    key: str = "",
) -> Attachment:
    """Put a document to a record. With `key` (an upload that may be sent twice) the second answers the first's attachment.

    Raises FileEmpty, FileTooLarge, FileTypeRefused; KeyReused when the key came with another document before; NotFound and
    NotAllowed by the record.
    """
    policies.require_on(actor, resource, object_id, policies.WRITE)
    if shared_with_client:
        policies.require_on(actor, resource, object_id, policies.SHARE)
    name = rules.safe_name(filename)
    first = _sent_before(actor, key)
    if first is not None:
        sent = _digest(_bytes_of(data, upload))
        return _same(first, rules.upload_print(resource, object_id, name, sent, shared_with_client))
    blob, sent = storage.keep_sent(_bytes_of(data, upload), name)
    print_ = rules.upload_print(resource, object_id, name, sent, shared_with_client)
    try:
        with transaction.atomic():
            return _attached(actor, resource, object_id, name, blob, shared_with_client, key, print_)
    except IntegrityError:
        first = _sent_before(actor, key)
        if first is None:
            raise
        return _same(first, print_)


def _attached(
    actor: Actor, code: str, object_id: uuid.UUID, name: str, blob: Blob, shared: bool, key: str, print_: str
) -> Attachment:
    record = policies.require_on(actor, code, object_id, policies.WRITE)
    file = File.objects.create(name=name, created_by_id=actor.id)
    _version(actor, file, 1, blob, name)
    attachment = Attachment.objects.create(
        file=file, resource=code, object_id=object_id, created_by_id=actor.id, upload_key=key or None,
        upload_print=print_ if key else "", shared_with_client=shared, shared_at=clock.now() if shared else None,
    )  # fmt: skip
    audit(actor, "attach", code, record, after={"file": name, "size": blob.size, "shared_with_client": shared})
    publish(FileAttached(attachment.pk, code, object_id, name, 1), actor)
    if shared:
        publish(FileShared(attachment.pk, code, object_id, name, True), actor)
    notify(policies.ATTACHMENT, attachment.pk)
    return attachment


def new_version(
    actor: Actor,
    *,
    attachment_id: uuid.UUID,
    filename: str,
    data: bytes | None = None,
    upload: Upload | None = None,
) -> Attachment:
    """The next state of a document; the same bytes as the newest add none."""
    attachment = _writable(actor, attachment_id, policies.WRITE)
    name = rules.safe_name(filename)
    blob = storage.keep(_bytes_of(data, upload), name)
    with transaction.atomic():
        attachment = _writable(actor, attachment_id, policies.WRITE, locked=True)
        file = File.objects.locked(attachment.file_id)
        newest = file.versions.get(number=file.latest)
        if newest.blob_id == blob.pk:
            return attachment
        file.latest += 1
        file.store("latest")
        _version(actor, file, file.latest, blob, name)
        _audit(actor, "new_version", attachment, after={"file": file.name, "version": file.latest, "size": blob.size})
        publish(FileAttached(attachment.pk, attachment.resource, attachment.object_id, file.name, file.latest), actor)
        notify(policies.ATTACHMENT, attachment.pk)
        return attachment


@transaction.atomic
def rename(actor: Actor, *, attachment_id: uuid.UUID, version: int | None, name: str) -> Attachment:
    attachment = _writable(actor, attachment_id, policies.WRITE, locked=True)
    file = File.objects.locked(attachment.file_id)
    if version is not None and file.version != version:
        raise Stale(who="", version=file.version, current={"name": file.name})
    wanted = rules.safe_name(name)
    if not name.strip():
        raise FieldError("name", "文件名不能为空。", "Give the file a name.")
    before, file.name = file.name, wanted
    if before != wanted:
        file.store("name")
        _audit(actor, "rename_file", attachment, before={"file": before}, after={"file": wanted})
        notify(policies.ATTACHMENT, attachment.pk)
    return attachment


@transaction.atomic
def archive(actor: Actor, *, attachment_id: uuid.UUID) -> Attachment:
    """Out of the record's list and out of the client's window; kept in the bin."""
    return _set_archived(actor, attachment_id, True)


@transaction.atomic
def restore(actor: Actor, *, attachment_id: uuid.UUID) -> Attachment:
    return _set_archived(actor, attachment_id, False)


@transaction.atomic
def share(actor: Actor, *, attachment_id: uuid.UUID, shared: bool) -> Attachment:
    """Show the document in the client's window, or no longer."""
    attachment = _writable(actor, attachment_id, policies.SHARE, locked=True)
    if attachment.shared_with_client != shared:
        attachment.shared_with_client, attachment.shared_at = shared, clock.now() if shared else None
        attachment.store("shared_with_client", "shared_at")
        name = attachment.file.name
        _audit(actor, "share_file" if shared else "unshare_file", attachment, after={"file": name})
        publish(FileShared(attachment.pk, attachment.resource, attachment.object_id, name, shared), actor)
        notify(policies.ATTACHMENT, attachment.pk)
    return attachment


def _set_archived(actor: Actor, attachment_id: uuid.UUID, archived: bool) -> Attachment:
    attachment = _writable(actor, attachment_id, policies.WRITE, locked=True, archived_too=True)
    if (attachment.archived_at is not None) != archived:
        attachment.archived_at = clock.now() if archived else None
        attachment.store("archived_at")
        act = "archive_file" if archived else "restore_file"
        _audit(actor, act, attachment, after={"file": attachment.file.name})
        notify(policies.ATTACHMENT, attachment.pk)
    return attachment


def _writable(
    actor: Actor,
    attachment_id: uuid.UUID,
    actions: tuple[str, ...],
    *,
    locked: bool = False,
    archived_too: bool = False,
) -> Attachment:
    rows = registered(policies.ATTACHMENT).visible_to(actor).filter(pk=attachment_id)
    if not rows.exists():
        raise NotFound()
    base = Attachment.objects.select_related("file").filter(pk=attachment_id)
    attachment: Attachment = (base.select_for_update(of=("self",)) if locked else base).get()
    policies.require_on(actor, attachment.resource, attachment.object_id, actions)
    if attachment.archived_at is not None and not archived_too:
        raise errors.FileArchived(name=attachment.file.name)
    return attachment


def _sent_before(actor: Actor, key: str) -> Attachment | None:
    if not key:
        return None
    first: Attachment | None = Attachment.objects.filter(created_by_id=actor.id, upload_key=key).first()
    return first


def _same(first: Attachment, print_: str) -> Attachment:
    if first.upload_print != print_:
        raise KeyReused()
    return first


def _digest(source: bytes | Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in [source] if isinstance(source, bytes) else source:
        digest.update(chunk)
    return digest.hexdigest()


def _version(actor: Actor, file: File, number: int, blob: Blob, filename: str) -> None:
    FileVersion.objects.create(
        file=file, number=number, blob=blob, filename=filename, created_by_id=actor.id, created_by_name=actor.name
    )


def _audit(
    actor: Actor,
    action: str,
    attachment: Attachment,
    *,
    after: dict[str, object],
    before: dict[str, object] | None = None,
) -> None:
    record = registered(attachment.resource).model._default_manager.get(pk=attachment.object_id)
    audit(actor, action, attachment.resource, record, before=before, after=after)


def _bytes_of(data: bytes | None, upload: Upload | None) -> bytes | Iterable[bytes]:
    if data is not None:
        return data
    if upload is None:
        raise TypeError("a document needs data or an upload")
    return upload.chunks()
