from __future__ import annotations

import datetime as dt

from dougong.kit.jobs import JobContext, periodic
from dougong.loyalty.gifts import giving


@periodic("loyalty.lapse_gifts", every=dt.timedelta(minutes=10))
def lapse_gifts(ctx: JobContext) -> dict[str, int]:
    return {"lapsed": giving.lapse_due()}
