"""Proposals as they are told: with names that the reader may see, and money only where he sees the instalments."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.contracts.models import Instalment
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.models import Job
from dougong.kit.registry import resource as kind_of
from dougong.projects.models import ChangeSet, Project
from dougong.projects.policies import PROJECT
from dougong.staffing.models import Levelling, Resource
from dougong.staffing.policies import LEVELLING
from dougong.staffing.scene import facts
from dougong.staffing.selectors.loads import named, task_names


def levelling(actor: Actor, levelling_id: uuid.UUID) -> dict[str, Any]:
    """One with all its proposals; `stale` says that it no longer fits the plans or the people."""
    row: Levelling = get_visible(Levelling.objects.visible_to(actor), levelling_id)
    shares = row.shares.order_by("project_id").values_list("project_id", "project__name", "project__code")
    answer = row.answer or {}
    proposals = answer.get("proposals", [])
    names = _names(actor, proposals)
    state = state_of(row)
    may_plan = kind_of(LEVELLING).rows_for(actor, "update").filter(pk=row.pk).exists()
    return {
        "id": row.pk,
        "version": row.version,
        "title": row.title,
        "state": state,
        "job_id": row.job_id,
        "created_at": row.created_at,
        "projects": [{"id": pk, "name": name, "code": code} for pk, name, code in shares],
        "overloaded": answer.get("overloaded"),
        "people": answer.get("people"),
        "hours": answer.get("hours"),
        "stale": state in ("ready", "undone") and is_stale(row, [pk for pk, _, _ in shares]),
        "applied": row.applied if state == "applied" else "",
        "applied_by": row.applied_by if state == "applied" else "",
        "applied_at": row.applied_at if state == "applied" else None,
        "proposals": [_proposal(one, names) for one in proposals],
        "may": may_plan,
    }


def state_of(row: Levelling) -> str:
    """What was applied may have been taken back where a plan is edited; a job may have ended before it began."""
    if row.state == "applied" and not ChangeSet.objects.filter(group=row.act_id, undone=False).exists():
        return "undone"
    if row.state in ("queued", "running") and row.job_id is not None:
        ended = Job.objects.filter(pk=str(row.job_id), status__in=("stopped", "failed"))
        return ended.values_list("status", flat=True).first() or row.state
    return row.state


def is_stale(row: Levelling, ids: list[uuid.UUID]) -> bool:
    """Whether plans, people or their other work are no longer those it was worked out from."""
    return bool(row.answer) and facts(ids, row.answer["today"]).print != row.print


def _names(actor: Actor, proposals: list[dict[str, Any]]) -> dict[str, Any]:
    tasks: set[str] = set()
    people: set[str] = set()
    for one in proposals:
        for move in one["moves"]:
            why = move["why"]
            tasks |= {move["task"], *why.get("tasks", ()), *([why["after"]] if why.get("after") else [])}
            people |= {why["resource"]} if "resource" in why else set()
        for over in one["left"]:
            tasks |= set(over["tasks"])
            people.add(over["resource"])
        tasks |= {each["task"] for each in one["instalments"]}
    known = task_names(actor, [uuid.UUID(text) for text in tasks])
    rows = Resource.objects.filter(pk__in=people).select_related("user")
    money = {i["instalment"] for one in proposals for i in one["instalments"]}
    seen = kind_of("contracts.instalment").visible_to(actor).filter(pk__in=money).values("pk")
    paid = Instalment.objects.filter(pk__in=seen).values_list("pk", "title", "amount")
    projects = Project.objects.filter(pk__in=kind_of(PROJECT).visible_to(actor).values("pk"))
    own = projects.filter(pk__in={p["project"] for one in proposals for p in one["projects"]})
    return {
        "tasks": {pk.hex: told for pk, told in known.items()},
        "people": {str(row.pk): named(row) for row in rows},
        "money": {str(pk): (title, amount) for pk, title, amount in paid},
        "projects": {str(pk): name for pk, name in own.values_list("pk", "name")},
    }


def _proposal(one: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": one["kind"],
        "whole": one["whole"],
        "solved": one["solved"],
        "overtime": one["overtime"],
        "moves": [told for move in one["moves"] if (told := _move(move, names))],
        "left": [_left(over, names) for over in one["left"] if over["resource"] in names["people"]],
        "projects": [
            {**{k: p[k] for k in ("was", "now", "promised", "later", "late_was", "late_now")}, "id": p["project"],
             "name": names["projects"].get(p["project"], "")}
            for p in one["projects"]
        ],
        "instalments": [
            {
                "title": names["money"][each["instalment"]][0], "amount": names["money"][each["instalment"]][1],
                "was": each["was"], "now": each["now"], "milestone": names["tasks"].get(each["task"], {}).get("name", ""),
            }
            for each in one["instalments"]
            if each["instalment"] in names["money"]
        ],
        "instalments_unseen": sum(each["instalment"] not in names["money"] for each in one["instalments"]),
    }  # fmt: skip


def _move(move: dict[str, Any], names: dict[str, Any]) -> dict[str, Any] | None:
    task = names["tasks"].get(uuid.UUID(move["task"]).hex)
    if task is None:
        return None  # deleted since
    why = move["why"]
    told: dict[str, Any] = {"resource": None, "away": False, "tasks": [], "after": None}
    if "resource" in why:
        found = [names["tasks"].get(uuid.UUID(text).hex) for text in why["tasks"]]
        told |= {
            "resource": names["people"].get(why["resource"]), "away": why["away"],
            "tasks": list(dict.fromkeys(each["name"] for each in found if each)),
        }  # fmt: skip
    elif why.get("after"):
        after = names["tasks"].get(uuid.UUID(why["after"]).hex)
        told["after"] = after["name"] if after else None
    kept = {k: move[k] for k in ("was_start", "was_finish", "start", "finish", "days", "held")}
    return {"task": task, **kept, "why": told}


def _left(over: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    found = [names["tasks"].get(uuid.UUID(text).hex) for text in over["tasks"]]
    return {
        "resource": names["people"][over["resource"]], "from_on": over["from_on"], "to_on": over["to_on"],
        "days": over["days"], "hours": round(over["minutes"] / 60, 1), "peak": over["peak"],
        "tasks": [each for each in found if each], "unseen": sum(each is None for each in found),
    }  # fmt: skip
