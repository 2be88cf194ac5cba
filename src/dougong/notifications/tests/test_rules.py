"""Titles as sentences."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.notifications.rules import sentence

TEMPLATE = "{client}：{title}，原定 {due_on}"


@pytest.mark.parametrize(
    ("params", "language", "said"),
    [
        ({"client": "启岳", "title": "送样板", "due_on": "2026-06-05"}, "zh", "启岳：送样板，原定 2026年6月5日"),
        ({"client": "启岳", "title": "送样板", "due_on": dt.date(2026, 6, 5)}, "en", "启岳：送样板，原定 5 Jun 2026"),
        ({"client": "启岳", "title": "2026-13-45", "due_on": ""}, "zh", "启岳：2026-13-45，原定 —"),
        ({"client": "{due_on}", "title": None}, "zh", "{due_on}：—，原定 —"),
    ],
)
def test_a_title_is_filled(params: dict[str, object], language: str, said: str) -> None:
    assert sentence(TEMPLATE, params, language) == said
