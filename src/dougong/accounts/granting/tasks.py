from __future__ import annotations

import datetime as dt

from dougong.accounts.granting import seeing
from dougong.kit.jobs import JobContext, periodic


@periodic("accounts.end_looks", every=dt.timedelta(minutes=1))
def end_looks(ctx: JobContext) -> None:
    """The end of a look through another's eyes is put on record even when nobody ends it."""
    seeing.end_overdue()
