from __future__ import annotations

import datetime as dt
import uuid

from dougong.files import storage
from dougong.files.models import Blob
from dougong.kit import clock
from dougong.kit.jobs import JobContext, periodic

KEEP = dt.timedelta(days=1)


@periodic("files.prune_orphans", at="03:20")
def prune_orphans(ctx: JobContext) -> dict[str, int]:
    """Bytes that no row names (an upload that broke off) go after a day."""
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
