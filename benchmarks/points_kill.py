"""The worker killed (SIGKILL) twenty times while it posts 100,000 events: nothing lost, nothing doubled.

    python benchmarks/points_kill.py [--sample]

On SQLite and on PostgreSQL: receipts, reversals and acceptances of 400 clients wait in the outbox for the ledger (for no other
handler); the product's own worker delivers them, is killed at twenty places at no particular moment, and started again. Then
every delivery must be done, every event in the journal once, every line, trace of the audit and of the timeline and every told
event there once, every balance what was counted apart from the ledger; the journal, replayed, gives the same balances, and the
proof of the ledger holds. --sample: 3 times in 3,000.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import _server
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
CLIENTS, BATCH = 400, 2_000
DAY = dt.date(2026, 11, 18)
Ask = Callable[[str], int]


def fill(events: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from dougong.clients.services import create_client
    from dougong.kit.actor import Actor
    from dougong.kit.events import publish_many
    from dougong.kit.models import OutboxDelivery

    call_command("migrate", verbosity=0, interactive=False)
    clients = [create_client(Actor.system(), name=f"启岳半导体{n:03d}有限公司").pk for n in range(CLIENTS)]
    told = [event for event, _ in happened(clients, events)]
    for start in range(0, events, BATCH):
        with transaction.atomic():
            publish_many(told[start : start + BATCH], Actor.system())
            OutboxDelivery.objects.exclude(handler__startswith="loyalty.").delete()


def happened(clients: list[uuid.UUID], events: int) -> Iterator[tuple[Any, int]]:
    """(event, its points) by the rules of the house, counted here."""
    from dougong.contracts.events import ReceiptRecorded, ReceiptReversed
    from dougong.kit.money import Money
    from dougong.projects.events import AcceptancePassed

    contract = uuid.UUID(int=1)
    for n in range(events):
        client, yuan = clients[n * 7 % CLIENTS], 10_000 + n % 90_000
        if n % 10 == 9:
            client, yuan = clients[(n - 9) * 7 % CLIENTS], 10_000 + (n - 9) % 90_000
            undone = ReceiptReversed(uuid.UUID(int=n), contract, client, Money(yuan), uuid.UUID(int=n - 9))
            yield undone, -(yuan // 10_000 * 10)
        elif n % 10 == 8:
            on_time = n % 3 == 0
            yield AcceptancePassed(uuid.UUID(int=n), contract, client, DAY, DAY, on_time), 50 if on_time else -20
        elif n % 10 == 7:  # too little for points
            yield ReceiptRecorded(uuid.UUID(int=n), contract, client, Money("9999.99"), DAY), 0
        else:
            yield ReceiptRecorded(uuid.UUID(int=n), contract, client, Money(yuan), DAY), yuan // 10_000 * 10


def check(events: int) -> bool:
    import django

    django.setup()
    from dougong.clients.models import Client

    clients = list(Client.objects.order_by("pk").values_list("pk", flat=True))
    wanted: Counter[uuid.UUID] = Counter()
    lines = 0
    for event, points in happened(clients, events):
        wanted[event.client_id] += points
        lines += points != 0
    found = {**rows(events, lines), **sums({client: n for client, n in wanted.items() if n})}
    for name, right in found.items():
        if not right:
            print(f"    WRONG: {name}")
    right = all(found.values())
    print(
        f"    {events:,} events, {lines:,} lines, {len(wanted)} clients: {'all there, each once' if right else 'WRONG'}"
    )
    return right


def rows(events: int, lines: int) -> dict[str, bool]:
    """Whether everything is there once."""
    from django.db.models import Count

    from dougong.audit.models import AuditEntry
    from dougong.clients.models import TimelineEntry
    from dougong.kit.models import OutboxDelivery, OutboxEvent
    from dougong.loyalty.models import PointsEntry, PointsEvent

    waiting = OutboxDelivery.objects.filter(handler__startswith="loyalty.").exclude(status="done")
    doubled = PointsEntry.objects.values("event").annotate(n=Count("id")).filter(n__gt=1)
    told = [
        row["key"]
        for row in OutboxEvent.objects.filter(name="loyalty.points_moved.v1").values_list("payload", flat=True)
    ]
    return {
        "every delivery done": not waiting.exists(),
        "the journal": PointsEvent.objects.count() == events,
        "lines": PointsEntry.objects.count() == lines and not doubled.exists(),
        "traces of the audit": AuditEntry.objects.filter(action__startswith="points_").count() == lines,
        "of the timelines": TimelineEntry.objects.filter(kind__startswith="points_").count() == lines,
        "told": len(told) == len(set(told)) == lines,
    }


def sums(wanted: dict[uuid.UUID, int]) -> dict[str, bool]:
    """Whether the balances are what was counted, wherever they stand."""
    from dougong.clients.models import ClientFigures
    from dougong.loyalty.models import PointsAccount
    from dougong.loyalty.programme.replay import replay
    from dougong.loyalty.programme.rules import parse
    from dougong.loyalty.proof import checking
    from dougong.loyalty.proof.growing import grow_all
    from dougong.loyalty.selectors import broken_accounts
    from dougong.loyalty.services import exporting

    rules = exporting.rules().encode()
    again = replay((line.encode() for line in exporting.journal()), parse(rules), rules)
    grow_all()
    return {
        "balances": wanted == dict(PointsAccount.objects.exclude(balance=0).values_list("client_id", "balance")),
        "figures": wanted == dict(ClientFigures.objects.exclude(points=0).values_list("client_id", "points")),
        "snapshots": broken_accounts() == [],
        "replayed": again["balances"] == {str(pk): n for pk, n in PointsAccount.objects.values_list("pk", "balance")},
        "proof": checking.verify().ok,
    }


def killed(environ: dict[str, str], ask: Ask, events: int, kills: int) -> None:
    dice, begun, places = random.Random(11), time.monotonic(), []
    for turn in range(1, kills + 2):
        worker = subprocess.Popen([sys.executable, "-m", "dougong.config.children", "worker"], env=environ)
        if turn > kills:
            until(lambda: ask("SELECT COUNT(*) FROM kit_outbox_delivery WHERE status = 'pending'") == 0, 0.5)
            worker.terminate()
            worker.wait()
            break
        until(lambda goal=events * turn // (kills + 1): ask("SELECT MAX(id) FROM loyalty_pointsevent") >= goal, 0.02)  # type: ignore[misc]  # bound at once
        time.sleep(dice.random() / 10)
        worker.kill()
        worker.wait()
        places.append(ask("SELECT COUNT(*) FROM loyalty_pointsevent"))
    print(
        f"    killed {len(places)} times, after {', '.join(f'{n:,}' for n in places)} events; {time.monotonic() - begun:.0f} s in all"
    )


def until(true: Callable[[], bool], pause: float) -> None:
    limit = time.monotonic() + 3600
    while not true():
        if time.monotonic() > limit:
            raise SystemExit("the worker does not come on")
        time.sleep(pause)


def run(name: str, url: str, events: int, kills: int) -> bool:
    print(f"{name}:", flush=True)
    with tempfile.TemporaryDirectory(prefix="dougong-kill-") as folder:
        environ = _server._environ(DOUGONG_DATA=folder, **({"DOUGONG_DATABASE_URL": url} if url else {}))
        subprocess.run([sys.executable, __file__, "fill", str(events)], env=environ, check=True)
        place: Any = psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) if url else (
            sqlite3.connect(Path(folder, "dougong.sqlite3"), timeout=60)
        )  # fmt: skip
        killed(environ, lambda sql: place.execute(sql).fetchone()[0] or 0, events, kills)
        place.close()
        return (
            subprocess.run([sys.executable, __file__, "check", str(events)], env=environ, check=False).returncode == 0
        )


def main() -> bool:
    events, kills = (3_000, 3) if "--sample" in sys.argv else (100_000, 20)
    fine = run("SQLite", "", events, kills)
    try:
        url = _server.testdb.start_postgres()
    except _server.testdb.Absent as absent:
        print(f"SKIPPED PostgreSQL: {absent}")
        return fine
    return run("PostgreSQL", url, events, kills) & fine


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        raise SystemExit(fill(int(sys.argv[2])))
    raise SystemExit(0 if (check(int(sys.argv[2])) if sys.argv[1:2] == ["check"] else main()) else 1)
