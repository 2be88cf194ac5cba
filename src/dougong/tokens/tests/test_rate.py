"""How often a token may ask: counted in the database, told in the standard headers."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from dougong.kit import clock
from dougong.tokens import using
from dougong.tokens.errors import TokenRefused
from dougong.tokens.models import ApiToken
from dougong.tokens.rules import Rate
from dougong.tokens.tests.factories import HERE, token_of
from tests.cast import Cast, assemble


@pytest.fixture(autouse=True)
def _few(settings: Any) -> None:
    settings.DOUGONG_TOKEN_PER_MINUTE = 3
    using.forget()


def _head(answer: Any) -> tuple[str, ...]:
    return tuple(answer.headers.get(f"RateLimit-{name}", "") for name in ("Limit", "Remaining", "Reset", "Policy"))


@pytest.mark.django_db
def test_every_answer_tells_how_much_is_left_and_the_fourth_is_refused(cast: Cast) -> None:
    _, erp = token_of(cast.lin, clients__client=["view"])
    start = clock.now().replace(microsecond=0)
    for second, left in ((0, "2"), (10, "1"), (20, "0")):
        with clock.frozen(start + dt.timedelta(seconds=second)):
            answer = erp.get("/clients")
        assert (answer.status_code, _head(answer)) == (200, ("3", left, str(60 - second), "3;w=60"))
        assert "Retry-After" not in answer.headers
    with clock.frozen(start + dt.timedelta(seconds=25)):
        refused = erp.get("/clients")
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert refused.headers["Retry-After"] == "35" and _head(refused) == ("3", "0", "35", "3;w=60")
    with clock.frozen(start + dt.timedelta(seconds=61)):
        assert erp.get("/clients").status_code == 200


@pytest.mark.django_db
def test_an_answer_that_refuses_for_another_reason_tells_it_too(cast: Cast) -> None:
    _, erp = token_of(cast.lin, clients__client=["view"])
    assert _head(erp.get("/opportunities"))[:2] == ("3", "2")


@pytest.mark.django_db
def test_one_token_does_not_use_up_anothers(cast: Cast) -> None:
    _, one = token_of(cast.lin, name="一", clients__client=["view"])
    _, two = token_of(cast.lin, name="二", clients__client=["view"])
    assert [one.get("/clients").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert two.get("/clients").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_many_processes_at_once_count_as_one() -> None:
    """Each thread has a connection of its own, as each web process has; the counter lies in the database."""
    cast = assemble()
    token, erp = token_of(cast.lin, clients__client=["view"])
    using.use(erp.text, HERE)  # the address is known from here on
    ApiToken.objects.update(window_ends=0, window_count=0)
    start = Barrier(4)

    def ask(n: int) -> int:
        try:
            start.wait(30)
            return sum(not using.use(erp.text, HERE).rate.exceeded for _ in range(5))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        allowed = sum(pool.map(ask, range(4)))
    token.refresh_from_db()
    assert (allowed, token.window_count) == (3, 20)


@pytest.mark.django_db
def test_nothing_that_looks_like_a_token_breaks_the_door(cast: Cast) -> None:
    for text in ("", "dg_", "dg__", "dg_" + "0" * 32 + "_" + "é" * 43, "x" * 20_000, "dg_" + "f" * 32 + "_" + "a" * 43):
        with pytest.raises(TokenRefused):
            using.use(text, HERE)


def test_the_headers_never_go_below_nothing() -> None:
    assert Rate(3, 9, 0).headers()["RateLimit-Remaining"] == "0"
    assert Rate(3, 9, 0).headers()["Retry-After"] == "1"
