"""Open opportunities; won and lost ones stay under whoever won or lost them."""

from django.db.models import Q

from dougong.kit.handing import Holding, holds
from dougong.sales.models import Opportunity
from dougong.sales.policies import OPPORTUNITY

holds(
    Holding(
        code="sales.opportunity",
        zh="进行中的商机",
        en="Open opportunities",
        model=Opportunity,
        field="owner",
        resource=OPPORTUNITY,
        live=Q(status="open", archived_at__isnull=True),
        department="department",
        title=lambda opportunity: opportunity.title,
    )
)
