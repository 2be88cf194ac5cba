"""The same two dossiers merged by two people at one moment, while others work on the one that goes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dougong.clients import services as clients
from dougong.clients.merge.models import ClientAlias, ClientMerge
from dougong.clients.merge.services import merge_clients
from dougong.clients.merge.undo import undo_merge
from dougong.clients.models import Client, Contact
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_merge_wins_and_whoever_comes_later_is_told() -> None:
    cast = assemble()
    one, other = (clients.create_client(cast.fang, name=f"启岳{n}").pk for n in range(2))
    acts: list[Callable[[], object]] = [
        lambda: merge_clients(cast.fang, client_ids=[one, other], survivor_id=one, reason="同一家"),
        lambda: merge_clients(cast.fang, client_ids=[one, other], survivor_id=other, reason="同一家"),
        lambda: clients.update_client(cast.fang, client_id=other, version=None, website="https://qiyue.example"),
        lambda: clients.add_contact(cast.fang, client_id=one, name="孙立衡"),
    ]
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait(timeout=30)
            act()
            return "done"
        except BusinessError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        first, second, *rest = pool.map(run, acts)
    assert sorted((first, second)) in (["client_merged", "done"], ["done", "not_found"])
    assert set(rest) <= {"done", "client_merged", "not_found"}
    kept, made = Client.objects.get(), ClientMerge.objects.get()
    assert {made.survivor_id, ClientAlias.objects.get().client_id} == {kept.pk}
    assert set(Contact.objects.values_list("client_id", flat=True)) <= {kept.pk}
    codes = _undone_twice(cast.fang, made)
    assert sorted(codes) == ["done", "merge_undone"] and Client.objects.count() == 2


def _undone_twice(actor: Actor, made: ClientMerge) -> list[str]:
    start = Barrier(2)

    def run(_: int) -> str:
        try:
            start.wait(timeout=30)
            undo_merge(actor, merge_id=made.pk)
            return "done"
        except BusinessError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))
