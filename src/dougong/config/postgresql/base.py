"""Django's PostgreSQL engine, with instants read by the interpreter's own parser.

Django's loader goes through a regular expression in Python for each: a fifth of the CPU of a page of clients, which holds a
hundred of them (measured by benchmarks/lists.py).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import BaseTzLoader, get_adapters_template
from psycopg.adapt import AdaptersMap

_fromisoformat = dt.datetime.fromisoformat


class InstantLoader(BaseTzLoader):
    """`timezone` is what Django compares with its connection's."""

    timezone = dt.UTC

    def load(self, data: Any) -> dt.datetime:
        try:
            found = _fromisoformat(str(data, "ascii"))
        except ValueError:  # before our era, or past the year 9999: said as ever
            loaded: dt.datetime = super().load(data)
            return loaded
        return found if found.tzinfo is dt.UTC else found.astimezone(dt.UTC)


@lru_cache(maxsize=4)
def _adapters(timezone: Any) -> Any:
    if timezone != dt.UTC:
        return get_adapters_template(True, timezone)
    adapters = AdaptersMap(get_adapters_template(True, timezone))
    adapters.register_loader("timestamptz", InstantLoader)
    return adapters


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        return {**super().get_connection_params(), "context": _adapters(self.timezone)}
