"""Hands that own the database: what they change, only a proof can tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from dougong.kit import guards


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the triggers that keep tables append-only."""
    guards.remove_all()
    try:
        yield
    finally:
        guards.install_all()


def tamper(sql: str, *values: Any) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount != 0
