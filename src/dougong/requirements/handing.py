"""Specifications that somebody keeps, while their opportunity is not lost."""

from django.db.models import Q

from dougong.kit.handing import Holding, holds
from dougong.requirements.models import Specification
from dougong.requirements.policies import SPECIFICATION

holds(
    Holding(
        code="requirements.specification",
        zh="编写的需求规格",
        en="Specifications they keep",
        model=Specification,
        field="keeper",
        resource=SPECIFICATION,
        live=~Q(opportunity__status="lost") & Q(opportunity__archived_at__isnull=True),
        title=str,
    )
)
