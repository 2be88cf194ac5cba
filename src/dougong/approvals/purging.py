"""Decisions on a record that is gone lead nowhere."""

from django.db.models import Q

from dougong.approvals.models import Approval
from dougong.kit.purging import Ids, Trace, traces


def _about(code: str, ids: Ids) -> Q:
    return Q(subject=code, object_id__in=ids)


traces(Trace("approvals.approval", "审批", "Approvals", Approval, _about))
