"""The watch over points: what is planted is found, how much is found where nothing is odd; the dashboard and a run over a ledger
with very many accounts.

    python benchmarks/watch.py [--sample]

60 quiet programmes of 120 accounts over 90 days, and each pattern planted into each of them: one that is not found fails the run.
Then, on PostgreSQL, 100,000 accounts with 1,000,000 lines: the dashboard of the whole company in at most 3 s, and a run over all
of it. --sample is a tenth of all.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter

import _server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
LIMIT = 3.0


def patterns(programmes: int) -> bool:
    from dougong.oversight.rules.patterns import PATTERNS
    from dougong.oversight.tests.programme import Programme

    quiet: Counter[str] = Counter()
    missed = []
    for seed in range(programmes):
        quiet.update(find.pattern for find in Programme(seed).finds())
        for one in PATTERNS:
            odd = Programme(seed)
            about = odd.plant(one.code)
            if not any(f.pattern == one.code and f.subject in about for f in odd.finds()):
                missed.append((one.code, seed))
    told = ", ".join(f"{code} {n}" for code, n in sorted(quiet.items())) or "none"
    print(f"{programmes} quiet programmes of 120 accounts, 90 days: {sum(quiet.values()) / programmes:.2f} false finds each ({told})")
    print(f"    {len(PATTERNS)} patterns planted into each: {len(missed)} missed {missed or ''}")
    return not missed


def ledger(accounts: int) -> bool:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    _fill(accounts)
    from django.test.utils import CaptureQueriesContext

    from dougong.kit import clock
    from dougong.kit.actor import Actor
    from dougong.oversight.rules.patterns import FIRST
    from dougong.oversight.selectors.dashboard import board
    from dougong.oversight.services.scanning import finds

    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        found = board(Actor.system())
    taken = time.perf_counter() - begun
    held = found["figures"]["accounts"]
    print(f"dashboard of {held:,} accounts, 10 lines each: {taken:.2f} s (limit {LIMIT:.0f} s), {len(asked)} queries")
    begun = time.perf_counter()
    odd = finds(FIRST, clock.today())
    print(f"a run over them: {time.perf_counter() - begun:.1f} s, {len(odd)} finds")
    return taken <= LIMIT


def _fill(accounts: int) -> None:
    """Clients, accounts and lines by the database itself: ten receipts each, spread over a year."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "INSERT INTO loyalty_pointsaccount (id, version, created_at, updated_at, client_id, balance, debt, reserved, entry_count, "
            "lot_count, tier, tier_in_grace, frozen_by, frozen_reason, frozen_note) SELECT gen_random_uuid(), 1, now(), now(), "
            "gen_random_uuid(), (random() * 3000)::bigint, 0, 0, 10, 0, '', false, '', '', '' FROM generate_series(1, %s)",
            [accounts],
        )
        cursor.execute(
            "INSERT INTO loyalty_pointsentry (account_id, amount, balance_after, kind, contra, rule, rule_version, source, source_id, "
            "parts, debt, lapsed, actor_name, reason, data, occurred_at, created_at) "
            "SELECT a.id, 10 + (random() * 500)::bigint, 0, 'accrual', 'issued', 'receipt', 1, "
            "'contracts.receipt', gen_random_uuid()::text, '[]', 0, 0, '', '', '{}', "
            "now() - random() * interval '365 days', now() FROM loyalty_pointsaccount a, generate_series(1, 10)"
        )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def main() -> bool:
    share = 10 if "--sample" in sys.argv else 1
    good = patterns(60 // share)
    try:
        url = _server.testdb.start_postgres()
    except _server.testdb.Absent as absent:
        print(f"SKIPPED the ledger: {absent}")
        return good
    with tempfile.TemporaryDirectory(prefix="dougong-bench-") as folder:
        os.environ |= {"DOUGONG_DATA": folder, "DOUGONG_DATABASE_URL": url}
        return ledger(100_000 // share) & good


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
