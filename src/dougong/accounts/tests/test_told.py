"""What somebody is told of what he doesn't see: whom to ask, and who sees a field whole. Never whether a record exists."""

from __future__ import annotations

import pytest

from dougong.accounts.granting import matrix, services
from dougong.clients import services as clients
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOBODY = "0198b5a0-0000-7000-8000-0000000000ab"


def hide(cast: Cast, mode: str) -> None:
    version = matrix.role_page("sales")["version"]
    services.update_role(cast.admin, code="sales", version=version, fields={"clients.client": {"phone": mode}})


def test_a_record_outside_is_explained_like_one_that_is_not_there(cast: Cast, api: ApiClient) -> None:
    theirs = clients.create_client(cast.shen, name="启岳半导体")
    outside = api.as_("lin").get(f"/why?resource=clients.client&id={theirs.pk}").json()
    assert outside == api.get(f"/why?resource=clients.client&id={NOBODY}").json()
    assert (outside["visible"], outside["title"], outside["ask"]) == (False, None, ["秦守一"])
    assert "启岳" not in str(outside) and "沈知微" not in str(outside)
    full = api.as_("admin").get(f"/people/{cast.lin.id}/why?resource=clients.client&id={theirs.pk}").json()
    assert "沈知微" in full["sentence"]


def test_a_masked_field_tells_which_roles_see_it_whole(cast: Cast, api: ApiClient) -> None:
    assert [f["key"] for f in api.as_("lin").get("/fields/clients.client").json()["items"]] == []
    hide(cast, "mask")
    [told] = api.as_("lin").get("/fields/clients.client").json()["items"]
    assert (told["key"], told["mode"]) == ("phone", "mask")
    assert "销售经理" in told["seen_by"] and "销售代表" not in told["seen_by"] and "审计员" not in told["seen_by"]
    assert api.as_("tang").get("/fields/contracts.legal_entity").status_code == 403
    assert api.get("/fields/nothing.here").status_code == 404


def test_a_hidden_column_is_named_as_left_out_of_the_list(cast: Cast, api: ApiClient) -> None:
    hide(cast, "hide")
    told = api.as_("lin").get("/lists/clients").json()
    assert (told["left_out"], told["closed"]) == (["phone"], ["phone"]) and "phone" not in {c["key"] for c in told["columns"]}
    hide(cast, "mask")
    told = api.get("/lists/clients").json()
    assert (told["left_out"], told["closed"]) == ([], ["phone"])
