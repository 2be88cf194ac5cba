"""Several posts of one person, and how far he reaches by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from dougong.accounts import services
from dougong.accounts.actors import actor_by_id, forget
from dougong.accounts.models import Post, User
from dougong.accounts.structure import errors, posts
from dougong.accounts.structure.managers import manager_of
from dougong.accounts.structure.tasks import posts_of_the_day
from dougong.clients.models import Client
from dougong.clients.services import create_client
from dougong.kit import clock
from dougong.kit.access import scope_q
from dougong.kit.actor import Actor
from tests.api import ApiClient
from tests.cast import Cast, departments


def now(user: User) -> Actor:
    found = actor_by_id(user.pk)
    assert found is not None
    return found


def test_every_current_post_counts_for_the_reach_and_the_main_one_owns(cast: Cast) -> None:
    zhou, south = cast.user("zhou"), departments()["华南销售部"]
    create_client(cast.shen, name="南方客户")
    assert not Client.objects.visible_to(now(zhou)).exists()
    post = posts.add_post(cast.admin, user_id=zhou.pk, department_id=south.pk, title="代理经理")
    actor = now(zhou)
    assert set(actor.department_ids) == {zhou.department_id, south.pk} and south.pk in actor.tree_ids
    assert actor.department_id == zhou.department_id
    assert [c.name for c in Client.objects.visible_to(actor)] == ["南方客户"]
    posts.end_post(cast.admin, post_id=post.pk, version=post.version)
    assert not Client.objects.visible_to(now(zhou)).exists()
    assert not Post.objects.filter(pk=post.pk).exists(), "it began today: it never was"


def test_a_post_counts_from_its_first_day_to_its_last(cast: Cast) -> None:
    zhou, south = cast.user("zhou"), departments()["华南销售部"]
    today = clock.today()
    span = {"since": today + dt.timedelta(days=3), "until": today + dt.timedelta(days=5)}
    posts.add_post(cast.admin, user_id=zhou.pk, department_id=south.pk, **span)
    reached = []
    for days in (0, 2, 3, 5, 6):
        with clock.frozen(clock.now() + dt.timedelta(days=days)):
            reached.append(south.pk in now(zhou).tree_ids)
    assert reached == [False, False, True, True, False]


def test_another_department_ends_the_main_post_and_begins_one(cast: Cast, api: ApiClient) -> None:
    lin, south = cast.user("lin"), departments()["华南销售部"]
    old = Post.objects.get(user=lin)
    answer = api.as_("admin").patch(f"/people/{lin.pk}", {"department_id": str(south.pk)}, version=lin.version).json()
    old.refresh_from_db()
    assert old.until == clock.today() - dt.timedelta(days=1)
    assert [(p["department"], p["main"], p["current"]) for p in answer["posts"]] == [
        ("华南销售部", True, True), ("华东销售部", True, False),
    ]  # fmt: skip
    again = api.patch(f"/people/{lin.pk}", {"title": "主管"}, version=answer["version"]).json()
    assert (again["title"], again["posts"][0]["title"], len(again["posts"])) == ("主管", "主管", 2)


def test_the_other_post_is_made_the_main_one(cast: Cast, api: ApiClient) -> None:
    lin, works = cast.user("lin"), departments()["工程部"]
    api.as_("admin")
    body = {"department_id": str(works.pk), "title": "投标支持"}
    made = api.post(f"/people/{lin.pk}/posts", body).json()
    second = next(p for p in made["posts"] if not p["main"])
    main = next(p for p in made["posts"] if p["main"])
    assert api.post(f"/people/{lin.pk}/posts", body).json()["code"] == "post_twice"
    assert api.post(f"/posts/{main['id']}/end", {}, version=main["version"]).json()["code"] == "post_main_needed"
    turned = api.patch(f"/posts/{second['id']}", {"main": True}, version=second["version"]).json()
    assert (turned["department"]["name"], turned["title"]) == ("工程部", "投标支持")
    assert [p["main"] for p in turned["posts"]] == [True, False]
    assert now(lin).department_id == works.pk
    assert api.as_("zhou").post(f"/people/{lin.pk}/posts", body).status_code == 403


def test_a_planned_transfer_takes_place_on_its_day(cast: Cast) -> None:
    lin, south = cast.user("lin"), departments()["华南销售部"]
    old = Post.objects.get(user=lin)
    tomorrow = clock.today() + dt.timedelta(days=1)
    old.until = clock.today()
    old.store("until")
    posts.add_post(cast.admin, user_id=lin.pk, department_id=south.pk, main=True, since=tomorrow)
    with clock.frozen(clock.now() + dt.timedelta(days=1)):
        posts_of_the_day(None)
        lin.refresh_from_db()
        assert (lin.department_id, now(lin).department_id) == (south.pk, south.pk)


def test_an_actor_costs_no_query_more_with_several_posts(
    cast: Cast, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    lin = cast.user("lin")

    def built() -> int:
        forget()
        return count_queries(lambda: actor_by_id(lin.pk))

    one = built()
    for name in ("工程部", "财务部"):
        posts.add_post(cast.admin, user_id=lin.pk, department_id=departments()[name].pk)
    assert built() == one
    assert count_queries(lambda: actor_by_id(lin.pk)) == 1


def test_the_usual_single_post_is_compared_and_not_listed(cast: Cast) -> None:
    grants = {("clients.client", "view"): "department"}
    assert cast.lin.department_id is not None
    one = Actor(cast.lin.id, "x", "staff", grants=grants, department_ids=(cast.lin.department_id,))  # type: ignore[arg-type]  # a grant
    assert "__in" not in str(scope_q(one, "clients.client", "view"))


def test_a_manager_is_told_by_one_selector_and_never_loops(cast: Cast, api: ApiClient) -> None:
    lin, zhou, manager = cast.user("lin"), cast.user("zhou"), cast.user("manager")
    east, house = departments()["华东销售部"], departments()["公司"]
    api.as_("admin")
    assert manager_of(lin.pk) is None
    api.patch(f"/departments/{east.pk}", {"manager_id": str(zhou.pk)}, version=east.version)
    api.patch(f"/departments/{house.pk}", {"manager_id": str(manager.pk)}, version=house.version)
    assert (manager_of(lin.pk), manager_of(zhou.pk), manager_of(manager.pk)) == (zhou, manager, None)
    answer = api.patch(f"/people/{manager.pk}", {"manager_id": str(lin.pk)}, version=manager.version)
    assert answer.json()["code"] == "manager_loop"
    assert manager_of(manager.pk) is None, "what was refused was not written"
    services.deactivate_person(cast.admin, user_id=zhou.pk, version=None)
    assert manager_of(lin.pk) == manager
    shown = api.get(f"/people/{lin.pk}").json()
    assert shown["manager"] == {"id": str(manager.pk), "name": manager.name, "given": False}


def test_dates_that_make_no_sense_are_refused(cast: Cast) -> None:
    with pytest.raises(errors.PostDates):
        posts.add_post(
            cast.admin, user_id=cast.user("lin").pk, department_id=departments()["工程部"].pk,
            since=dt.date(2026, 5, 2), until=dt.date(2026, 5, 1),
        )  # fmt: skip
