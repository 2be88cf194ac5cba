from __future__ import annotations

import datetime as dt
import uuid

from dougong.files import selectors, storage
from dougong.files.models import Blob
from dougong.files.reading import read_blob
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, enqueue, job, periodic

KEEP = dt.timedelta(days=1)
AGAIN = dt.timedelta(minutes=20)


NIGHTLY = 2000


@job("files.read")
def read(ctx: JobContext, blob_id: str) -> dict[str, bool]:
    """The text of one document."""
    return {"read": read_blob(uuid.UUID(blob_id))}


@periodic("files.read_missing", at="01:10")
def read_missing(ctx: JobContext) -> dict[str, int]:
    """Documents whose job was lost or that were here before documents were read."""
    done = 0
    waiting = selectors.unread(NIGHTLY)
    for blob_id in waiting:
        ctx.progress(done, len(waiting))
        done += read_blob(blob_id)
    return {"read": done}


@periodic("files.prune_orphans", at="03:20")
def prune_orphans(ctx: JobContext) -> dict[str, int]:
    """Bytes that no row names (an upload that broke off, a document deleted while a backup ran) go after a day; later, while
    files are copied."""
    try:
        with storage.removing():
            return _prune(ctx)
    except BlockingIOError:
        enqueue("files.prune_orphans", actor=Actor.system(), due_at=clock.now() + AGAIN)
        return {"removed": 0}


def _prune(ctx: JobContext) -> dict[str, int]:
    limit = (clock.now() - KEEP).timestamp()
    gone = 0
    if not storage.folder().is_dir():
        return {"removed": 0}
    for shelf in storage.folder().iterdir():
        ctx.checkpoint()
        old = [p for p in shelf.iterdir() if p.stat().st_mtime < limit]
        ids = {p: uuid.UUID(p.name.partition(".")[0]) for p in old}
        known = set(Blob.objects.filter(pk__in=ids.values()).values_list("pk", flat=True))
        for path, blob_id in ids.items():
            if blob_id not in known or path.suffix == ".part":
                path.unlink(missing_ok=True)
                gone += 1
    return {"removed": gone}
