"""The imported rows that became a record hold what was in it; the uploaded file is the company's and stays."""

from django.db.models import Q

from dougong.imports.models import ImportRow
from dougong.imports.targets import targets
from dougong.kit.purging import Ids, Trace, traces


def _became(code: str, ids: Ids) -> Q:
    known = [target.code for target in targets() if target.resource == code]
    return Q(object_id__in=ids, batch__target__in=known)


traces(Trace("imports.row", "导入的原始行", "Imported rows", ImportRow, _became))
