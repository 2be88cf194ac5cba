"""The live ledger on PostgreSQL, in processes of its own: events posted through the services in batches by two writers, with the
outbox, the audit, the timelines and the figures; then a page of an account with very many lines.

    python benchmarks/_points_live.py EVENTS LINES PID      PID is the database server's
    python benchmarks/_points_live.py writer PLACE EVENTS   one of the writers, from "go" on its input
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import _server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
LIMIT, PAGE = 1_500, 3.0
CLIENTS, BATCH, WRITERS = 400, 1_000, 2


def main(events: int, lines: int, database: int) -> bool:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return posting(events, database) & page(lines, database)


def happenings(clients: list[uuid.UUID], events: int) -> list[Any]:
    """Receipts, ideas, redemptions, and reversals of a tenth, each of which undoes what was posted shortly before."""
    from dougong.kit import clock
    from dougong.loyalty.services import Happening

    told = []
    for n in range(events):
        client, now = clients[n * 7 % CLIENTS], clock.now()
        if n % 10 == 9:
            told.append(
                (clients[(n - 9) * 7 % CLIENTS], Happening("event.reversed", "b.undo", n, now, of=f"b:{n - 9}"))
            )
        elif n % 10 == 8:
            told.append((clients[(n - 8) * 7 % CLIENTS], Happening("redemption.requested", "b", n, now, {"points": 5})))
        elif n % 10 == 7:
            told.append((client, Happening("suggestion.adopted", "b", n, now)))
        else:
            told.append((client, Happening("receipt.recorded", "b", n, now, {"amount": f"{20_000 + n}.50"})))
    return told


def writer(place: int, events: int) -> bool:
    """Posts what is told of every second client, by the thousand; prints the seconds of CPU it took."""
    import django

    django.setup()
    from dougong.clients.models import Client
    from dougong.kit.actor import Actor
    from dougong.loyalty.services import post_many

    clients = list(Client.objects.order_by("pk").values_list("pk", flat=True))
    mine = set(clients[place::WRITERS])
    told = [one for one in happenings(clients, events) if one[0] in mine]
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.process_time()
    for start in range(0, len(told), BATCH):
        post_many(Actor.system(), told[start : start + BATCH])
    print(time.process_time() - begun, flush=True)
    sys.stdin.readline()  # its connection stays until PostgreSQL's share of it was read
    return True


def posting(events: int, database: int) -> bool:
    """So many events told to the ledger, by the thousand."""
    from django.db.models import Sum

    from dougong.audit.models import AuditEntry
    from dougong.clients.services import create_client
    from dougong.kit.actor import Actor
    from dougong.kit.models import OutboxEvent
    from dougong.loyalty.models import PointsAccount, PointsEntry
    from dougong.loyalty.selectors import broken_accounts

    for n in range(CLIENTS):
        create_client(Actor.system(), name=f"启岳半导体{n}有限公司")
    audited, writers = AuditEntry.objects.count(), _writers(events)
    begun, before = time.perf_counter(), _server.cpu([database])
    for one in writers:
        one.stdin.write("go\n")
        one.stdin.flush()
    here = sum(float(one.stdout.readline()) for one in writers)
    taken, there = time.perf_counter() - begun, _server.cpu([database]) - before
    for one in writers:
        one.communicate()
    entries = PointsEntry.objects.count()
    assert AuditEntry.objects.count() - audited >= entries
    assert OutboxEvent.objects.filter(name="loyalty.points_moved.v1").count() > 0
    assert PointsEntry.objects.aggregate(s=Sum("amount"))["s"] == PointsAccount.objects.aggregate(s=Sum("balance"))["s"]
    assert broken_accounts() == []
    each, carried = (here + there) / events, 2 * events / (here + there)
    print(f"{events:,} events posted by {WRITERS} writers in batches of {BATCH:,}: {entries:,} lines, {taken:.1f} s")
    print(
        f"    CPU of an event: {each * 1e3:.2f} ms ({here / events * 1e3:.2f} here, {there / events * 1e3:.2f} in PostgreSQL)"
    )
    print(
        f"    {carried:,.0f} events/s of two cores by their CPU (limit {LIMIT:,}); {events / taken:,.0f} on the clock"
    )
    print("    with outbox, audit, timelines and figures")
    return carried >= LIMIT


def _writers(events: int) -> list[Any]:
    """Ready to go."""
    command = [sys.executable, __file__, "writer"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers: list[Any] = [subprocess.Popen([*command, str(place), str(events)], **pipes) for place in range(WRITERS)]
    for one in writers:
        assert one.stdout.readline() == "ready\n"
    return writers


def page(lines: int, database: int) -> bool:
    """The balance and the last 20 lines of an account with so many: as they are read, and as a browser asks for them."""
    from django.http import QueryDict

    from dougong.kit.actor import Actor
    from dougong.kit.listing import page as listed
    from dougong.loyalty import selectors

    account = _with_lines(lines)
    actor, asked = Actor.system(), f"filter=account:in:{account.pk}&size=20"
    query = QueryDict(asked)

    def read() -> None:
        selectors.account(actor, account.pk), listed(selectors.ENTRIES, actor, query)

    for _ in range(20):
        read()
    best, wall = min(_of_batch(read) for _ in range(10))
    print(f"balance and last 20 of {lines:,} lines: {best:.2f} ms of CPU (limit {PAGE}), {wall:.2f} ms on the clock")
    with _server.Server(_place(database), "-m", "dougong.config.children", "web", session=_session()) as server:
        paths = (f"/api/v1/points/accounts/{account.pk}", f"/api/v1/points/entries?{asked}")
        least, middle = server.cost(lambda _: [server.get(path) for path in paths] and None, 200)
    print(f"    as two requests, server and database together: {least:.2f} ms (median {middle:.2f})")
    return best <= PAGE


def _with_lines(lines: int) -> Any:
    """An account with so many."""
    from django.db import connection

    from dougong.loyalty.models import PointsAccount

    account = PointsAccount.objects.order_by("pk").first()
    assert account is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO loyalty_pointsentry (account_id, amount, balance_after, kind, contra, rule, rule_version, source, source_id,"
            " parts, debt, lapsed, actor_name, reason, data, occurred_at, created_at)"
            " SELECT %s, 10, 10 * n, 'accrual', 'issued', 'receipt', 1, 'x', n::text, '[]', 0, 0, '', '', '{}', now(), now()"
            " FROM generate_series(1, %s) n",
            [account.pk, lines],
        )
        cursor.execute("ANALYZE loyalty_pointsentry")
    return account


def _of_batch(read: Callable[[], None], rounds: int = 30) -> tuple[float, float]:
    """Milliseconds of CPU and of the clock for each."""
    begun, cpu = time.perf_counter(), time.process_time()
    for _ in range(rounds):
        read()
    return (time.process_time() - cpu) / rounds * 1000, (time.perf_counter() - begun) / rounds * 1000


def _place(database: int) -> _server.Place:
    return _server.Place("postgres", Path(os.environ["DOUGONG_DATA"]), os.environ["DOUGONG_DATABASE_URL"], (database,))


def _session() -> str:
    """Of a manager, who sees all."""
    from dougong.accounts import sessions
    from dougong.accounts.services import create_person
    from dougong.accounts.session_store import SessionStore
    from dougong.accounts.structure.departments import create_department
    from dougong.kit.actor import Actor

    office = create_department(Actor.system(), name="公司")
    store = SessionStore()
    sessions.begin(
        store,
        create_person(Actor.system(), name="沈望舒", department_id=office.pk, roles=["management"]),
        remember=True,
    )
    store.save()
    return str(store.session_key)


if __name__ == "__main__":
    if sys.argv[1] == "writer":
        raise SystemExit(0 if writer(int(sys.argv[2]), int(sys.argv[3])) else 1)
    raise SystemExit(0 if main(*map(int, sys.argv[1:4])) else 1)
