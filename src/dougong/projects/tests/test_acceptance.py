"""Acceptance and milestones move the payment plan, and are told once."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.clients.models import TimelineEntry
from dougong.contracts import services as contracts
from dougong.contracts.models import Instalment
from dougong.contracts.tests.factories import draft
from dougong.kit import clock
from dougong.kit.errors import BusinessError, NotAllowed
from dougong.kit.models import OutboxEvent
from dougong.projects import errors, services
from dougong.projects.models import Acceptance, MilestoneInstalment, Project, Task
from dougong.projects.tests.factories import at, chain, contract, project
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _told(name: str) -> int:
    return OutboxEvent.objects.filter(name=name).count()


def _milestone(cast: Cast, held: Project) -> Task:
    tasks = chain(cast.liang, held, "龙骨与壁板", "高架地板")
    _, stone = services.add_task(cast.liang, project_id=held.pk, version=None, name="围护封闭", kind="milestone")
    services.add_link(cast.liang, project_id=held.pk, version=None, pred_id=tasks[-1].pk, succ_id=stone.pk)
    return stone


def test_an_instalment_waits_with_a_forecast_and_falls_due_when_its_milestone_is_reached(cast: Cast) -> None:
    held = project(cast)
    stone = _milestone(cast, held)
    waiting = Instalment.objects.get(title="进度款一")
    services.link_instalment(cast.liang, task_id=stone.pk, instalment_id=waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.due_on, waiting.expected_on) == (None, dt.date(2026, 9, 25))  # 14 days after 11 September
    first = Task.objects.get(name="龙骨与壁板")
    services.move_task(cast.liang, task_id=first.pk, version=None, start=at("2026-09-07 08:00"))
    waiting.refresh_from_db()
    assert (waiting.due_on, waiting.expected_on) == (None, dt.date(2026, 10, 2))
    with clock.frozen("2026-09-18T18:00+08:00"):
        services.set_progress(cast.tang, task_id=stone.pk, percent=100, actual_finish=at("2026-09-17 17:00"))
        services.set_progress(cast.tang, task_id=stone.pk, actual_finish=at("2026-09-18 17:00"))
    waiting.refresh_from_db()
    assert waiting.due_on == dt.date(2026, 10, 2)
    assert _told("projects.milestone_reached.v1") == 1
    assert TimelineEntry.objects.filter(kind="milestone_reached").count() == 1


def test_a_milestone_taken_back_lets_the_instalment_wait_again(cast: Cast) -> None:
    held = project(cast)
    stone = _milestone(cast, held)
    waiting = Instalment.objects.get(title="进度款一")
    services.link_instalment(cast.liang, task_id=stone.pk, instalment_id=waiting.pk)
    with clock.frozen("2026-09-18T18:00+08:00"):
        services.set_progress(cast.liang, task_id=stone.pk, actual_finish=at("2026-09-17 17:00"))
        services.undo(cast.liang, project_id=held.pk, version=None)
    waiting.refresh_from_db()
    assert waiting.due_on is None
    assert _told("projects.milestone_reached.v1") == 1


def test_an_instalment_hangs_on_one_milestone_only_and_on_no_other_contract(cast: Cast) -> None:
    held = project(cast)
    stone = _milestone(cast, held)
    waiting = Instalment.objects.get(title="进度款一")
    services.link_instalment(cast.liang, task_id=stone.pk, instalment_id=waiting.pk)
    with pytest.raises(errors.InstalmentTaken):
        services.link_instalment(cast.liang, task_id=stone.pk, instalment_id=waiting.pk)
    dated = Instalment.objects.get(title="预付款")
    with pytest.raises(errors.InstalmentElsewhere):
        services.link_instalment(cast.liang, task_id=stone.pk, instalment_id=dated.pk)
    with pytest.raises(errors.NotMilestone):
        task = Task.objects.get(name="高架地板")
        services.link_instalment(cast.liang, task_id=task.pk, instalment_id=waiting.pk)
    with pytest.raises(errors.TaskTied):
        services.delete_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[stone.pk])
    assert MilestoneInstalment.objects.count() == 1 and Task.objects.filter(pk=stone.pk).exists()


def test_a_milestone_of_an_unseen_project_is_not_named(cast: Cast) -> None:
    agreed = contract(cast)
    unseen, mine = project(cast, agreed, name="保密一期"), project(cast, agreed, name="二期")
    waiting = Instalment.objects.get(title="进度款一")
    _, secret = services.add_task(cast.liang, project_id=unseen.pk, version=None, name="保密机房封闭", kind="milestone")
    services.link_instalment(cast.liang, task_id=secret.pk, instalment_id=waiting.pk)
    luo = cast.user("luo").pk
    services.set_members(cast.liang, project_id=mine.pk, members=[(cast.user("liang").pk, "manager"), (luo, "planner")])
    _, stone = services.add_task(cast.liang, project_id=mine.pk, version=None, name="二期封闭", kind="milestone")
    with pytest.raises(errors.InstalmentTaken) as seen:
        services.link_instalment(cast.liang, task_id=stone.pk, instalment_id=waiting.pk)
    assert seen.value.params["name"] == "保密机房封闭"
    with pytest.raises(BusinessError) as told:
        services.link_instalment(cast.luo, task_id=stone.pk, instalment_id=waiting.pk)
    assert told.value.code == "instalment_taken" and "保密" not in told.value.sentence() + str(told.value.params)


def _run(cast: Cast, held: Project) -> None:
    services.hold_kickoff(cast.liang, project_id=held.pk, held_on=dt.date(2026, 8, 31))


def test_the_projects_acceptance_sets_what_waits_for_it_and_is_told_once(cast: Cast) -> None:
    held = project(cast)
    _milestone(cast, held)
    services.set_baseline(cast.liang, project_id=held.pk, version=None)
    with clock.frozen("2026-09-18T18:00+08:00"):
        _run(cast, held)
        services.accept(cast.liang, project_id=held.pk, accepted_on=dt.date(2026, 9, 9), result="failed", note="漏水")
        assert Instalment.objects.get(title="结算款").due_on is None
        passed = services.accept(cast.liang, project_id=held.pk, accepted_on=dt.date(2026, 9, 11))
        with pytest.raises(errors.AcceptedAlready):
            services.accept(cast.liang, project_id=held.pk, accepted_on=dt.date(2026, 9, 12))
    assert (passed.planned_on, passed.on_time) == (dt.date(2026, 9, 11), True)
    assert Instalment.objects.get(title="结算款").due_on == dt.date(2026, 10, 9)
    assert _told("projects.acceptance_passed.v1") == 1
    assert Project.objects.get(pk=held.pk).status == "accepted"
    assert Acceptance.objects.count() == 2


def test_a_late_acceptance_says_so(cast: Cast) -> None:
    held = project(cast)
    _milestone(cast, held)
    services.set_baseline(cast.liang, project_id=held.pk, version=None)
    with clock.frozen("2026-09-18T18:00+08:00"):
        _run(cast, held)
        passed = services.accept(cast.liang, project_id=held.pk, accepted_on=dt.date(2026, 9, 12))
    payload = OutboxEvent.objects.get(name="projects.acceptance_passed.v1").payload
    assert passed.on_time is False and payload["on_time"] is False


def test_with_two_projects_the_contracts_last_acceptance_counts(cast: Cast) -> None:
    agreed = contract(cast)
    first, second = project(cast, agreed, name="一期"), project(cast, agreed, name="二期")
    with clock.frozen("2026-09-18T18:00+08:00"):
        for held in (first, second):
            _run(cast, held)
        services.accept(cast.liang, project_id=first.pk, accepted_on=dt.date(2026, 9, 11))
        assert Instalment.objects.get(title="结算款").due_on is None
        services.accept(cast.liang, project_id=second.pk, accepted_on=dt.date(2026, 9, 18))
    assert Instalment.objects.get(title="结算款").due_on == dt.date(2026, 10, 16)


def test_site_staff_and_the_future_do_not_accept(cast: Cast) -> None:
    held = project(cast)
    with clock.frozen("2026-09-18T18:00+08:00"):
        _run(cast, held)
        with pytest.raises(NotAllowed):
            services.accept(cast.tang, project_id=held.pk, accepted_on=dt.date(2026, 9, 11))
        with pytest.raises(errors.AcceptanceInFuture):
            services.accept(cast.liang, project_id=held.pk, accepted_on=dt.date(2026, 9, 19))
    assert not Acceptance.objects.exists()


def test_the_kickoff_wins_the_opportunity_once(cast: Cast) -> None:
    held = project(cast)
    with clock.frozen("2026-09-01T10:00+08:00"):
        _run(cast, held)
        with pytest.raises(errors.WrongStatus):
            _run(cast, held)
    assert Project.objects.get(pk=held.pk).status == "running"
    assert TimelineEntry.objects.filter(kind="kickoff_held").count() == 1


def test_a_drafts_instalment_that_a_milestone_has_is_dropped_not_deleted(cast: Cast) -> None:
    drawn = draft(cast.lin)
    held = project(cast, drawn)
    _, stone = services.add_task(cast.liang, project_id=held.pk, version=None, name="封顶", kind="milestone")
    tied = Instalment.objects.get(contract=drawn, due_kind="acceptance")
    services.link_instalment(cast.liang, task_id=stone.pk, instalment_id=tied.pk)
    contracts.set_plan(cast.lin, contract_id=drawn.pk, instalments=[])
    assert list(Instalment.objects.filter(contract=drawn).values_list("pk", flat=True)) == [tied.pk]
    tied.refresh_from_db()
    assert tied.dropped_at is not None
