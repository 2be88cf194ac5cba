from __future__ import annotations

import logging
from typing import Any

from dougong.kit.jobs import JobContext, periodic
from dougong.kit.outbox import add_step
from dougong.search.kinds import kinds
from dougong.search.services import index_changed, sweep

log = logging.getLogger("dougong.search")
add_step(index_changed)


@periodic("search.check", at="02:40")
def check(ctx: JobContext) -> dict[str, Any]:
    """Every record against its document, once a night; what had to be mended is told in the log and the job's result."""
    result = {}
    for item in kinds():
        swept = sweep(item.code, ctx.progress)
        result[item.code] = {"seen": swept.seen, "mended": swept.mended}
        if swept.mended:
            log.warning("the search index of %s had %d wrong documents", item.code, swept.mended)
    return result
