"""Templates are checked, kept in editions, and put into plans as one act that is taken back as one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.kit.errors import FieldErrors, NotAllowed, Stale
from dougong.projects.models import ChangeSet, Link, Task
from dougong.projects.rules import first_day
from dougong.projects.services import link_instalment, set_progress, undo
from dougong.projects.tests.factories import chain, project
from dougong.wbs import errors, rules, services
from dougong.wbs.models import Edition, Template
from dougong.wbs.ready import READY
from dougong.wbs.selectors import applied, template
from dougong.wbs.tests.factories import ready
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def row(key: str, level: int = 0, days: int = 5, after: str = "", **values: Any) -> dict[str, Any]:
    return rules.parse(f"{key} | {key} | {days} | {after}")[0].told() | {"level": level, "milestone": False} | values


@pytest.mark.parametrize("code, type_, name, text", READY)
def test_the_ready_templates_are_whole(code: str, type_: str, name: str, text: str) -> None:
    rows = rules.parse(text)
    assert rules.faults(rows) == []
    inner = rules.summaries(rows)
    assert 20 <= len(rows) - len(inner) <= 60
    assert next(r.pay for r in rows if r.pay) == "advance" and "final" in [r.pay for r in rows]
    # Nothing but the first row hangs in the air: a date that slips moves all behind it.
    loose = [r.name for n, r in enumerate(rows) if n not in inner and not r.after]
    assert len(loose) == 1
    assert set(inner) == {n for n, r in enumerate(rows) if not r.days and not r.milestone}


def test_what_is_wrong_is_told_at_its_row() -> None:
    def told(*rows: dict[str, Any]) -> list[int]:
        return [fault.row for fault in rules.faults(rules.read(rows))]

    assert told(row("a"), row("b", level=2)) == [1]
    assert told(row("a", name=" "), row("b", after="zz")) == [0]
    assert told(row("a"), row("b", after="zz")) == [1]
    assert told(row("a", after="b"), row("b", after="a")) == [0]
    assert told(row("s", days=0), row("a", level=1, after="s")) == [1]
    # A summary stands before all under it, so a chain through it is a loop too.
    assert told(row("s", days=0, after="b"), row("a", level=1), row("b", after="a")) == [0]
    assert told(row("a", pay="final")) == [0] and told() == [0]


@given(st.integers(0, 2000), st.decimals("0.1", "10", places=2))
def test_a_task_never_scales_to_nothing(days: int, factor: Decimal) -> None:
    assert (rules.scaled(days, factor) == 0) == (days == 0)
    assert rules.scaled(days, Decimal(1)) == days


def test_a_template_goes_into_a_plan_and_out_of_it_as_one(cast: Cast) -> None:
    held = project(cast)
    own = chain(cast.liang, held, "临设")[0]
    before = list(Task.objects.values_list("pk", "name", "start", "finish"))
    made = services.apply_template(
        cast.liang, project_id=held.pk, template_id=ready().pk, version=None, starts_on=dt.date(2026, 10, 9), factor=Decimal("0.5"),
    )  # fmt: skip
    text = next(text for code, *_, text in READY if code == "mep.building")
    rows = rules.parse(text)
    assert len(made.tasks) == len(rows) == Task.objects.exclude(pk=own.pk).count()
    assert Link.objects.count() == sum(len(r.after) for r in rows)
    begin, design = made.tasks[1], made.tasks[2]
    assert first_day(begin.start or 0) == dt.date(2026, 10, 9) and design.duration == 9 * 480
    assert ChangeSet.objects.filter(kind="template").count() == 1
    payments = applied(made)["payments"]
    assert [(p["task"], p["instalment"]["title"]) for p in payments] == [
        ("机电安装完成", "进度款一"),
        ("竣工验收", "结算款"),
    ]
    undo(cast.liang, project_id=held.pk, version=None)
    assert list(Task.objects.values_list("pk", "name", "start", "finish")) == before and not Link.objects.exists()


def test_who_may_and_when_not(cast: Cast) -> None:
    held = project(cast)
    with pytest.raises(NotAllowed):
        services.apply_template(cast.tang, project_id=held.pk, template_id=ready().pk, version=None)
    with pytest.raises(Stale):
        services.apply_template(cast.liang, project_id=held.pk, template_id=ready().pk, version=99)
    services.set_archived(cast.liang, template_id=ready().pk, archived=True)
    with pytest.raises(errors.TemplateArchived):
        services.apply_template(cast.liang, project_id=held.pk, template_id=ready().pk, version=None)
    services.install_ready()
    assert ready().archived_at is not None


def test_a_project_is_kept_as_a_template_and_comes_back_the_same(cast: Cast) -> None:
    held = project(cast)
    with pytest.raises(errors.NothingToKeep):
        services.keep_project(cast.liang, project_id=held.pk, name="空", type="mep")
    made = services.apply_template(cast.liang, project_id=held.pk, template_id=ready("energy.rooftop").pk, version=None)
    tie = applied(made)["payments"][0]
    link_instalment(cast.liang, task_id=tie["task_id"], instalment_id=tie["instalment"]["id"])
    set_progress(cast.liang, task_id=made.tasks[2].pk, percent=40)
    kept = services.keep_project(cast.liang, project_id=held.pk, name="光伏经验版", type="energy")

    def shape(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return [(r["level"], r["name"], r["days"], r["milestone"], len(r["after"])) for r in rows]

    assert shape(kept.rows) == shape(ready("energy.rooftop").rows)
    assert [r["name"] for r in kept.rows if r["pay"] == "progress"] == [tie["task"]]


def test_each_change_of_rows_is_an_edition(cast: Cast) -> None:
    made = services.create_template(cast.liang, name="小型改造", type="other", rows=[row("a"), row("b", after="a")])
    services.update_template(cast.liang, template_id=made.pk, version=1, name="小改造")
    changed = services.update_template(cast.liang, template_id=made.pk, version=2, rows=[row("a", days=9)])
    assert (changed.number, [e.number for e in Edition.objects.filter(template=made).order_by("number")]) == (2, [1, 2])
    assert [r["days"] for r in template(cast.liang, made.pk, 1)["rows"]] == [5, 5]
    with pytest.raises(Stale):
        services.update_template(cast.liang, template_id=made.pk, version=2, note="旧")
    with pytest.raises(FieldErrors):
        services.update_template(cast.liang, template_id=made.pk, version=None, rows=[row("a", after="a")])
    assert Template.objects.get(pk=made.pk).number == 2


def test_over_http(cast: Cast, api: ApiClient) -> None:
    held = project(cast)
    listed = api.as_("liang").get("/wbs-templates?filter=type:in:mep").json()["items"]
    assert [(i["name"], i["payments"]) for i in listed] == [("楼宇机电安装", 3)]
    body = {"template_id": listed[0]["id"], "starts_on": "2026-10-09", "factor": "1.5"}
    seen = api.post(f"/projects/{held.pk}/template/preview", body).json()
    assert seen["tasks"][1]["start"] == "2026-10-09T08:00" and Task.objects.count() == 0
    told = api.post(f"/projects/{held.pk}/template/apply", body, version=1).json()
    assert told["added"] == len(seen["tasks"]) == Task.objects.count()
    assert api.post(f"/projects/{held.pk}/template/apply", body, version=1).status_code == 412
    wrong = api.post("/wbs-templates", {"name": "甲", "type": "mep", "rows": [{"key": "a", "level": 0, "name": ""}]})
    assert wrong.json()["errors"][0]["field"] == "rows.0"
