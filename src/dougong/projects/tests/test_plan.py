"""A planner's acts: dates follow at once, each act is one step to undo."""

from __future__ import annotations

import pytest

from dougong.kit import clock
from dougong.projects import errors, services
from dougong.projects.models import ChangeSet, Link, Project, Task
from dougong.projects.plan import STAMPS
from dougong.projects.tests.factories import DAY, at, chain, project, row
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _rows() -> list[tuple[object, ...]]:
    """All of the tasks but the versions in which they changed."""
    names = [f.attname for f in Task._meta.concrete_fields if f.attname not in STAMPS]
    return list(Task.objects.order_by("id").values_list(*names))


def test_a_chain_follows_its_links_over_weekends_and_holidays(cast: Cast) -> None:
    held = project(cast)
    first, second, third = chain(cast.liang, held, "深化设计", "主要设备订货", "风管制作", days=20)
    assert (row(first.pk).start, row(first.pk).finish) == (at("2026-08-31 08:00"), at("2026-09-24 17:00"))
    # Sunday the 20th is worked for 国庆, Friday the 25th is 中秋.
    assert row(second.pk).start == at("2026-09-28 08:00")
    assert row(third.pk).critical and row(third.pk).total_float == 0
    fresh = Project.objects.get(pk=held.pk)
    assert fresh.forecast_finish is not None and fresh.plan_version == 6


def test_a_loop_is_refused_with_the_names_of_its_tasks(cast: Cast) -> None:
    held = project(cast)
    first, _, third = chain(cast.liang, held, "吊装", "焊接", "探伤")
    with pytest.raises(errors.LinkLoop) as refused:
        services.add_link(cast.liang, project_id=held.pk, version=None, pred_id=third.pk, succ_id=first.pk)
    path = refused.value.params["path"]
    assert all(name in path for name in ("1 吊装", "2 焊接", "3 探伤"))
    assert Link.objects.count() == 2


def test_links_to_oneself_twice_or_to_nothing_are_refused(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    with pytest.raises(errors.LinkTwice):
        services.add_link(cast.liang, project_id=held.pk, version=None, pred_id=first.pk, succ_id=second.pk)
    with pytest.raises(errors.LinkOwnFamily):
        services.add_link(cast.liang, project_id=held.pk, version=None, pred_id=first.pk, succ_id=first.pk)
    with pytest.raises(errors.TaskMissing):
        services.add_link(cast.liang, project_id=held.pk, version=None, pred_id=first.pk, succ_id=held.pk)
    assert Link.objects.count() == 1


def test_indent_makes_a_summary_whose_dates_and_percent_come_from_below(cast: Cast) -> None:
    held = project(cast)
    whole, one, two = chain(cast.liang, held, "暖通工程", "风管", "水管", days=10)
    for link in Link.objects.all():
        services.remove_link(cast.liang, link_id=link.pk, version=None)
    services.indent_tasks(cast.liang, project_id=held.pk, task_ids=[one.pk], version=None)
    services.indent_tasks(cast.liang, project_id=held.pk, task_ids=[two.pk], version=None)
    with clock.frozen("2026-09-30T18:00+08:00"):
        services.set_progress(cast.tang, task_id=one.pk, percent=50)
    top = row(whole.pk)
    assert (top.kind, top.percent, top.duration) == ("summary", 25, None)
    assert (top.start, top.finish) == (row(one.pk).start, row(two.pk).finish)
    with pytest.raises(errors.SummaryComputed):
        services.set_progress(cast.tang, task_id=whole.pk, percent=50)
    with pytest.raises(errors.CannotIndent):
        services.indent_tasks(cast.liang, project_id=held.pk, task_ids=[whole.pk], version=None)
    services.outdent_tasks(cast.liang, project_id=held.pk, task_ids=[one.pk], version=None)
    assert [t.name for t in Task.objects.filter(parent=None).order_by("position")] == ["暖通工程", "风管"]


def test_deleting_a_summary_takes_all_under_it_and_undo_brings_all_back(cast: Cast) -> None:
    held = project(cast)
    whole, one, _ = chain(cast.liang, held, "暖通工程", "风管", "水管")
    Link.objects.filter(pred=whole).delete()
    services.indent_tasks(cast.liang, project_id=held.pk, task_ids=[one.pk], version=None)
    before = _rows()
    links = set(Link.objects.values_list("pred_id", "succ_id", "type"))
    services.delete_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[whole.pk])
    assert [t.name for t in Task.objects.all()] == ["水管"] and not Link.objects.exists()
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert _rows() == before
    assert set(Link.objects.values_list("pred_id", "succ_id", "type")) == links
    services.redo(cast.liang, project_id=held.pk, version=None)
    assert Task.objects.count() == 1
    with pytest.raises(errors.NothingToUndo):
        services.redo(cast.liang, project_id=held.pk, version=None)


def test_a_drag_sets_a_start_no_earlier_and_moves_what_follows(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    version = Project.objects.get(pk=held.pk).plan_version
    preview = services.preview_move(cast.liang, task_id=first.pk, start=at("2026-09-07 00:00"))
    assert [(m.name, m.start) for m in preview.moves] == [
        ("吊装", at("2026-09-07 08:00")),
        ("焊接", at("2026-09-14 08:00")),
    ]
    assert row(first.pk).start == at("2026-08-31 08:00")
    assert Project.objects.get(pk=held.pk).plan_version == version
    services.move_task(cast.liang, task_id=first.pk, version=version, start=at("2026-09-07 00:00"))
    assert (row(first.pk).constraint, row(first.pk).constraint_at) == ("snet", at("2026-09-07 08:00"))
    assert row(second.pk).start == at("2026-09-14 08:00")
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert (row(first.pk).constraint, row(second.pk).start) == ("", at("2026-09-07 08:00"))


def test_a_resize_changes_the_length_in_working_time(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    services.move_task(cast.liang, task_id=first.pk, version=None, finish=at("2026-09-11 17:00"))
    assert row(first.pk).duration == 10 * DAY
    assert row(second.pk).start == at("2026-09-14 08:00")
    with pytest.raises(errors.DatesReversed):
        services.move_task(cast.liang, task_id=first.pk, version=None, finish=at("2026-08-20 17:00"))


def test_only_my_own_latest_act_can_be_undone_but_reports_do_not_block_it(cast: Cast) -> None:
    held = project(cast)
    first, _ = chain(cast.liang, held, "吊装", "焊接")
    services.save_task(cast.liang, task_id=first.pk, version=None, name="钢梁吊装")
    with clock.frozen("2026-09-02T18:00+08:00"):
        services.set_progress(cast.tang, task_id=first.pk, percent=30)
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert (row(first.pk).name, row(first.pk).percent) == ("吊装", 30)
    members = [(cast.user("liang").pk, "manager"), (cast.user("tang").pk, "planner")]
    services.set_members(cast.liang, project_id=held.pk, members=members)
    assert ChangeSet.objects.filter(undone=False).count() == 4


def test_a_task_in_another_state_than_the_drag_expects_is_refused(cast: Cast) -> None:
    held = project(cast)
    first, _ = chain(cast.liang, held, "吊装", "焊接")
    with clock.frozen("2026-09-02T18:00+08:00"):
        services.set_progress(cast.tang, task_id=first.pk, percent=30)
    with pytest.raises(errors.AlreadyStarted):
        services.move_task(cast.liang, task_id=first.pk, version=None, start=at("2026-09-07 08:00"))
