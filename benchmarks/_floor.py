"""The floor: a bare WSGI app that runs one SQL statement and writes its rows as JSON. No session, no gate, no framework.

BENCH_FLOOR_DATABASE is the database; BENCH_FLOOR_SQL the statements by path, as JSON.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any

import orjson

STATEMENTS: dict[str, str] = json.loads(os.environ["BENCH_FLOOR_SQL"])
DATABASE = os.environ["BENCH_FLOOR_DATABASE"]
local = threading.local()


def _connection() -> Any:
    if not hasattr(local, "connection"):
        if DATABASE.startswith("postgres"):
            import psycopg

            local.connection = psycopg.connect(DATABASE, autocommit=True, prepare_threshold=None)
        else:
            local.connection = sqlite3.connect(DATABASE, isolation_level=None)
            local.connection.execute("PRAGMA mmap_size=268435456")
            local.connection.execute("PRAGMA cache_size=-32000")
    return local.connection


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    cursor = _connection().execute(STATEMENTS[environ["PATH_INFO"]])
    rows = [list(row) for row in cursor.fetchall()] if cursor.description else []
    body = orjson.dumps(rows, default=str)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
