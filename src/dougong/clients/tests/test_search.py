"""Searching the client list: the same rows whichever way the database takes, at any moment."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from dougong.clients import selectors, services
from dougong.clients.models import Client
from dougong.clients.selectors import CLIENTS
from dougong.kit.listing import page, summary
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NAMES = ("启岳半导体（苏州）有限公司", "沧澜水务集团有限公司", "明湖ERP科技有限公司", "启明能源有限公司")


@pytest.fixture
def four(cast: Cast) -> Cast:
    for place, name in enumerate(NAMES):
        services.create_client(cast.lin if place % 2 else cast.gu, name=name, phone=f"1380000123{place}")
    Client.objects.filter(name=NAMES[0]).update(uscc="91350100M000100Y43")
    return cast


def found(cast: Cast, text: str, login: str = "zhou") -> list[str]:
    actor, query = getattr(cast, login), QueryDict(mutable=True)
    query["q"] = text
    names = sorted(item["name"] for item in page(CLIENTS, actor, query)["items"])
    assert summary(CLIENTS, actor, query)["count"] == len(names)
    return names


CASES = [
    ("半导", [NAMES[0]]),
    ("有限公司", sorted(NAMES)),
    ("启", sorted([NAMES[0], NAMES[3]])),
    ("erp", [NAMES[2]]),
    ("ERP科技", [NAMES[2]]),
    ("cl", [NAMES[1]]),
    ("91350100m", [NAMES[0]]),
    ("13800001232", [NAMES[2]]),
    ("138000", []),
    ("公司半导", []),
    ("%", []),
    ("' OR 1=1 --", []),
]


@pytest.mark.parametrize("few", [0, 2, 600])
@pytest.mark.parametrize(("text", "names"), CASES)
def test_the_index_and_the_walk_find_the_same(
    four: Cast, deliver, monkeypatch, text: str, names: list[str], few: int
) -> None:
    monkeypatch.setattr(selectors, "FEW", few)
    assert found(four, text) == names  # marked, not yet indexed
    deliver()
    assert found(four, text) == names


def test_a_client_is_found_at_once_and_under_its_new_name_only(four: Cast, deliver) -> None:
    deliver()
    services.create_client(four.lin, name="辰远装备有限公司")
    assert found(four, "辰远") == ["辰远装备有限公司"]
    client = Client.objects.get(name="辰远装备有限公司")
    deliver()
    services.update_client(four.lin, client_id=client.pk, version=client.version, name="长青装备有限公司")
    assert found(four, "辰远") == [] and found(four, "长青") == ["长青装备有限公司"]


def test_nobody_finds_what_he_may_not_see(four: Cast, deliver) -> None:
    deliver()
    assert found(four, "有限公司", "lin") == sorted([NAMES[1], NAMES[3]])
    assert found(four, "半导", "lin") == []
