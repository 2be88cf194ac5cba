"""Interviews that are begun and not finished; those that were held stay under whoever held them."""

from django.db.models import Q

from dougong.interviews.models import Interview
from dougong.interviews.policies import INTERVIEW
from dougong.kit.handing import Holding, holds

holds(
    Holding(
        code="interviews.interview",
        zh="没有完成的访谈",
        en="Interviews not finished",
        model=Interview,
        field="interviewer",
        resource=INTERVIEW,
        live=Q(state="draft"),
        title=str,
    )
)
