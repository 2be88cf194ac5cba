"""Acts on several rows are one step; two planners work side by side and undo only what is theirs."""

from __future__ import annotations

import uuid

import pytest

from dougong.kit import clock
from dougong.kit.errors import NotFound, Stale
from dougong.projects import errors, services
from dougong.projects.models import ChangeSet, Link, Project, Task
from dougong.projects.tests.factories import DAY, at, chain, contract, project, row
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _version(held: Project) -> int:
    return Project.objects.values_list("plan_version", flat=True).get(pk=held.pk)


def _outline(held: Project, parent: uuid.UUID | None = None) -> list[object]:
    """Names, with what is under them."""
    found: list[object] = []
    for task in Task.objects.filter(project=held, parent=parent).order_by("position"):
        below = _outline(held, task.pk)
        found.append([task.name, below] if below else task.name)
    return found


def _loose(cast: Cast, *names: str) -> tuple[Project, list[uuid.UUID]]:
    """A project of tasks without links, with a second planner."""
    held = project(cast)
    ids = [services.add_task(cast.liang, project_id=held.pk, version=None, name=n, duration=DAY)[1].pk for n in names]
    members = [(cast.user("liang").pk, "manager"), (cast.user("luo").pk, "planner"), (cast.user("tang").pk, "site")]
    services.set_members(cast.liang, project_id=held.pk, members=members)
    return held, ids


def test_several_rows_are_indented_and_outdented_in_their_order_as_one_act(cast: Cast) -> None:
    held, (_, one, two, last) = _loose(cast, "暖通", "风管", "水管", "调试")
    before = _version(held)
    services.indent_tasks(cast.liang, project_id=held.pk, version=before, task_ids=[two, one])
    assert _outline(held) == [["暖通", ["风管", "水管"]], "调试"] and _version(held) == before + 1
    services.outdent_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[one, two])
    assert _outline(held) == ["暖通", "风管", "水管", "调试"]
    services.undo(cast.liang, project_id=held.pk, version=None)
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert _outline(held) == ["暖通", "风管", "水管", "调试"] and row(last).kind == "task"
    services.redo(cast.liang, project_id=held.pk, version=None)
    assert _outline(held) == [["暖通", ["风管", "水管"]], "调试"]
    with pytest.raises(errors.CannotOutdent):
        services.outdent_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[last])


def test_rows_are_carried_behind_another_but_not_under_themselves(cast: Cast) -> None:
    held, (top, one, two, last) = _loose(cast, "暖通", "风管", "水管", "调试")
    services.indent_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[one, two])
    services.place_tasks(
        cast.liang, project_id=held.pk, version=None, task_ids=[top, two], parent_id=None, after_id=last
    )
    assert _outline(held) == ["调试", ["暖通", ["风管", "水管"]]]
    with pytest.raises(errors.MoveInside):
        services.place_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[top], parent_id=one, after_id=None)
    services.place_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[two], parent_id=top, after_id=None)
    assert _outline(held) == ["调试", ["暖通", ["水管", "风管"]]]


def test_rows_are_shifted_by_working_days_and_what_has_begun_stays(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    _, apart = services.add_task(cast.liang, project_id=held.pk, version=None, name="采购", duration=DAY)
    with clock.frozen("2026-09-02T18:00+08:00"):
        services.set_progress(cast.tang, task_id=first.pk, percent=30)
    version = _version(held)
    ids = [first.pk, second.pk, apart.pk]
    services.shift_tasks(cast.liang, project_id=held.pk, version=version, task_ids=ids, days=5)
    assert row(first.pk).start == at("2026-08-31 08:00")
    assert row(second.pk).start == at("2026-09-14 08:00")
    assert row(apart.pk).start == at("2026-09-07 08:00")
    services.shift_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[apart.pk], days=-5)
    assert row(apart.pk).start == at("2026-08-31 08:00")
    with pytest.raises(errors.AlreadyStarted):
        services.shift_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[first.pk], days=1)
    services.undo(cast.liang, project_id=held.pk, version=None)
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert (row(second.pk).constraint, row(apart.pk).constraint) == ("", "")


def test_several_bars_are_carried_as_one_act_each_as_far_as_the_one_that_is_held(cast: Cast) -> None:
    held, (first, second, stone) = _loose(cast, "吊装", "焊接", "到货")
    services.save_task(cast.liang, task_id=stone, version=None, kind="milestone")
    services.move_task(cast.liang, task_id=second, version=None, start=at("2026-09-02 08:00"))
    ids, week = [first, second, stone], 7 * 1440
    seen = services.preview_drag(cast.liang, project_id=held.pk, task_ids=ids, minutes=week)
    assert {move.id for move in seen.moves} == set(ids) and row(first).start == at("2026-08-31 08:00")
    version = _version(held)
    services.drag_tasks(cast.liang, project_id=held.pk, version=version, task_ids=ids, minutes=week)
    assert (row(first).start, row(second).start) == (at("2026-09-07 08:00"), at("2026-09-09 08:00"))
    assert _version(held) == version + 1 and ChangeSet.objects.order_by("-id")[0].kind == "drag"
    with pytest.raises(Stale):
        services.drag_tasks(cast.liang, project_id=held.pk, version=version, task_ids=[first], minutes=week)
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert (row(first).start, row(second).start) == (at("2026-08-31 08:00"), at("2026-09-02 08:00"))


def test_an_owner_and_a_percent_are_given_to_several(cast: Cast) -> None:
    held, (top, one, two) = _loose(cast, "暖通", "风管", "水管")
    services.indent_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[one, two])
    tang = cast.user("tang").pk
    services.give_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[top, one], owner_id=tang)
    assert set(Task.objects.filter(owner=tang).values_list("name", flat=True)) == {"暖通", "风管"}
    with clock.frozen("2026-09-02T18:00+08:00"):
        services.report_rows(cast.tang, project_id=held.pk, version=None, task_ids=[top], percent=40)
    assert sorted(Task.objects.values_list("percent", flat=True)) == [40, 40, 40]
    assert ChangeSet.objects.filter(kind__in=("owner", "progress")).count() == 2


def test_copies_keep_the_links_among_them_and_leave_what_was_done(cast: Cast) -> None:
    held = project(cast)
    first, second, third = chain(cast.liang, held, "吊装", "焊接", "探伤")
    link = Link.objects.get(succ=second)
    services.save_link(cast.liang, link_id=link.pk, version=None, type="SS", lag=0, lag_percent=50)
    with clock.frozen("2026-09-02T18:00+08:00"):
        services.set_progress(cast.tang, task_id=first.pk, percent=30)
    version = _version(held)
    plan, made = services.paste_tasks(
        cast.liang, project_id=held.pk, version=version, source_id=held.pk, task_ids=[second.pk, first.pk],
        after_id=first.pk,
    )  # fmt: skip
    assert _outline(held) == ["吊装", "吊装", "焊接", "焊接", "探伤"]
    copies = [row(pk) for pk in made]
    assert [(c.name, c.percent, c.actual_start) for c in copies] == [("吊装", 0, None), ("焊接", 0, None)]
    joined = Link.objects.get(pred=copies[0])
    assert (joined.succ_id, joined.type, joined.lag_percent) == (copies[1].pk, "SS", 50)
    assert Link.objects.count() == 3 and plan.project.plan_version == version + 1
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert Task.objects.count() == 3 and Link.objects.count() == 2 and third.name == "探伤"


def test_rows_of_another_project_are_pasted_only_by_who_sees_it(cast: Cast) -> None:
    agreed = contract(cast)
    held, other = project(cast, agreed), project(cast, agreed, name="启岳三期")
    top, one = chain(cast.liang, held, "暖通", "风管")
    Link.objects.all().delete()
    services.indent_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[one.pk])
    services.paste_tasks(
        cast.liang, project_id=other.pk, version=None, source_id=held.pk, task_ids=[top.pk], after_id=None
    )
    assert _outline(other) == [["暖通", ["风管"]]] == _outline(held)
    services.set_members(
        cast.liang, project_id=other.pk, members=[(cast.user("liang").pk, "manager"), (cast.user("luo").pk, "planner")]
    )
    with pytest.raises(NotFound):
        services.paste_tasks(
            cast.luo, project_id=other.pk, version=None, source_id=held.pk, task_ids=[top.pk], after_id=None
        )


def test_the_typed_predecessors_of_a_task_replace_its_links(cast: Cast) -> None:
    held = project(cast)
    first, second, third = chain(cast.liang, held, "吊装", "焊接", "探伤")
    kept = Link.objects.get(succ=third)
    wanted = [services.Predecessor(second.pk, lag=2 * DAY), services.Predecessor(first.pk, "SS")]
    services.set_predecessors(cast.liang, task_id=third.pk, version=None, before=wanted)
    assert Link.objects.get(pk=kept.pk).lag == 2 * DAY
    assert set(Link.objects.filter(succ=third).values_list("pred__name", "type")) == {("焊接", "FS"), ("吊装", "SS")}
    with pytest.raises(errors.LinkTwice):
        services.set_predecessors(cast.liang, task_id=third.pk, version=None, before=[wanted[0], wanted[0]])
    with pytest.raises(errors.LinkLoop):
        services.set_predecessors(cast.liang, task_id=first.pk, version=None, before=[services.Predecessor(third.pk)])
    services.set_predecessors(cast.liang, task_id=third.pk, version=None, before=[])
    assert Link.objects.count() == 1


def test_an_old_version_is_refused_only_where_the_same_row_was_changed(cast: Cast) -> None:
    held, (one, two, three) = _loose(cast, "吊装", "焊接", "探伤")
    version = _version(held)
    services.save_task(cast.luo, task_id=one, version=version, name="钢梁吊装")
    services.move_task(cast.liang, task_id=two, version=version, finish=at("2026-09-04 17:00"))
    with pytest.raises(Stale) as refused:
        services.delete_tasks(cast.liang, project_id=held.pk, version=version, task_ids=[three, one])
    assert refused.value.params["who"] == "罗一帆"
    services.delete_tasks(cast.luo, project_id=held.pk, version=None, task_ids=[three])
    with pytest.raises(NotFound):
        services.save_task(cast.liang, task_id=three, version=version, name="超声探伤")
    with pytest.raises(Stale):
        services.set_baseline(cast.liang, project_id=held.pk, version=version)
    assert (row(one).name, row(two).duration) == ("钢梁吊装", 5 * DAY)


def test_one_undoes_his_own_act_beside_those_of_others_unless_they_touch_the_same_rows(cast: Cast) -> None:
    held, (one, two) = _loose(cast, "吊装", "焊接")
    services.save_task(cast.liang, task_id=one, version=None, name="钢梁吊装")
    services.save_task(cast.luo, task_id=two, version=None, name="焊接一")
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert (row(one).name, row(two).name) == ("吊装", "焊接一")
    services.redo(cast.liang, project_id=held.pk, version=None)
    services.save_task(cast.luo, task_id=one, version=None, duration=3 * DAY)
    with pytest.raises(errors.UndoOfOther) as refused:
        services.undo(cast.liang, project_id=held.pk, version=None)
    assert refused.value.params["who"] == "罗一帆"
    services.undo(cast.luo, project_id=held.pk, version=None)
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert (row(one).name, row(one).duration) == ("吊装", DAY)


def test_a_row_under_which_another_put_something_is_not_taken_back(cast: Cast) -> None:
    held, _ = _loose(cast, "吊装")
    _, mine = services.add_task(cast.liang, project_id=held.pk, version=None, name="暖通")
    services.add_task(cast.luo, project_id=held.pk, version=None, name="风管", parent_id=mine.pk)
    with pytest.raises(errors.UndoOfOther):
        services.undo(cast.liang, project_id=held.pk, version=None)
    assert _outline(held) == ["吊装", ["暖通", ["风管"]]]
