"""Schedules from files: real ones, broken ones, hostile ones."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dougong.kit.tabular import Column, write_xlsx
from dougong.projects import errors, scheduling, services
from dougong.projects.models import Link, Project, ScheduleDraft, Task
from dougong.projects.tests.factories import DAY, at, chain, project
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HEAD = '<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-08-31T08:00:00</StartDate>'


def _xml(tasks: str) -> bytes:
    return f"{HEAD}<Tasks>{tasks}</Tasks></Project>".encode()


def _task(uid: int, name: str, *preds: int) -> str:
    links = "".join(
        f"<PredecessorLink><PredecessorUID>{p}</PredecessorUID><Type>1</Type></PredecessorLink>" for p in preds
    )
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>1</OutlineLevel>"
        f"<Duration>PT40H0M0S</Duration>{links}</Task>"
    )


def _sheet() -> bytes:
    target = io.BytesIO()
    heads = [Column(t) for t in ("WBS", "任务名称", "工期", "前置任务", "负责人")]
    rows = [
        ("1", "施工准备", "", "", ""),
        ("1.1", "深化设计", "10天", "", "唐知远"),
        ("1.2", "设备订货", "5天", "1.1", "外协一队"),
    ]
    write_xlsx(target, heads, rows)
    return target.getvalue()


def _import(cast: Cast, held: Project, data: bytes, name: str = "计划.xml", mode: services.Mode = "replace") -> None:
    draft = services.start_draft(cast.liang, project_id=held.pk, filename=name, data=data)
    services.import_schedule(cast.liang, project_id=held.pk, draft_id=draft.pk, version=None, mode=mode)


def test_a_wbs_sheet_becomes_an_outline_with_links_and_people(cast: Cast) -> None:
    held = project(cast)
    draft = services.start_draft(cast.liang, project_id=held.pk, filename="WBS.xlsx", data=_sheet())
    assert (draft.preview["tasks"], draft.preview["summaries"], draft.preview["links"]) == (2, 1, 1)
    assert draft.preview["people"] == ["唐知远", "外协一队"]
    assert not Task.objects.exists()
    services.import_schedule(cast.liang, project_id=held.pk, draft_id=draft.pk, version=None)
    rows = {t.name: t for t in Task.objects.all()}
    assert rows["施工准备"].kind == "summary" and rows["深化设计"].parent_id == rows["施工准备"].pk
    assert (rows["深化设计"].duration, rows["深化设计"].owner_id) == (10 * DAY, cast.user("tang").pk)
    assert (rows["设备订货"].owner_id, rows["设备订货"].owner_name) == (None, "外协一队")
    with pytest.raises(errors.DraftGone):
        services.import_schedule(cast.liang, project_id=held.pk, draft_id=draft.pk, version=None)


def test_an_import_replaces_or_is_added_and_is_undone_as_one_act(cast: Cast) -> None:
    held = project(cast)
    chain(cast.liang, held, "吊装", "焊接")
    _import(cast, held, _xml(_task(1, "土方") + _task(2, "基础", 1)), mode="append")
    top = Task.objects.filter(parent=None).order_by("position")
    assert [t.name for t in top] == ["吊装", "焊接", "土方", "基础"]
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert [t.name for t in Task.objects.order_by("position")] == ["吊装", "焊接"]
    _import(cast, held, _xml(_task(1, "土方") + _task(2, "基础", 1)))
    assert [t.name for t in Task.objects.order_by("position")] == ["土方", "基础"]
    assert Task.objects.get(name="基础").start == at("2026-09-07 08:00")
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert [t.name for t in Task.objects.order_by("position")] == ["吊装", "焊接"] and Link.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_xml(_task(1, "土方", 3) + _task(2, "基础", 1) + _task(3, "主体", 2)), "loop"),
        (_xml(_task(1, "土方") + _task(2, "基础", 9)), "missing_task"),
        (_xml(_task(1, "土方") + _task(1, "基础")), "duplicate_task"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "unknown_format"),
        (b"", "empty_file"),
        (b"<html><body>hello</body></html>", "not_mspdi"),
        (b"<Project><Tasks><Task>", "xml_broken"),
        (b"PK\x03\x04 not a workbook", "not_xlsx"),
        (
            b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Project>&b;</Project>',
            "xml_doctype",
        ),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_is_no_schedule_is_refused_in_words_and_leaves_nothing(cast: Cast, data: bytes, reason: str) -> None:
    held = project(cast)
    with pytest.raises(errors.ScheduleRefused) as refused:
        services.start_draft(cast.liang, project_id=held.pk, filename="计划.bin", data=data)
    assert refused.value.params["reason"] == reason
    assert not ScheduleDraft.objects.exists() and not Task.objects.exists()


def test_a_loop_in_a_file_is_told_by_the_tasks_names(cast: Cast, api: ApiClient) -> None:
    held = project(cast)
    data = _xml(_task(1, "土方", 3) + _task(2, "基础", 1) + _task(3, "主体", 2))
    file = SimpleUploadedFile("loop.xml", data)
    answer = api.as_("liang").upload(f"/projects/{held.pk}/schedule/preview", file=file)
    assert answer.status_code == 422
    assert "土方" in answer.json()["detail"] and "主体" in answer.json()["detail"]


def test_a_long_schedule_is_written_by_a_job(cast: Cast, api: ApiClient, deliver, monkeypatch) -> None:
    monkeypatch.setattr("dougong.projects.services.importing.WRITE_AT_ONCE", 1)
    monkeypatch.setattr("dougong.projects.services.importing.READ_AT_ONCE", 10)
    held = project(cast)
    api.as_("liang")
    file = SimpleUploadedFile("计划.xml", _xml(_task(1, "土方") + _task(2, "基础", 1)))
    draft = api.upload(f"/projects/{held.pk}/schedule/preview", file=file).json()
    assert draft["status"] == "reading"
    deliver()
    draft = api.get(f"/schedule-drafts/{draft['id']}").json()
    assert (draft["status"], draft["preview"]["tasks"]) == ("ready", 2)
    version = Project.objects.get(pk=held.pk).plan_version
    path = f"/api/v1/projects/{held.pk}/schedule/commit"
    body = {"draft_id": draft["id"], "mode": "replace"}
    answer = api.http.post(path, body, content_type="application/json", headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 202 and not Task.objects.exists()
    deliver()
    job = api.get(f"/jobs/{answer.json()['job']['id']}").json()
    assert (job["status"], job["result"]["tasks"]) == ("done", 2)
    assert Task.objects.count() == 2


@pytest.mark.parametrize("name", ["task-links-project2019-mspdi.xml", "sample.xml", "TERMINAL_BUILDING-AIRPORT.xer"])
def test_a_real_schedule_keeps_the_dates_of_its_file(cast: Cast, shared_data: Path, name: str) -> None:
    held = project(cast)
    data = (shared_data / "schedules" / name).read_bytes()
    _import(cast, held, data, name)
    file = scheduling.read_schedule(data, name)
    source = max(file.projects, key=lambda p: len(p.tasks))
    expected = scheduling.calculate(source, scheduling.profile_for(file))
    kept = {t.uid: t for t in Task.objects.all()}
    wrong = [
        id
        for id, d in expected.tasks.items()
        if id in kept and (kept[id].start, kept[id].finish) != (d.start, d.finish)
    ]
    assert kept and wrong == []


@pytest.mark.parametrize("format", ["mspdi", "xlsx"])
def test_what_is_exported_is_read_again_with_the_same_dates(cast: Cast, format: str) -> None:
    held = project(cast)
    chain(cast.liang, held, "吊装", "焊接", "探伤")
    want = [(t.name, t.start, t.finish) for t in Task.objects.order_by("position")]
    name, data = services.export_schedule(cast.liang, project_id=held.pk, format=format, language="zh")
    _import(cast, held, data, name)
    assert [(t.name, t.start, t.finish) for t in Task.objects.order_by("position")] == want
    assert Link.objects.count() == 2
