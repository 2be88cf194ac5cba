from __future__ import annotations

from typing import Any

from dougong.contracts.models import Instalment
from dougong.kit.actor import Actor
from dougong.projects import rules
from dougong.projects.models import MilestoneInstalment
from dougong.projects.plan import Plan


def cash_of_move(actor: Actor, plan: Plan, moves: list[Any]) -> list[dict[str, Any]]:
    """What waits for the milestones that a drag moves, with its amount and by how many days; only what the actor sees."""
    days = {
        move.id: (rules.last_day(move.finish) - rules.last_day(move.was_finish)).days
        for move in moves
        if move.finish is not None and move.was_finish is not None
    }
    ties = MilestoneInstalment.objects.filter(
        task__project=plan.project,
        instalment__in=Instalment.objects.visible_to(actor).filter(due_on__isnull=True, dropped_at__isnull=True),
    )
    rows = ties.order_by("instalment__seq").values_list("task_id", "instalment__title", "instalment__amount")
    return [{"title": title, "amount": amount, "days": days[task]} for task, title, amount in rows if days.get(task)]
