"""An import under way goes over to whoever carries it through; one that is done stays under whoever did it."""

from django.db.models import Q

from dougong.imports.models import ImportBatch
from dougong.imports.policies import BATCH
from dougong.imports.rules import UNFINISHED
from dougong.kit.handing import Holding, holds, stays

holds(
    Holding(
        code="imports.batch",
        zh="未完成的导入",
        en="Imports under way",
        model=ImportBatch,
        field="owner",
        resource=BATCH,
        live=Q(status__in=UNFINISHED, archived_at__isnull=True),
        title=lambda batch: batch.filename,
    )
)
stays("who saved a mapping that all share", "imports.MappingMemory.owner")
