"""What a process remembers never grows without end, and is not all forgotten at once."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.accounts.actors import actor_by_id
from dougong.kit.actor import Actor
from dougong.kit.memo import Memo
from dougong.kit.registry import _gates, resource
from tests.cast import Cast


@given(st.integers(1, 30), st.lists(st.integers(0, 60), max_size=200))
def test_it_never_holds_more_than_its_measure_and_always_the_newest(most: int, keys: list[int]) -> None:
    memo: Memo[int, int] = Memo(most)
    for n, key in enumerate(keys):
        assert memo.keep(key, n) == n and memo.get(key) == n
        assert len(memo) <= most


def test_when_it_is_full_the_older_half_goes() -> None:
    memo: Memo[int, int] = Memo(10)
    for n in range(11):
        memo.keep(n, n)
    assert list(memo) == [6, 7, 8, 9, 10]


def test_threads_that_write_at_once_break_nothing() -> None:
    memo: Memo[int, int] = Memo(50)
    failed: list[BaseException] = []

    def work(start: int) -> None:
        try:
            for n in range(start, start + 3000):
                memo.keep(n % 400, n)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n * 7,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == [] and len(memo) <= 60


@pytest.mark.django_db
def test_a_persons_and_his_tokens_gates_do_not_push_each_other_out(cast: Cast) -> None:
    own = actor_by_id(cast.lin.user_id)
    assert own is not None
    token = Actor(own.id, own.name, "staff", own.department_id, own.tree_ids, {("clients.client", "view"): "own"})
    kind = resource("clients.client")
    for actor in (own, token):
        kind.rows_for(actor, "view")
    kept = {id(a): _gates[id(a), kind.code, "view"] for a in (own, token)}
    for _ in range(3):
        for actor in (own, token):
            kind.rows_for(actor, "view")
            assert _gates[id(actor), kind.code, "view"] is kept[id(actor)]
