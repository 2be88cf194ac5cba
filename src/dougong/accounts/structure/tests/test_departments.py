"""The tree: merged, removed, moved with a look at it first, and taken back."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import ForeignKey

from dougong.accounts.models import Department, Post
from dougong.accounts.structure import holding
from dougong.clients.models import Client
from dougong.clients.services import create_client
from tests.api import ApiClient
from tests.cast import Cast, departments


def tree(api: ApiClient) -> dict[str, Any]:
    return {d["name"]: d for d in api.get("/departments").json()["items"]}


def test_a_merge_takes_people_departments_and_records_along_and_is_taken_back(cast: Cast, api: ApiClient) -> None:
    client = create_client(cast.lin, name="东方客户")
    found = departments()
    sales, house = found["销售中心"], found["公司"]
    east, south = found["华东销售部"], found["华南销售部"]
    api.as_("admin")
    seen = api.post(f"/departments/{east.pk}/preview-merge", {"into_id": str(south.pk)}).json()
    assert (seen["people"], seen["below"], seen["records"]) == (3, 0, 1)
    assert set(seen["names"]) == {"周予安", "陈砚"}, "the managers of both reach more"
    merged = api.post(f"/departments/{east.pk}/merge", {"into_id": str(south.pk)}, version=east.version).json()
    client.refresh_from_db()
    assert client.department_id == south.pk and "华东销售部" not in tree(api)
    assert tree(api)["华南销售部"]["people_count"] == 5
    assert cast.user("lin").department_id == south.pk
    given_on = create_client(cast.shen, name="后来的")
    Client.objects.filter(pk=client.pk).update(department=found["工程部"])  # changed since: stays
    assert api.post(f"/departments/changes/{merged['change']}/undo").status_code == 200
    client.refresh_from_db()
    given_on.refresh_from_db()
    assert (client.department_id, given_on.department_id) == (found["工程部"].pk, south.pk)
    assert tree(api)["华东销售部"]["people_count"] == 3 and cast.user("lin").department_id == east.pk
    assert api.post(f"/departments/changes/{merged['change']}/undo").status_code == 404
    below = api.post(f"/departments/{sales.pk}/merge", {"into_id": str(house.pk)}, version=sales.version).json()
    assert tree(api)["华东销售部"]["parent_id"] == str(house.pk)
    api.post(f"/departments/changes/{below['change']}/undo")
    assert tree(api)["华东销售部"]["parent_id"] == str(sales.pk)
    assert Department.objects.get(pk=east.pk).path.startswith(Department.objects.get(pk=sales.pk).path)


def test_only_an_empty_department_is_removed(cast: Cast, api: ApiClient) -> None:
    works = departments()["工程部"]
    api.as_("admin")
    full = api.post(f"/departments/{works.pk}/remove", {}, version=works.version)
    assert (full.json()["code"], full.json()["params"]["people"]) == ("department_not_empty", 3)
    made = api.post("/departments", {"name": "海外部"}).json()
    assert api.post("/departments", {"name": "海外部"}).json()["code"] == "department_taken"
    gone = api.post(f"/departments/{made['id']}/remove", {}, version=1).json()
    assert "海外部" not in tree(api)
    assert api.patch(f"/departments/{made['id']}", {"name": "x"}, version=2).status_code == 404
    api.post(f"/departments/changes/{gone['change']}/undo")
    assert "海外部" in tree(api)


def test_a_move_tells_whose_reach_changes_and_is_taken_back_only_as_the_last(cast: Cast, api: ApiClient) -> None:
    found = departments()
    east, works = found["华东销售部"], found["工程部"]
    api.as_("admin")
    south = found["华南销售部"]
    seen = api.post(f"/departments/{works.pk}/preview-move", {"parent_id": str(south.pk)}).json()
    assert (seen["reach_changes"], seen["names"]) == (1, ["陈砚"])
    loop = api.post(f"/departments/{found['销售中心'].pk}/preview-move", {"parent_id": str(east.pk)})
    assert loop.json()["code"] == "department_loop"
    assert tree(api)["华东销售部"]["parent_id"] == str(found["销售中心"].pk), "looking changes nothing"
    moved = api.patch(f"/departments/{east.pk}", {"parent_id": str(works.pk)}, version=east.version).json()
    renamed = api.patch(f"/departments/{east.pk}", {"name": "华东"}, version=moved["version"]).json()
    assert api.post(f"/departments/changes/{moved['change']}/undo").json()["code"] == "department_changed_since"
    assert api.post(f"/departments/changes/{renamed['change']}/undo").json()["name"] == "华东销售部"


def test_only_administrators_change_the_tree(cast: Cast, api: ApiClient) -> None:
    east, works = departments()["华东销售部"], departments()["工程部"]
    api.as_("zhou")
    for path, body in (("preview-move", {"parent_id": None}), ("preview-merge", {"into_id": str(works.pk)}),
                       ("merge", {"into_id": str(works.pk)}), ("remove", {})):  # fmt: skip
        assert api.post(f"/departments/{east.pk}/{path}", body, version=east.version).status_code == 403, path
    assert api.get("/departments").status_code == 200
    assert api.post("/exports", {"list": "departments", "query": "", "columns": [], "format": "csv"}).status_code == 403


def test_the_export_names_the_whole_path(cast: Cast) -> None:
    from django.http import QueryDict

    from dougong.kit.listing import list_spec, rows_for_export

    spec = list_spec("departments")
    assert spec is not None
    _, chunks = rows_for_export(spec, cast.admin, QueryDict(""), ["place", "people_count"], "zh")
    rows = [row for chunk in chunks for row in chunk]
    assert ["公司/销售中心/华东销售部", 3] in rows and len(rows) == 8


def test_whatever_points_at_a_department_goes_with_a_merge() -> None:
    """A model added tomorrow is met here without being named."""
    apart = {"accounts.Department.parent", "accounts.DepartmentChange.department"}
    pointing = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is Department
    }
    moved = {f"{model._meta.label}.{field.name}" for model, field in holding.pointers()}
    assert moved == pointing - apart and "clients.Client.department" in moved
    assert f"{Post._meta.label}.department" in moved
