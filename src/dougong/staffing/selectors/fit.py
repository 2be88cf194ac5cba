"""Who fits a task: everybody who could do it, ranked, each part of the rank with what it rests on (docs/staffing.md)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from dougong.kit.access import get_visible, require, seen
from dougong.kit.actor import Actor
from dougong.projects import rules as project_rules
from dougong.projects.models import Task
from dougong.projects.policies import PROJECT
from dougong.projects.scheduling.instants import DAY
from dougong.staffing import rules
from dougong.staffing.load import Clocks, Load, pieces, supplies
from dougong.staffing.models import Assignment, FitRule, Need, Resource, ResourceSkill
from dougong.staffing.policies import FIT_RULE, RESOURCE
from dougong.staffing.rules import Supply, Weights
from dougong.staffing.selectors.loads import hours, named, place_of, region_name

MOST = 50
MOST_WEIGHED = 2000


def fit_rule() -> FitRule:
    """As it stands; the product's own weights where nobody has changed them."""
    return FitRule.objects.order_by("created_at").first() or FitRule()


def weights_of(row: FitRule) -> Weights:
    return Weights(row.skill, row.load, row.past, row.distance)


def fit_rule_out(actor: Actor) -> dict[str, Any]:
    require(actor, FIT_RULE, "view")
    return {**weights_of(fit_rule())._asdict(), "may": {"update": actor.can(FIT_RULE, "update")}}


def candidates(actor: Actor, task_id: uuid.UUID, *, kind: str = "person", q: str = "") -> dict[str, Any]:
    """The best fifty of a kind. A fixed number of queries."""
    require(actor, RESOURCE, "view")
    tasks = Task.objects.filter(project__in=seen(actor, PROJECT)).select_related("project__client")
    task: Task = get_visible(tasks, task_id)
    rows = Resource.objects.visible_to(actor).filter(kind=kind, archived_at__isnull=True)
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(user__name__icontains=q))
    rows = rows.filter(Q(user__isnull=True) | Q(user__is_active=True))
    people = list(rows.select_related("user__department", "department").order_by("pk")[:MOST_WEIGHED])
    weights = weights_of(fit_rule())
    parts = [_skill(task, people), _load(task, people), _past(people), _distance(task, people)]
    names = ("skill", "load", "past", "distance")
    assigned = set(Assignment.objects.filter(task=task).values_list("resource_id", flat=True))
    ranked: list[dict[str, Any]] = []
    for row in people:
        told = {name: part[row.pk] for name, part in zip(names, parts, strict=True)}
        score = rules.total_score(weights, **{name: told[name]["score"] for name in names})
        ranked.append({
            "resource": named(row), "department": place_of(row),
            "assigned": row.pk in assigned, "score": round(score), **told,
        })  # fmt: skip
    ranked.sort(key=lambda each: (-each["score"], each["resource"]["name"]))
    return {"weights": weights._asdict(), "count": len(ranked), "items": ranked[:MOST]}


Part = dict[uuid.UUID, dict[str, Any]]


def _skill(task: Task, people: Sequence[Resource]) -> Part:
    needs = list(Need.objects.filter(task=task).order_by("skill__name").values_list("skill_id", "skill__name", "level"))
    levels: dict[uuid.UUID, dict[Any, int]] = defaultdict(dict)
    held = ResourceSkill.objects.filter(resource__in=[row.pk for row in people], skill__in=[pk for pk, _, _ in needs])
    for owner, skill, level in held.values_list("resource_id", "skill_id", "level"):
        levels[owner][skill] = level
    return {
        row.pk: {
            "score": rules.skill_score([(pk, level) for pk, _, level in needs], levels[row.pk]),
            "needs": [{"name": n, "asked": level, "has": levels[row.pk].get(pk, 0)} for pk, n, level in needs],
        }
        for row in people
    }


def _load(task: Task, people: Sequence[Resource]) -> Part:
    """Hours that the task takes of one all day, and how many of them are free of other work."""
    if task.start is None or task.finish is None or task.finish <= task.start:
        return {row.pk: {"score": rules.UNKNOWN, "asked": 0.0, "free": 0.0} for row in people}
    clocks = Clocks()
    first, last = task.start // DAY, (task.finish - 1) // DAY
    given = supplies(clocks, people)
    work = [p for p in pieces(clocks, first, last, resources=[row.pk for row in people]) if p.task != task.pk]
    load = Load.of(clocks, work, first, last)
    asked = _asked(task, clocks, first, last)
    found: Part = {}
    for row in people:
        free = _free(asked, given[row.pk], load.days[row.pk])
        whole = sum(asked.values())
        found[row.pk] = {"score": rules.load_score(whole, free), "asked": hours(whole), "free": hours(free)}
    return found


def _asked(task: Task, clocks: Clocks, first: int, last: int) -> dict[int, int]:
    own = clocks.of_task(task.project, task.calendar)
    return {day: minutes for day in range(first, last + 1) if (minutes := clocks.minutes.on(own, day))}


def _free(asked: dict[int, int], given: Supply, load: dict[int, float]) -> float:
    return sum(max(min(minutes, given.on(day) - load.get(day, 0.0)), 0.0) for day, minutes in asked.items())


def _past(people: Sequence[Resource]) -> Part:
    """Of the tasks that are done, assigned to him or his own as owner: how many ended by their baseline. Numbers alone."""
    done: dict[uuid.UUID, set[tuple[uuid.UUID, bool]]] = defaultdict(set)
    over = Q(task__actual_finish__isnull=False, task__baseline_finish__isnull=False)
    held = Assignment.objects.filter(over, resource__in=[row.pk for row in people])
    for owner, pk, finish, promised in held.values_list(
        "resource_id", "task_id", "task__actual_finish", "task__baseline_finish"
    ):
        done[owner].add((pk, _kept(finish, promised)))
    by_user = {row.user_id: row.pk for row in people if row.user_id}
    own = Task.objects.filter(owner__in=by_user, actual_finish__isnull=False, baseline_finish__isnull=False)
    own = own.filter(project__archived_at__isnull=True).exclude(kind="summary")
    for user, pk, finish, promised in own.values_list("owner_id", "pk", "actual_finish", "baseline_finish"):
        done[by_user[user]].add((pk, _kept(finish, promised)))
    return {row.pk: _told_past(done[row.pk]) for row in people}


def _kept(finish: int | None, promised: int | None) -> bool:
    assert finish is not None and promised is not None
    return project_rules.last_day(finish) <= project_rules.last_day(promised)


def _told_past(done: Iterable[tuple[uuid.UUID, bool]]) -> dict[str, Any]:
    kept = [on_time for _, on_time in done]
    return {"score": rules.past_score(len(kept), sum(kept)), "finished": len(kept), "on_time": sum(kept)}


def _distance(task: Task, people: Sequence[Resource]) -> Part:
    there = task.project.client.region
    found: Part = {}
    for row in people:
        score, how = rules.distance_score(row.region, there)
        found[row.pk] = {"score": score, "how": how, "place": region_name(row.region)}
    return found
