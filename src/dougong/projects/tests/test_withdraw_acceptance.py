"""An acceptance is taken back with all it set, and is still seen; its documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dougong.clients.models import TimelineEntry
from dougong.contracts import services as contracts
from dougong.contracts.models import Contract, Instalment
from dougong.files.models import Attachment
from dougong.files.services import attach
from dougong.kit import clock
from dougong.kit.errors import FieldError, NotAllowed, NotFound
from dougong.kit.models import OutboxDelivery, OutboxEvent
from dougong.kit.money import Money
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.projects import errors, services
from dougong.projects.models import Acceptance, Project
from dougong.projects.tests.factories import contract, project
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 11)
ABSENT = "0198b5a0-0000-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def autumn() -> Iterator[None]:
    with clock.frozen("2026-09-18T18:00+08:00"):
        yield


def _running(cast: Cast, agreed: Contract | None = None, **values: Any) -> Project:
    held = project(cast, agreed, **values)
    services.hold_kickoff(cast.liang, project_id=held.pk, held_on=dt.date(2026, 8, 31))
    return held


def _accepted(cast: Cast, held: Project, **values: Any) -> Acceptance:
    return services.accept(cast.liang, project_id=held.pk, accepted_on=DAY, planned_on=DAY, **values)


def _due() -> dt.date | None:
    return Instalment.objects.get(title="结算款").due_on


def test_what_the_acceptance_set_is_taken_back_and_may_be_set_anew(cast: Cast) -> None:
    held = _running(cast)
    wrong = _accepted(cast, held)
    assert _due() == dt.date(2026, 10, 9)
    services.withdraw_acceptance(cast.liang, acceptance_id=wrong.pk, reason="登记错了项目")
    held.refresh_from_db()
    assert (_due(), held.status, held.accepted_on) == (None, "running", None)
    told = TimelineEntry.objects.get(kind="acceptance_withdrawn").data
    assert (told["what"], told["reason"]) == (held.name, "登记错了项目")
    again = services.accept(cast.liang, project_id=held.pk, accepted_on=dt.date(2026, 9, 18))
    assert _due() == dt.date(2026, 10, 16) and again.pk != wrong.pk
    wrong.refresh_from_db()
    assert (wrong.result, wrong.withdrawn_by, wrong.withdrawn_reason) == ("passed", "梁见山", "登记错了项目")
    assert Project.objects.get(pk=held.pk).status == "accepted"


def test_a_milestones_acceptance_gives_back_its_own_instalment_only(cast: Cast) -> None:
    held = _running(cast)
    _, stone = services.add_task(cast.liang, project_id=held.pk, version=None, name="封顶", kind="milestone")
    waiting = Instalment.objects.get(title="结算款")
    services.link_instalment(cast.liang, task_id=stone.pk, instalment_id=waiting.pk)
    passed = _accepted(cast, held, task_id=stone.pk)
    assert _due() is not None
    services.withdraw_acceptance(cast.liang, acceptance_id=passed.pk, reason="未达标")
    assert _due() is None and Project.objects.get(pk=held.pk).status == "running"
    rows = services_schedule(cast, held)
    assert [r["accepted_on"] for r in rows if r["name"] == "封顶"] == [None]


def services_schedule(cast: Cast, held: Project) -> list[dict[str, Any]]:
    from dougong.projects import selectors

    rows: list[dict[str, Any]] = selectors.schedule(cast.liang, held.pk)["tasks"]
    return rows


def test_of_two_projects_withdrawing_either_lets_the_contract_wait(cast: Cast) -> None:
    agreed = contract(cast)
    first, second = _running(cast, agreed, name="一期"), _running(cast, agreed, name="二期")
    earlier = _accepted(cast, first)
    _accepted(cast, second)
    assert _due() == dt.date(2026, 10, 9)
    services.withdraw_acceptance(cast.liang, acceptance_id=earlier.pk, reason="一期重验")
    assert _due() is None and Project.objects.get(pk=second.pk).status == "accepted"
    services.accept(cast.liang, project_id=first.pk, accepted_on=dt.date(2026, 9, 18))
    assert _due() == dt.date(2026, 10, 16)


def test_what_was_paid_keeps_its_acceptance(cast: Cast) -> None:
    held = _running(cast)
    passed = _accepted(cast, held)
    paid = contracts.record_receipt(
        cast.xu, contract_id=held.contract_id, amount=Money("9000000.00"), received_on=DAY
    )  # the advance, the progress and a part of the final payment
    with pytest.raises(errors.AcceptancePaid) as refused:
        services.withdraw_acceptance(cast.liang, acceptance_id=passed.pk, reason="错")
    assert "结算款" in refused.value.sentence()
    passed.refresh_from_db()
    assert passed.withdrawn_at is None and Project.objects.get(pk=held.pk).status == "accepted"
    contracts.reverse_receipt(cast.xu, receipt_id=paid.pk, reason="错")
    services.withdraw_acceptance(cast.liang, acceptance_id=passed.pk, reason="错")
    assert _due() is None


@pytest.mark.parametrize("lost_first", [False, True], ids=["in order", "withdrawal first"])
def test_the_points_are_reversed_once(cast: Cast, deliver: Callable[[], int], lost_first: bool) -> None:
    held = _running(cast)
    passed = _accepted(cast, held)
    if lost_first:
        OutboxDelivery.objects.filter(handler="loyalty.award_acceptance").update(status="dead")
    deliver()
    services.withdraw_acceptance(cast.liang, acceptance_id=passed.pk, reason="错")
    deliver()
    OutboxDelivery.objects.filter(handler__startswith="loyalty.").update(status="pending")
    deliver()
    given, undone = PointsEntry.objects.order_by("pk")
    assert (given.amount, undone.amount, undone.reverses_id, undone.reason) == (50, -50, given.pk, "错")
    assert PointsAccount.objects.get().balance == 0
    _accepted(cast, held)
    deliver()
    assert PointsAccount.objects.get().balance == 50


def test_a_failed_acceptance_is_withdrawn_without_more(cast: Cast) -> None:
    held = _running(cast)
    failed = _accepted(cast, held, result="failed")
    passed = _accepted(cast, held)
    services.withdraw_acceptance(cast.liang, acceptance_id=failed.pk, reason="记错")
    assert _due() == dt.date(2026, 10, 9) and Project.objects.get(pk=held.pk).status == "accepted"
    assert not OutboxEvent.objects.filter(name="projects.acceptance_withdrawn.v1").exists()
    passed.refresh_from_db()
    assert passed.withdrawn_at is None


def test_it_takes_a_reason_the_right_to_accept_and_is_done_once(cast: Cast, api: ApiClient) -> None:
    held = _running(cast)
    passed = _accepted(cast, held)
    with pytest.raises(FieldError):
        services.withdraw_acceptance(cast.liang, acceptance_id=passed.pk, reason="  ")
    with pytest.raises(NotAllowed):
        services.withdraw_acceptance(cast.tang, acceptance_id=passed.pk, reason="错")
    with pytest.raises(NotFound):
        services.withdraw_acceptance(cast.luo, acceptance_id=passed.pk, reason="错")
    path, body = f"/acceptances/{passed.pk}/withdraw", {"reason": "登记错了"}
    first = api.as_("liang").post(path, body, key="w1")
    assert first.status_code == 200 and api.post(path, body, key="w1").json() == first.json()
    assert api.post(path, body, key="w2").json()["code"] == "acceptance_withdrawn_already"
    assert OutboxEvent.objects.filter(name="projects.acceptance_withdrawn.v1").count() == 1
    shown = api.get(f"/projects/{held.pk}").json()["acceptances"]
    assert [(a["withdrawn_by"], a["withdrawn_reason"]) for a in shown] == [("梁见山", "登记错了")]


def test_in_a_closed_project_nothing_is_withdrawn(cast: Cast) -> None:
    held = _running(cast)
    passed = _accepted(cast, held)
    services.close_project(cast.liang, project_id=held.pk)
    with pytest.raises(errors.ProjectClosed):
        services.withdraw_acceptance(cast.liang, acceptance_id=passed.pk, reason="错")


def test_documents_of_an_acceptance_come_from_whoever_may_accept(cast: Cast, api: ApiClient) -> None:
    held = _running(cast)
    passed = _accepted(cast, held)

    def put(actor: Any, key: str = "") -> Attachment:
        return attach(
            actor,
            resource="projects.acceptance",
            object_id=passed.pk,
            filename="验收单.pdf",
            data=b"%PDF-1.7 x",
            key=key,
        )

    first = put(cast.liang, "k")
    assert put(cast.liang, "k").pk == first.pk and Attachment.objects.count() == 1
    with pytest.raises(NotAllowed):
        put(cast.tang)
    with pytest.raises(NotFound):
        put(cast.luo)
    path = f"/records/projects.acceptance/{passed.pk}/files"
    seen = api.as_("tang").get(path).json()
    assert ([f["name"] for f in seen["items"]], seen["may_write"], seen["may_share"]) == (["验收单.pdf"], False, False)
    mine = api.as_("liang").get(path).json()
    assert (mine["may_write"], mine["may_share"]) == (True, True)
    assert [a["files"] for a in api.get(f"/projects/{held.pk}").json()["acceptances"]] == [1]
    for closed in (path, f"/files/{first.pk}", f"/files/{first.pk}/content"):
        assert api.as_("luo").get(closed).status_code == 404
