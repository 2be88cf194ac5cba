"""The points programme: how fast a history is replayed, and random programmes against points counted one by one.

    python benchmarks/points.py [--sample]

100,000 events of 2,000 clients by the rules a company begins with; events a second of CPU, limit 5,000, and the ratio to the floor
of the same run: reading each line's JSON and hashing it. Then 10,000 random programmes of 40 events against a plain model; one
difference fails the run. Then the live ledger on PostgreSQL (`_points_live.py`): 30,000 events posted through the services in batches,
and a page of an account with 1,000,000 lines. --sample is a tenth of all.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import _server

from dougong.loyalty.programme.events import Event, read
from dougong.loyalty.programme.replay import Programme, Rejected, replay
from dougong.loyalty.programme.rules import parse
from dougong.loyalty.tests.plain_points import Plain, programme

LIMIT = 5_000
RULES = [
    {"code": "receipt", "on": "receipt.recorded", "when": "amount > 0", "points": "floor(amount / 10000) * 10",
     "cap": {"per": "month", "points": 5000}, "expires_after_months": 24},
    {"code": "on_time", "on": "project.accepted", "when": "d(accepted) <= d(due)", "points": "50", "expires_after_months": 24},
    {"code": "late", "on": "project.accepted", "when": "d(accepted) > d(due)", "points": "-20"},
    {"code": "idea", "on": "suggestion.adopted", "points": "30", "cap": {"per": "month", "points": 90}},
    {"code": "referral", "on": "referral.converted", "points": "30"},
    {"code": "unsatisfied", "on": "complaint.closed", "when": "not satisfied", "points": "-50"},
]  # fmt: skip


def history(size: int) -> list[bytes]:
    dice = random.Random(7)
    at, lines = dt.datetime(2022, 1, 1, tzinfo=dt.UTC), []
    for number in range(size):
        at += dt.timedelta(minutes=dice.randint(0, 40))
        day = at.date()
        kind, data = dice.choice((
            ("receipt.recorded", {"amount": f"{dice.randint(10_00, 900_000_00) / 100:.2f}"}),
            ("receipt.recorded", {"amount": f"{dice.randint(10_00, 90_000_00) / 100:.2f}"}),
            ("project.accepted", {"due": str(day), "accepted": str(day + dt.timedelta(days=dice.randint(-5, 5)))}),
            ("suggestion.adopted", {}), ("referral.converted", {}), ("complaint.closed", {"satisfied": dice.random() < 0.5}),
            ("redemption.requested", {"points": dice.randint(1, 400)}),
            ("transfer.requested", {"points": dice.randint(1, 90), "to": f"C{dice.randint(1, 2000)}"}),
            ("event.reversed", {"event": f"e{dice.randint(max(0, number - 3000), number)}"}),
        ))  # fmt: skip
        told = {"id": f"e{number}", "type": kind, "client": f"C{dice.randint(1, 2000)}", "at": at.isoformat(), "data": data}
        lines.append(json.dumps(told).encode())
    return lines


def throughput(size: int) -> bool:
    lines = history(size)
    begun = time.process_time()
    for line in lines:
        hashlib.sha256(repr(json.loads(line)).encode())
    floor = time.process_time() - begun
    text = json.dumps({"rules": RULES}).encode()
    begun = time.process_time()
    answer = replay(lines, parse(text), text)
    taken = time.process_time() - begun
    print(f"{size:,} events: {answer['entries']:,} rows, {len(answer['rejected']):,} rejected, {taken:.2f} s of CPU")
    print(f"    {size / taken:,.0f} events/s (limit {LIMIT:,}); {taken / floor:.1f} times the floor")
    return size / taken >= LIMIT


def agree(programmes: int) -> bool:
    begun, events = time.process_time(), 0
    for seed in range(programmes):
        rules, told = programme(seed)
        plain, ours = Plain(rules), Programme(parse(json.dumps({"rules": rules}).encode()))
        for line, one in enumerate(told, 1):
            found = read(line, json.dumps({k: v for k, v in one.items() if k != "moment"}).encode())
            wanted = plain.post(one)
            if _posted(ours, found) != wanted or any(ours.book.balance(c) != plain.balance(c) for c in "ABC"):
                print(f"DIFFERENT: programme {seed}, event {line}")
                return False
            events += 1
    print(f"{programmes:,} random programmes, {events:,} events: all agree, {time.process_time() - begun:.1f} s")
    return True


def _posted(ours: Programme, found: object) -> int | str:
    assert isinstance(found, Event)
    try:
        return len(ours.post(found))
    except Rejected as refusal:
        return refusal.reason


def live(events: int, lines: int) -> bool:
    before = _server.children(os.getpid())
    try:
        url = _server.testdb.start_postgres()
    except _server.testdb.Absent as absent:
        print(f"SKIPPED the live ledger: {absent}")
        return True
    with tempfile.TemporaryDirectory() as folder:
        environ = _server._environ(DOUGONG_DATA=folder, DOUGONG_DATABASE_URL=url)
        [database] = _server.children(os.getpid()) - before
        command = [sys.executable, str(_server.HERE / "_points_live.py"), str(events), str(lines), str(database)]
        return subprocess.run(command, env=environ, check=False).returncode == 0


if __name__ == "__main__":
    share = 10 if "--sample" in sys.argv else 1
    raise SystemExit(0 if throughput(100_000 // share) & agree(10_000 // share) & live(30_000 // share, 1_000_000 // share) else 1)
