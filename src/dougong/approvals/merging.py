"""What was decided stays with the record; while somebody is asked to decide, nothing is merged."""

from django.db.models import Q

from dougong.approvals.models import Approval
from dougong.kit.merging import ANY, Ids, Mover, Stop, moves, stops


def _waiting(code: str, ids: Ids) -> Q:
    return Q(subject=code, object_id__in=ids, state="waiting")


moves(Mover(ANY, "approvals.approval", "审批记录", "Decisions", Approval, "object_id", kind="subject"))
stops(
    Stop(
        ANY, "approvals.waiting", "有 {count} 项审批还在等决定，先办完或撤回。",
        "{count} decisions are waited for: have them made or withdrawn first.", Approval, _waiting,
    )
)  # fmt: skip
