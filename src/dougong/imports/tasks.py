from __future__ import annotations

import uuid
from typing import Any

from dougong.imports import services
from dougong.kit.jobs import JobContext, job


@job("imports.check")
def check(ctx: JobContext, *, batch_id: str) -> dict[str, Any]:
    return services.run_check(ctx, uuid.UUID(batch_id))


@job("imports.commit")
def commit(ctx: JobContext, *, batch_id: str) -> dict[str, Any]:
    return services.run_commit(ctx, uuid.UUID(batch_id))


@job("imports.undo")
def undo(ctx: JobContext, *, batch_id: str) -> dict[str, Any]:
    return services.run_undo(ctx, uuid.UUID(batch_id))
