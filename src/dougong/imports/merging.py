"""Rows of an import go on naming what they made, so that taking it back meets it as it was: gone. No merge while one runs."""

from django.db.models import Q

from dougong.imports.models import ImportBatch
from dougong.kit.merging import ANY, Ids, Stop, stays, stops


def _running(code: str, ids: Ids) -> Q:
    return Q(status__in=["committing", "undoing"])


stays("what an import made stays on its record", "imports.ImportRow.object_id")
stops(
    Stop(
        ANY, "imports.running", "有导入正在写入或撤销，等它结束再合并。",
        "An import is being written or taken back: wait for its end.", ImportBatch, _running,
    )
)  # fmt: skip
