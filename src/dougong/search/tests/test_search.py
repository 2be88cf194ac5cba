"""Finding records from the palette: by part of a name, by initials, by code, and only what one may see."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from dougong.clients import services as clients
from dougong.clients.models import Client
from dougong.search import selectors, services
from dougong.search.models import ChangedRecord, SearchDocument
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CLIENT = "clients.client"


def titles(api: ApiClient, q: str) -> list[str]:
    return [i["title"] for i in api.get(f"/search?q={q}").json()["items"] if i["resource"] == CLIENT]


@pytest.fixture
def three(cast: Cast, deliver) -> None:
    clients.create_client(cast.lin, name="启岳半导体（苏州）有限公司", uscc="91350100M000100Y43", industry="集成电路")
    clients.create_client(cast.lin, name="沧澜水务集团有限公司", phone="13800001234", legal_rep="欧阳执中")
    clients.create_client(cast.gu, name="启明能源有限公司")
    deliver()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("半导", ["启岳半导体（苏州）有限公司"]),
        ("岳半导体", ["启岳半导体（苏州）有限公司"]),
        ("启", ["启岳半导体（苏州）有限公司"]),
        ("qybdt", ["启岳半导体（苏州）有限公司"]),
        ("QYBDT", ["启岳半导体（苏州）有限公司"]),
        ("91350100m000", ["启岳半导体（苏州）有限公司"]),
        ("苏州 半导", ["启岳半导体（苏州）有限公司"]),
        ("半导 水务", []),
        ("导半", []),
        ("13800001234", []),
        ("欧阳", []),
        ("", []),
        ("（）", []),
        ('" OR *', []),
        ("' | '' & !", []),
    ],
)
def test_what_is_typed_finds(three: None, api: ApiClient, typed: str, found: list[str]) -> None:
    assert titles(api.as_("lin"), typed) == found


def test_a_word_found_too_common_is_not_looked_up_again(three: None, count_queries) -> None:
    selectors.forget()
    assert selectors.candidates(CLIENT, "有限公司", limit=1) is None
    assert count_queries(lambda: selectors.candidates(CLIENT, "有限公司", limit=1)) == 0
    assert len(selectors.candidates(CLIENT, "有限公司", limit=9) or []) == 3


def test_only_what_one_may_see_is_found(three: None, api: ApiClient) -> None:
    assert titles(api.as_("gu"), "有限公司") == ["启明能源有限公司"]
    assert len(titles(api.as_("zhou"), "有限公司")) == 3
    assert titles(api.as_("admin"), "有限公司") == []


def test_an_item_carries_what_the_palette_shows(three: None, api: ApiClient) -> None:
    client = Client.objects.get(initials__startswith="qybdt")
    items = api.as_("lin").get("/search?q=半导").json()["items"]
    assert items == [
        {
            "resource": CLIENT,
            "id": str(client.pk),
            "title": "启岳半导体（苏州）有限公司",
            "subtitle": "集成电路",
            "link": f"/clients/{client.pk}",
        }
    ]


def test_the_number_of_queries_does_not_grow(three: None, cast: Cast, api: ApiClient, deliver, count_queries) -> None:
    api.as_("lin")
    few = count_queries(lambda: api.get("/search?q=有限"))
    for n in range(20):
        clients.create_client(cast.lin, name=f"第{n}有限公司")
    deliver()
    assert count_queries(lambda: api.get("/search?q=有限")) == few


def test_no_writer_can_forget_to_tell(three: None, api: ApiClient, deliver) -> None:
    Client.objects.filter(initials__startswith="clsw").update(name="沧澜环境集团")
    assert ChangedRecord.objects.count() == 1
    deliver()
    assert titles(api.as_("lin"), "环境") == ["沧澜环境集团"] and titles(api, "水务") == []
    Client.objects.filter(initials__startswith="clsw").delete()
    deliver()
    assert titles(api, "沧澜") == []


def test_a_worker_killed_in_between_does_it_again(three: None, cast: Cast, monkeypatch) -> None:
    clients.create_client(cast.lin, name="明湖职业技术学院")
    before = SearchDocument.objects.count()

    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt), transaction.atomic():
        patch.setattr(ChangedRecord.objects.none().__class__, "delete", killed)
        services.index_changed()
    assert SearchDocument.objects.count() == before and ChangedRecord.objects.exists()
    services.index_changed()
    assert SearchDocument.objects.count() == before + 1 and not ChangedRecord.objects.exists()


def test_a_rolled_back_change_is_not_indexed(three: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Client.objects.update(name="改名")
        raise ZeroDivisionError
    assert not ChangedRecord.objects.exists()


def test_the_sweep_mends_what_is_wrong(three: None) -> None:
    assert services.sweep(CLIENT) == services.Swept(3, 0)
    SearchDocument.objects.filter(title__contains="启明").update(words="x")
    SearchDocument.objects.filter(title__contains="沧澜").delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_changedrecord")
        assert cursor.fetchone()[0] == 0
    assert services.sweep(CLIENT) == services.Swept(3, 2)
    assert services.sweep(CLIENT, anew=True) == services.Swept(3, 3)


def test_one_broken_record_does_not_stop_the_others(three: None, cast: Cast, deliver, monkeypatch) -> None:
    from dougong.kit.registry import resource

    item = resource(CLIENT)

    def text(client: Client) -> str:
        if "坏" in client.name:
            raise ValueError
        return client.name

    monkeypatch.setitem(item.__dict__, "search_text", text)
    clients.create_client(cast.lin, name="坏数据公司")
    clients.create_client(cast.lin, name="明湖职业技术学院")
    deliver()
    assert SearchDocument.objects.filter(title="明湖职业技术学院").exists()
    assert not SearchDocument.objects.filter(title="坏数据公司").exists()
