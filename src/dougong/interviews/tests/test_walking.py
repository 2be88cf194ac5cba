"""The list of interviews is read along its days: what it shows, and what it costs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from dougong.clients import services as clients
from dougong.forms.models import Form
from dougong.interviews.models import Interview
from dougong.interviews.policies import near
from dougong.interviews.selectors import INTERVIEWS
from dougong.kit.actor import Actor
from dougong.kit.listing import page
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SIZE = 3


def _held(cast: Cast, his: str, days: range) -> None:
    """On each of the days one with every client of this pattern: l is 林舒然's, c 陈's."""
    form = Form.objects.get(code="interview.revisit")
    owner = {"l": cast.lin, "c": cast.chen}
    of = {who: clients.create_client(actor, name=f"启岳{who}{his}").pk for who, actor in owner.items() if who in his}
    Interview.objects.bulk_create(
        Interview(
            client_id=of[who], form=form, number=form.number, interviewer_id=owner[who].id,
            held_on=dt.date(2026, 1, 1) + dt.timedelta(days=day),
        )
        for day in days
        for who in his
    )  # fmt: skip


def _all(actor: Actor, query: str = "") -> list[str]:
    """By pages of SIZE to the end, and back to the first again."""
    found, asked = [], QueryDict(f"size={SIZE}&{query}", mutable=True)
    while True:
        told = page(INTERVIEWS, actor, asked)
        found += [str(i["id"]) for i in told["items"]]
        if not told["next"]:
            break
        asked["cursor"] = told["next"]
    back = [str(i["id"]) for i in told["items"]]
    while told["prev"]:
        asked["cursor"] = told["prev"]
        told = page(INTERVIEWS, actor, asked)
        back = [str(i["id"]) for i in told["items"]] + back
    assert back == found
    return found


def test_along_the_days_everybody_reads_what_he_sees_once_and_in_order(cast: Cast) -> None:
    _held(cast, "lc", range(6))
    _held(cast, "ccccc", range(6, 12))
    for login in ("zhou", "lin", "chen", "manager", "fang", "tang", "he"):
        actor = getattr(cast, login)
        seen = Interview.objects.visible_to(actor)
        assert set(near(actor)) == set(seen), login
        assert _all(actor) == [str(pk) for pk in seen.order_by("-held_on", "pk").values_list("pk", flat=True)], login
        late = seen.filter(held_on__lte="2026-01-09").order_by("held_on", "pk")
        asked = "sort=held_on&filter=held_on:lte:2026-01-09"
        assert _all(actor, asked) == [str(pk) for pk in late.values_list("pk", flat=True)], login
    assert 0 < len(_all(cast.zhou)) < len(_all(cast.manager)), "a head sees a part of them"


@pytest.mark.parametrize(("his", "queries"), [("lc", 1), ("lccccccc", 2), ("c", 3)])
def test_the_gate_is_read_first_only_where_little_of_what_is_near_is_his(cast: Cast, his: str, queries: int) -> None:
    _held(cast, his, range(14))
    with CaptureQueriesContext(connection) as asked:
        page(INTERVIEWS, cast.zhou, QueryDict(f"size={SIZE}"))
    assert len(asked) == queries
