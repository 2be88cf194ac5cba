"""From draft to in force to its end; what was agreed changes only by a version that says why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dougong.clients.models import ClientFigures
from dougong.contracts import errors, services
from dougong.contracts.models import Contract, Instalment, PlanVersion
from dougong.contracts.rules import PlanRow, due_after
from dougong.contracts.services.plans import plan_of
from dougong.contracts.tests.factories import client_of, draft, in_force, owed, plan, rows_of, simple
from dougong.kit import clock
from dougong.kit.errors import FieldError, FieldErrors, NotAllowed, NotFound, Stale
from dougong.kit.models import OutboxEvent
from dougong.kit.money import Money
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 20)


@pytest.fixture(autouse=True)
def autumn():
    with clock.frozen("2026-11-18T10:00+08:00"):
        yield


def fields(refused: pytest.ExceptionInfo[FieldErrors]) -> list[str | None]:
    return [e.field for e in refused.value.errors]


def test_a_contract_comes_into_force_with_a_number_and_its_first_plan(cast: Cast) -> None:
    contract = in_force(cast)
    assert (contract.status, contract.number, contract.plan_no) == ("in_force", "HT-2026-0001", 1)
    kept = PlanVersion.objects.get(contract=contract)
    assert (kept.no, str(kept.amount), len(kept.rows)) == (1, "48600000.00", 6)
    assert OutboxEvent.objects.get(name="contracts.contract_activated.v1").payload["contract_id"] == str(contract.pk)
    assert in_force(cast).number == "HT-2026-0002"


def test_the_parties_own_number_is_taken_once(cast: Cast) -> None:
    services.activate_contract(cast.xu, contract_id=draft(cast.lin).pk, number="QY-2026-18")
    second = draft(cast.lin)
    with pytest.raises(errors.NumberTaken):
        services.activate_contract(cast.xu, contract_id=second.pk, number="QY-2026-18")
    second.refresh_from_db()
    assert second.status == "draft"


def test_what_is_missing_is_told_field_by_field(cast: Cast) -> None:
    contract = draft(
        cast.lin, amount=Money(), signed_on=dt.date(2026, 11, 19), starts_on=dt.date(2027, 1, 1),
        ends_on=dt.date(2026, 12, 31), legal_entity_id=None, instalments=[],
    )  # fmt: skip
    with pytest.raises(FieldErrors) as refused:
        services.activate_contract(cast.xu, contract_id=contract.pk)
    assert fields(refused) == ["amount", "legal_entity_id", "signed_on", "ends_on"]


def test_a_plan_that_is_a_fen_off_keeps_the_contract_a_draft(cast: Cast) -> None:
    contract = draft(cast.lin, amount=Money("48600000.01"))
    with pytest.raises(FieldErrors) as refused:
        services.activate_contract(cast.xu, contract_id=contract.pk)
    assert fields(refused) == ["instalments"]
    assert "相差 ¥0.01" in refused.value.errors[0].sentence()


def test_a_draft_may_be_changed_with_its_plan(cast: Cast) -> None:
    contract = draft(cast.lin)
    rows = plan(("final", "一次付清", "100.00", "date", DAY))
    services.update_draft(cast.lin, contract_id=contract.pk, version=1, amount=Money("100"), instalments=rows)
    assert owed(contract) == ["100.00"]
    assert Instalment.objects.filter(contract=contract).count() == 1
    with pytest.raises(Stale) as refused:
        services.update_draft(cast.lin, contract_id=contract.pk, version=1, title="旧版本")
    assert refused.value.params["who"] == "林舒然" and refused.value.params["version"] == 2
    assert refused.value.params["current"]["instalments"][0]["amount"] == "100.00"


def test_sales_draft_but_do_not_put_in_force_and_touch_no_strangers_draft(cast: Cast) -> None:
    contract = draft(cast.lin)
    with pytest.raises(NotAllowed):
        services.activate_contract(cast.lin, contract_id=contract.pk)
    with pytest.raises(NotFound):
        services.update_draft(cast.gu, contract_id=contract.pk, title="别人的")
    with pytest.raises(NotFound):
        draft(cast.gu, contract.client)
    assert services.activate_contract(cast.zhou, contract_id=contract.pk).status == "in_force"


def test_money_and_plan_of_a_contract_in_force_are_no_draft_any_more(cast: Cast) -> None:
    contract = in_force(cast)
    for values in ({"amount": Money("1")}, {"instalments": plan()}, {"tax_rate": "6"}):
        with pytest.raises(errors.NotDraft):
            services.update_draft(cast.xu, contract_id=contract.pk, **values)
    with pytest.raises(errors.NotDraft):
        services.activate_contract(cast.xu, contract_id=contract.pk)


def test_a_new_plan_is_a_version_with_a_reason(cast: Cast) -> None:
    contract = simple(cast, "100.00", "200.00")
    first, second = plan_of(contract)
    rows = [first, replace(second, amount=Money("150.00")), PlanRow("final", "增补", Money("80"), due_on=DAY)]
    with pytest.raises(FieldError):
        services.set_plan(cast.xu, contract_id=contract.pk, instalments=rows, amount=Money("330"))
    services.set_plan(cast.xu, contract_id=contract.pk, instalments=rows, amount=Money("330"), reason="签证三号")
    assert owed(contract) == ["100.00", "150.00", "80.00"]
    assert [r.pk for r in rows_of(contract)][:2] == [first.id, second.id]
    versions = PlanVersion.objects.filter(contract=contract).order_by("no")
    assert [(v.no, str(v.amount), v.reason) for v in versions] == [(1, "300.00", ""), (2, "330.00", "签证三号")]


def test_a_new_plan_never_falls_below_what_was_received(cast: Cast) -> None:
    contract = simple(cast, "100.00", "200.00")
    services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money("60"), received_on=DAY)
    first, second = plan_of(contract)
    less = [replace(first, amount=Money("59.99")), second]
    for rows, amount in ((less, "259.99"), ([second], "200.00")):
        with pytest.raises(errors.BelowReceived):
            services.set_plan(cast.xu, contract_id=contract.pk, instalments=rows, amount=Money(amount), reason="减")
    assert owed(contract) == ["40.00", "200.00"]
    rows = [replace(first, amount=Money("60"))]
    services.set_plan(cast.xu, contract_id=contract.pk, instalments=rows, amount=Money("60"), reason="减到已收")
    assert owed(contract) == ["0.00"]
    assert Instalment.objects.get(pk=second.id).dropped_at is not None


def test_a_row_named_twice_is_refused_since_it_would_be_written_once(cast: Cast) -> None:
    contract = simple(cast, "100.00", "200.00")
    first, second = plan_of(contract)
    rows = [first, second, replace(second, amount=Money("50"))]
    with pytest.raises(errors.RowTwice):
        services.set_plan(cast.xu, contract_id=contract.pk, instalments=rows, amount=Money("350"), reason="增补")
    assert owed(contract) == ["100.00", "200.00"]


def test_a_draft_takes_no_negative_amount_and_no_archived_entity(cast: Cast) -> None:
    contract = draft(cast.lin)
    with pytest.raises(FieldError):
        services.set_plan(cast.lin, contract_id=contract.pk, instalments=[], amount=Money("-5"))
    entity = services.create_entity(cast.xu, name="旧主体")
    services.archive_entity(cast.xu, entity_id=entity.pk)
    with pytest.raises(FieldError):
        services.update_draft(cast.lin, contract_id=contract.pk, legal_entity_id=entity.pk)


def test_a_plan_that_does_not_add_up_is_no_version(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    with pytest.raises(FieldErrors):
        services.set_plan(
            cast.xu, contract_id=contract.pk, instalments=plan_of(contract), amount=Money("101"), reason="错"
        )
    contract.refresh_from_db()
    assert str(contract.amount) == "100.00" and contract.plan_no == 1


def test_complete_only_when_all_is_in_or_with_a_reason(cast: Cast) -> None:
    contract = simple(cast, "100.00", "200.00")
    with pytest.raises(errors.StillOwed):
        services.complete_contract(cast.xu, contract_id=contract.pk)
    services.complete_contract(cast.xu, contract_id=contract.pk, reason="尾款转诉讼")
    contract.refresh_from_db()
    assert (contract.status, contract.close_reason) == ("completed", "尾款转诉讼")
    figures = ClientFigures.objects.get(client=contract.client_id)
    assert (figures.active_contracts, str(figures.receivable)) == (0, "300.00")


def test_a_terminated_contract_owes_nothing_and_says_why(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    with pytest.raises(FieldError):
        services.terminate_contract(cast.zhou, contract_id=contract.pk, reason="")
    services.terminate_contract(cast.zhou, contract_id=contract.pk, reason="业主缓建")
    figures = ClientFigures.objects.get(client=contract.client_id)
    assert (str(figures.receivable), str(figures.contract_amount)) == ("0.00", "0.00")
    with pytest.raises(errors.NotInForce):
        services.complete_contract(cast.xu, contract_id=contract.pk)


def test_the_date_of_a_waiting_instalment_is_set_when_its_event_comes(cast: Cast) -> None:
    contract = in_force(cast)
    waiting = rows_of(contract)[4]
    due = due_after(dt.date(2026, 9, 1), 60)
    services.set_due(cast.liang, instalment_id=waiting.pk, due_on=due, cause="竣工验收通过")
    services.set_due(cast.liang, instalment_id=waiting.pk, due_on=due, cause="竣工验收通过")
    row = rows_of(contract)[4]
    assert (row.due_on, row.due_cause) == (dt.date(2026, 10, 31), "竣工验收通过")
    assert contract.client.timeline.filter(kind="instalment_due_set").count() == 1
    assert str(ClientFigures.objects.get(client=contract.client_id).overdue) == "37422000.00"
    services.set_due(cast.liang, instalment_id=waiting.pk, due_on=None, cause="验收撤回")
    assert rows_of(contract)[4].due_on is None


def test_a_new_plan_keeps_the_date_that_its_event_set(cast: Cast) -> None:
    contract = in_force(cast)
    services.set_due(cast.liang, instalment_id=rows_of(contract)[4].pk, due_on=DAY, cause="验收")
    services.set_plan(cast.xu, contract_id=contract.pk, instalments=plan_of(contract), reason="改名")
    assert rows_of(contract)[4].due_on == DAY


def test_a_fixed_date_is_not_set_from_outside_and_not_by_sales(cast: Cast) -> None:
    row = rows_of(in_force(cast))[0]
    with pytest.raises(errors.DueIsDate):
        services.set_due(cast.liang, instalment_id=row.pk, due_on=DAY, cause="验收")
    with pytest.raises(NotAllowed):
        services.set_due(cast.lin, instalment_id=row.pk, due_on=DAY, cause="验收")


def test_a_draft_is_put_away_and_taken_out_again(cast: Cast) -> None:
    contract = draft(cast.lin)
    services.archive_draft(cast.lin, contract_id=contract.pk)
    with pytest.raises(errors.ContractArchived):
        services.activate_contract(cast.xu, contract_id=contract.pk)
    for values in ({"title": "改名"}, {"amount": Money("1")}, {"instalments": plan()}):
        with pytest.raises(errors.ContractArchived):
            services.update_draft(cast.lin, contract_id=contract.pk, **values)
    with pytest.raises(errors.ContractArchived):
        services.set_plan(cast.lin, contract_id=contract.pk, instalments=[])
    assert len(rows_of(contract)) == 6
    services.restore_draft(cast.lin, contract_id=contract.pk)
    services.activate_contract(cast.xu, contract_id=contract.pk)
    with pytest.raises(errors.NotDraft):
        services.archive_draft(cast.xu, contract_id=contract.pk)
    assert Contract.objects.get().archived_at is None


def test_a_draft_of_a_manager_belongs_to_the_clients_owner(cast: Cast) -> None:
    client = client_of(cast.lin)
    assert draft(cast.zhou, client).owner_id == cast.lin.id
    assert draft(cast.xu, client).department_id == cast.lin.department_id
