"""Servers under measurement, and the CPU that their processes use."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dougong.config import testdb

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src"
BATCHES = 5


def company(size: int) -> Path:
    """The data folder of the generated company, made once for this state of the migrations."""
    parts = [*sorted(SOURCE.glob("dougong/*/migrations/*.py")), HERE / "_company.py", HERE / "_dossiers.py"]
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in parts)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / "dougong-bench" / f"{size}-{digest}"
    if not (folder / "sessions.json").exists():
        print(f"generating {size} clients in {folder}", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _company("make", str(size), DOUGONG_DATA=str(folder))
    return folder


def _company(*arguments: str, **environ: str) -> None:
    subprocess.run([sys.executable, str(HERE / "_company.py"), *arguments], env=_environ(**environ), check=True)


def _environ(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DOUGONG_")}
    paths = os.pathsep.join([str(HERE), str(SOURCE), kept.get("PYTHONPATH", "")])
    return {**kept, "PYTHONPATH": paths, "DOUGONG_LOG_LEVEL": "WARNING", **more}


@dataclass
class Place:
    """A database holding the company: where, and the processes beside the web server that work for it."""

    name: str
    folder: Path
    url: str
    pids: tuple[int, ...] = ()


def places(size: int) -> Iterable[Place]:
    """SQLite, then PostgreSQL where its server is installed; each run works on a copy."""
    origin = company(size)
    with tempfile.TemporaryDirectory(prefix="dougong-bench-") as name:
        folder = Path(shutil.copytree(origin, name, dirs_exist_ok=True))
        yield Place("sqlite", folder, "")
        try:
            before = children(os.getpid())
            url = testdb.start_postgres()
        except testdb.Absent as absent:
            print(f"SKIPPED PostgreSQL: {absent}")
            return
        _company("copy", str(origin / "dougong.sqlite3"), DOUGONG_DATA=str(folder), DOUGONG_DATABASE_URL=url)
        yield Place("postgres", folder, url, tuple(children(os.getpid()) - before))


def children(pid: int) -> set[int]:
    text = "".join(p.read_text() for p in Path(f"/proc/{pid}/task").glob("*/children"))
    return {int(word) for word in text.split()}


def tree(pid: int) -> set[int]:
    return {pid}.union(*(tree(child) for child in children(pid)))


def cpu(pids: Iterable[int]) -> float:
    """Seconds of CPU the process trees have used, to the nanosecond (the kernel's clock of each process)."""
    total = 0.0
    for pid in set().union(*(tree(pid) for pid in pids)):
        total += time.clock_gettime(~pid << 3 | 2)
    return total


class Server:
    """A granian process on a free port, driven over one kept-alive connection."""

    def __init__(self, place: Place, *command: str, session: str = "", **environ: str) -> None:
        self.port = testdb.free_port()
        more = {"DOUGONG_DATABASE_URL": place.url} if place.url else {}
        settings = {"DOUGONG_DATA": str(place.folder), "DOUGONG_PORT": str(self.port), "DOUGONG_WEB_THREADS": "1"}
        arguments = [part.replace("PORT", str(self.port)) for part in command]
        self.process = subprocess.Popen([sys.executable, *arguments], env=_environ(**settings, **more, **environ))
        self.pids = (self.process.pid, *place.pids)
        self.http = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.headers = {"Cookie": f"dougong_session={session}"} if session else {}
        self._until_up()

    def _until_up(self) -> None:
        for _ in range(300):
            try:
                self.http.connect()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit("the server did not start") from None
                time.sleep(0.1)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()
        self.process.terminate()
        self.process.wait(timeout=30)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        data = None if body is None else json.dumps(body).encode()
        self.http.request(method, path, data, {**self.headers, "Content-Type": "application/json", **headers})
        answer = self.http.getresponse()
        return answer.status, answer.read()

    def get(self, path: str) -> Any:
        status, body = self.send("GET", path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}: {body[:300]!r}")
        return json.loads(body)

    def cost(self, once: Callable[[int], None], requests: int) -> tuple[float, float]:
        """Milliseconds of CPU a request of server and database: the best of five batches, and their median.

        Other work on the machine evicts caches and so inflates even CPU time; the best batch had least of it.
        """
        for number in range(20):
            once(number)
        found, each = [], max(1, requests // BATCHES)
        for batch in range(BATCHES):
            begun = cpu(self.pids)
            for number in range(each):
                once(batch * each + number)
            found.append((cpu(self.pids) - begun) * 1000 / each)
        return min(found), statistics.median(found)


def dougong(place: Place, session: str) -> Server:
    return Server(place, "-m", "dougong.config.children", "web", session=session)


def floor(place: Place, statements: dict[str, str]) -> Server:
    database = place.url.replace("postgres://", "postgresql://") or str(place.folder / "dougong.sqlite3")
    options = ["--interface", "wsgi", "--port", "PORT", "--blocking-threads", "1", "--log-level", "error", "--no-ws"]
    command = ["-m", "granian", *options, "_floor:app"]
    return Server(place, *command, BENCH_FLOOR_DATABASE=database, BENCH_FLOOR_SQL=json.dumps(statements))


def row(name: str, ours: tuple[float, float], bare: tuple[float, float], limit: float) -> bool:
    """One printed line; whether the limit is kept."""
    kept = ours[0] <= limit
    print(
        f"{name:<44} {ours[0]:6.2f} ms (median {ours[1]:6.2f})  floor {bare[0]:6.2f}  ratio {ours[0] / bare[0]:5.1f}"
        f"  limit {limit:4.1f}  {'kept' if kept else 'MISSED'}",
        flush=True,
    )
    return kept
