"""Two at once, on a database that has locks; and that nothing whatever changes the sums of a closed month."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dougong.kit import clock
from dougong.kit.errors import BusinessError
from dougong.projects.models import Project
from dougong.projects.tests.factories import project
from dougong.projects.tests.test_at_once import _together
from dougong.timesheets import errors, rules, services
from dougong.timesheets.models import DayLabour, Month, TimeEntry
from dougong.timesheets.services import Cell
from dougong.timesheets.tests.factories import MONDAY, approved, filed, sheet, team
from tests.cast import Cast, assemble

OCTOBER = dt.date(2026, 10, 1)


@pytest.fixture
def only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row locks: run with --db=postgres")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_saves_of_one_cell_leave_one_and_tell_the_other(only_postgres: None) -> None:
    cast = assemble()
    held = project(cast)

    def save(minutes: int, version: int) -> object:
        cell = Cell(held.pk, None, MONDAY, minutes, version=version)
        return services.save_cells(cast.tang, monday=MONDAY, cells=[cell])

    for version in (0, 1):
        answers = _together(lambda v=version: save(60 + v, v), lambda v=version: save(120 + v, v))
        refused = [a for a in answers if a is not None]
        assert len(refused) == 1 and isinstance(refused[0], errors.CellChanged)
        entry = TimeEntry.objects.get()
        assert entry.version == version + 1
        assert refused[0].params["current"] == {"version": entry.version, "minutes": entry.minutes}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_month_closes_before_a_write_or_after_it_and_never_around_it(only_postgres: None) -> None:
    cast = assemble()
    held = project(cast)
    day = dt.date(2026, 10, 20)
    answers = _together(
        lambda: filed(cast.tang, held, day), lambda: services.close_month(cast.xu, first=OCTOBER, carry=True)
    )
    assert isinstance(answers[1], Month)
    if isinstance(answers[0], TimeEntry):
        assert TimeEntry.objects.get().booked_on == dt.date(2026, 11, 1)
    else:
        assert isinstance(answers[0], errors.MonthClosed) and not TimeEntry.objects.exists()


def _sums() -> tuple[object, ...]:
    inside = {"booked_on__year": 2026, "booked_on__month": 10, "state": "approved"}
    return tuple(
        model.objects.filter(**inside).aggregate(n=Sum(what), cost=Sum("amount"))
        for model, what in ((TimeEntry, "minutes"), (DayLabour, "heads"))
    )


@pytest.mark.django_db
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_nothing_changes_the_sums_of_a_closed_month(cast: Cast, seed: int) -> None:
    """Whatever is tried of filing, deciding, correcting and rates, in any order."""
    with transaction.atomic():
        _one_life(cast, random.Random(seed))
        transaction.set_rollback(True)


def _one_life(cast: Cast, chance: random.Random) -> None:
    held, crew = project(cast), team(cast.xu)
    days = [dt.date(2026, 10, 19) + dt.timedelta(days=n) for n in range(5)]
    old = [approved(cast.liang, cast.tang, held, day, chance.randint(1, 600)) for day in days[:3]]
    sheets = [sheet(cast.tang, crew, held, day, heads=chance.randint(1, 9)) for day in days]
    services.approve_labour(cast.liang, ids=[s.pk for s in sheets[:3]])
    with clock.frozen("2026-11-10T10:00+08:00"):
        services.close_month(cast.xu, first=OCTOBER, carry=True)
        before = _sums()
        for _ in range(12):
            _try(cast, chance, held, old, sheets, days)
        assert _sums() == before
        with pytest.raises(errors.MonthClosed):
            filed(cast.tang, held, days[4], 60)


def _try(
    cast: Cast, chance: random.Random, held: Project, old: list[TimeEntry], sheets: list[DayLabour], days: list[dt.date]
) -> None:
    one = chance.choice(old).pk
    paper = chance.choice(sheets).pk
    everything = list(TimeEntry.objects.values_list("pk", flat=True))
    acts: tuple[Callable[[], object], ...] = (
        lambda: filed(cast.tang, held, chance.choice(days), chance.randint(1, 300)),
        lambda: filed(cast.tang, held, dt.date(2026, 11, 9), chance.randint(1, 300)),
        lambda: services.submit_week(cast.tang, monday=rules.monday_of(days[0])),
        lambda: services.submit_week(cast.tang, monday=dt.date(2026, 11, 9)),
        lambda: services.return_hours(cast.liang, ids=[one], reason="改"),
        lambda: services.undecide_hours(cast.liang, ids=everything),
        lambda: services.approve_hours(cast.liang, ids=everything),
        lambda: services.correct_hours(cast.tang, entry_id=one, minutes=chance.randint(0, 600), reason="改"),
        lambda: services.correct_labour(cast.liang, sheet_id=paper, heads=2, quantity=100, reason="改"),
        lambda: services.approve_labour(cast.liang, ids=[s.pk for s in sheets]),
        lambda: services.undecide_labour(cast.liang, ids=[paper]),
        lambda: services.save_labour(cast.tang, sheet_id=paper, version=None, heads=9),
        lambda: services.remove_labour(cast.tang, sheet_id=paper),
    )
    try:
        chance.choice(acts)()
    except BusinessError:
        return
