"""Steps and promises remind their assignee, once each."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.clients.services import add_step, create_client, finish_step
from dougong.kit import clock, jobs
from dougong.notifications import selectors
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _run_clock(deliver) -> None:
    jobs.start_periodic()
    deliver()


def _titles(actor) -> list[str]:
    return [i["title"] for i in selectors.notifications(actor, "zh")["items"]]


def test_due_today_is_told_in_the_morning_and_overdue_once(cast: Cast, deliver) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    add_step(cast.lin, client_id=client.pk, title="送样板", kind="promise", due_on=dt.date(2026, 11, 18))
    add_step(cast.lin, client_id=client.pk, title="约技术交流", due_on=dt.date(2026, 11, 19))
    with clock.frozen("2026-11-18T08:29+08:00"):
        _run_clock(deliver)
        assert _titles(cast.lin) == []
    with clock.frozen("2026-11-18T08:31+08:00"):
        _run_clock(deliver)
        _run_clock(deliver)
        assert _titles(cast.lin) == ["启岳半导体：承诺「送样板」，今天兑现"]
    for day in (19, 20, 21):
        with clock.frozen(f"2026-11-{day}T09:00+08:00"):
            _run_clock(deliver)
    assert set(_titles(cast.lin)) == {
        "启岳半导体：约技术交流，今天要做",
        "启岳半导体：承诺「送样板」，今天兑现",
        "启岳半导体：约技术交流，已过期，原定 2026年11月19日",
        "启岳半导体：承诺「送样板」已过期，原定 2026年11月18日",
    }
    assert len(_titles(cast.lin)) == 4


def test_a_finished_step_reminds_nobody(cast: Cast, deliver) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    step = add_step(cast.lin, client_id=client.pk, title="送样板", due_on=dt.date(2026, 11, 18))
    finish_step(cast.lin, step_id=step.pk)
    with clock.frozen("2026-11-18T09:00+08:00"):
        _run_clock(deliver)
    assert _titles(cast.lin) == []
