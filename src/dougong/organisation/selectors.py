"""What somebody holds, as far as the reader may know, and how his hand-over stands."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.accounts.actors import actor_by_id
from dougong.accounts.models import User
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.handing import Holding, holdings
from dougong.kit.handing import holding as holding_of
from dougong.kit.jobs import failure
from dougong.kit.models import Job
from dougong.kit.registry import resource
from dougong.organisation.holders import check_takers, held
from dougong.organisation.models import HandOver
from dougong.organisation.policies import HAND_OVER

NAMES = 20
USER = "accounts.user"


def preview(
    actor: Actor, user_id: uuid.UUID, *, successor_id: uuid.UUID | None, overrides: dict[str, uuid.UUID], language: str
) -> dict[str, Any]:
    """By kind: how many, the first names of those that the reader may see, who would take them and whether his roles let him
    see such records at all. Nothing is written."""
    require(actor, HAND_OVER, "create")
    user: User = get_visible(resource(USER).visible_to(actor), user_id)
    if successor_id is not None or overrides:
        check_takers(user.pk, {"": successor_id, **overrides} if successor_id else overrides)
    takers = _takers({*overrides.values(), *([successor_id] if successor_id else [])})
    kinds = []
    for item in holdings():
        count = held(item, user.pk).count()
        if count:
            taker = takers.get(overrides.get(item.code) or successor_id) if item.end is None else None
            kinds.append({**_kind(item, language), "count": count, "names": _names(actor, item, user.pk), "taker": taker,
                          "taker_sees": _may_see(taker, item)})  # fmt: skip
    return {"kinds": kinds, "total": sum(k["count"] for k in kinds if not k["ends"])}


def _kind(item: Holding, language: str) -> dict[str, Any]:
    return {"code": item.code, "label": item.en if language == "en" else item.zh, "ends": item.end is not None}


def _takers(ids: set[uuid.UUID]) -> dict[Any, dict[str, Any]]:
    return {u.pk: {"id": u.pk, "name": u.name} for u in User.objects.filter(pk__in=ids)}


def _may_see(taker: dict[str, Any] | None, item: Holding) -> bool:
    found = actor_by_id(taker["id"]) if taker else None
    return found is None or found.can(item.resource, "view")


def _names(actor: Actor, item: Holding, person_id: uuid.UUID) -> list[str]:
    """Only of records that the reader may see: who hands over need not know the clients."""
    seen = resource(item.resource).visible_to(actor).values("pk")
    rows = held(item, person_id).filter(**{f"{item.via or 'pk'}__in": seen}).order_by("pk")
    if item.via:
        rows = rows.select_related(item.via)
    return [item.title(row) for row in rows[:NAMES]]


def of_person(actor: Actor, user_id: uuid.UUID, language: str) -> list[dict[str, Any]]:
    rows = resource(HAND_OVER).visible_to(actor).filter(person_id=user_id).order_by("-created_at")
    return [_facts(row, language) for row in rows.select_related("person", "successor")[:20]]


def one(actor: Actor, hand_over_id: uuid.UUID, language: str) -> dict[str, Any]:
    """With the kinds, and of what was left at the undoing the names that the reader may see."""
    rows = resource(HAND_OVER).visible_to(actor).select_related("person", "successor")
    row: HandOver = get_visible(rows, hand_over_id)
    kinds: dict[str, dict[str, Any]] = {}
    counted = row.items.order_by("pk").values_list("kind", "state", "object_id")
    left: dict[str, list[str]] = {}
    for code, state, key in counted.iterator(1000):
        item = holding_of(code)
        if item is None:
            continue
        told = kinds.setdefault(code, {**_kind(item, language), "passed": 0, "back": 0, "left": 0, "left_names": []})
        told[state] += 1
        if state == "left":
            left.setdefault(code, []).append(key)
    for code, keys in left.items():
        kinds[code]["left_names"] = _left_names(actor, code, keys[:NAMES])
    return {**_facts(row, language), "kinds": list(kinds.values())}


def _left_names(actor: Actor, code: str, keys: list[str]) -> list[str]:
    item = holding_of(code)
    assert item is not None
    seen = resource(item.resource).visible_to(actor).values("pk")
    rows = item.model._default_manager.filter(pk__in=keys).filter(**{f"{item.via or 'pk'}__in": seen})
    return [item.title(row) for row in (rows.select_related(item.via) if item.via else rows)]


def _facts(row: HandOver, language: str) -> dict[str, Any]:
    job = Job.objects.filter(pk=row.job_id).first() if row.job_id else None
    waits = row.status in ("running", "undoing") and (job is None or job.status in ("stopped", "failed", "done"))
    return {
        "id": row.pk,
        "version": row.version,
        "person": {"id": row.person_id, "name": row.person.name},
        "successor": {"id": row.successor_id, "name": row.successor.name},
        "leaves_on": row.leaves_on,
        "status": row.status,
        "planned": row.status == "done" and row.closed_at is None,
        "passed": row.passed_count,
        "ended": row.ended_count,
        "back": row.back_count,
        "left": row.left_count,
        "created_at": row.created_at,
        "closed_at": row.closed_at,
        "undone_at": row.undone_at,
        "may_resume": waits,
        "job": {
            "id": job.pk,
            "status": job.status,
            "done": job.done,
            "total": job.total,
            "error": failure(job, language),
        }
        if job
        else None,
    }
