"""Rows of a big file are cleaned and prepared in a second process: what comes of them is the same."""

from __future__ import annotations

import os
import threading
from typing import Any

import pytest

from dougong.clients.models import Client, Contact
from dougong.imports import services
from dougong.imports.models import ImportBatch
from dougong.imports.services import ready
from dougong.imports.tests.factories import HEADERS, checked, code, table
from dougong.kit.beside import Beside
from dougong.kit.crypto import blind_index
from dougong.kit.jobs import run_due
from tests.cast import Cast

ROWS = (
    (
        "启岳半导体（苏州）有限公司",
        code(1),
        "孙立衡",
        "138 1234 5678",
        "Sun@Qiyue.example",
        "2024年3月5日",
        "苏州市星湖街1号",
    ),
    ("沧澜水务", "91320594MA2Y8", "王敏", "12", "", "", ""),
    ("启岳", code(1), "孙立衡", "13912345678", "", "45356", ""),
    ("無錫恒泰", "", "周敏", "0510-8888 6666 转 12", "无", "2021.1.1", ""),
    ("无锡恒泰", "", "", "051088886666", "", "", ""),
)
_KEPT = ("position", "number", "key", "alias", "verdict", "content")


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every import is a big one; the last answers that came from another process."""
    heard: list[Any] = []
    real = Beside._heard

    def hear(self: Beside, step: Any, told: bool) -> Any:
        answer = real(self, step, told)
        if told and self._pipe is not None:
            heard.append(answer)
        return answer

    monkeypatch.setattr(Beside, "_heard", hear)
    monkeypatch.setattr(ready, "MANY", 1)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    return heard


def _content(batch: ImportBatch) -> list[tuple[Any, ...]]:
    return list(batch.rows.order_by("position").values_list(*_KEPT))


@pytest.mark.django_db
def test_the_check_says_the_same(cast: Cast, other: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    batch = checked(cast.fang, table(*ROWS, headers=(*HEADERS, "地址")))
    assert other, "another process was asked"
    other.clear()
    monkeypatch.setattr(ready, "MANY", 100)
    services.start_check(cast.fang, batch_id=batch.pk)
    before = _content(batch), batch.cleaned, batch.samples
    run_due()
    batch.refresh_from_db()
    assert (_content(batch), batch.cleaned, batch.samples) == before and not other
    assert [row[4] for row in before[0]] == ["new", "rejected", "update", "new", "update"]


@pytest.mark.django_db
def test_what_is_written_was_sealed_and_indexed_there(cast: Cast, other: list[Any]) -> None:
    batch = checked(cast.fang, table(*ROWS, headers=(*HEADERS, "地址")))
    other.clear()
    services.start_commit(cast.fang, batch_id=batch.pk)
    run_due()
    assert other, "another process was asked"
    batch.refresh_from_db()
    assert (batch.status, batch.created_count, batch.updated_count) == ("done", 2, 2)
    one = Client.objects.get(uscc=code(1))
    assert (one.name, one.phone, one.email, one.region) == ("启岳", "+8613912345678", "sun@qiyue.example", "320500")
    two = Client.objects.get(phone_index=blind_index("+8651088886666"))
    assert (two.name, two.name_sort, two.initials, two.phone) == ("无锡恒泰", "wuxihengtai", "wxht", "+8651088886666")
    person = Contact.objects.get(client=two)
    assert (person.name, person.phone, person.phone_index) == ("周敏", two.phone, two.phone_index)
