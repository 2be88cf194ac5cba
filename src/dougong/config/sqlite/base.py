"""Django's SQLite engine, quicker where it works anew for each row or statement what it worked before.

A page of 50 rows reads a hundred instants, and a statement of 3 kB is searched for its parameters at each run: together a
fifth of the CPU of a page of clients (measured by benchmarks/lists.py).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base
from django.utils.dateparse import parse_datetime

_fromisoformat = dt.datetime.fromisoformat


def instant(stored: bytes) -> dt.datetime | None:
    """Columns hold UTC without saying so. Aware at once, so that Django has nothing left to add."""
    text = stored.decode()
    try:
        return _fromisoformat(f"{text}+00:00")
    except ValueError:  # what another program wrote in another form
        return parse_datetime(text)


sqlite3.register_converter("datetime", instant)


@lru_cache(maxsize=1024)
def _with_question_marks(query: str) -> str:
    found: str = base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
    return found


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None:
            return _with_question_marks(query)
        return super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)
