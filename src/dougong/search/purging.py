"""What can be found of a record goes with it, at once."""

from django.db.models import Q

from dougong.kit.purging import Ids, Trace, stays, traces
from dougong.search.kinds import kinds
from dougong.search.models import SearchDocument


def _found(code: str, ids: Ids) -> Q:
    within = [k.code for k in kinds() if k.writing is not None and k.gate.code == code]
    found = Q(resource=code, object_id__in=ids)
    return found | Q(resource__in=within, client_id__in=ids) if within else found


traces(Trace("search.document", "搜索索引", "Search index", SearchDocument, _found, told=False))
stays("a mark for the worker, which takes it up within seconds", "search.ChangedRecord.object_id")
