"""Where a card stands in its column."""

from __future__ import annotations

import uuid

from django.db.models import F, Min

from dougong.kit.errors import NotFound
from dougong.sales.models import OPEN, Opportunity, Stage
from dougong.sales.rules import RANK_STEP, rank_between


def top_rank(stage: Stage) -> int:
    """Above all cards of the stage."""
    first = Opportunity.objects.filter(OPEN, stage=stage).aggregate(n=Min("rank"))["n"]
    return 0 if first is None else first - RANK_STEP


def rank_after(stage: Stage, after_id: uuid.UUID | None, *, moving: uuid.UUID) -> int:
    """Just below the card `after_id`, or on top. When two cards have no room between them, those below move down."""
    others = Opportunity.objects.filter(OPEN, stage=stage).exclude(pk=moving)
    if after_id is None:
        first = others.aggregate(n=Min("rank"))["n"]
        return 0 if first is None else first - RANK_STEP
    above = others.filter(pk=after_id).values_list("rank", flat=True).first()
    if above is None:
        raise NotFound()
    below = others.filter(rank__gt=above).aggregate(n=Min("rank"))["n"]
    rank = rank_between(above, below)
    if rank is None:
        others.filter(rank__gt=above).update(rank=F("rank") + RANK_STEP)
        rank = rank_between(above, others.filter(rank__gt=above).aggregate(n=Min("rank"))["n"])
    assert rank is not None
    return rank
