from __future__ import annotations

import uuid
from typing import Any

from dougong.kit.jobs import JobContext, job, periodic
from dougong.privacy.services import handing, retention, rotation


@job(rotation.JOB)
def rotate(ctx: JobContext, *, rotation_id: str) -> dict[str, int]:
    return rotation.run(ctx, uuid.UUID(rotation_id))


@job(handing.JOB)
def person_file(ctx: JobContext, *, file_id: str, person: str, person_id: str, language: str) -> dict[str, Any]:
    return handing.make(
        ctx, file_id=uuid.UUID(file_id), person_kind=person, person_id=uuid.UUID(person_id), language=language
    )


@periodic("privacy.retain", at="02:40")
def retain(ctx: JobContext) -> dict[str, Any]:
    """What has been kept for as long as the rules say; each rule's night is on the page of rules."""
    return retention.run(ctx)
