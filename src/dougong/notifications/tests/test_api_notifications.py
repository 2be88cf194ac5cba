from __future__ import annotations

import pytest

from dougong.clients.services import create_client
from dougong.notifications.tests.factories import told
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_bell_counts_and_reading_empties_it(cast: Cast, api: ApiClient) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    for n in range(3):
        told(client, cast.lin.id, key=f"k{n}")
    api.as_("lin")
    assert api.get("/notifications/summary").json() == {"unread": 3, "capped": False}
    items = api.get("/notifications").json()["items"]
    assert [i["title"] for i in items] == ["合同要到期了"] * 3 and items[0]["link"] == f"/clients/{client.pk}"
    assert api.post(f"/notifications/{items[0]['id']}/read").json()["read_at"] is not None
    assert len(api.get("/notifications?unread=true").json()["items"]) == 2
    assert api.post("/notifications/read", {"up_to": items[1]["id"]}).json() == {"read": 2}
    assert api.get("/notifications/summary").json()["unread"] == 0


def test_another_persons_notification_is_not_found(cast: Cast, api: ApiClient) -> None:
    row = told(create_client(cast.lin, name="启岳半导体"), cast.lin.id)[0]
    assert api.as_("zhou").post(f"/notifications/{row.pk}/read").status_code == 404
    assert api.get("/notifications").json()["items"] == []


def test_a_page_costs_the_same_queries_for_two_and_for_twenty(cast: Cast, api: ApiClient, count_queries) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    api.as_("lin")
    for n in range(2):
        told(client, cast.lin.id, key=f"k{n}")
    few = count_queries(lambda: api.get("/notifications"))
    for n in range(2, 20):
        told(client, cast.lin.id, key=f"k{n}")
    assert count_queries(lambda: api.get("/notifications")) == few <= 5


def test_preferences_are_kept_and_an_unknown_kind_is_refused(cast: Cast, api: ApiClient) -> None:
    api.as_("lin")
    answer = api.put("/notifications/preferences", {"items": [{"kind": "tests.trial", "app": True, "mail": False}]})
    chosen = next(i for i in answer.json()["items"] if i["kind"] == "tests.trial")
    assert answer.status_code == 200 and chosen["mail"] is False
    wrong = api.put("/notifications/preferences", {"items": [{"kind": "nope", "app": True, "mail": False}]})
    assert wrong.status_code == 422 and wrong.json()["code"] == "notification_kind_unknown"
