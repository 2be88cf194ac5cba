"""Django's SQLite engine, quicker where it works anew for each row or statement what it worked before; and fair, where it
is not: one that waits to write looks again ever more seldom, so that work in many short transactions could keep it out for
seconds. Whoever begins a transaction holds a shared lock on a file beside the database while he waits; long work asks between
two transactions whether anybody does (`give_way`) and lets him in first.

A page of 50 rows reads a hundred instants, and a statement of 3 kB is searched for its parameters at each run: together a
fifth of the CPU of a page of clients (measured by benchmarks/lists.py).
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import sqlite3
import time
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


_Base: Any = base.DatabaseWrapper  # its stubs leave out what is overridden here


class DatabaseWrapper(_Base):
    _door: int | None = None

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        path = str(conn_params["database"])
        if self._door is None and path.startswith("/"):
            self._door = os.open(f"{path}-waiting", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return made

    def _start_transaction_under_autocommit(self) -> None:
        if self._door is None:
            return super()._start_transaction_under_autocommit()
        fcntl.flock(self._door, fcntl.LOCK_SH)
        try:
            super()._start_transaction_under_autocommit()
        finally:
            fcntl.flock(self._door, fcntl.LOCK_UN)

    def give_way(self, most: float = 0.5) -> None:
        """Between two transactions of long work: wait, at most `most` seconds, until nobody waits to write."""
        if self._door is None:
            return
        until = time.monotonic() + most
        while time.monotonic() < until:
            try:
                fcntl.flock(self._door, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.002)
            else:
                fcntl.flock(self._door, fcntl.LOCK_UN)
                return

    def _close(self) -> None:
        super()._close()
        if self._door is not None:
            os.close(self._door)
            self._door = None
