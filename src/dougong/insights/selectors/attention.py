"""What needs attention, worst first: each a sentence's code with its values, and where to look."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum

from dougong.contracts.policies import CONTRACT, INSTALMENT
from dougong.contracts.selectors import CONTRACTS
from dougong.insights.metrics import LATE_CLIENTS, LATE_PROMISES
from dougong.insights.metrics.base import whole
from dougong.insights.selectors.late import late_projects
from dougong.insights.selectors.reading import View, address
from dougong.kit import clock
from dougong.kit.money import Money
from dougong.projects.models import MilestoneInstalment

MOST = 5
ENDING_DAYS = 30
Item = dict[str, Any]


def attention(view: View) -> list[Item]:
    """At most five. Days of lateness weigh, and money late more than work late, work late more than what only nears."""
    found = [*_overdue(view), *_milestones(view), *_projects(view), *_promises(view), *_ending(view)]
    found.sort(key=lambda item: -item.pop("weight"))
    return found[:MOST]


def _item(kind: str, weight: int, link: str, **params: Any) -> Item:
    return {"kind": kind, "weight": weight, "link": link, "params": params}


def _overdue(view: View) -> list[Item]:
    """The two clients who owe the most that is overdue, as far as the reader sees."""
    if not view.actor.can(INSTALMENT, "view"):
        return []
    worst = {uuid.UUID(part): amount for part, amount in view.worst(LATE_CLIENTS).first}
    if not worst:
        return []

    def oldest() -> QuerySet[Any]:
        rows = LATE_CLIENTS.spec.visible(view.actor).filter(contract__client__in=list(worst), due_on__lt=clock.today())
        return rows.order_by().values_list("contract__client", "contract__client__name").annotate(due=Min("due_on"))

    items = []
    for pk, name, due in view.rows("overdue", oldest, *worst):
        days = (clock.today() - due).days
        link = address("/receivables", [*LATE_CLIENTS.filters(part=str(pk)), *view.filters])
        items.append(_item("overdue", 1000 + days, link, client=name, days=days, amount=Money.fen(worst[pk])))
    return items


def _milestones(view: View) -> list[Item]:
    """Milestones that come later than their baseline while an instalment waits for them: the two that hold the most."""
    projects = late_projects(view)
    if not projects.visible or not projects.figures["total"]:
        return []
    names = ("task", "task__name", "task__project", "task__project__name", "task__finish", "task__baseline_finish")

    def waiting() -> QuerySet[Any]:
        rows = MilestoneInstalment.objects.filter(
            task__project__in=projects.rows(late=False).values("pk"), task__reached_on__isnull=True, task__actual_finish__isnull=True,
            task__finish__isnull=False, task__baseline_finish__isnull=False, task__active=True,
            instalment__figures__owed__gt=0,
        )  # fmt: skip
        return rows.values_list(*names).annotate(Sum("instalment__figures__owed"))

    found = []
    for _, name, project_id, project, finish, baseline, owed in view.rows("milestones", waiting):
        days = _day(finish) - _day(baseline)
        if days > 0:
            values = {"project": project, "milestone": name, "days": days, "amount": owed}
            found.append((whole(owed), _item("milestone", 600 + days, f"/projects/{project_id}", **values)))
    return [item for _, item in sorted(found, key=lambda pair: -pair[0])[:2]]


def _day(minutes: int) -> int:
    """A schedule instant, minutes since 1970, as a day's number; an end at midnight belongs to the day before."""
    return (minutes - 1) // (24 * 60)


def _projects(view: View) -> list[Item]:
    found = late_projects(view).worst[:1]
    return [
        _item("project", 400 + row["days_late"], f"/projects/{row['id']}", project=row["name"], days=row["days_late"])
        for row in found
    ]


def _promises(view: View) -> list[Item]:
    """How many promises to clients are past their day, and the oldest to the client that was kept waiting most."""
    late = view.worst(LATE_PROMISES)
    if not late.number:
        return []
    part, _ = late.first[0]

    def oldest() -> QuerySet[Any]:
        rows = LATE_PROMISES.query().filter(client_id=uuid.UUID(part)).order_by("due_on", "pk")
        return rows.values_list("client_id", "client__name", "title", "due_on")[:1]

    first = view.rows("promise", oldest, part)
    if not first:  # kept since the figures were added up
        return []
    client_id, client, title, due_on = first[0]
    days = (clock.today() - due_on).days
    values = {"client": client, "title": title, "days": days, "count": late.number}
    return [_item("promise", 300 + days, f"/clients/{client_id}", **values)]


def _ending(view: View) -> list[Item]:
    if not view.actor.can(CONTRACT, "view"):
        return []
    today = clock.today()
    filters = ["status:in:in_force", f"ends:between:{today},{today + dt.timedelta(days=ENDING_DAYS)}", *view.filters]
    found = view.figures(
        "ending",
        lambda: CONTRACTS.filtered(view.actor, filters).order_by().aggregate(n=Count("pk"), amount=Sum("amount")),
    )
    if not found["n"]:
        return []
    values = {"count": found["n"], "days": ENDING_DAYS, "amount": Money.fen(found["amount"])}
    return [_item("ending", 200, address("/contracts", filters, sort="ends_on"), **values)]
