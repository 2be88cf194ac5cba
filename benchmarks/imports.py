"""What importing 100,000 rows costs: read, cleaned and checked, committed (with --undo taken back too), while somebody else writes.

    python benchmarks/imports.py [--sample] [--undo]

On SQLite and PostgreSQL. Seconds on the clock and of CPU (of the importing process with the one beside it and, on PostgreSQL, of the
server), the most memory that the two held (what they share counted once), and the longest time that another person's write took
while rows were checked and committed, beside the same writes with no import. The floor is a bare executemany of the same cells
into one table without an index. On a machine with other work the CPU is the honest figure. --sample is a twentieth of it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import _company
import _server
from _server import Place

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
SECONDS, WAIT_MS, MEMORY_MB = 60, 200, 500
HEADERS = (
    "序号", "单位名称", "税号", "经办人", "手机", "邮箱", "注册地址", "所属行业", "合同总金额(万元)", "首次合作时间", "人数", "创建日期",
    "录入人", "备注",
)  # fmt: skip
OTHERS, EVERY = 500, 0.05


def code(number: int) -> str:
    from dougong.kit.formats import check_character

    body = f"91320594{number:09d}"
    return body + check_character(body)


def rows(size: int) -> list[list[object]]:
    """As companies have them: every date and amount in another form, one in a hundred wrong, one in fifty a second time."""
    rng = random.Random(17)
    made: list[list[object]] = []
    for number, name in enumerate(_company.names(size, rng)):
        if number % 50 == 49:
            made.append([number, *made[-7][1:]])
            continue
        day = (rng.randrange(2010, 2026), rng.randrange(1, 13), rng.randrange(1, 29))
        form = ("%d-%02d-%02d", "%d.%d.%d", "%d年%d月%d日", "%d%02d%02d")[number % 4]
        uscc = code(number) if number % 100 else "91320594MA2Y8"
        uscc = uscc.replace("0", "O", 1) if number % 40 == 3 else uscc.lower() if number % 40 == 5 else uscc
        phone = rng.randrange(13_000_000_000, 19_999_999_999)
        amount = (f"{number % 900 + 1}.5", f"¥{number % 90 + 1:,}.00元", "叁拾伍万元整", "-")[number % 4]
        made.append([
            number, f" {name}　" if number % 9 == 0 else name, uscc, "王敏", f"{str(phone)[:3]} {str(phone)[3:7]} {str(phone)[7:]}",
            f"Sales{number}@example.com", f"江苏省苏州市工业园区星湖街{number % 900}号", "集成电路", amount, form % day,
            f"约{number % 900}人", "2019/3/5 10:20", "李旧", "无" if number % 3 else "老客户",
        ])  # fmt: skip
    return made


def make(size: int) -> None:
    """The roles, a steward, some clients that another person works with, and the file."""
    import django

    django.setup()
    from django.core.management import call_command

    from dougong.accounts.services import create_person
    from dougong.clients.services import create_client
    from dougong.kit.acting import actor_by_id
    from dougong.kit.actor import Actor

    call_command("migrate", verbosity=0)
    people = {
        name: str(create_person(Actor.system(), name=name, roles=roles).pk)
        for name, roles in (("方禹洲", ["steward"]), ("沈望舒", ["steward"]))
    }
    other = actor_by_id(uuid.UUID(people["沈望舒"]))
    assert other is not None
    clients = [str(create_client(other, name=f"往来客户{n}", uscc=None).pk) for n in range(OTHERS)]
    folder = Path(os.environ["DOUGONG_DATA"])
    (folder / "facts.json").write_text(json.dumps({"people": people, "clients": clients}))
    out = io.StringIO()
    csv.writer(out).writerows([HEADERS, *rows(size)])
    (folder / "clients.csv").write_bytes(out.getvalue().encode("gb18030"))


def run() -> None:
    """Take the file through its steps as the worker does; the figures of each on the last line."""
    import django

    django.setup()
    from dougong.imports import services
    from dougong.imports.models import ImportBatch
    from dougong.kit import jobs
    from dougong.kit.acting import actor_by_id

    folder = Path(os.environ["DOUGONG_DATA"])
    actor = actor_by_id(uuid.UUID(json.loads((folder / "facts.json").read_text())["people"]["方禹洲"]))
    assert actor is not None
    told: dict[str, Any] = {}
    data = (folder / "clients.csv").read_bytes()
    with _Step(told, "upload"):
        batch = services.upload(actor, target="clients", filename="clients.csv", data=data)
    steps = [("check", services.start_check), ("commit", services.start_commit)]
    if "--undo" in sys.argv:
        steps.append(("undo", services.start_undo))
    for name, start in steps:
        start(actor, batch_id=batch.pk)
        print(name, flush=True)
        with _Step(told, name):
            jobs.run_due()
        found = ImportBatch.objects.get(pk=batch.pk)
        told[name] |= {"status": found.status, "created": found.created_count, "updated": found.updated_count}
    print("end " + json.dumps(told), flush=True)


class _Step:
    def __init__(self, told: dict[str, Any], name: str) -> None:
        self.told, self.name = told, name

    def __enter__(self) -> None:
        self.begun = time.perf_counter(), _cpu()

    def __exit__(self, *_: object) -> None:
        self.told[self.name] = {"wall": time.perf_counter() - self.begun[0], "cpu": _cpu() - self.begun[1]}


def _cpu() -> float:
    """Of this process and of those beside it that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


class _Memory(threading.Thread):
    """The most megabytes that a process and its children held at once, by phase: what they share is counted once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.phase, self.ended = pid, "upload", threading.Event()
        self.most: dict[str, float] = {}
        self.start()

    def run(self) -> None:
        while not self.ended.wait(0.5):
            with suppress(OSError):  # one ended meanwhile
                held = sum(self._pss(pid) for pid in {self.pid, *_server.children(self.pid)})
                self.most[self.phase] = max(self.most.get(self.phase, 0.0), held)

    def _pss(self, pid: int) -> float:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def write() -> None:
    """Somebody else notes a talk twenty times a second until told to end; how long each took, in ms, by what ran meanwhile."""
    import django

    django.setup()
    import select

    from dougong.clients.services import add_note
    from dougong.kit.acting import actor_by_id

    facts = json.loads((Path(os.environ["DOUGONG_DATA"]) / "facts.json").read_text())
    actor = actor_by_id(uuid.UUID(facts["people"]["沈望舒"]))
    assert actor is not None
    phase, taken, number = "alone", dict[str, list[float]](), 0
    print("ready", flush=True)
    while True:
        if select.select([sys.stdin], [], [], EVERY)[0]:
            phase = sys.stdin.readline().strip()
            if not phase:
                break
        begun = time.perf_counter()
        add_note(actor, client_id=uuid.UUID(facts["clients"][number % OTHERS]), kind="visit", text="谈了二期工程")
        taken.setdefault(phase, []).append((time.perf_counter() - begun) * 1000)
        number += 1
    print(json.dumps(taken), flush=True)


def floor(place: Place, size: int) -> float:
    """CPU seconds of this process for a bare executemany of the same cells."""
    cells = [[str(cell) for cell in line] for line in rows(size)]
    columns = ", ".join(f"c{n} text" for n in range(len(HEADERS)))
    begun = time.process_time()
    if place.url:
        import psycopg

        with (
            psycopg.connect(place.url.replace("postgres://", "postgresql://")) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(f"CREATE TABLE bare ({columns})")
            cursor.executemany(f"INSERT INTO bare VALUES ({', '.join(['%s'] * len(HEADERS))})", cells)
    else:
        import sqlite3

        with sqlite3.connect(place.folder / "bare.sqlite3") as file:
            file.execute(f"CREATE TABLE bare ({columns})")
            file.executemany(f"INSERT INTO bare VALUES ({', '.join('?' * len(HEADERS))})", cells)
    return time.process_time() - begun


def measure(place: Place, size: int, undo: bool) -> bool:
    more = {"DOUGONG_DATABASE_URL": place.url} if place.url else {}
    environ = _server._environ(DOUGONG_DATA=str(place.folder), **more)
    command = [sys.executable, __file__]
    subprocess.run([*command, "make", str(size)], env=environ, check=True)
    pipes: dict[str, Any] = {"env": environ, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (
        subprocess.Popen([*command, "write"], **pipes) as other,
        subprocess.Popen([*command, "wait", *(["--undo"] if undo else [])], **pipes) as work,
    ):
        assert other.stdin and other.stdout and work.stdin and work.stdout
        other.stdout.readline()
        work.stdout.readline()
        time.sleep(3)
        memory = _Memory(work.pid)
        begun = _server.cpu(place.pids) if place.pids else 0.0
        work.stdin.write("go\n")
        work.stdin.flush()
        server, told, phase = {}, {}, "upload"
        for line in work.stdout:
            now = _server.cpu(place.pids) if place.pids else 0.0
            server[phase] = now - begun
            begun, phase = now, line.split()[0]
            memory.phase = phase
            if phase == "end":
                told = json.loads(line[4:])
                break
            other.stdin.write(f"{phase}\n")
            other.stdin.flush()
        memory.ended.set()
        other.stdin.close()
        waits: dict[str, list[float]] = json.loads(other.stdout.readline())
    for name, step in told.items():
        step["memory"] = memory.most.get(name, 0.0)
    return _told(place, size, told, server, waits)


def _told(
    place: Place, size: int, told: dict[str, Any], server: dict[str, float], waits: dict[str, list[float]]
) -> bool:
    for name, step in told.items():
        cpu = step["cpu"] + server.get(name, 0.0)
        wait = waits.get(name, [])
        longest = f"  another's write: longest {max(wait):5.0f} ms, {len(wait)} written" if wait else ""
        print(
            f"{place.name} {size} rows  {name:<7} {step['wall']:6.1f} s  CPU {cpu:6.1f} s (server {cpu - step['cpu']:4.1f})"
            f"  memory {step['memory']:4.0f} MB{longest}",
            flush=True,
        )
    both = [told[name] for name in ("check", "commit")]
    wall = sum(step["wall"] for step in both)
    cpu = sum(step["cpu"] for step in both) + sum(server.get(name, 0.0) for name in ("check", "commit"))
    bare, slow = floor(place, size), loop()
    longest = max(max(waits.get(name, [0])) for name in ("check", "commit"))
    memory = max(step["memory"] for step in both)
    kept = min(wall, cpu) <= SECONDS * size / 100_000 + 2 and longest <= WAIT_MS and memory <= MEMORY_MB
    limit = SECONDS * size / 100_000
    print(
        f"{place.name} {size} rows  checked and committed: {wall:.1f} s, CPU {cpu:.1f} s (limit {limit:.0f}); floor CPU {bare:.2f} s,"
        f" ratio {cpu / bare:.0f}; a million additions {slow:.0f} ms; memory {memory:.0f} MB (limit {MEMORY_MB}); another's write waited"
        f" {longest:.0f} ms (limit {WAIT_MS}; alone {max(waits.get('alone', [0])):.0f})  {'kept' if kept else 'MISSED'}",
        flush=True,
    )
    return kept


def loop() -> float:
    """Milliseconds of CPU for a million additions: some 45 on a quiet machine of 2025."""
    begun, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return (time.process_time() - begun) * 1000


def main() -> int:
    size, undo = (5_000 if "--sample" in sys.argv else 100_000), "--undo" in sys.argv
    with tempfile.TemporaryDirectory(prefix="dougong-bench-") as folder:
        kept = [measure(Place("sqlite", Path(folder, "sqlite"), ""), size, undo)]
        try:
            before = _server.children(os.getpid())
            url = _server.testdb.start_postgres()
        except _server.testdb.Absent as absent:
            print(f"SKIPPED PostgreSQL: {absent}")
            return 0 if all(kept) else 1
        pids = tuple(_server.children(os.getpid()) - before)
        kept.append(measure(Place("postgres", Path(folder, "postgres"), url, pids), size, undo))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    match sys.argv[1:2]:
        case ["make"]:
            make(int(sys.argv[2]))
        case ["write"]:
            write()
        case ["wait"]:
            print("ready", flush=True)
            sys.stdin.readline()
            run()
        case _:
            sys.exit(main())
