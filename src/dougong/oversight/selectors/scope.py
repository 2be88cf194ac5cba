"""Whose points a dashboard counts: the whole company's for whoever may see statistics, else those of the clients one sees."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from dougong.clients.models import Client
from dougong.contracts.selectors.filters import department as department_q
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.registry import resource
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.policies import ACCOUNT, ENTRY, STATISTICS
from dougong.oversight import errors
from dougong.oversight.policies import DASHBOARD

#: Of fewer accounts a sum would tell a single client's points to whoever may not see them.
LEAST = 5
#: The longest period, in days.
LONGEST = 1100


@dataclass(frozen=True)
class Scope:
    """`actor` sees the lines of the clients he sees; `whole` counts them all. Days are inclusive."""

    actor: Actor
    first: dt.date
    last: dt.date
    department: uuid.UUID | None
    whole: bool

    @property
    def begin(self) -> dt.datetime:
        return clock.day_start(self.first)

    @property
    def end(self) -> dt.datetime:
        return clock.day_start(self.last + dt.timedelta(days=1))

    def _in(self, path: str) -> Q:
        return department_q(path)("in", [str(self.department)], self.actor) if self.department else Q()

    def accounts(self) -> QuerySet[Any]:
        rows = PointsAccount.objects.all() if self.whole else resource(ACCOUNT).visible_to(self.actor)
        return rows.filter(self._in("client__department"), closed_into__isnull=True)

    def entries(self) -> QuerySet[Any]:
        rows = PointsEntry.objects.all() if self.whole else resource(ENTRY).visible_to(self.actor)
        return rows.filter(self._in("account__client__department"))

    def clients(self) -> QuerySet[Any]:
        rows = Client.objects.all() if self.whole else resource("clients.client").visible_to(self.actor)
        return rows.filter(self._in("department"), archived_at__isnull=True)

    def link(self, page: str, resource_code: str, *filters: str) -> str | None:
        """The list behind a figure, for whoever may see it."""
        if not self.actor.can(resource_code, "view"):
            return None
        own = [f"department:in:{self.department}"] if self.department else []
        return f"{page}?" + "&".join(f"filter={one}" for one in (*filters, *own))


def scope(actor: Actor, *, first: dt.date | None, last: dt.date | None, department: uuid.UUID | None = None) -> Scope:
    """The last twelve months where no days are said. Raises FieldError, TooFew."""
    require(actor, DASHBOARD, "view")
    end = last or clock.today()
    begin = first or (end.replace(day=1) - dt.timedelta(days=330)).replace(day=1)
    if begin > end:
        raise FieldError("last", "结束日期在开始日期之后。", "The last day comes after the first.")
    if (end - begin).days > LONGEST:
        raise FieldError("first", "最长看三年。", "Three years at most.")
    found = Scope(actor, begin, end, department, actor.can(STATISTICS, "view"))
    if department and not actor.can(ACCOUNT, "view") and found.accounts()[:LEAST].count() < LEAST:
        raise errors.TooFew(least=LEAST)
    return found
