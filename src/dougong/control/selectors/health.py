"""How a project stands, line by line, from its plan, its money, its client's payments and its reports."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Sum

from dougong.contracts.models import Instalment
from dougong.contracts.selectors import OWING
from dougong.control.models import Forecast
from dougong.control.rules import cash, earned
from dougong.control.rules.health import VERSION, Facts, Health, health
from dougong.control.selectors.books import Book, open_book
from dougong.control.selectors.cash import dues_of
from dougong.control.selectors.gate import project_for, rights
from dougong.control.selectors.measures import amount, number
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.projects.models import ChangeSet, Project


@dataclass(frozen=True)
class State:
    """What is kept of a project in `ProjectFigures`, and said on its page."""

    book: Book
    sums: earned.Sums
    found: earned.Measures
    health: Health
    overdue: Money
    shifted: Money
    reported_on: dt.date | None
    forecast: Forecast | None


def state_of(project: Project) -> State:
    book = open_book(project)
    sums = book.total()
    found = earned.measures(sums, book.formula)
    late, share = _overdue(project)
    drawn = Forecast.objects.filter(project=project).order_by("-id").first()
    reported = _reported_on(project)
    running = project.status in ("preparing", "running")
    facts = Facts(
        spi=sums.spi,
        late_days=None if project.forecast_finish is None or not running else project.days_late,
        cpi=sums.cpi,
        overdue_share=share,
        chance=_chance(project, drawn) if running else None,
        silent_days=_silent(project, reported),
    )
    dues = dues_of([project], Instalment.objects.all())[project.pk]
    shifted = cash.shifted(due.part for due in dues)
    return State(book, sums, found, health(facts), late, Money.fen(shifted), reported, drawn)


def _overdue(project: Project) -> tuple[Money, Fraction | None]:
    """What the contract's client owes and should have paid, and its share of all that has fallen due; None before that."""
    rows = Instalment.objects.filter(
        contract_id=project.contract_id, contract__status__in=OWING, dropped_at__isnull=True, due_on__lt=clock.today()
    )
    fallen = rows.aggregate(total=Sum("amount"))["total"] or Money()
    late = rows.aggregate(total=Sum("figures__owed"))["total"] or Money()
    return late, Fraction(late.amount_fen, fallen.amount_fen) if fallen else None


def _chance(project: Project, drawn: Forecast | None) -> Fraction | None:
    """That the promised finish is kept, by the newest draws."""
    if drawn is None or project.finishes_on is None:
        return None
    kept = sum(count for day, count in drawn.body["days"] if day <= project.finishes_on.isoformat())
    return Fraction(kept, drawn.draws)


def _reported_on(project: Project) -> dt.date | None:
    last = ChangeSet.objects.filter(project=project, kind="progress", undone=False).order_by("-id").first()
    return None if last is None else last.at.astimezone(clock.zone()).date()


def _silent(project: Project, reported: dt.date | None) -> int | None:
    """Days since the last report of running work, or since its kick-off when there was none."""
    since = reported or project.kickoff_on
    return None if project.status != "running" or since is None else max((clock.today() - since).days, 0)


def lines_out(found: Health) -> list[dict[str, Any]]:
    return [{"code": ln.code, "weight": ln.weight, "points": ln.points, "value": ln.value} for ln in found.lines]


def health_of(actor: Actor, project_id: uuid.UUID) -> dict[str, Any]:
    """The score with its lines, the newest draws, and whether the plan has changed since."""
    project = project_for(actor, project_id)
    state = state_of(project)
    return {
        "points": state.health.points,
        "light": state.health.light,
        "version": VERSION,
        "lines": lines_out(state.health),
        "overdue": state.overdue,
        "shifted": state.shifted,
        "reported_on": state.reported_on,
        "promised": project.finishes_on,
        "forecast_finish": project.forecast_finish,
        "days_late": project.days_late,
        "spi": number(state.sums.spi),
        "cpi": number(state.sums.cpi),
        "eac": amount(state.found.eac),
        "drawn": drawn_out(state.forecast, project),
        "setting": {name: getattr(state.book.setting, name) for name in ("version", "shape", "low", "high")},
        "may": rights(actor, project_id),
    }


def drawn_out(row: Forecast | None, project: Project) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "made_at": row.made_at,
        "by": row.by_name,
        "draws": row.draws,
        "seed": row.seed,
        "planned": row.planned,
        "p50": row.p50,
        "p80": row.p80,
        "chance": number(_chance(project, row)),
        "old": row.plan_version != project.plan_version,
        "bins": row.body["bins"],
        "tasks": row.body["tasks"],
        "shape": row.body["shape"],
    }
