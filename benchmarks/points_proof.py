"""The proof of the points ledger: growing the tree, receipts, and checking it all.

    python benchmarks/points_proof.py [--sample]

1,000,000 entries of 2,000 accounts are written straight into an SQLite database of its own; then the tree is grown, heads are
signed, receipts made from the middle of it, everything verified, and one entry in the middle changed, which must be found by its
number. Prints the times, the peak of memory, and the ratio of verifying to reading and hashing the same rows alone. --sample is
a fiftieth.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def timed(name: str, times: dict[str, float]) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    times[name] = time.perf_counter() - begun
    print(f"{name:<28}{times[name]:9.1f} s", flush=True)


def fill(count: int) -> None:
    from django.db import transaction

    from dougong.clients.models import Client
    from dougong.kit import clock
    from dougong.kit.bulk import insert_rows
    from dougong.loyalty.models import PointsAccount, PointsEntry

    clients = [Client(name=f"公司{n:05d}", name_sort=f"gongsi{n:05d}") for n in range(min(2000, count))]
    Client.objects.bulk_create(clients, batch_size=500)
    accounts = [PointsAccount(client=client) for client in clients]
    PointsAccount.objects.bulk_create(accounts, batch_size=500)
    now, held = clock.now(), [0] * len(accounts)
    names = (
        "id", "account_id", "amount", "balance_after", "kind", "rule", "rule_version", "source", "source_id", "actor_name", "data",
        "occurred_at",
    )  # fmt: skip
    for begin in range(0, count, 5000):
        rows = []
        for number in range(begin, min(begin + 5000, count)):
            of = number % len(accounts)
            held[of] += 350
            rows.append(
                (number + 1, accounts[of].pk, 350, held[of], "accrual", "receipt", 1, "contracts.receipt", str(uuid.UUID(int=number)),
                 "许闻溪", {"amount": "350000.00", "contract": "二期洁净厂房机电安装工程"}, now)
            )  # fmt: skip
        with transaction.atomic():
            insert_rows(PointsEntry, names, rows)
    for of, account in enumerate(accounts):
        account.balance, account.entry_count, account.debt = held[of], len(range(of, count, len(accounts))), -held[of]
    PointsAccount.objects.bulk_update(accounts, ["balance", "entry_count", "debt"], batch_size=500)


def measure(count: int) -> int:
    from django.core.management import call_command
    from django.db import connection

    from dougong.loyalty import guards
    from dougong.loyalty.models import PointsEntry
    from dougong.loyalty.proof import checking, tree
    from dougong.loyalty.proof.growing import grow_all, kept, rows_after
    from dougong.loyalty.proof.heads import publish
    from dougong.loyalty.proof.leaves import held_of, leaf_of

    call_command("migrate", verbosity=0)
    times: dict[str, float] = {}
    with timed(f"written: {count} entries", times):
        fill(count)
    with timed("tree grown", times):
        assert grow_all() == count
    publish()
    with timed("1,000 receipts' paths", times):
        for number in range(1000):
            tree.path(number * count // 1000, count, kept)
    with timed("floor: read and hashed", times):
        for row in rows_after(0).iterator(chunk_size=2000):
            tree.leaf_hash(leaf_of(row, held_of(row, b"0" * 16)))
    with timed("verified", times):
        assert checking.verify().ok
    middle = PointsEntry.objects.order_by("pk")[count // 2].pk
    guards.remove()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE loyalty_pointsentry SET reason = 'x' WHERE id = %s", [middle])
    guards.install()
    found = checking.verify().facts()
    print(f"verifying to the floor: {times['verified'] / times['floor: read and hashed']:.2f}")
    print(f"peak of memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    print(f"changed entry {middle}: found {found['first_entry']}")
    return 0 if found["first_entry"] == middle else 1


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DOUGONG_DATA": folder, "DJANGO_SETTINGS_MODULE": "dougong.config.settings"}
        import django

        django.setup()
        return measure(20_000 if "--sample" in sys.argv else 1_000_000)


if __name__ == "__main__":
    sys.exit(main())
