"""What the clock does: reminders once each, figures that follow the date, differences found and mended."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dougong.clients.models import ClientFigures
from dougong.contracts import services, tasks
from dougong.contracts.models import ContractFigures, InstalmentFigures
from dougong.contracts.tests.factories import in_force, rows_of, simple
from dougong.kit import clock
from dougong.kit.money import Money
from dougong.notifications.models import Notification
from tests.cast import Cast

pytestmark = pytest.mark.django_db


class Quiet:
    """A job's context that nobody watches."""

    def progress(self, done: int, total: int, message: str = "") -> None: ...
    def checkpoint(self, **fields: Any) -> None: ...


QUIET: Any = Quiet()


def told(kind: str) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind=f"contracts.{kind}").order_by("pk")
    return sorted((n.user.name, n.key.rsplit(":", 1)[1]) for n in rows.select_related("user"))


def at(day: str) -> Any:
    return clock.frozen(f"{day}T09:00+08:00")


def test_a_payment_is_told_when_due_and_overdue_once_each_to_whom_it_concerns(cast: Cast) -> None:
    with at("2026-04-01"):
        simple(cast, "100.00")  # due 2026-05-01
        assert tasks.remind(QUIET) == {"ending": 0, "due": 0, "overdue": 0}
    for day in ("2026-04-24", "2026-04-25", "2026-05-01", "2026-05-02", "2026-05-03", "2026-05-08", "2026-05-31"):
        with at(day):
            tasks.remind(QUIET)
            tasks.remind(QUIET)
    assert told("due") == [("林舒然", "0")]
    assert told("overdue") == [("林舒然", s) for s in ("1", "30", "7")] + [("许闻溪", s) for s in ("1", "30", "7")]


def test_a_debt_found_late_is_told_once_and_not_for_each_step_it_passed(cast: Cast) -> None:
    with at("2026-06-20"):
        simple(cast, "100.00")
        tasks.remind(QUIET)
    assert told("overdue") == [("林舒然", "30"), ("许闻溪", "30")]


def test_what_was_paid_is_not_asked_for(cast: Cast) -> None:
    with at("2026-04-28"):
        contract = simple(cast, "100.00")
        services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money("100"), received_on=dt.date(2026, 4, 28))
    with at("2026-05-10"):
        tasks.remind(QUIET)
    assert Notification.objects.filter(kind__startswith="contracts.").count() == 0


def test_a_contract_that_ends_in_thirty_days_is_told_to_its_owner(cast: Cast) -> None:
    with at("2027-02-28"):
        contract = in_force(cast)
        tasks.remind(QUIET)
        assert told("ending") == []
    with at("2027-03-01"):
        tasks.remind(QUIET)
        tasks.reminders_hourly(QUIET)
    assert [name for name, _ in told("ending")] == ["林舒然"]
    note = Notification.objects.get(kind="contracts.ending")
    assert note.link == f"/contracts/{contract.pk}" and note.params["days"] == 30


def test_nobody_is_told_before_half_past_eight(cast: Cast) -> None:
    with at("2026-06-20"):
        simple(cast, "100.00")
    with clock.frozen("2026-06-21T07:59+08:00"):
        assert tasks.reminders_hourly(QUIET) == {}
    assert told("overdue") == []


def test_overdue_grows_with_the_date(cast: Cast) -> None:
    with at("2026-05-01"):
        contract = simple(cast, "100.00")
    with at("2026-05-11"):
        tasks.daily_figures(QUIET)
    figures = ClientFigures.objects.get(client=contract.client_id)
    assert (str(figures.overdue), figures.overdue_days) == ("100.00", 10)


def test_a_figure_that_differs_is_reported_and_rebuilt(cast: Cast) -> None:
    with at("2026-04-01"):
        contract = simple(cast, "100.00")
        assert tasks.compare(QUIET) == {"contracts": 1, "differences": [], "count": 0}
        InstalmentFigures.objects.update(owed=Money("99.00"))
        ClientFigures.objects.update(receivable=Money("1.00"))
        found = tasks.compare(QUIET)
        assert {(d["what"], d["figure"], d["was"], d["is"]) for d in found["differences"]} == {
            ("instalment", "owed", "99.00", "100.00"),
        }
        assert str(rows_of(contract)[0].figures.owed) == "100.00"
        ClientFigures.objects.update(receivable=Money("1.00"))
        assert tasks.compare(QUIET)["differences"][0]["what"] == "client"
        assert str(ClientFigures.objects.get(client=contract.client_id).receivable) == "100.00"
        assert ContractFigures.objects.get(contract=contract).owed == Money("100")
