"""The live ledger on PostgreSQL, in a process of its own: events posted through the services in batches, with the outbox, the audit,
the timelines and the figures; then a page of an account with very many lines."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
LIMIT, PAGE = 1_500, 3.0
CLIENTS, BATCH = 400, 1_000


def main(events: int, lines: int) -> bool:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return posting(events) & page(lines)


def happenings(clients: list[Any], events: int) -> list[Any]:
    """Receipts, ideas, redemptions, and reversals of a tenth."""
    from dougong.kit import clock
    from dougong.loyalty.services import Happening

    told = []
    for n in range(events):
        client, now = clients[n * 7 % CLIENTS], clock.now()
        if n % 10 == 9:
            told.append((clients[(n - 9) * 7 % CLIENTS], Happening("event.reversed", "b.undo", n, now, of=f"b:{n - 9}")))
        elif n % 10 == 8:
            told.append((clients[(n - 8) * 7 % CLIENTS], Happening("redemption.requested", "b", n, now, {"points": 5})))
        elif n % 10 == 7:
            told.append((client, Happening("suggestion.adopted", "b", n, now)))
        else:
            told.append((client, Happening("receipt.recorded", "b", n, now, {"amount": f"{20_000 + n}.50"})))
    return told


def posting(events: int) -> bool:
    """So many events told to the ledger, by the thousand."""
    from django.db import connection
    from django.db.models import Sum

    from dougong.audit.models import AuditEntry
    from dougong.clients.services import create_client
    from dougong.kit.actor import Actor
    from dougong.kit.models import OutboxEvent
    from dougong.loyalty.models import PointsAccount, PointsEntry
    from dougong.loyalty.selectors import broken_accounts
    from dougong.loyalty.services import post_many

    system = Actor.system()
    clients = [create_client(system, name=f"启岳半导体{n}有限公司").pk for n in range(CLIENTS)]
    told = happenings(clients, events)
    audited = AuditEntry.objects.count()
    begun, cpu = time.perf_counter(), time.process_time()
    for start in range(0, events, BATCH):
        post_many(system, told[start : start + BATCH])
    taken, cpu = time.perf_counter() - begun, time.process_time() - cpu
    entries = PointsEntry.objects.count()
    assert AuditEntry.objects.count() - audited >= entries
    assert OutboxEvent.objects.filter(name="loyalty.points_moved.v1").count() > 0
    assert PointsEntry.objects.aggregate(s=Sum("amount"))["s"] == PointsAccount.objects.aggregate(s=Sum("balance"))["s"]
    assert broken_accounts() == []
    connection.close()
    print(f"{events:,} events posted by services in batches of {BATCH:,}: {entries:,} lines, {taken:.1f} s, {cpu:.1f} s of CPU here")
    print(f"    {events / taken:,.0f} events/s (limit {LIMIT:,}), with outbox, audit, timelines and figures")
    return events / taken >= LIMIT


def page(lines: int) -> bool:
    """The balance and the last 20 lines of an account with so many."""
    from django.db import connection
    from django.http import QueryDict

    from dougong.kit.actor import Actor
    from dougong.kit.listing import page as listed
    from dougong.loyalty import selectors
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
    actor, query = Actor.system(), QueryDict(f"filter=account:in:{account.pk}&size=20")
    for _ in range(20):
        selectors.account(actor, account.pk), listed(selectors.ENTRIES, actor, query)
    rounds = 200
    begun, cpu = time.perf_counter(), time.process_time()
    for _ in range(rounds):
        selectors.account(actor, account.pk), listed(selectors.ENTRIES, actor, query)
    wall, cpu = (time.perf_counter() - begun) / rounds * 1000, (time.process_time() - cpu) / rounds * 1000
    print(f"balance and last 20 of {lines:,} lines: {cpu:.2f} ms of CPU (limit {PAGE}), {wall:.2f} ms with the database's share")
    return cpu <= PAGE


if __name__ == "__main__":
    raise SystemExit(0 if main(int(sys.argv[1]), int(sys.argv[2])) else 1)
