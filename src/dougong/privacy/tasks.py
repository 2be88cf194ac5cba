from __future__ import annotations

import uuid

from dougong.kit.jobs import JobContext, job
from dougong.privacy.services import rotation


@job(rotation.JOB)
def rotate(ctx: JobContext, *, rotation_id: str) -> dict[str, int]:
    return rotation.run(ctx, uuid.UUID(rotation_id))
