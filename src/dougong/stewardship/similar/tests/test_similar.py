"""Who enters a client is told of those that may be it, and of nobody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dougong.clients import services
from dougong.clients.models import Client
from dougong.stewardship.matching.names import parse
from dougong.stewardship.similar.rules import relation
from tests.api import ApiClient
from tests.cast import Cast

NAME = "江苏华阳智能装备股份有限公司"
CODE = "91320106MA1K2L3N4E"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        (NAME, "same"),
        ("江蘇華陽智能裝備有限公司", "same"),
        ("江苏华阳知能装备", "same"),
        ("江苏华阳智慧装备", "near"),
        ("江苏华阳智能装", "short"),
        ("华阳智能", "short"),
        ("华阳智能装备", "short"),
        (f"{NAME}南京分公司", "related"),
        ("江苏华阳智能装备置业有限公司", "related"),
        ("山东华阳智能装备有限公司", "related"),
        ("江苏华阳智能装备（南京）有限公司", "related"),
        ("宏远贸易有限公司", ""),
        ("江苏", ""),
    ],
)
def test_a_name_is_told_for_what_it_is_to_another(typed: str, word: str) -> None:
    assert relation(parse(typed), parse(NAME)) == relation(parse(NAME), parse(typed)) == word


@pytest.fixture
def known(cast: Cast, db: None) -> Client:
    made = services.create_client(cast.zhou, name=NAME, phone="13812345678", owner_id=cast.lin.id)
    services.create_client(cast.zhou, name=f"{NAME}南京分公司", owner_id=cast.lin.id)
    services.create_client(cast.zhou, name="宏远贸易有限公司", owner_id=cast.lin.id)
    return made


def ask(api: ApiClient, **said: str) -> list[tuple[str, list[str]]]:
    answer = api.post("/clients/similar", said)
    assert answer.status_code == 200
    return [(item["name"], item["reasons"]) for item in answer.json()["items"]]


def test_what_is_typed_finds_the_client_by_name_or_phone(known: Client, api: ApiClient) -> None:
    api.as_("lin")
    branch = f"{NAME}南京分公司"
    assert ask(api, name="华阳智能") == [(NAME, ["short"])]
    assert ask(api, name="江苏华阳知能装备有限公司") == [(NAME, ["same"]), (branch, ["related"])]
    assert ask(api, name="江苏华阳智慧装备有限公司")[0] == (NAME, ["near"])
    assert ask(api, phone="138-1234-5678") == [(NAME, ["phone"])]
    assert ask(api, name=NAME, phone="+86 13812345678")[0] == (NAME, ["phone", "same"])
    assert ask(api, name="宏") == ask(api) == ask(api, name="明月饮食有限公司", phone="123") == []


def test_a_code_finds_its_client_with_slips_in_it(cast: Cast, db: None, api: ApiClient) -> None:
    from dougong.kit.formats import check_character

    code = CODE[:17] + check_character(CODE[:17])
    services.create_client(cast.zhou, name="宏远贸易有限公司", uscc=code, owner_id=cast.lin.id)
    api.as_("lin")
    assert ask(api, uscc=code.lower().replace("1", "i").replace("0", "o")) == [("宏远贸易有限公司", ["code"])]


def test_nobody_is_told_of_clients_that_are_not_his(known: Client, api: ApiClient) -> None:
    assert ask(api.as_("gu"), name=NAME, phone="13812345678") == []
    assert ask(api.as_("lin"), name=NAME)[0][0] == NAME


def test_an_archived_client_is_told_and_one_s_own_dossier_is_not(known: Client, cast: Cast, api: ApiClient) -> None:
    services.archive_clients(cast.lin, client_ids=[known.pk])
    api.as_("lin")
    first = api.post("/clients/similar", {"name": NAME}).json()["items"][0]
    assert (first["name"], first["archived"], first["owner"]) == (NAME, True, "林舒然")
    assert ask(api, name=NAME, leave_out=str(known.pk)) == [(f"{NAME}南京分公司", ["related"])]


def test_who_may_not_create_clients_is_refused(known: Client, api: ApiClient) -> None:
    assert api.as_("tang").post("/clients/similar", {"name": NAME}).status_code == 403


def test_a_phone_that_is_not_shown_is_not_told_by_guessing(known: Client, cast: Cast) -> None:
    from dougong.stewardship.similar.selectors import similar

    assert similar(cast.lin, name="", phone="13812345678")[0]["reasons"] == ["phone"]
    blind = replace(cast.lin, fields={"clients.client": {"phone": "mask"}})
    assert similar(blind, name="", phone="13812345678") == []


def test_it_asks_the_database_the_same_few_times_however_many_there_are(known: Client, cast: Cast) -> None:
    from dougong.stewardship.similar.selectors import similar

    with CaptureQueriesContext(connection) as few:
        similar(cast.lin, name=NAME, phone="13812345678")
    for number in range(20):
        services.create_client(
            cast.zhou, name=f"江苏华阳智能装备{chr(0x4E00 + number)}业有限公司", owner_id=cast.lin.id
        )
    with CaptureQueriesContext(connection) as many:
        assert len(similar(cast.lin, name=NAME, phone="13812345678")) == 6
    assert len(many) == len(few) <= 7
