"""Searching everything: what documents say, with the passage, and nothing of what one may not see."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.clients import services as clients
from dougong.files.selectors import attachments_visible_to, seen_among
from dougong.files.services import archive, attach, new_version
from dougong.search import whole
from dougong.search.models import SearchDocument
from dougong.search.rules import OVERLAP, PART, parts, snippet
from tests.api import ApiClient
from tests.cast import Cast

FILE = "files.attachment"
MINUTES = "会议纪要\n" + "今日讨论土建接口。" * 30 + "业主同意水泵更换方案，下周提交图纸。"


@pytest.fixture
def minutes(cast: Cast, deliver) -> uuid.UUID:
    client = clients.create_client(cast.lin, name="沧澜水务集团有限公司")
    kept = attach(
        cast.lin, resource="clients.client", object_id=client.pk, filename="十月例会.txt", data=MINUTES.encode()
    )
    deliver()
    return kept.pk


def hits(api: ApiClient, q: str, **more: str) -> dict[str, list[dict[str, object]]]:
    answer = api.get(f"/search/everything?{urlencode({'q': q, **more})}").json()
    return {group["kind"]: group["items"] for group in answer["groups"]}


@pytest.mark.django_db
def test_what_a_document_says_is_found_with_its_passage(minutes: uuid.UUID, api: ApiClient) -> None:
    (hit,) = hits(api.as_("lin"), "水泵更换")[FILE]
    assert hit["title"] == "十月例会.txt" and hit["subtitle"] == "沧澜水务集团有限公司"
    assert str(hit["link"]).endswith("?tab=files")
    assert [p["text"] for p in hit["passage"] if p["hit"]] == ["水泵更换"]
    assert FILE not in {i["resource"] for i in api.as_("lin").get("/search?q=水泵更换").json()["items"]}


@pytest.mark.django_db
def test_who_does_not_see_the_record_finds_nothing_of_its_documents(minutes: uuid.UUID, api: ApiClient) -> None:
    assert hits(api.as_("gu"), "水泵更换") == {}
    assert api.as_("gu").get("/search/everything?q=水泵更换&kind=nothing.there").status_code == 404


@pytest.mark.django_db
def test_the_newest_version_counts_and_what_is_archived_does_not(
    minutes: uuid.UUID, cast: Cast, api: ApiClient, deliver
) -> None:
    new_version(cast.lin, attachment_id=minutes, filename="十月例会.txt", data="改为更换阀门".encode())
    deliver()
    assert hits(api.as_("lin"), "水泵更换") == {}
    assert hits(api.as_("lin"), "更换阀门")[FILE]
    archive(cast.lin, attachment_id=minutes)
    deliver()
    assert hits(api.as_("lin"), "更换阀门") == {}


@pytest.mark.django_db
def test_pages_go_on_without_gap_or_double(cast: Cast, api: ApiClient, deliver, monkeypatch) -> None:
    monkeypatch.setattr(whole, "PORTIONS", (3, 5))
    mine = [clients.create_client(cast.lin, name=f"沧澜{n}有限公司").pk for n in range(25)]
    for n in range(25):
        clients.create_client(cast.gu, name=f"沧澜外{n}有限公司")
    deliver()
    seen: list[str] = []
    cursor = ""
    while True:
        answer = (
            api.as_("lin").get(f"/search/everything?q=沧澜&kind=clients.client&cursor={cursor}").json()["groups"][0]
        )
        seen += [item["id"] for item in answer["items"]]
        if not (cursor := answer["next"] or ""):
            break
    assert sorted(seen) == sorted(map(str, mine))


@pytest.mark.django_db
def test_a_long_text_is_found_to_its_end_and_once(cast: Cast, api: ApiClient, deliver) -> None:
    client = clients.create_client(cast.lin, name="沧澜水务集团有限公司")
    text = "变更记录" + "甲乙丙丁" * 9000 + "最后一页的签字"
    attach(cast.lin, resource="clients.client", object_id=client.pk, filename="长.txt", data=text.encode())
    deliver()
    assert SearchDocument.objects.filter(resource=FILE).count() > 1
    for typed in ("变更记录", "最后一页的签字", "甲乙丙丁"):
        assert len(hits(api.as_("lin"), typed)[FILE]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["x", "WzEsMl0", "bnVsbA", "eyJhIjoxfQ"])
def test_a_cursor_of_something_else_is_refused(cast: Cast, api: ApiClient, cursor: str) -> None:
    answer = api.as_("lin").get(f"/search/everything?q=水泵&kind=clients.client&cursor={cursor}")
    assert answer.status_code == 422


@given(st.text(min_size=0, max_size=3 * PART), st.integers(0, 3 * PART), st.integers(2, OVERLAP))
def test_whatever_stands_in_a_text_stands_whole_in_a_part(text: str, at: int, length: int) -> None:
    word = text[at : at + length]
    assert all(len(part) <= PART for part in parts(text))
    assert any(word in part for part in parts(text))


@given(st.text(max_size=300), st.text(min_size=1, max_size=4))
def test_a_passage_is_of_the_text_and_marks_what_was_typed(text: str, typed: str) -> None:
    pieces = snippet(text, typed)
    body = "".join(piece for piece, _ in pieces).strip("…").replace("\n", " ")
    assert body in text.replace("\n", " ")
    assert all(
        hit for piece, hit in pieces if piece.casefold() == typed.casefold() and piece != "…" and " " not in typed
    )


def test_a_passage_finds_full_width_and_capitals() -> None:
    assert [p for p in snippet("采用ＥＲＰ系统对接", "erp") if p[1]] == [("ＥＲＰ", True)]
    assert snippet("采用系统", "erp") == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["lin", "gu", "zhou", "manager", "tang", "fang"])
def test_the_quick_gate_of_documents_is_the_gate(cast: Cast, who: str) -> None:
    keys = set()
    for owner in (cast.lin, cast.gu):
        client = clients.create_client(owner, name=f"{owner.name}的客户有限公司")
        for name in ("甲.txt", "乙.txt"):
            kept = attach(owner, resource="clients.client", object_id=client.pk, filename=name, data=b"text of it")
            keys.add(kept.pk)
    archive(cast.lin, attachment_id=min(keys))
    actor = getattr(cast, who)
    gate = attachments_visible_to(actor).filter(pk__in=keys, archived_at__isnull=True)
    assert seen_among(actor, keys) == set(gate.values_list("pk", flat=True))
