"""Contracts that are drawn up or in force; those fulfilled or ended stay under whoever had them."""

from django.db.models import Q

from dougong.contracts.models import Contract
from dougong.contracts.policies import CONTRACT
from dougong.kit.handing import Holding, holds

holds(
    Holding(
        code="contracts.contract",
        zh="起草和履行中的合同",
        en="Contracts drawn up or in force",
        model=Contract,
        field="owner",
        resource=CONTRACT,
        live=Q(status__in=("draft", "in_force"), archived_at__isnull=True),
        department="department",
    )
)
