from __future__ import annotations

import datetime as dt

from django.conf import settings

from dougong.imports.models import ImportBatch
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, enqueue, job, periodic, under_way
from dougong.kit.models import Job
from dougong.stewardship.duplicates.finding import find
from dougong.stewardship.duplicates.models import JOB


@job(JOB)
def find_duplicates(ctx: JobContext) -> dict[str, int]:
    return find(ctx.progress, apart=True)


@periodic("stewardship.find_duplicates_nightly", at="03:10")
def nightly(ctx: JobContext) -> dict[str, int]:
    """By DOUGONG_DUPLICATES_NIGHTLY."""
    if not settings.DOUGONG_DUPLICATES_NIGHTLY:
        return {}
    enqueue(JOB, actor=Actor.system())
    return {"started": 1}


@periodic("stewardship.find_duplicates_imported", every=dt.timedelta(minutes=10))
def after_imports(ctx: JobContext) -> dict[str, int]:
    """What an import of clients brought is looked at soon after."""
    if under_way(JOB):
        return {}
    last = Job.objects.filter(kind=JOB).order_by("-created_at").values_list("created_at", flat=True).first()
    since = last or dt.datetime.min.replace(tzinfo=dt.UTC)
    if not ImportBatch.objects.filter(target="clients", status="done", committed_at__gt=since).exists():
        return {}
    enqueue(JOB, actor=Actor.system())
    return {"started": 1}
