"""What a million audit entries cost: a page of the list, its filters, and how fast entries are sealed and verified.

    python benchmarks/audit.py [--sample]

On SQLite and PostgreSQL. Beside a page stands the floor of the same run, a bare granian app that runs one SQL statement over the
same rows; beside sealing, a loop that only reads the same rows and hashes them. --sample is a twentieth of it, for every build.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import _server
from _server import Place, Server, row

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
PAGE, FILTERED, SEALED_A_SECOND = 2.0, 3.0, 2000
PEOPLE, CLIENTS, ADDRESSES = 60, 10_000, 200
ACTS = ("update",) * 12 + ("create",) * 4 + ("sign_in",) * 3 + ("export", "archive", "sign_in_failed")
AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
COLUMNS = (
    "at", "actor_id", "actor_name", "action", "resource", "object_id", "title", "before", "after", "reason", "channel", "address",
    "device", "request_id",
)  # fmt: skip
LISTED = ", ".join(COLUMNS)
BEGAN = 1_700_000_000
SECONDS = 60


def entries(size: int, *, text: bool) -> Iterator[tuple[Any, ...]]:
    """Two years of a company of sixty: the same ones every time. `text`: keys as SQLite keeps them."""
    rng = random.Random(11)
    people = [uuid.UUID(int=rng.getrandbits(128), version=4) for _ in range(PEOPLE)]
    clients = [str(uuid.UUID(int=rng.getrandbits(128), version=4)) for _ in range(CLIENTS)]
    for number in range(size):
        who, client = rng.randrange(PEOPLE), rng.randrange(CLIENTS)
        at = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(BEGAN + number * SECONDS)) + f".{rng.randrange(10**6):06d}"
        after = json.dumps(
            {"industry": "集成电路", "version": number % 90, "region": "320500", "note": "谈了二期工程" * (number % 4)}
        )
        yield (
            at, people[who].hex if text else people[who], f"销售{who}", ACTS[number % len(ACTS)],
            "clients.client" if number % 3 else "accounts.user", clients[client], f"启岳{client}半导体有限公司",
            '{"industry":"物流","version":1}', after, "客户来电要求更正" if number % 97 == 0 else "", "api",
            f"10.0.{who % 4}.{rng.randrange(ADDRESSES // 4)}", AGENT, f"{rng.getrandbits(64):016x}",
        )  # fmt: skip


def make(size: int) -> None:
    """In the database of the environment: the entries, and an auditor with a session; facts on the last line, as JSON."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from dougong.accounts import sessions
    from dougong.accounts.services import create_person
    from dougong.accounts.session_store import SessionStore
    from dougong.kit.actor import Actor

    call_command("migrate", verbosity=0)
    auditor = create_person(Actor.system(), name="审计员", roles=["auditor"])
    store = SessionStore()
    sessions.begin(store, auditor, remember=True)
    store.set_expiry(10 * 365 * 86400)
    store.save()
    _fill(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT actor_id, object_id FROM audit_auditentry WHERE action = 'update' ORDER BY id DESC LIMIT 1"
        )
        actor, record = cursor.fetchone()
    facts = {"session": store.session_key, "actor": str(uuid.UUID(str(actor))), "record": record, **_seal(size)}
    print(json.dumps(facts))


def _fill(size: int) -> None:
    from django.db import connection, transaction

    sqlite = connection.vendor == "sqlite"
    with transaction.atomic(), connection.cursor() as cursor:
        rows = entries(size, text=sqlite)
        if sqlite:
            marks = ", ".join("?" * len(COLUMNS))
            connection.connection.executemany(f"INSERT INTO audit_auditentry ({LISTED}) VALUES ({marks})", rows)
            return
        with cursor.copy(f"COPY audit_auditentry ({LISTED}) FROM STDIN") as out:
            for values in rows:
                out.write_row((values[0] + "+00", *values[1:]))


def _seal(size: int) -> dict[str, float]:
    """Entries a second: sealed, verified, and only read and hashed."""
    from django.db import connection

    from dougong.audit.services import Sealer, verify

    begun = time.perf_counter()
    sealer, sealed = Sealer(), 0
    while done := sealer.seal_next():
        sealed += done
    sealing = time.perf_counter() - begun
    begun = time.perf_counter()
    report = verify({})
    checking = time.perf_counter() - begun
    if report.findings or report.entries != sealed or sealed < size:
        raise SystemExit(f"sealed {sealed} of {size}: {report.findings[:3]}")
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        for first in range(1, size, 1000):
            cursor.execute(
                f"SELECT id, {LISTED} FROM audit_auditentry WHERE id BETWEEN %s AND %s", [first, first + 999]
            )
            hashlib.sha256(repr(cursor.fetchall()).encode()).digest()
    bare = time.perf_counter() - begun
    return {"sealed": sealed / sealing, "verified": sealed / checking, "bare": size / bare}


def paths(facts: dict[str, Any], size: int) -> list[tuple[str, str, str, float]]:
    """(name, query of the list, WHERE of the floor, limit in ms)"""
    day = time.strftime("%Y-%m-%d", time.gmtime(BEGAN + size // 2 * SECONDS))
    after = time.strftime("%Y-%m-%d", time.gmtime(BEGAN + size // 2 * SECONDS + 10 * 86400))
    actor = f"actor_id IN ('{facts['actor']}', '{facts['actor'].replace('-', '')}')"
    record = f"resource = 'clients.client' AND object_id = '{facts['record']}'"
    return [
        ("first page", "", "1 = 1", PAGE),
        ("of a person", f"filter=actor:in:{facts['actor']}", actor, FILTERED),
        ("of a record", f"filter=record:eq:{facts['record']}", record, FILTERED),
        ("of an act", "filter=action:in:sign_in_failed", "action = 'sign_in_failed'", FILTERED),
        ("of a kind", "filter=resource:in:accounts.user", "resource = 'accounts.user'", FILTERED),
        ("from an address", "filter=address:eq:10.0.1.7", "address = '10.0.1.7'", FILTERED),
        ("of ten days", f"filter=at:between:{day},{after}", f"at >= '{day}' AND at < '{after}'", FILTERED),
        ("a word of the reason", "filter=reason:contains:更正", "reason LIKE '%更正%'", FILTERED),
        ("a name in the search box", "q=半导体", "title LIKE '%半导体%'", FILTERED),
    ]


def measure(place: Place, size: int, requests: int) -> bool:
    more = {"DOUGONG_DATABASE_URL": place.url} if place.url else {}
    environ = _server._environ(DOUGONG_DATA=str(place.folder), **more)
    made = subprocess.run(
        [sys.executable, __file__, "make", str(size)], env=environ, check=True, capture_output=True, text=True
    )
    facts = json.loads(made.stdout.splitlines()[-1])
    kept = [facts["sealed"] >= SEALED_A_SECOND]
    print(
        f"{place.name} {size} entries: sealed {facts['sealed']:,.0f}/s (goal {SEALED_A_SECOND:,}), verified {facts['verified']:,.0f}/s,"
        f" only read and hashed {facts['bare']:,.0f}/s  {'kept' if kept[0] else 'MISSED'}",
        flush=True,
    )
    known = paths(facts, size)
    found = f"SELECT id, {LISTED} FROM audit_auditentry WHERE {{}} ORDER BY at DESC, id DESC LIMIT 51"
    with _server.floor(
        place, {f"/{name}".replace(" ", "-"): found.format(where) for name, _, where, _ in known}
    ) as bare:
        floors = {
            name: bare.cost(lambda _, n=name: bare.get(f"/{n}".replace(" ", "-")), requests) for name, *_ in known
        }
    with _server.dougong(place, facts["session"]) as server:
        for name, query, _, limit in known:
            path = f"/api/v1/audit?size=50&{query}"
            kept.append(
                row(
                    f"{place.name} {name}",
                    server.cost(lambda _, p=path: _some(server, p), requests),
                    floors[name],
                    limit,
                )
            )
        cost = server.cost(_deeper(server), requests)
        kept.append(row(f"{place.name} the next ten pages", cost, floors["first page"], PAGE))
    return all(kept)


def _some(server: Server, path: str) -> None:
    if not server.get(_quoted(path))["items"]:
        raise SystemExit(f"{path} found nothing")


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/?&=:,.-")


def _deeper(server: Server) -> Any:
    found, cursor = [], ""
    for _ in range(10):
        found.append(f"/api/v1/audit?size=50&cursor={cursor}")
        cursor = server.get(found[-1])["next"]
    return lambda number: server.get(found[number % len(found)])


def main() -> int:
    size, requests = (50_000, 100) if "--sample" in sys.argv else (1_000_000, 300)
    with tempfile.TemporaryDirectory(prefix="dougong-bench-") as folder:
        kept = [measure(Place("sqlite", Path(folder), ""), size, requests)]
        try:
            before = _server.children(os.getpid())
            url = _server.testdb.start_postgres()
        except _server.testdb.Absent as absent:
            print(f"SKIPPED PostgreSQL: {absent}")
            return 0 if all(kept) else 1
        place = Place("postgres", Path(folder), url, tuple(_server.children(os.getpid()) - before))
        kept.append(measure(place, size, requests))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(int(sys.argv[2]))
    else:
        sys.exit(main())
