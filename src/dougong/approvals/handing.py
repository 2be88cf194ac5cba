"""What waits for somebody's decision is passed on; what he decided stays his."""

from django.db.models import Q

from dougong.approvals.models import Decider
from dougong.approvals.policies import APPROVAL
from dougong.kit.handing import Holding, holds

holds(
    Holding(
        code="approvals.decider",
        zh="待审批",
        en="Decisions that wait",
        model=Decider,
        field="user",
        resource=APPROVAL,
        live=Q(approval__state="waiting"),
        via="approval",
        title=lambda row: row.approval.title,
    )
)
