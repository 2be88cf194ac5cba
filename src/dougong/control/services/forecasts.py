"""The finish by draws: the network as it stands, durations by three points, kept with its seed."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections import Counter
from typing import Any

from django.db import transaction

from dougong.control import errors
from dougong.control.models import Forecast, ProjectFigures
from dougong.control.policies import FIGURES
from dougong.control.rules import draws as rules
from dougong.control.selectors.books import Book, open_book
from dougong.control.selectors.gate import project_for
from dougong.control.selectors.networks import network_of
from dougong.control.services.figures import refresh
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, enqueue
from dougong.kit.models import Job
from dougong.kit.stream import notify
from dougong.projects.models import Project, Task
from dougong.projects.rules import last_day

BINS, TASKS = 15, 30


def start_draws(actor: Actor, *, project_id: uuid.UUID, draws: int = 1000, seed: int | None = None) -> Job:
    """A job that draws; the seed is kept with the answer, so that it can be drawn again."""
    project = project_for(actor, project_id)
    require(actor, FIGURES, "update", ProjectFigures.objects.get(pk=project_id))
    if not Task.objects.filter(project=project).exists():
        raise errors.NothingToDraw()
    number = random.SystemRandom().randrange(1, 1_000_000) if seed is None else seed
    title = f"{project.name} 完工模拟"
    args: dict[str, Any] = {"project_id": project.pk, "draws": draws, "seed": number}
    return enqueue("control.draw", actor=actor, title=title, total=draws, **args)


def run_draws(ctx: JobContext, *, project_id: uuid.UUID, draws: int, seed: int) -> dict[str, Any]:
    actor = ctx.actor()
    project = project_for(actor, project_id)
    require(actor, FIGURES, "update", ProjectFigures.objects.get(pk=project_id))
    book = open_book(project)
    body = drawn(book, draws=draws, seed=seed, told=ctx.progress)
    with transaction.atomic():
        row = keep(project, body, draws=draws, seed=seed, by=actor.name)
        refresh(project_id)
    notify(FIGURES, project_id)
    return {"p50": str(row.p50), "p80": str(row.p80)}


def keep(project: Project, body: dict[str, Any], *, draws: int, seed: int, by: str) -> Forecast:
    """The newest three are kept."""
    row = Forecast.objects.create(
        project=project, made_at=clock.now(), by_name=by, plan_version=project.plan_version, draws=draws, seed=seed,
        planned=project.forecast_finish, p50=body.pop("p50"), p80=body.pop("p80"), body=body,
    )  # fmt: skip
    old = Forecast.objects.filter(project=project).order_by("-id").values_list("id", flat=True)[3:]
    Forecast.objects.filter(pk__in=list(old)).delete()
    return row


def drawn(book: Book, *, draws: int, seed: int, told: Any = None) -> dict[str, Any]:
    """P50, P80, how many of the draws end on which day, and the tasks that were critical most often."""
    net = network_of(book)
    shape: rules.Shape = "triangular" if book.setting.shape == "triangular" else "pert"
    found = rules.draw(net, draws=draws, seed=seed, shape=shape, told=told)
    if not found.finishes:
        raise errors.NothingToDraw()
    day_at = {minute: last_day(book.clock.finish(minute)) for minute in set(found.finishes)}
    days = Counter(day_at[minute] for minute in found.finishes)
    often = sorted(
        ((count, work.id) for count, work in zip(found.critical, net.works, strict=True) if work.counts and count),
        key=lambda item: -item[0],
    )
    return {
        "p50": day_at[rules.level(found.finishes, 0.5)],
        "p80": day_at[rules.level(found.finishes, 0.8)],
        "days": [[day.isoformat(), count] for day, count in sorted(days.items())],
        "bins": _bins(days),
        "tasks": [
            {"id": str(pk), "name": book.plan.tasks[pk].name, "index": round(count / draws, 3)}
            for count, pk in often[:TASKS]
            if isinstance(pk, uuid.UUID)
        ],
        "shape": shape,
    }


def _bins(days: Counter[dt.date]) -> list[dict[str, Any]]:
    """Equal spans of days from the first finish to the last, at most `BINS`."""
    first, last = min(days), max(days)
    width = (last - first).days // BINS + 1
    counts = Counter((day - first).days // width for day in days.elements())
    return [
        {
            "first": (first + dt.timedelta(days=n * width)).isoformat(),
            "last": (first + dt.timedelta(days=n * width + width - 1)).isoformat(),
            "count": counts.get(n, 0),
        }
        for n in range((last - first).days // width + 1)
    ]
