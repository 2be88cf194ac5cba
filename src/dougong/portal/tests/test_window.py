"""What the window tells a contact, and that it tells nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dougong.kit import clock
from dougong.portal.tests.factories import World, let_in, world
from dougong.projects import services as works
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
#: Words of ours that are no client's business.
INTERNAL = (
    "owner", "cost", "weight", "margin", "grade", "credit_grade", "attitude", "decision_role", "completeness",
    "created_by", "recorded_by", "actor_name", "payer", "reference", "department", "note", "baseline", "float", "expected_on",
)  # fmt: skip


@pytest.fixture
def two(cast: Cast, deliver: Callable[[], int]) -> tuple[World, World]:
    with clock.frozen("2026-11-18T10:00+08:00"):
        made = world(cast, "启岳", "13812345678"), world(cast, "沧澜", "13987654321")
        deliver()
    return made


def _paths(w: World) -> list[str]:
    own = f"?client={w.client.pk}"
    return [
        f"/portal/home{own}", f"/portal/payments{own}", f"/portal/files{own}", f"/portal/points{own}",
        f"/portal/projects/{w.project.pk}", f"/portal/files/{w.shared.pk}/content",
    ]  # fmt: skip


def _text(answer: object) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # Django's response
    return body.decode()


def test_home_tells_progress_money_and_points(cast: Cast, two: tuple[World, World]) -> None:
    mine, _ = two
    browser = let_in(cast, mine.contact)
    with clock.frozen("2026-11-18T10:00+08:00"):
        home = browser.get("/portal/home").json()
    assert home["client"]["name"] == "启岳半导体有限公司"
    [project] = home["projects"]
    assert (project["name"], project["manager"]["name"], project["percent"]) == ("启岳洁净厂房", "梁见山", 0)
    assert [s["name"] for s in project["steps"]] == ["启岳封闭"]
    # 800.00 万 came in: it pays 预付款 486.00 万 and 314.00 万 of 进度款一; the rest and 进度款二 are late.
    assert home["money"]["overdue"] == {
        "amount": "21160000.00", "days": 141, "title": "进度款一", "due_on": "2026-06-30", "rest": True, "count": 2,
    }  # fmt: skip
    assert (home["money"]["next"]["title"], home["money"]["next"]["owed"]) == ("进度款三", "9720000.00")
    assert home["points"]["balance"] == 8000
    assert home["points"]["items"][0]["facts"] == {"amount": "8000000.00", "contract": "启岳机电安装工程"}


def test_a_projects_milestones_say_how_late_they_are(cast: Cast, two: tuple[World, World]) -> None:
    mine, _ = two
    browser = let_in(cast, mine.contact)
    works.set_baseline(cast.liang, project_id=mine.project.pk, version=None)
    found = browser.get(f"/portal/projects/{mine.project.pk}").json()
    assert found["steps"][0]["state"] == "todo" and found["steps"][0]["days_late"] == 0
    assert set(found) == {
        "id", "name", "status", "percent", "starts_on", "planned_finish", "finish", "accepted_on", "days_late", "manager",
        "steps",
    }  # fmt: skip


def test_nothing_of_another_client_and_no_internal_word_leaves(cast: Cast, two: tuple[World, World]) -> None:
    for mine, other, strange in ((*two, "沧澜"), (*reversed(two), "启岳")):
        browser = let_in(cast, mine.contact)
        for path in ["/portal/session", "/portal/home", *_paths(mine)]:
            answer = browser.get(path)
            assert answer.status_code == 200, path
            text = _text(answer)
            assert strange not in text, path
            assert "内部" not in text and "成本" not in text and "毛利" not in text, path
            keys = set(re.findall(r'"(\w+)":', text))
            leaked = {k for k in keys for word in INTERNAL if word in k} - {"department"}
            assert leaked == set(), path
            assert str(other.client.pk) not in text and str(other.contract.pk) not in text, path


def test_what_is_not_his_answers_like_what_is_not_there(cast: Cast, two: tuple[World, World]) -> None:
    mine, other = two
    browser = let_in(cast, mine.contact)
    nowhere = "0198b5a0-0000-7000-8000-000000000000"
    for path in _paths(other):
        absent_path = re.sub(r"[0-9a-f-]{36}", nowhere, path)
        outside, absent = browser.get(path), browser.get(absent_path)
        assert outside.status_code == absent.status_code == 404, path
        assert {**outside.json(), "request_id": ""} == {**absent.json(), "request_id": ""}, path


def test_a_document_is_seen_only_while_it_is_shared(cast: Cast, two: tuple[World, World]) -> None:
    from dougong.files.services import share

    mine, _ = two
    browser = let_in(cast, mine.contact)
    [file] = browser.get("/portal/files").json()["items"]
    assert (file["name"], file["about"].endswith("启岳机电安装工程")) == ("启岳竣工图.txt", True)
    assert _text(browser.get(f"/portal/files/{file['id']}/content")) == "启岳竣工图"
    assert browser.get(f"/portal/files/{mine.internal.pk}/content").status_code == 404
    share(cast.lin, attachment_id=mine.shared.pk, shared=False)
    assert browser.get("/portal/files").json()["items"] == []
    assert browser.get(f"/portal/files/{mine.shared.pk}/content").status_code == 404


def test_points_follow_page_by_page(cast: Cast, two: tuple[World, World]) -> None:
    from dougong.kit.actor import Actor
    from dougong.kit.ids import new_id
    from dougong.loyalty.services import Happening, post

    mine, _ = two
    for _ in range(31):
        data = {"project": "启岳洁净厂房", "secret": "x", "due": "2026-11-18", "accepted": "2026-11-18", "on_time": True}
        happened = Happening("project.accepted", "projects.acceptance", new_id(), clock.now(), data)
        post(Actor.system(), client_id=mine.client.pk, happened=happened)
    browser = let_in(cast, mine.contact)
    first = browser.get("/portal/points").json()
    rest = browser.get(f"/portal/points?before={first['next']}").json()
    assert (first["balance"], len(first["items"]), len(rest["items"]), rest["next"]) == (8000 + 31 * 50, 30, 2, None)
    assert first["items"][0]["facts"] == {"project": "启岳洁净厂房"}


def test_the_stream_lets_a_contact_hear_of_his_own_records_only(cast: Cast, two: tuple[World, World]) -> None:
    from dougong.accounts.models import User
    from dougong.kit.stream import redeem_ticket
    from dougong.kit.stream_app import _may_see
    from dougong.loyalty.models import PointsAccount

    mine, other = two
    browser = let_in(cast, mine.contact)
    url = browser.post("/portal/stream/tickets").json()["url"]
    user_id = redeem_ticket(url.partition("ticket=")[2])
    assert user_id == User.objects.get(kind="contact").pk
    account = {a.client_id: str(a.pk) for a in PointsAccount.objects.all()}
    assert _may_see(user_id, "loyalty.account", account[mine.client.pk])
    assert not _may_see(user_id, "loyalty.account", account[other.client.pk])
    assert _may_see(user_id, "projects.project", str(mine.project.pk))
    assert not _may_see(user_id, "accounts.user", str(cast.lin.id))


def test_home_costs_the_same_queries_for_one_project_and_for_four(
    cast: Cast, two: tuple[World, World], count_queries: Callable[[Callable[[], object]], int]
) -> None:
    from dougong.projects.tests import factories as projects

    mine, _ = two
    browser: ApiClient = let_in(cast, mine.contact)
    few = count_queries(lambda: browser.get("/portal/home"))
    for n in range(3):
        made = projects.project(cast, mine.contract, name=f"启岳三期{n}")
        projects.chain(cast.liang, made, "甲", "乙")
    assert len(browser.get("/portal/home").json()["projects"]) == 4
    assert count_queries(lambda: browser.get("/portal/home")) <= few + 1
